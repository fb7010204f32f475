"""Bring the translations up to date: ``python -m tests.ui.translations``.

Extracts the texts with lupdate, keeps what is translated, compiles with lrelease.
The English file only holds the plural forms.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
_BIN = Path(sys.executable).parent


def extract(folder: Path) -> None:
    """Update the ``.ts`` files in ``folder`` from the source."""
    code = ROOT / "uis_desktop"
    titles = [code / "core" / name for name in ("policy.py", "settings_catalogue.py")]
    sources = sorted(str(path) for path in (*titles, *(code / "ui").rglob("*.py")))
    common = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en_US"]
    for language, region, options in (("ru", "ru_RU", []), ("en", "en_US", ["-pluralonly"])):
        target = str(folder / f"uis_desktop_{language}.ts")
        _run(
            "pyside6-lupdate",
            *common,
            *options,
            "-target-language",
            region,
            *sources,
            "-ts",
            target,
        )


def compile_into(folder: Path) -> None:
    """Compile the repository's ``.ts`` files to ``.qm`` files in ``folder``."""
    for path in sorted(FOLDER.glob("*.ts")):
        _run("pyside6-lrelease", "-silent", str(path), "-qm", str(folder / f"{path.stem}.qm"))


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(_BIN / tool), *arguments], check=True, timeout=60)


if __name__ == "__main__":
    extract(FOLDER)
    compile_into(FOLDER)
