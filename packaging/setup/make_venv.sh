#!/bin/sh
# Makes an environment with the locked dependencies and the project in it, if it is not
# there yet or if the lock has changed since.
#
#   make_venv.sh ROOT                  ROOT/.venv, for work on the project
#   make_venv.sh ROOT .venv demo       the same with what `make demo` needs, unless it has all
#   make_venv.sh ROOT build/x bundle   ROOT/build/x from packaging/lock/bundle.txt
#   make_venv.sh --needs               only names the system package that it would install
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$1
name=${2:-.venv}
venv="$root/$name"
kind=${3:-dev}
lock="$root/packaging/lock/$kind.txt"
pip_lock="$root/packaging/lock/pip.txt"
stamp="$venv/.set-up"

say() { printf '==> %s\n' "$*"; }
fail() { printf 'set-up: %s\n' "$*" >&2; exit 1; }

# Runs, rather than only looks: a version manager may have put a name on the path
# that starts nothing.
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for python in ${PYTHON:-} python3.11 python3.12 python3.13 python3 python; do
        if found=$(command -v "$python") && new_enough "$found"; then
            printf '%s\n' "$found"
            return
        fi
    done
    return 1
}

# A .venv that was copied or moved still starts programs of its old place.
in_its_place() {
    case "$("$venv/bin/pip" --version 2>/dev/null)" in
        *" from $venv/"*) new_enough "$venv/bin/python" ;;
        *) false ;;
    esac
}

# Debian has what makes environments in a package of its own.
needed_by() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        "$1" -c 'import sys; print("python%d.%d-venv|python3-venv" % sys.version_info[:2])'
}

fingerprint_of() {
    {
        printf '%s\n' "$venv"
        cat "$pip_lock" "$root/packaging/lock/$1.txt" "$root/pyproject.toml" "$here/make_venv.sh"
    } | sha256sum
}

has_all_of() { [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint_of "$1")" ]; }

# What is there for work on the project is enough for the demo, too.
has_enough() { has_all_of "$kind" || { [ "$kind" = demo ] && has_all_of dev; }; }

make_venv() {
    python=$(find_python) || fail "no Python 3.11 or newer found; set PYTHON=/path/to/python"
    needed=$(needed_by "$python")
    if [ -n "$needed" ]; then "$here/install_packages.sh" "$needed"; fi
    say "Making $name with $("$python" --version) ($python)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
}

install() {
    if [ -t 1 ]; then bar=on; else bar=off; fi
    "$venv/bin/python" -m pip install --disable-pip-version-check --progress-bar "$bar" "$@"
}

if [ "$root" = --needs ]; then
    if python=$(find_python); then needed_by "$python"; fi
    exit 0
fi
if has_enough && new_enough "$venv/bin/python"; then
    exit 0
fi
in_its_place || make_venv

say "Installing the locked dependencies into $name"
# Older ones misread the markers of the lock on a Python that is a release candidate,
# such as Ubuntu 22.04's 3.11.
install --quiet --require-hashes --only-binary :all: -r "$pip_lock"
install --require-hashes --only-binary :all: -r "$lock"
say "Installing the project into $name"
install --no-index --no-deps --no-build-isolation -e "$root"
fingerprint_of "$kind" >"$stamp"
