#!/bin/sh
# Makes build/packages/uis-relay_VERSION_ARCH.deb from the bundle in build/bundle/uis-relay.
# PACKAGE_LEVEL and MAINTAINER: see packaging/desktop/linux/package.sh.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cd "$root"
# shellcheck source=packaging/debian.sh
. packaging/debian.sh

bundle=$root/build/bundle/uis-relay
stage=$root/build/bundle/stage-relay
deb=$stage/deb

rm -rf "$stage"
mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/lib/systemd/system" "$deb/usr/share/man/man1" \
    "$deb/usr/share/doc/uis-relay" "$deb/etc/uis-relay"
cp -R "$bundle" "$deb/usr/lib/uis-relay"
ln -s ../lib/uis-relay/uis-relay ../lib/uis-relay/uis-simulator "$deb/usr/bin/"
for page in uis-relay uis-simulator; do
    sed "s/@VERSION@/$version/" "$here/$page.1" | gzip -9n >"$deb/usr/share/man/man1/$page.1.gz"
done
cp packaging/relay/nginx.conf packaging/relay/Caddyfile "$deb/usr/share/doc/uis-relay/"
documents uis-relay "$deb"
# /lib before usr-merge, /usr/lib since: dpkg and systemd take both.
sed -e '/^#   useradd/d' -e 's|/opt/uis-relay/bin/|/usr/bin/|g' packaging/relay/uis-relay.service \
    >"$deb/usr/lib/systemd/system/uis-relay.service"
install -m 0644 packaging/relay/relay.toml "$deb/etc/uis-relay/relay.toml"
echo /etc/uis-relay/relay.toml >"$deb/DEBIAN/conffiles"
for script in postinst prerm postrm; do
    install -m 0755 "$here/$script" "$deb/DEBIAN/$script"
done
needs=$(depends "$bundle" "$stage")
pack uis-relay "$deb" "$here/control" "$needs"
