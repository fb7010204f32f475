#!/bin/sh
# Makes build/packages/uis-desktop_VERSION_ARCH.deb and uis-desktop-VERSION-linux-MACHINE.tar.xz
# from the bundle in build/bundle/uis-desktop.
#
#   PACKAGE_LEVEL=1   compress fast, for a trial
#   MAINTAINER=…      "Name <mail>"; default: the author of the last commit
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cd "$root"
# shellcheck source=packaging/debian.sh
. packaging/debian.sh

bundle=$root/build/bundle/uis-desktop
stage=$root/build/bundle/stage-desktop
deb=$stage/deb
name=uis-desktop-$version-linux-$(uname -m)

share_files() { # into $1: what a desktop shows of the program
    mkdir -p "$1/applications" "$1/metainfo" "$1/man/man1"
    cp "$here/uis-desktop.desktop" "$1/applications/"
    # AppStream's versions know no ~.
    sed -e "s/@VERSION@/$(echo "$version" | tr '~' '-')/" \
        -e "s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)/" \
        "$here/io.github.uis_desktop.uis_desktop.metainfo.xml" \
        >"$1/metainfo/io.github.uis_desktop.uis_desktop.metainfo.xml"
    "$here/man_page.sh" "$bundle/uis-desktop" "$version" >"$1/man/man1/uis-desktop.1"
    for icon in build/bundle/icons/*.png; do
        size=$(basename "$icon" .png)
        mkdir -p "$1/icons/hicolor/${size}x$size/apps"
        cp "$icon" "$1/icons/hicolor/${size}x$size/apps/uis-desktop.png"
    done
}

rm -rf "$stage"
mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/lib"
cp -R "$bundle" "$deb/usr/lib/uis-desktop"
ln -s ../lib/uis-desktop/uis-desktop "$deb/usr/bin/uis-desktop"
share_files "$deb/usr/share"
gzip -9n "$deb/usr/share/man/man1/uis-desktop.1"
documents uis-desktop "$deb"
needs=$(depends "$bundle" "$stage")
pack uis-desktop "$deb" "$here/control" "$needs"

mkdir "$stage/$name"
cp -R "$bundle" "$stage/$name/uis-desktop"
cp "$here/install.sh" "$here/README.txt" LICENSE "$stage/$name/"
share_files "$stage/$name/share"
tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -c "$name" | xz -T0 -"$level" >"build/packages/$name.tar.xz"
