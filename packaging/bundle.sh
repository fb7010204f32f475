#!/bin/sh
# Makes programs that run without Python, as a folder in build/bundle:
#
#   bundle.sh desktop    build/bundle/uis-desktop, and its icons in build/bundle/icons
#   bundle.sh relay      build/bundle/uis-relay, with the simulator
#
# They run on systems whose C library is at least as new as this machine's.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/.." && pwd)
part=$1
cd "$root"

# shellcheck disable=SC2046  # a list of names without blanks
packaging/setup/install_packages.sh $(sed -e 's/#.*//' packaging/setup/apt-desktop.txt packaging/setup/apt-bundle.txt)
packaging/setup/make_venv.sh "$root" build/bundle/env bundle

if [ "$part" = desktop ]; then
    build/bundle/env/bin/python packaging/desktop/icons.py build/bundle/icons
fi
build/bundle/env/bin/pyinstaller --noconfirm --log-level ERROR \
    --workpath build/bundle/work --distpath build/bundle "packaging/$part/uis-$part.spec"

# A Python that was built on this machine carries what only a debugger reads.
find "build/bundle/uis-$part/_internal" -maxdepth 3 \
    \( -name 'libpython3*.so*' -o -path '*/lib-dynload/*.so' \) -type f \
    -exec strip --strip-unneeded {} +
