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

bundle=$root/build/bundle/uis-desktop
stage=$root/build/bundle/stage
out=$root/build/packages
level=${PACKAGE_LEVEL:-6}
version=$(packaging/version.sh)
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022

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

tree() { # the files of the .deb
    mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/lib" "$deb/usr/share/doc/uis-desktop" \
        "$deb/usr/share/lintian/overrides"
    cp -R "$bundle" "$deb/usr/lib/uis-desktop"
    ln -s ../lib/uis-desktop/uis-desktop "$deb/usr/bin/uis-desktop"
    share_files "$deb/usr/share"
    gzip -9n "$deb/usr/share/man/man1/uis-desktop.1"
    cp "$here/lintian-overrides" "$deb/usr/share/lintian/overrides/uis-desktop"
    cp packaging/copyright "$deb/usr/share/doc/uis-desktop/copyright"
    packaging/changelog.sh uis-desktop "$version" "$maintainer" |
        gzip -9n >"$deb/usr/share/doc/uis-desktop/changelog.gz"
    find "$deb/usr" -type f -exec chmod a-x {} +
    chmod a+x "$deb/usr/lib/uis-desktop/uis-desktop"
    chmod -R u+rwX,go+rX,go-w "$deb"
}

# The packages whose libraries the bundle needs and does not bring along.  Versions are left
# out but for the C library's: they would be those of this machine, and Qt needs older ones.
depends() {
    mkdir -p "$stage/shlibs/debian"
    echo "Source: uis-desktop" >"$stage/shlibs/debian/control"
    libraries=$(find "$bundle" -type f \( -name '*.so*' -o -name uis-desktop \) ! -name 'libqgtk3.so')
    # shellcheck disable=SC2086  # no blanks in the names of our own build
    needed=$(cd "$stage/shlibs" && dpkg-shlibdeps -O --ignore-missing-info \
        -l"$bundle/_internal" -l"$bundle/_internal/PySide6/Qt/lib" $libraries 2>log |
        sed -n 's/^shlibs:Depends=//p')
    [ -n "$needed" ] || { cat "$stage/shlibs/log" >&2; return 1; }
    for library in "$bundle"/_internal/lib*.so*; do
        dpkg-query -S "*/$(basename "$library")" 2>/dev/null | cut -d: -f1
    done | sort -u >"$stage/shlibs/brought"
    echo "$needed" | tr ',' '\n' | sed -e 's/^ *//' -e '/^libc6/!s/ (.*//' | sort -u |
        grep -vxFf "$stage/shlibs/brought" | paste -sd, | sed 's/,/, /g'
}

maintainer=${MAINTAINER:-$(git log -1 --format='%an <%ae>')}
rm -rf "$stage"
mkdir -p "$out" "$stage"
deb=$stage/deb
tree
needs=$(depends)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@MAINTAINER@/$maintainer/" -e "s/@DEPENDS@/$needs/" \
    -e "s/@SIZE@/$(du -sk --apparent-size "$deb/usr" | cut -f1)/" \
    "$here/control" >"$deb/DEBIAN/control"
(cd "$deb" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
dpkg-deb --root-owner-group -Zxz -z"$level" --build "$deb" \
    "$out/uis-desktop_${version}_$architecture.deb"

name=uis-desktop-$version-linux-$(uname -m)
mkdir "$stage/$name"
cp -R "$bundle" "$stage/$name/uis-desktop"
cp "$here/install.sh" "$here/README.txt" LICENSE "$stage/$name/"
share_files "$stage/$name/share"
tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -c "$name" | xz -T0 -"$level" >"$out/$name.tar.xz"
