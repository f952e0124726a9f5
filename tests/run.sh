#!/bin/sh
# Every test on SQLite; with TEST_DATABASE_URL again on that database, but for the browser's. Extra words go to pytest.
set -e
files=$(git ls-files 'tests/test_*.py' 'tests/*/test_*.py' | wc -l)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() {
  status=0
  .venv/bin/python -m pytest -n 2 "$@" >"$log" 2>&1 || status=$?
  cat "$log"
  return $status
}

TEST_DATABASE_URL= run "$@"
passed=$(grep -oE '[0-9]+ passed' "$log" | tail -1 | cut -d' ' -f1)
if [ "${passed:-0}" -lt "$files" ]; then
  echo "只跑了 ${passed:-0} 个测试，少于 $files 个测试文件：有测试没有被收集。"
  exit 1
fi
if [ -n "$TEST_DATABASE_URL" ]; then
  echo "再用 PostgreSQL 跑一遍（不含浏览器测试）："
  run "$@" --ignore tests/browser
fi
