#!/bin/sh
# Names the folder for temporary files: in memory where there is room and programs may
# run from there, otherwise the usual one.  A database on a disk waits for it at every
# commit; no test can tell the difference, as none cuts the power of the machine.
set -eu

memory=/dev/shm
room_kib=4194304
probe="$memory/uis-desktop-probe-$$"
usual=${TMPDIR:-/tmp}

free_kib=$(df -Pk "$memory" 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ "${free_kib:-0}" -ge "$room_kib" ] && (printf '#!/bin/sh\n' >"$probe") 2>/dev/null; then
    chmod +x "$probe"
    if "$probe" 2>/dev/null; then usual=$memory; fi
    rm -f "$probe"
fi
echo "$usual"
