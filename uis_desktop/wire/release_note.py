"""The note on a release (``release.json``), and what a build knows about where notes are.

Both are read by the tray app and written when a release is made.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from uis_desktop.core.updates import Platform, Release, ReleaseFile, is_page, read_version

#: A note is small; a bigger one is not read.
LARGEST_NOTE = 64 * 1024
#: Base64 of 64 bytes, and room for a line's end.
LARGEST_SIGNATURE = 200

_FORMAT = 1
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LANGUAGES = ("ru", "en")


class _File(msgspec.Struct):
    name: Annotated[str, Meta(max_length=200)]
    # One of a newer release may be for a system that is not known yet.
    platform: Annotated[str, Meta(max_length=50)]
    size: Annotated[int, Meta(ge=1)]
    sha256: str


class _Note(msgspec.Struct):
    format: int
    version: Annotated[str, Meta(max_length=60)]
    released: date
    expires: date
    page: str
    summary: dict[str, Annotated[str, Meta(max_length=2000)]]
    files: Annotated[list[_File], Meta(max_length=50)]


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """Where a build asks for notes, and who must have signed them.

    Attributes:
        note_url: the https address of the note; its signature is at the same one with ``.sig``.
        public_key: Ed25519, 32 bytes (base64 in the file).
    """

    note_url: str
    public_key: bytes


def read_note(text: bytes) -> Release:
    """The note, if all of it makes sense.

    Raises:
        ValueError: it does not; the words name the place.
    """
    if len(text) > LARGEST_NOTE:
        raise ValueError("too big")
    try:
        note = msgspec.json.decode(text, type=_Note)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if note.format != _FORMAT:
        raise ValueError(f"format: {note.format} is not known")
    if not is_page(note.page):
        raise ValueError("page: not an https address")
    if not all(note.summary.get(language, "").strip() for language in _LANGUAGES):
        raise ValueError(f"summary: needs {' and '.join(_LANGUAGES)}")
    if not all(_DIGEST.fullmatch(file.sha256) for file in note.files):
        raise ValueError("files: not a SHA-256")
    return Release(
        version=read_version(note.version),
        released=note.released,
        expires=note.expires,
        page=note.page,
        summary={language: note.summary[language] for language in _LANGUAGES},
        files=[
            ReleaseFile(
                name=file.name,
                platform=Platform(file.platform),
                size=file.size,
                sha256=file.sha256,
            )
            for file in note.files
            if file.platform in set(Platform)
        ],
    )


def write_note(release: Release) -> bytes:
    """The note as it is signed.

    Raises:
        ValueError: nobody would believe it; the words name the place.
    """
    note = _Note(
        format=_FORMAT,
        version=release.version.text,
        released=release.released,
        expires=release.expires,
        page=release.page,
        summary=dict(release.summary),
        files=[_File(file.name, file.platform, file.size, file.sha256) for file in release.files],
    )
    text = msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n"
    read_note(text)
    return text


def read_channel(text: bytes) -> Channel:
    """Where to ask.

    Raises:
        ValueError: notes could not be had from there, or not be believed.
    """
    channel = msgspec.json.decode(text, type=Channel)
    if not is_page(channel.note_url):
        raise ValueError("note_url: not an https address")
    if len(channel.public_key) != 32:
        raise ValueError("public_key: not 32 bytes")
    return channel


def write_channel(channel: Channel) -> bytes:
    """The file of a build.

    Raises:
        ValueError: as :func:`read_channel`.
    """
    text = msgspec.json.format(msgspec.json.encode(channel), indent=2) + b"\n"
    read_channel(text)
    return text
