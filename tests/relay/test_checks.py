"""What a desktop's connection check may ask: about its own company, and a ring for itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.relay.calls import waiting
from tests.relay.company import ANNA, BORIS, Company, company, listening
from tests.wire.stream_schema import JsonObject
from uis_desktop.core.ring_test import TEST_MARK, RingProblem, RingStep
from uis_desktop.relay.admin import ringing
from uis_desktop.relay.limits import Limits


async def asked(acme: Company, method: str, what: str, token: str) -> tuple[int, JsonObject]:
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{acme.relay.listening_url}/v1/{what}"
    async with acme.http.request(method, url, headers=headers) as response:
        return response.status, await response.json()


async def test_status_tells_when_the_own_company_was_last_notified(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        rival = acme.add_account("rival")
        acme.employ(ANNA, account=rival)
        own, strange = acme.token(ANNA), acme.token(ANNA, account=rival)
        assert (await asked(acme, "GET", "status", own))[1]["notified_at"] is None
        await acme.notify(**waiting(5))
        status, told = await asked(acme, "GET", "status", own)
        assert status == 200
        notified = datetime.fromisoformat(str(told["notified_at"]))
        assert timedelta() <= datetime.now(UTC) - notified < timedelta(seconds=20)
        assert (await asked(acme, "GET", "status", strange))[1]["notified_at"] is None


async def test_ring_goes_to_the_one_who_asked_and_is_no_notification_of_uis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "_RINGS_FOR", timedelta())
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        token = acme.token(ANNA)
        async with acme.desktop(token) as mine, acme.desktop(acme.token(BORIS)) as other:
            for desktop in (mine, other):
                await desktop.resume()
                await desktop.until_live()
            async with listening(mine) as frames, listening(other) as strange:
                status, rung = await asked(acme, "POST", "test-ring", token)
                ring, end = await frames.get(), await frames.get()
                assert strange.empty()
        assert status == 200
        assert rung["problem"] is None
        steps = rung["steps"]
        assert isinstance(steps, dict)
        assert list(steps) == list(RingStep)
        assert (ring["type"], end["type"]) == ("uis.call.waiting", "uis.call.call_ended")
        assert ring["subject"] == end["subject"] == rung["call_session_id"]
        data = ring["data"]
        assert isinstance(data, dict)
        assert data["extra"] == {TEST_MARK: True}
        assert (await asked(acme, "GET", "status", token))[1]["notified_at"] is None


async def test_ring_of_a_desktop_without_a_stream_says_so(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        _, rung = await asked(acme, "POST", "test-ring", acme.token(ANNA))
        assert rung["problem"] == RingProblem.NOT_CONNECTED


async def test_device_may_not_ring_on_and_on(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(test_rings_per_minute=1)) as acme:
        acme.employ(ANNA)
        token, second = acme.token(ANNA), acme.token(ANNA)
        assert (await asked(acme, "POST", "test-ring", token))[0] == 200
        status, refused = await asked(acme, "POST", "test-ring", token)
        assert (status, refused["error"]) == (429, "too_many")
        assert (await asked(acme, "POST", "test-ring", second))[0] == 200
