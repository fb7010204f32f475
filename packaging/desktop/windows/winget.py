"""Writes the three files by which winget finds an installer.

    winget.py VERSION ADDRESS INSTALLER FOLDER

ADDRESS is where the installer can be fetched, INSTALLER the file itself, for its hash.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

_ID = "UisDesktop.UisDesktop"
_SCHEMA = "1.6.0"


def manifests(version: str, address: str, installer: bytes) -> dict[str, str]:
    """The files by their names."""
    head = f"PackageIdentifier: {_ID}\nPackageVersion: {version}\n"
    digest = hashlib.sha256(installer).hexdigest().upper()
    return {
        f"{_ID}.yaml": head
        + f"DefaultLocale: ru-RU\nManifestType: version\nManifestVersion: {_SCHEMA}\n",
        f"{_ID}.locale.ru-RU.yaml": head
        + f"""PackageLocale: ru-RU
Publisher: The uis_desktop authors
PackageName: UIS Desktop
License: MIT
ShortDescription: Карточки звонящих и звонок одним щелчком для UIS
Tags:
- телефония
- uis
ManifestType: defaultLocale
ManifestVersion: {_SCHEMA}
""",
        f"{_ID}.installer.yaml": head
        + f"""InstallerType: nullsoft
InstallModes:
- interactive
- silent
UpgradeBehavior: install
Protocols:
- tel
- callto
- sip
- uis-desktop
Installers:
- Architecture: x64
  Scope: user
  InstallerUrl: {address}
  InstallerSha256: {digest}
  InstallerSwitches:
    Custom: /CurrentUser
- Architecture: x64
  Scope: machine
  InstallerUrl: {address}
  InstallerSha256: {digest}
  InstallerSwitches:
    Custom: /AllUsers
ManifestType: installer
ManifestVersion: {_SCHEMA}
""",
    }


def main() -> int:
    """Write them."""
    version, address, installer, folder = sys.argv[1:]
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, text in manifests(version, address, Path(installer).read_bytes()).items():
        (place / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
