#!/bin/sh
# Installs the Debian or Ubuntu packages that are missing, and nothing else.
#
#   install_packages.sh NAME NAME|OTHER-NAME NAME|none ...
#
# "none": it is done without where no package source has it.
set -eu

say() { printf '==> %s\n' "$*"; }
fail() { printf 'set-up: %s\n' "$*" >&2; exit 1; }

# One call for all names: a query for each would take longer than the demo's start.
installed_of() {
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
        sed -n 's/^installed //p' || true
}

# The requirements none of whose names is installed, one a line.
missing_of() {
    # shellcheck disable=SC2046  # package names have no blanks
    present=$(installed_of $(printf '%s\n' "$@" | tr '|' '\n'))
    for requirement in "$@"; do
        printf '%s\n' "$requirement" | tr '|' '\n' |
            grep -qxF -e "$present" || printf '%s\n' "$requirement"
    done
}

can_be_installed() {
    candidate=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    [ -n "$candidate" ] && [ "$candidate" != "(none)" ]
}

first_that_can_be_installed() {
    for name in $(printf '%s' "$1" | tr '|' ' '); do
        if [ "$name" = none ]; then
            return
        elif can_be_installed "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    say "This is neither Debian nor Ubuntu: please see that these are installed: $*"
    exit 0
fi

missing=$(missing_of "$@")
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    # shellcheck disable=SC2086
    fail "system packages are missing, and you are neither root nor is sudo here." \
        "Ask an administrator for: apt-get install --no-install-recommends" \
        $(printf '%s\n' $missing | sed 's/|.*//')
fi

apt_get() {
    # A fresh machine may still be busy with its own updates: wait for them.
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"
}

# shellcheck disable=SC2086
set -- $missing
say "System packages to install: $*"
say "apt-get update"
# Without what packages say of themselves in other languages: a third of what it fetches.
# What a person's own lists have of that stays.
apt_get -o Acquire::Languages=none -o APT::Get::List-Cleanup=0 update || say "apt-get update had trouble (see above); going on with what is known"

chosen=
for requirement in "$@"; do
    name=$(first_that_can_be_installed "$requirement") ||
        fail "no package source of this machine has $requirement" \
            "(on Ubuntu it is in the component universe)"
    chosen="$chosen $name"
done
say "apt-get install"
# shellcheck disable=SC2086
apt_get install --no-install-recommends $chosen
