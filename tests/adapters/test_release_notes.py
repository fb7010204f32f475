"""Notes on releases over a real server: fetched, checked, and refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from tests.adapters.loopback import LoopbackServer
from tests.release_notes import Key, note, release
from uis_desktop.adapters.release_notes import ReleaseNotes, this_platform
from uis_desktop.adapters.update_file import UpdateFile
from uis_desktop.core.updates import UpdateMemory
from uis_desktop.errors import ReplyNotUnderstood, ServiceUnreachable
from uis_desktop.wire.release_note import (
    LARGEST_NOTE,
    Channel,
    read_channel,
    read_note,
    write_channel,
)

KEY = Key()


class ReleaseServer(LoopbackServer):
    """Has the two files; anything else may be answered instead."""

    def __init__(self) -> None:
        self.files = {"/release.json": note(), "/release.json.sig": KEY.sign(note())}
        self.answer: Callable[[], web.Response] | None = None
        self.asked: list[web.Request] = []

    def _routes(self) -> list[web.RouteDef]:
        return [web.get("/{name:.*}", self._on_get)]

    async def _on_get(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if self.answer is not None and len(self.asked) == 1:
            return self.answer()
        return web.Response(body=self.files[request.path])

    @property
    def notes(self) -> ReleaseNotes:
        url = f"{self.origin}/release.json"
        return ReleaseNotes(Channel(note_url=url, public_key=KEY.public))


async def test_signed_note_is_fetched_by_two_plain_requests_and_read() -> None:
    async with ReleaseServer() as server:
        told = server.notes.read(*await server.notes.newest())
    assert told == release()
    assert [one.path for one in server.asked] == ["/release.json", "/release.json.sig"]
    for request in server.asked:
        assert not {"Authorization", "Cookie", "Referer"} & set(request.headers)
        assert request.query_string == ""


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(
            lambda: web.Response(body=b" " * (LARGEST_NOTE + 1)), ReplyNotUnderstood, id="huge"
        ),
        pytest.param(
            lambda: web.Response(status=302, headers={"Location": "/elsewhere"}),
            ServiceUnreachable,
            id="redirect",
        ),
        pytest.param(lambda: web.Response(status=404), ServiceUnreachable, id="not there"),
    ],
)
async def test_other_answer_than_the_file_ends_it(
    answer: Callable[[], web.Response], error: type[Exception]
) -> None:
    async with ReleaseServer() as server:
        server.answer = answer
        with pytest.raises(error):
            await server.notes.newest()
    assert len(server.asked) == 1


def _bit_turned(signature: bytes) -> bytes:
    raw = bytearray(base64.b64decode(signature))
    raw[10] ^= 1
    return base64.b64encode(raw)


@pytest.mark.parametrize(
    "text_and_signature",
    [
        pytest.param((note(), _bit_turned(KEY.sign(note()))), id="a bit turned"),
        pytest.param((note(), KEY.sign(note())[:40]), id="truncated"),
        pytest.param((note(), b""), id="none"),
        pytest.param((note(), b"\xff\xfe not base64"), id="no base64"),
        pytest.param((note(), Key().sign(note())), id="another key"),
        pytest.param((note("0.3.0"), KEY.sign(note())), id="of another note"),
        pytest.param((note()[:-1], KEY.sign(note())), id="a byte less"),
        pytest.param((b"{}", KEY.sign(b"{}")), id="signed, and no note"),
    ],
)
def test_note_that_is_not_signed_as_it_is_is_not_believed(
    text_and_signature: tuple[bytes, bytes],
) -> None:
    notes = ReleaseNotes(Channel(note_url="https://a.example/n", public_key=KEY.public))
    with pytest.raises(ReplyNotUnderstood):
        notes.read(*text_and_signature)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("format", 2, "format: 2"),
        ("version", "1.0", "version"),
        ("page", "http://releases.example/", "page: not an https"),
        ("page", "javascript:alert(1)", "page: not an https"),
        ("summary", {"ru": "только", "en": " "}, "summary: needs ru and en"),
        (
            "files",
            [{"name": "a", "platform": "linux-x86_64", "size": 1, "sha256": "A"}],
            "files: not a SHA-256",
        ),
        ("expires", "soon", "expires"),
    ],
)
def test_note_that_makes_no_sense_is_refused_though_it_is_signed(
    place: str, value: object, words: str
) -> None:
    told = json.dumps({**json.loads(note()), place: value}).encode()
    notes = ReleaseNotes(Channel(note_url="https://a.example/n", public_key=KEY.public))
    with pytest.raises(ReplyNotUnderstood, match=words):
        notes.read(told, KEY.sign(told))


def test_package_for_a_system_of_the_future_does_not_spoil_the_note() -> None:
    told = json.loads(note())
    told["files"].append({"name": "a", "platform": "haiku", "size": 1, "sha256": "b" * 64})
    assert read_note(json.dumps(told).encode()) == release()


@pytest.mark.parametrize(
    "channel",
    [
        Channel(note_url="http://a.example/release.json", public_key=KEY.public),
        Channel(note_url="https://a.example/release.json", public_key=KEY.public[:-1]),
    ],
)
def test_build_knows_an_https_address_and_a_whole_key_or_nothing(channel: Channel) -> None:
    with pytest.raises(ValueError, match="not"):
        write_channel(channel)
    with pytest.raises(ValueError, match="note_url"):
        read_channel(b"{}")


def test_memory_survives_a_restart_and_damage_is_as_if_there_were_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = UpdateFile(tmp_path / "updates.json")
    assert file.load() == UpdateMemory()
    kept = UpdateMemory(
        ask_at=datetime(2026, 11, 28, tzinfo=UTC), told="0.2.0", note=b"\xff", signature=b"s"
    )
    file.save(kept)
    assert file.load() == kept
    (tmp_path / "updates.json").write_bytes(b"{half")
    assert file.load() == UpdateMemory()
    UpdateFile(tmp_path / "no" / "folder.json").save(kept)
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


def test_this_machine_is_one_that_packages_are_made_for() -> None:
    assert this_platform() is not None
