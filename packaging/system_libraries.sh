#!/bin/sh
# Sees to it that this computer has the system libraries that Yihu needs.
#
#   packaging/system_libraries.sh venv|offscreen|window|test
#
# Debian, Ubuntu and their relatives (UOS, Kylin): installs what is missing when it may (root, or sudo
# without a password), else names the one command to type and ends with 1. Elsewhere it says so and goes on.
set -eu

PYTHON="${PYTHON:-python3}"
OFFSCREEN="libegl1 libgl1 libxkbcommon0 libfontconfig1 libfreetype6 libglib2.0-0 libdbus-1-3 libx11-6"
WINDOW="$OFFSCREEN libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0
 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1
 libxcb-util1 libxcb-xfixes0 libxcb-xkb1"
TEST="$WINDOW xvfb xauth poppler-utils gcc libc6-dev"

case "${1:-}" in
    venv) wanted="" ;;
    offscreen) wanted="$OFFSCREEN" ;;
    window) wanted="$WINDOW" ;;
    test) wanted="$TEST" ;;
    *) echo "usage: $0 venv|offscreen|window|test" >&2; exit 2 ;;
esac

if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    wanted="$wanted python$version-venv"
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    [ -z "$wanted" ] || echo "No apt here. Should the window not open, install the equivalents of:" $wanted
    exit 0
fi

# Debian 13 and Ubuntu 24.04 renamed some libraries to <name>t64.
present() {
    for name in "$1" "$1t64"; do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) && [ "$state" = installed ] && return 0
    done
    return 1
}

missing=""
for package in $wanted; do
    present "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Yihu needs a few system libraries. Type this one command, then the last one again:" >&2
    echo "" >&2
    if command -v sudo >/dev/null; then
        echo "    sudo $install" >&2
    else
        echo "    su -c '$install'" >&2
    fi
    exit 1
fi

echo "Installing system libraries:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root $install >/dev/null
