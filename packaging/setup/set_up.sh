#!/bin/sh
# Brings a bare Debian or Ubuntu machine to where the project runs: system packages,
# then .venv with the locked dependencies and the project itself.  What is there
# already is left alone, so a second run takes no time.
#
#   set_up.sh            what the tray app, the relay and the simulator need
#   set_up.sh --screen   and a virtual screen with a desktop on it
#   set_up.sh --tests    and the servers and the browser the tests run against
#   set_up.sh --bench    and the servers the benchmarks compare the relay with
#
# PYTHON=/path/to/python chooses the Python that .venv is made with.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
lists="$here/apt-desktop.txt"
lock=dev
case "${1:-}" in
    --screen) lock=demo lists="$lists $here/apt-screen.txt" ;;
    --tests) lists="$lists $here/apt-screen.txt $here/apt-tests.txt" ;;
    --bench) lists="$lists $here/apt-screen.txt $here/apt-tests.txt $here/apt-bench.txt" ;;
    "") lock=demo ;;
    *) echo "set_up.sh: unknown argument: $1" >&2; exit 2 ;;
esac

# Two commands started at once must not fill one .venv together.
if [ "${UIS_SET_UP_LOCKED:-}" != yes ] && command -v flock >/dev/null 2>&1; then
    export UIS_SET_UP_LOCKED=yes
    exec flock "$here" "$0" "$@"
fi

# All at once: each call of apt-get reads its lists anew.
# shellcheck disable=SC2046,SC2086  # paths and package names without blanks
set -- $(cat $lists | sed -e 's/#.*//') $("$here/make_venv.sh" --needs)
"$here/install_packages.sh" "$@"
"$here/make_venv.sh" "$root" .venv "$lock"
