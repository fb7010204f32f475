"""Writes what a bundle is made of, as CycloneDX 1.6 (JSON), checked against its schema.

    sbom.py EXTRA BUNDLE VERSION FILE

EXTRA (``desktop``, ``relay``) names the requirements in pyproject.toml; with what these
require they are followed through the installed packages.  To them come Python itself, the
FFmpeg that Qt brings along, and the libraries of the building machine that lie in the bundle.
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement

_PROJECT = "uis-desktop"
#: Further extras that are in a bundle.
_ALSO = {"desktop": ("media",)}


def materials(extra: str, bundle: Path, version: str) -> Bom:
    """The list of materials of one bundle."""
    bom = Bom()
    root = Component(
        name=f"uis-{extra}", version=version, type=ComponentType.APPLICATION, bom_ref=f"uis-{extra}"
    )
    bom.metadata.component = root
    parts = [*_packages(extra), _python(), *_ffmpeg(bundle), *_libraries(bundle)]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(root, parts)
    return bom


def _packages(extra: str) -> list[Component]:
    wanted = [(distribution(_PROJECT), one) for one in (extra, *_ALSO.get(extra, ()))]
    found: dict[str, Component] = {}
    while wanted:
        of, with_extra = wanted.pop()
        for text in of.requires or []:
            need = Requirement(text)
            if need.marker is not None and not need.marker.evaluate({"extra": with_extra}):
                continue
            name = re.sub(r"[-_.]+", "-", need.name).lower()
            if name not in found:
                here = distribution(name)
                found[name] = _component(name, here)
                wanted += [(here, more) for more in ("", *need.extras)]
    return list(found.values())


def _component(name: str, of: Distribution) -> Component:
    expression = of.metadata.get("License-Expression")
    named = of.metadata.get("License") or ""
    licence = None
    if expression:
        licence = LicenseExpression(expression)
    elif named and "\n" not in named:
        licence = DisjunctiveLicense(name=named)
    return Component(
        name=name,
        version=of.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{name}@{of.version}",
        purl=PackageURL("pypi", name=name, version=of.version),
        licenses=[licence] if licence else [],
    )


def _python() -> Component:
    version = platform.python_version()
    return Component(
        name="python",
        version=version,
        type=ComponentType.PLATFORM,
        bom_ref=f"python@{version}",
        purl=PackageURL("generic", name="python", version=version),
        licenses=[LicenseExpression("PSF-2.0")],
    )


def _ffmpeg(bundle: Path) -> list[Component]:
    """What plays recordings: PySide6's own data do not name it."""
    for file in (bundle / "_internal/PySide6/Qt/lib").glob("libavutil.so.*"):
        # It says so of itself; to be loaded and asked it would need Qt.
        told = re.search(rb"\0FFmpeg version ([0-9.]+)\0", file.read_bytes())
        version = told[1].decode() if told else "unknown"
        return [
            Component(
                name="ffmpeg",
                version=version,
                type=ComponentType.LIBRARY,
                bom_ref=f"ffmpeg@{version}",
                purl=PackageURL("generic", name="ffmpeg", version=version),
                licenses=[LicenseExpression("LGPL-2.1-or-later")],
            )
        ]
    return []


def _libraries(bundle: Path) -> list[Component]:
    """Packages of the building machine whose libraries are in the bundle."""
    found: dict[str, Component] = {}
    for file in sorted((bundle / "_internal").glob("lib*.so*")):
        if file.is_symlink() or file.name.startswith("libpython"):
            continue
        for name in _said("dpkg-query", "--search", f"*/{file.name}").splitlines():
            package = name.partition(":")[0]
            version = _said("dpkg-query", "--show", "--showformat=${Version}\n", package)
            version = version.partition("\n")[0]
            found[package] = Component(
                name=package,
                version=version,
                type=ComponentType.LIBRARY,
                bom_ref=f"{package}@{version}",
                purl=PackageURL("deb", platform.freedesktop_os_release()["ID"], package, version),
            )
    return list(found.values())


def _said(*argv: str) -> str:
    """What dpkg answers; nothing where there is no dpkg, or nothing of that name."""
    try:
        return subprocess.run(argv, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


def main() -> int:
    """Write the file; 1 if it is not as the schema wants it."""
    extra, bundle, version, file = sys.argv[1:]
    text = JsonV1Dot6(materials(extra, Path(bundle), version)).output_as_string(indent=2)
    trouble = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if trouble is not None:
        sys.stderr.write(f"sbom.py: {trouble}\n")
        return 1
    Path(file).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
