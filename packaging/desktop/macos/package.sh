#!/bin/sh
# On macOS: signs "build/bundle/UIS Desktop.app", has Apple notarise it, and makes
# build/packages/uis-desktop-VERSION-macos-MACHINE.dmg.
#
#   SIGN_AS="Developer ID Application: …"   without it the signature is ad hoc: for a trial
#   NOTARY_PROFILE=name                     kept before by: xcrun notarytool store-credentials name
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cd "$root"

app="build/bundle/UIS Desktop.app"
version=$(packaging/version.sh)
image="build/packages/uis-desktop-$version-macos-$(uname -m).dmg"

if [ -n "${SIGN_AS:-}" ]; then time_of=--timestamp; else time_of=--timestamp=none; fi
# From the inside out; --deep would sign them with the rights of the program.  By what they
# are: the libraries in Qt's frameworks, and Python's own, have no ending.
find "$app/Contents/Frameworks" "$app/Contents/Resources" -type f | while IFS= read -r file; do
    case "$(file -b "$file")" in
        Mach-O*) codesign --force --options runtime "$time_of" --sign "${SIGN_AS:--}" "$file" ;;
    esac
done
codesign --force --options runtime "$time_of" --entitlements "$here/entitlements.plist" \
    --sign "${SIGN_AS:--}" "$app"
codesign --verify --deep --strict "$app"

mkdir -p build/packages build/bundle/image
rm -rf build/bundle/image/*
cp -R "$app" build/bundle/image/
ln -s /Applications build/bundle/image/Applications
hdiutil create -volname "UIS Desktop" -srcfolder build/bundle/image -ov -format UDZO "$image"

if [ -n "${SIGN_AS:-}" ]; then
    codesign --timestamp --sign "$SIGN_AS" "$image"
fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    # So that it opens without asking Apple.
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature "$image"
fi
