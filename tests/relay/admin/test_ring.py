"""The test ring: every step to the desktop, and the truth about where it stops."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from tests.relay.admin.visitor import Page, Visitor, administered, administered_at
from tests.relay.company import ANNA, BORIS, DEADLINE_S, Company, listening
from uis_desktop.core.ring_test import TEST_MARK
from uis_desktop.relay.admin import ringing
from uis_desktop.relay.admin.ringing import STEPS
from uis_desktop.relay.limits import Limits

A = "/admin/a/acme"


def device_of(acme: Company, employee: str) -> str:
    row = acme.directory.execute("SELECT id FROM device WHERE employee_id = ?", (employee,))
    return str(row.get)


async def rung(admin: Visitor, device: str) -> Page:
    await admin.get(f"{A}/connections")
    return await admin.post(f"{A}/connections/ring", {"device": device})


def passed(page: Page) -> int:
    return page.text.count('aria-label="passed"')


async def test_ring_arrives_and_hangs_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringing, "_RINGS_FOR", timedelta())
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA, name="Anna")
        acme.employ(BORIS, name="Boris")
        token, other = acme.token(ANNA), acme.token(BORIS)
        async with acme.desktop(token) as desktop, acme.desktop(other) as colleague:
            for one in (desktop, colleague):
                await one.resume()
                await one.until_live()
            async with listening(desktop) as frames, listening(colleague) as others:
                page = await rung(admin, device_of(acme, ANNA))
                assert "The ring has arrived." in page.words
                assert passed(page) == len(STEPS)
                async with asyncio.timeout(15):
                    waiting, ended = await frames.get(), await frames.get()
                assert others.empty()
        assert waiting["type"] == "uis.call.waiting"
        assert ended["type"] == "uis.call.call_ended"
        data = waiting["data"]
        assert isinstance(data, dict)
        assert data["employee_id"] == ANNA
        assert data["contact_full_name"] == "Тестовый звонок / Test ring"
        assert data["extra"] == {TEST_MARK: True}
        assert "0 of 8 arrive" in (await admin.get(f"{A}/setup")).words
        assert "Test ring" in (await admin.get(f"{A}/journal")).words


async def test_desktop_that_is_away_is_told_so(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA)
        acme.token(ANNA)
        page = await rung(admin, device_of(acme, ANNA))
        assert "the computer is not connected" in page.words
        assert passed(page) == STEPS.index("delivered")


async def test_desktop_that_confirms_nothing_has_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "_PATIENCE_S", 0.3)
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            await desktop.until_live()
            page = await rung(admin, device_of(acme, ANNA))
        assert "did not confirm reading it" in page.words
        assert passed(page) == STEPS.index("acknowledged")


async def test_public_address_nobody_answers_at_is_noticed(tmp_path: Path) -> None:
    async with administered_at(tmp_path / "data", "http://127.0.0.1:1") as (acme, admin):
        acme.employ(ANNA)
        acme.token(ANNA)
        page = await rung(admin, device_of(acme, ANNA))
        assert "could not reach its own public address" in page.words
        assert passed(page) == 1


@pytest.mark.parametrize(
    ("status", "told"),
    [
        pytest.param(404, "The public address answered 404.", id="somebody who does not know us"),
        pytest.param(200, "but nothing arrived here", id="somebody who takes everything"),
    ],
)
async def test_public_address_of_somebody_else_is_noticed(
    tmp_path: Path, status: int, told: str
) -> None:
    async def answer(_request: web.BaseRequest) -> web.Response:
        return web.Response(status=status)

    async with RawTestServer(answer) as other:
        url = str(other.make_url("")).rstrip("/")
        async with administered_at(tmp_path / "data", url) as (acme, admin):
            acme.employ(ANNA)
            acme.token(ANNA)
            page = await rung(admin, device_of(acme, ANNA))
            assert told in page.words
            assert passed(page) == 1


async def test_device_of_another_company_cannot_be_rung(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        other = acme.add_account("rival")
        acme.employ(ANNA, account=other)
        acme.token(ANNA, account=other)
        page = await rung(admin, device_of(acme, ANNA))
        assert page.status == 422
        assert "Choose a computer." in page.words


async def test_connected_desktop_is_shown_with_how_far_it_has_read(tmp_path: Path) -> None:
    limits = Limits(ping_s=0.2)
    async with administered(tmp_path / "data", limits) as (acme, admin):
        acme.employ(ANNA, name="Anna")
        assert "Nobody is connected." in (await admin.get(f"{A}/connections")).words
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            await desktop.until_live()
            await acme.notify(
                notification_name="Ожидание ответа",
                call_session_id="1",
                employee_id=int(ANNA),
                leg_id="1",
            )
            assert (await desktop.frame())["sequence"] == 1
            page = await admin.get(f"{A}/connections")
            assert "sent read to no. 0, sent to no. 1 of 1" in page.words
            async with listening(desktop), asyncio.timeout(DEADLINE_S):
                while "up to date read to no. 1" not in page.words:
                    page = await admin.get(f"{A}/connections")
            assert re.search(r"Anna test bench .* \d+ ms", page.words)
