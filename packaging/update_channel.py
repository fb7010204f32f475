"""Tells a build where to ask for new versions, and whose signature counts.

    UPDATE_NOTE_URL     the https address where release.json will always be the newest
    UPDATE_PUBLIC_KEY   the public key: a PEM file, or the text of one

Both are set for a build that becomes a release.  Without them the tray app never asks, and
says so in its settings.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from uis_desktop.release_signature import public_bytes
from uis_desktop.wire.release_note import Channel, write_channel


def put_channel(folder: Path, environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Write the build's ``channel.json`` into the folder; what was written, if anything.

    Raises:
        ValueError: only one of the two is set, or it is of no use.
    """
    url = environment.get("UPDATE_NOTE_URL", "")
    key = environment.get("UPDATE_PUBLIC_KEY", "")
    written = folder / "channel.json"
    # What an earlier build left is not this one's.
    written.unlink(missing_ok=True)
    if not url and not key:
        return []
    if not url or not key:
        raise ValueError("UPDATE_NOTE_URL and UPDATE_PUBLIC_KEY: both, or none")
    pem = key.encode() if key.startswith("-----BEGIN") else Path(key).read_bytes()
    channel = Channel(note_url=url, public_key=public_bytes(pem))
    folder.mkdir(parents=True, exist_ok=True)
    written.write_bytes(write_channel(channel))
    return [written]
