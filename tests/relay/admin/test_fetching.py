"""Employees and contacts out of UIS by the press of a button; when each desktop was there."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.relay.admin.visitor import Visitor, administered
from tests.relay.company import ANNA, DEADLINE_S
from uis_desktop.relay.admin import last_seen
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.journals.seen import put_seen, read_seen
from uis_desktop.relay.journals.tables import open_journals

A = "/admin/a/acme"
NOBODY = "http://127.0.0.1:1"


async def until(admin: Visitor, path: str, words: str) -> str:
    """Load the page again and again, as its script does, until it says so."""
    async with asyncio.timeout(DEADLINE_S * 2):
        while words not in (page := await admin.get(path)).words:
            pass
    return page.words


@pytest.mark.parametrize(
    ("tab", "button", "told"),
    [("contacts", "contacts/sync", "Sync now"), ("people", "people/fetch", "Fetch employees")],
)
async def test_what_keeps_uis_from_answering_is_told_where_it_was_asked(
    tmp_path: Path, tab: str, button: str, told: str
) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        without = await admin.get(f"{A}/{tab}")
        assert "To fetch from UIS, set a key" in without.words
        assert told not in without.words
        access = UisAccess(brand="other", call_api=NOBODY, data_api=NOBODY, sync_contacts=False)
        change_settings(acme.directory, "acme", uis=access)
        assert told in (await admin.get(f"{A}/{tab}")).words
        asked = await admin.post(f"{A}/{button}")
        assert asked.place.startswith(f"{A}/{tab}?done=")
        assert "The last try failed" in await until(admin, f"{A}/{tab}", "There is no UIS key")


async def test_desktop_that_is_away_has_been_seen(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA)
        acme.token(ANNA)
        assert "Last seen" in (await admin.get(f"{A}/people/{ANNA}")).words
        assert "never" in (await admin.get(f"{A}/people/{ANNA}")).words
        device = str(acme.directory.execute("SELECT id FROM device").get)
        journals = open_journals(acme.data)
        put_seen(journals, {device: "acme"}, datetime.now(UTC) - timedelta(hours=3, minutes=1))
        put_seen(journals, {device: "acme"}, datetime.now(UTC) - timedelta(days=9))
        journals.close()
        assert "3 h ago" in (await admin.get(f"{A}/people/{ANNA}")).words


async def test_relay_notes_who_is_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_seen, "_EVERY_S", 0.05)
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            await desktop.until_live()
            await until(admin, f"{A}/people/{ANNA}", "online")
            journals = open_journals(acme.data)
            async with asyncio.timeout(DEADLINE_S):
                while not read_seen(journals, "acme"):
                    await admin.get(f"{A}/people")
            journals.close()
        assert "never" not in await until(admin, f"{A}/people/{ANNA}", "just now")
