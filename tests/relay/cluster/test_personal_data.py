"""A number is erased wherever any relay keeps it, and what is too old is forgotten everywhere."""

from __future__ import annotations

import asyncio
import json
import zipfile
from asyncio import to_thread
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.relay.calls import waiting
from tests.relay.cluster.site import EMPLOYEES, Site, site
from tests.relay.company import RunningRelay
from tests.relay.drafts import draft, whoever_has_seen
from tests.relay.in_process import command, told
from tests.relay.nats import NatsServer, needs_nats
from tests.relay.running import send
from uis_desktop.relay.config import Config
from uis_desktop.relay.journals.entries import Entry, Sort, latest_entries
from uis_desktop.relay.journals.tables import open_journals
from uis_desktop.relay.log.port import Wanted
from uis_desktop.relay.server import Relay
from uis_desktop.relay.stores import open_stores

pytestmark = [needs_nats, pytest.mark.timeout(180)]
ANNA = EMPLOYEES[0]
_DEADLINE_S = 60.0
#: By the folder of the relay that is told to erase it: one that serves, and one that does not.
SECRET = {"a": ("+79001234567", "Скрытный"), "office": ("+79001234568", "Тихий")}
OTHER = ("+79007654321", "Другой")


async def test_a_number_is_erased_at_every_relay_and_at_nats_whoever_is_told(
    tmp_path: Path,
) -> None:
    async with site(tmp_path, "a", "b") as place:
        await _fill(place, tmp_path)
        for folder in ("a", "b"):
            kept = await to_thread(_content, tmp_path / folder)
            assert all(name.encode() in kept for _, name in SECRET.values())
        for at, (number, name) in SECRET.items():
            about = ("--account", "acme", "--phone", number)
            out = tmp_path / f"{at}.zip"
            await to_thread(
                told, tmp_path / "b", "personal-data", "export", *about, "--out", str(out),
                *place.log)  # fmt: skip
            with zipfile.ZipFile(out) as archive:
                found = {one: archive.read(one).decode() for one in archive.namelist()}
            assert name in found["contacts.jsonl"]
            assert found["events.jsonl"].count(name) == 2
            assert number in found["journals.jsonl"]

            done = await to_thread(
                told, tmp_path / at, "personal-data", "delete", *about, "--yes", *place.log
            )
            assert [done[what] for what in ("calls", "events", "contacts_removed")] == [2, 2, 1]
            assert done["journal_entries"] == 2
            left = await to_thread(told, tmp_path / "b", "personal-data", "delete", *about,
                                   *place.log)  # fmt: skip
            assert {value for what, value in left.items() if what != "deleted"} == {0}
        for relay in "ab":
            await place.stop(relay)
        await to_thread(place.nats.stop)
    for folder in ("a", "b", "office", "nats"):
        kept = await to_thread(_content, tmp_path / folder)
        for number, name in SECRET.values():
            assert name.encode() not in kept, folder
            assert number[1:].encode() not in kept, folder
        assert OTHER[1].encode() in kept or folder == "office"


async def test_what_is_too_old_is_forgotten_at_every_relay(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with NatsServer(tmp_path / "nats") as nats:
        await _store(tmp_path / "office", nats.url, now - timedelta(days=8), now)
        keeps_all = RunningRelay(tmp_path / "b", shared_log=nats.url)
        async with keeps_all as relay:
            assert await _calls(relay, tmp_path / "b") == (["new", "old"], ["new", "old"])
            async with RunningRelay(tmp_path / "a", shared_log=nats.url, keep_days=7) as trims:
                async with asyncio.timeout(_DEADLINE_S):
                    while await _calls(relay, tmp_path / "b") != (["new"], ["new"]):
                        continue
                assert await _calls(trims, tmp_path / "a") == (["new"], ["new"])
    assert b"raw of old" not in await to_thread(_content, tmp_path / "a")


async def _store(data: Path, shared_log: str, *times: datetime) -> None:
    """An event and a journal entry of each of two times."""
    await to_thread(data.mkdir)
    config = Config(
        data=data, host="127.0.0.1", port=0, public_url=None, keep_days=0, log=shared_log
    )
    async with open_stores(config, on_stored=_nobody, on_broken=_nobody) as stores:
        for call, at in zip(("old", "new"), times, strict=True):
            await stores.log.append(
                draft(
                    call,
                    whoever_has_seen(),
                    call=call,
                    received_at=at,
                    raw=f"raw of {call}".encode(),
                )
            )
            stores.journals.note(
                Entry(account="acme", sort=Sort.INTERACTIVE, at=at, call_session_id=call)
            )


def _nobody(_news: object) -> None:
    """Nobody is told."""


async def _calls(relay: Relay, data: Path) -> tuple[list[str], list[str | None]]:
    """Those of the events and of the journal entries, newest first, at this relay."""
    records = await relay.log.records("acme", Wanted(limit=9))
    with closing(open_journals(data)) as journals:
        entries = await to_thread(latest_entries, journals, "acme", Sort.INTERACTIVE, 9)
    return [one.call_session_id for one in records], [one.call_session_id for one in entries]


async def _fill(place: Site, folder: Path) -> None:
    """Contacts of the company; calls and UIS's questions at one relay and the other."""
    book = folder / "book.csv"
    people = (*SECRET.values(), OTHER)
    rows = "".join(f"{number},{name}\n" for number, name in people)
    await to_thread(book.write_text, f"phone,name\n{rows}", "utf-8")
    await place.command("contacts", "import", "--account", "acme", str(book))
    path = place.hook.removeprefix(place.middle.url)
    call = 0
    for number, name in people:
        for relay in place.relays.values():
            call += 1
            event = {**waiting(call, ANNA), "contact_phone_number": number[1:], "contact": name}
            asked = f"{relay.url}{path}/interactive?numa={number[1:]}&call_session_id={call}"
            for url, body in ((relay.url + path, json.dumps(event).encode()), (asked, None)):
                assert (await to_thread(send, url, body)).status == 200
    journal = ("journal", "--account", "acme", "--sort", Sort.INTERACTIVE, "--json", *place.log)
    noted = 0
    while noted < call:
        shown = await to_thread(command, folder / "office", *journal)
        assert shown.returncode == 0, shown.stderr
        noted = len(shown.stdout.splitlines())


def _content(folder: Path) -> bytes:
    """Everything in its files, freed pages and write-ahead logs too."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
