#!/bin/sh
# Makes the installer for Windows from a bundle that was made on Windows.  Runs on Windows
# (Git Bash) and on Linux.
#
#   installer.sh BUNDLE ICON OUT          absolute paths
#
#   SIGN='signtool sign … "%1"'   how installer and uninstaller are signed
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# Windows wants numbers: of 0.1.0~dev.20261128.1a2b3c4 it gets 0.1.0.
version=$("$here/../../version.sh" | sed 's/~.*//')
set -- -V2 -WX "-DVERSION=$version" "-DBUNDLE=$1" "-DICON=$2" "-DOUT=$3"
if [ -n "${SIGN:-}" ]; then set -- "$@" "-DSIGN=$SIGN"; fi
# By its name alone: to Windows a path of Git Bash, /d/a/installer.nsi, is a switch.
cd "$here"
makensis "$@" installer.nsi
