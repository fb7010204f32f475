#!/bin/sh
# Beside the packages of this version in build/packages: what each bundle is made of
# (CycloneDX), and the hashes of all files, SHA256SUMS, to be signed by who releases.
#
#   UPDATE_PAGE=https://… UPDATE_NEWS=file   also the note by which desktops learn of it,
#                                            release.json (release_note.py, sign_release.py)
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
version=$(packaging/version.sh)

for part in desktop relay; do
    if [ -d "build/bundle/uis-$part" ]; then
        build/bundle/env/bin/python packaging/sbom.py "$part" "build/bundle/uis-$part" "$version" \
            "build/packages/uis-$part-$version.cdx.json"
    fi
done
rm -f build/packages/release.json build/packages/release.json.sig
if [ -n "${UPDATE_PAGE:-}" ]; then
    build/bundle/env/bin/python packaging/release_note.py "$version" build/packages \
        --page "$UPDATE_PAGE" --news "$UPDATE_NEWS"
fi
cd build/packages
# What an earlier version left is no part of this one.
find . -maxdepth 1 -type f ! -name SHA256SUMS \( -name "uis*$(echo "$version" | tr '~' '?')*" -o -name "*.whl" \) -printf '%P\n' |
    LC_ALL=C sort | xargs sha256sum >SHA256SUMS
