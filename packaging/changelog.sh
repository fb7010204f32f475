#!/bin/sh
# A Debian changelog with one entry: the version a package is made with.
#
#   changelog.sh PACKAGE VERSION "Name <mail>"
set -eu

cd "$(dirname "$0")/.."
when=$(LC_ALL=C date -u -d "@$(git log -1 --format=%ct)" +'%a, %d %b %Y %H:%M:%S +0000')
printf '%s (%s) unstable; urgency=medium\n\n' "$1" "$2"
printf '  * What changed for its users is told in CHANGELOG.md of the project.\n\n'
printf ' -- %s  %s\n' "$3" "$when"
