#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs Debian's where it may, else says how.
find_one() {
  for name in "$CHROMIUM" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}
find_one && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "正在安装 Chromium……" >&2
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium fonts-noto-cjk; } >&2 2>/dev/null
  find_one && exit 0
fi
echo "浏览器测试需要 Chromium：请运行 sudo apt-get install chromium fonts-noto-cjk，或用 CHROMIUM=路径 指定。" >&2
exit 1
