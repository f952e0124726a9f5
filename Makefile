# Two commands: `make serve` runs the portal, `make test` runs every test. Both set up what they need.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: serve test test-full lint clean
.SILENT:

serve: $(VENV)/runtime.stamp
	exec $(RUN) manage.py up --port $(PORT) $(UP)

test: $(VENV)/dev.stamp
	CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM && sh tests/run.sh -m "not full"

test-full: $(VENV)/dev.stamp
	CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM && sh tests/run.sh

lint: $(VENV)/dev.stamp
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "需要 Python 3.11 或更新版本；请安装后用 make PYTHON=python3.x 指定。"; exit 1; }
	$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || \
	  { rm -rf $(VENV); echo "缺少 venv 模块：请先运行 apt-get install python3-venv（或系统里对应的包）。"; exit 1; }

$(VENV)/runtime.stamp: requirements.txt $(VENV)/bin/python
	echo "正在安装依赖……"
	$(RUN) -m pip install -q --disable-pip-version-check -r requirements.txt || \
	  { echo "依赖没有装上：请检查网络或 pip 源后重试。"; exit 1; }
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements-scale.txt $(VENV)/runtime.stamp
	echo "正在安装测试依赖……"
	$(RUN) -m pip install -q --disable-pip-version-check -r requirements-dev.txt || \
	  { echo "依赖没有装上：请检查网络或 pip 源后重试。"; exit 1; }
	touch $@

clean:
	rm -rf $(VENV)
