"""Only what is recognised as WAV or MP3 comes to a decoder, and nothing else of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sounds import id3, mp3, wav
from uis_desktop.core.sounds import sound_in

PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n"


def test_wav_is_a_sound_as_it_is() -> None:
    assert sound_in(wav()) == wav()


def test_mp3_is_a_sound_without_its_tags() -> None:
    assert sound_in(mp3()) == mp3()
    assert sound_in(id3(b"name" * 50) + mp3() + b"TAG" + bytes(125)) == mp3()
    assert sound_in(id3(b"one") + id3(b"two") + mp3()) == mp3()


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b"\xff\xfb\x90\x64" + bytes(413), id="MPEG 1, 128 kbit/s, 44,100"),
        pytest.param(b"\xff\xfb\x92\x64" + bytes(414), id="the same, padded"),
        pytest.param(b"\xff\xe3\x10\xc4" + bytes(48), id="MPEG 2.5, 8 kbit/s, 11,025"),
        pytest.param(b"\xff\xf2\x28\xc4\x00\x00" + bytes(66), id="with a checksum"),
    ],
)
def test_mp3_of_any_rate_is_a_sound(frame: bytes) -> None:
    assert sound_in(frame * 9) == frame * 9


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<html><body>Sign in</body></html>", id="a page"),
        pytest.param(b'{"error": "not found"}', id="JSON"),
        pytest.param(PLAYLIST, id="a playlist"),
        pytest.param(id3(b"x") + PLAYLIST, id="a playlist behind a tag"),
        pytest.param(mp3(2) + PLAYLIST * 9, id="a playlist behind two frames"),
        pytest.param(b"ffconcat version 1.0\nfile /etc/passwd\n", id="a list of files"),
        pytest.param(b"\xff\xf3\x28\xc4\nc=IN IP4 192.0.2.1\nm=audio 1 RTP/AVP 0\n", id="SDP"),
        pytest.param(b"\x00\x00\x00\x18ftypM4A " + bytes(200), id="MP4"),
        pytest.param(b"OggS" + bytes(200), id="Ogg"),
        pytest.param(b"RIFF\x24\x00\x00\x00AVI " + bytes(200), id="AVI"),
        pytest.param(id3(b"") + b"ID3", id="the beginning of a tag"),
        pytest.param(b"\xff\xf3\xf8\xc4" * 200, id="a rate that is not allowed"),
        pytest.param(b"\xff\xeb\x28\xc4" * 200, id="a version that is not allowed"),
    ],
)
def test_anything_else_is_not(body: bytes) -> None:
    assert sound_in(body) is None


@given(st.binary(max_size=400))
def test_no_bytes_are_too_strange(body: bytes) -> None:
    sound_in(body)
    sound_in(b"ID3" + body)
    sound_in(b"\xff\xf3\x28" + body)
