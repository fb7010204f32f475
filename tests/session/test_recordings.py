"""A recording comes as a sound or as a reason, and leaves nothing behind."""

from __future__ import annotations

import logging

import pytest

from tests.fakes import FakeRecords
from tests.sounds import id3, mp3
from uis_desktop.errors import RecordingUnusable
from uis_desktop.session.recordings import Recordings

LINK = "https://media.uiscom.ru/77/0123456789abcdef"


async def test_sound_is_handed_over_without_what_is_not_sound() -> None:
    records = FakeRecords()
    records.bodies[LINK] = id3(b"+7 916 123-45-67") + mp3()
    assert await Recordings(records).fetch(LINK) == mp3()
    assert records.asked == [LINK]


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", "empty"), (b"<html></html>", "no_sound"), (mp3(3), "no_sound")]
)
async def test_what_is_no_sound_is_not_handed_over(body: bytes, reason: str) -> None:
    records = FakeRecords()
    records.bodies[LINK] = body
    with pytest.raises(RecordingUnusable) as caught:
        await Recordings(records).fetch(LINK)
    assert caught.value.reason == reason


async def test_link_never_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    records = FakeRecords()
    records.bodies[LINK] = mp3()
    with caplog.at_level(logging.DEBUG):
        await Recordings(records).fetch(LINK)
    assert caplog.records
    assert "0123456789abcdef" not in caplog.text
