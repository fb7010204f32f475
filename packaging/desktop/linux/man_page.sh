#!/bin/sh
# Writes the manual page from what the program says of itself.
#
#   man_page.sh PROGRAM VERSION
set -eu

program=$1
version=$2

# Roff: a backslash is its own, and a line must not begin with a dot or an apostrophe.
plain() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\([.']\)/\\\\\&\1/"; }

help_of() {
    echo ".nf"
    COLUMNS=78 "$program" "$@" --help | plain
    echo ".fi"
}

cat <<HEAD
.TH UIS\-DESKTOP 1 "" "$version" "User Commands"
.SH NAME
uis\-desktop \- caller cards and click\-to\-call for UIS
.SH DESCRIPTION
Shows who calls while the phone still rings, dials by a click, and keeps history and missed
calls.  It lives in the tray.  Started a second time, it brings up the window of the first.
.SH SYNOPSIS AND OPTIONS
HEAD
help_of
"$program" --help | sed -n 's/^  uis-desktop \([a-z][a-z-]*\)  .*/\1/p' | while read -r command; do
    echo ".SH UIS\\-DESKTOP $(echo "$command" | tr '[:lower:]' '[:upper:]' | plain)"
    help_of "$command" </dev/null
done
cat <<'TAIL'
.SH FILES
.TP
.I ~/.config/uis\-desktop/settings.json
choices and who is signed in; no secrets
.TP
.I ~/.local/share/uis\-desktop
the history
.SH SEE ALSO
.BR uis\-relay (1),
if it is installed here
TAIL
