"""The note on a release and the file of a build: believed whole, or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.release_notes import note, release
from uis_desktop.core.updates import Platform
from uis_desktop.wire.release_note import (
    LARGEST_NOTE,
    Channel,
    read_channel,
    read_note,
    write_channel,
)

CHANNEL = Channel(note_url="https://releases.example/release.json", public_key=b"k" * 32)


def changed(**fields: object) -> bytes:
    """The note with other words in some of its fields."""
    return json.dumps({**json.loads(note()), **fields}).encode()


def file(**fields: object) -> list[dict[str, Any]]:
    (one,) = json.loads(note())["files"]
    return [{**one, **fields}]


def test_note_is_read_as_it_was_written() -> None:
    assert read_note(note()) == release()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b" " * (LARGEST_NOTE + 1), "too big"),
        (b"[" * LARGEST_NOTE, "nested|Expected"),
        (b"{}", "missing"),
        (changed(format=2), "format: 2"),
        (changed(page="http://releases.example/"), "page"),
        (changed(summary={"ru": "Новое"}), "summary"),
        (changed(summary={"ru": "Новое", "en": "  "}), "summary"),
        (changed(version="newest"), "version"),
        (changed(files=file(sha256="a" * 63)), "SHA-256"),
        (changed(files=file(sha256="A" * 64)), "SHA-256"),
        (changed(files=file(size=0)), "size"),
    ],
)
def test_note_that_makes_no_sense_says_where(text: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_note(text)


def test_largest_note_is_read() -> None:
    assert read_note(note() + b" " * (LARGEST_NOTE - len(note()))) == release()


def test_file_for_a_system_nobody_knows_yet_is_left_out() -> None:
    assert read_note(changed(files=file(platform="toaster"))).files == []
    (known,) = read_note(changed(files=file(platform=Platform.LINUX.value))).files
    assert known.platform is Platform.LINUX


def test_file_of_a_build_is_read_as_it_was_written() -> None:
    assert read_channel(write_channel(CHANNEL)) == CHANNEL


@pytest.mark.parametrize(
    "channel",
    [
        Channel(note_url="http://releases.example/release.json", public_key=b"k" * 32),
        Channel(note_url=CHANNEL.note_url, public_key=b"k" * 31),
        Channel(note_url=CHANNEL.note_url, public_key=b""),
    ],
)
def test_build_that_could_believe_nobody_is_not_made(channel: Channel) -> None:
    with pytest.raises(ValueError, match=r"note_url|public_key"):
        write_channel(channel)
