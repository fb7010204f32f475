# Shared by the scripts that make a .deb; read with `.` from the root of the source tree.
# shellcheck shell=sh

version=$(packaging/version.sh)
architecture=$(dpkg --print-architecture)
maintainer=${MAINTAINER:-$(git log -1 --format='%an <%ae>')}
level=${PACKAGE_LEVEL:-6}
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022

# The packages whose libraries a bundle needs and does not bring along.  Versions are left
# out but for the C library's: they would be those of this machine, and Qt needs older ones.
#   depends BUNDLE STAGE
depends() {
    mkdir -p "$2/shlibs/debian"
    echo "Source: uis-desktop" >"$2/shlibs/debian/control"
    # The look of GTK is taken where GTK is; nobody has to have it.
    files=$(find "$1" -type f \( -name '*.so*' -o -name 'uis-*' ! -name '*.*' \) ! -name 'libqgtk3.so')
    # shellcheck disable=SC2086  # no blanks in the names of our own build
    needed=$(cd "$2/shlibs" && dpkg-shlibdeps -O --ignore-missing-info \
        -l"$1/_internal" -l"$1/_internal/PySide6/Qt/lib" $files 2>log |
        sed -n 's/^shlibs:Depends=//p')
    [ -n "$needed" ] || { cat "$2/shlibs/log" >&2; return 1; }
    for library in "$1"/_internal/lib*.so*; do
        dpkg-query -S "*/$(basename "$library")" 2>/dev/null | cut -d: -f1
    done | sort -u >"$2/shlibs/brought"
    echo "$needed" | tr ',' '\n' | sed -e 's/^ *//' -e '/^libc6/!s/ (.*//' | sort -u |
        grep -vxFf "$2/shlibs/brought" | paste -sd, | sed 's/,/, /g'
}

# What every package has: its licence and its changelog, and no odd rights.
#   documents PACKAGE TREE
documents() {
    mkdir -p "$2/usr/share/doc/$1" "$2/usr/share/lintian/overrides"
    cp packaging/copyright "$2/usr/share/doc/$1/copyright"
    packaging/changelog.sh "$1" "$version" "$maintainer" |
        gzip -9n >"$2/usr/share/doc/$1/changelog.gz"
    sed "s/@PACKAGE@/$1/" packaging/lintian-overrides >"$2/usr/share/lintian/overrides/$1"
    find "$2/usr" -type f -exec chmod a-x {} +
    chmod a+x "$2/usr/lib/$1"/uis-*
    chmod -R u+rwX,go+rX,go-w "$2"
}

# Fills in the control file and packs the tree.
#   pack PACKAGE TREE CONTROL DEPENDS
pack() {
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
        -e "s/@MAINTAINER@/$maintainer/" -e "s/@DEPENDS@/$4/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$2/usr" | cut -f1)/" "$3" >"$2/DEBIAN/control"
    (cd "$2" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z |
        xargs -0 md5sum >DEBIAN/md5sums)
    mkdir -p build/packages
    dpkg-deb --root-owner-group -Zxz -z"$level" --build "$2" \
        "build/packages/$1_${version}_$architecture.deb"
}
