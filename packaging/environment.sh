#!/bin/sh
# Makes or updates .venv from a lock file:  packaging/environment.sh LOCKFILE
# A stamp beside the packages keeps a second run to nothing.
set -eu

cd "$(dirname "$0")/.."
lock="$1"
PYTHON="${PYTHON:-$(command -v python3.11 || command -v python3 || true)}"

if [ -z "$PYTHON" ] || ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Yihu needs Python 3.11 or newer (on Debian: apt-get install python3 python3-venv)." >&2
    exit 1
fi
export PYTHON

stamp=".venv/.$(basename "$lock").sum"
sum=$(cat "$lock" pyproject.toml | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then
    exit 0
fi

if [ ! -x .venv/bin/python ]; then
    sh packaging/system_libraries.sh venv
    "$PYTHON" -m venv .venv
fi
echo "Installing the packages of $lock into .venv ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
echo "$sum" > "$stamp"
