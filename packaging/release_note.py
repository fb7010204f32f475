"""Writes the note by which desktops learn of a release: release.json, still to be signed.

    release_note.py VERSION FOLDER --page ADDRESS --news FILE [--expires DAYS]

FOLDER has the packages, and gets the note.  ADDRESS is the https page they will be fetched
from.  FILE tells what is new in both languages: the Russian, a line with ``---``, the English.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from uis_desktop.core.updates import Platform, Release, ReleaseFile, read_version
from uis_desktop.wire.release_note import write_note

#: Longer than it ever took from one release to the next.
_EXPIRES_DAYS = 400
#: What the names of the tray app's packages end with, behind the version.
_ENDS = {
    "_amd64.deb": Platform.LINUX,
    "-linux-x86_64.tar.xz": Platform.LINUX,
    "-windows-x64.exe": Platform.WINDOWS,
    "-macos-arm64.dmg": Platform.MACOS_ARM,
    "-macos-x86_64.dmg": Platform.MACOS_INTEL,
}


def note(
    version: str, folder: Path, *, page: str, news: str, today: date, expires_days: int
) -> bytes:
    """The note on the packages of this version in the folder.

    Raises:
        ValueError: there are none, or the note would not be believed.
    """
    russian, line, english = news.partition("\n---\n")
    if not line:
        raise ValueError("the news need a line with --- between Russian and English")
    files = [
        ReleaseFile(
            name=path.name,
            platform=platform,
            size=path.stat().st_size,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.iterdir())
        for end, platform in _ENDS.items()
        if path.name in {f"uis-desktop-{version}{end}", f"uis-desktop_{version}{end}"}
    ]
    if not files:
        raise ValueError(f"no package of the tray app {version} in {folder}")
    release = Release(
        version=read_version(version),
        released=today,
        expires=today + timedelta(days=expires_days),
        page=page,
        summary={"ru": russian.strip(), "en": english.strip()},
        files=files,
    )
    return write_note(release)


def main(arguments: Sequence[str]) -> int:
    """Write it; the exit code."""
    parser = argparse.ArgumentParser(description="Writes release.json, to be signed.")
    parser.add_argument("version")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", required=True, help="https address of the packages' page")
    parser.add_argument("--news", type=Path, required=True, help="Russian, a line ---, English")
    parser.add_argument("--expires", type=int, default=_EXPIRES_DAYS, metavar="DAYS")
    asked = parser.parse_args(arguments)
    try:
        written = note(
            asked.version,
            asked.folder,
            page=asked.page,
            news=asked.news.read_text(encoding="utf-8"),
            today=datetime.now(UTC).date(),
            expires_days=asked.expires,
        )
    except (OSError, ValueError) as error:
        sys.stderr.write(f"release_note.py: {error}\n")
        return 1
    (asked.folder / "release.json").write_bytes(written)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
