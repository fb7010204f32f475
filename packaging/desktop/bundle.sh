#!/bin/sh
# Makes the tray app as a folder that runs without Python: build/bundle/uis-desktop.
# It runs on systems whose C library is at least as new as this machine's.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"

# shellcheck disable=SC2046  # a list of names without blanks
packaging/setup/install_packages.sh $(sed -e 's/#.*//' packaging/setup/apt-desktop.txt packaging/setup/apt-bundle.txt)
packaging/setup/make_venv.sh "$root" build/bundle/env bundle

build/bundle/env/bin/python packaging/desktop/icons.py build/bundle/icons
build/bundle/env/bin/pyinstaller --noconfirm --log-level ERROR \
    --workpath build/bundle/work --distpath build/bundle packaging/desktop/uis-desktop.spec

# A Python that was built on this machine carries what only a debugger reads.
find build/bundle/uis-desktop/_internal -maxdepth 3 \
    \( -name 'libpython3*.so*' -o -path '*/lib-dynload/*.so' \) -type f \
    -exec strip --strip-unneeded {} +
