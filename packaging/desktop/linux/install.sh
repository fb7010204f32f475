#!/bin/sh
# Installs the program for the person who runs this, or takes it away again.
#
#   install.sh            into ~/.local
#   install.sh --remove
set -eu

here=$(cd "$(dirname "$0")" && pwd)
local_folder="$HOME/.local"
share=${XDG_DATA_HOME:-$local_folder/share}
place="$local_folder/opt/uis-desktop"
entry="$share/applications/uis-desktop.desktop"

remove() {
    rm -rf "$place"
    rm -f "$local_folder/bin/uis-desktop" "$entry" "$share/man/man1/uis-desktop.1" \
        "$share"/icons/hicolor/*/apps/uis-desktop.png
}

case "${1:-}" in
    --remove)
        remove
        # What the program wrote when it was asked to start at the log-in.
        rm -f "${XDG_CONFIG_HOME:-$HOME/.config}/autostart/uis-desktop.desktop"
        refresh=yes
        ;;
    "") refresh=yes ;;
    *) echo "install.sh: unknown argument: $1" >&2; exit 2 ;;
esac

if [ $# -eq 0 ]; then
    remove
    mkdir -p "$local_folder/opt" "$local_folder/bin" "$share/applications"
    cp -R "$here/uis-desktop" "$place"
    ln -s ../opt/uis-desktop/uis-desktop "$local_folder/bin/uis-desktop"
    cp -R "$here/share/icons" "$here/share/man" "$share/"
    # ~/.local/bin is not on the path of every desktop.
    sed "s|^Exec=uis-desktop|Exec=\"$place/uis-desktop\"|" \
        "$here/share/applications/uis-desktop.desktop" >"$entry"
    echo "Installed. You find it in the menu as UIS Desktop, or as $local_folder/bin/uis-desktop"
fi
if [ "$refresh" = yes ] && command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q "$share/applications" || true
fi
