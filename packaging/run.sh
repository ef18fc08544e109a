#!/bin/sh
# Opens the window; where there is no display, tells the whole story offscreen instead.
set -eu

cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    sh packaging/system_libraries.sh window
    exec .venv/bin/yihu "$@"
fi
sh packaging/system_libraries.sh offscreen
echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
echo "Doing the whole story offscreen instead: yihu demo out/demo"
rm -rf out/demo
exec .venv/bin/yihu demo out/demo
