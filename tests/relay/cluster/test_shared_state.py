"""What one relay or command changes counts at every relay."""

from __future__ import annotations

import asyncio
import time
from asyncio import to_thread
from pathlib import Path
from typing import cast

import pytest

from tests.relay.admin.visitor import PASSWORD, browser
from tests.relay.cluster.site import EMPLOYEES, site
from tests.relay.nats import needs_nats
from tests.relay.running import JsonObject, send

pytestmark = [needs_nats, pytest.mark.timeout(180)]
DEADLINE_S = 60.0
ANNA = EMPLOYEES[0]


async def test_a_device_revoked_by_a_command_is_cut_off_at_whichever_relay_it_is(
    tmp_path: Path,
) -> None:
    async with site(tmp_path, "a", "b") as place:
        followers = await place.connect(ANNA, desktops=4)
        listed = await place.command("device", "list", "--account", "acme")
        devices = cast("list[JsonObject]", listed["devices"])
        assert len(devices) == 4
        for device in devices:
            revoked_at = time.monotonic()
            await place.command("device", "revoke", "--account", "acme", "--device",
                                str(device["id"]))  # fmt: skip
            async with asyncio.timeout(DEADLINE_S):
                done = [follower.refused.wait() for follower in followers]
                tasks = [asyncio.create_task(one) for one in done]
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
            followers = [one for one in followers if not one.refused.is_set()]
            print(f"cut {time.monotonic() - revoked_at:.2f} s after the command began")  # noqa: T201
        assert followers == []


async def test_the_administrator_may_go_from_relay_to_relay(tmp_path: Path) -> None:
    file = tmp_path / "password"
    await to_thread(file.write_text, PASSWORD)
    async with site(tmp_path, "a", "b") as place:
        await place.command("admin", "password", "--password-file", str(file))
        async with browser(place.relays["a"].url) as visitor:
            assert (await visitor.sign_in()).status == 200
            for number in range(10):
                visitor.url = place.relays["ab"[number % 2]].url
                form = await visitor.get("/admin/a/acme/people")
                assert form.place == "/admin/a/acme/people"
                visitor.url = place.relays["ab"[(number + 1) % 2]].url
                made = await visitor.post(
                    "/admin/a/acme/people", {"id": str(900 + number), "name": f"New {number}"}
                )
                assert made.status == 200
                visitor.url = place.relays["ab"[number % 2]].url
                assert f"New {number}" in (await visitor.get("/admin/a/acme/people")).text
            visitor.url = place.relays["a"].url
            await visitor.get("/admin/a/acme/interactive")
            rules = {"reach": "extension", "group_ring": "phone", "default_returned_code": "sales"}
            assert (await visitor.post("/admin/a/acme/interactive", rules)).status == 200
            visitor.url = place.relays["b"].url
            form = await visitor.get("/admin/a/acme/interactive")
            assert 'value="sales"' in form.text
            shown = {"name": "order_id", "label": "Order"}
            assert (await visitor.post("/admin/a/acme/setup/parameter", shown)).status == 200
            visitor.url = place.relays["a"].url
            assert "order_id" in (await visitor.get("/admin/a/acme/setup")).words
            journal = await visitor.get("/admin/a/acme/journal")
            assert "order_id" in journal.words
            link = str((await place.command("admin", "link"))["link"])
        path = link.removeprefix(place.middle.url)
        async with browser(place.relays["a"].url) as visitor:
            assert (await visitor.get(path)).status == 200
            visitor.url = place.relays["b"].url
            assert (await visitor.post(path)).place.startswith("/admin")
            visitor.url = place.relays["a"].url
            assert (await visitor.get("/admin/a/acme/people")).place == "/admin/a/acme/people"
        async with browser(place.relays["a"].url) as visitor:
            # It was good once.
            await visitor.get(path)
            await visitor.post(path)
            assert (await visitor.get("/admin/a/acme/people")).place == "/admin/sign-in"


async def test_while_nats_is_away_no_device_is_refused_for_ever(tmp_path: Path) -> None:
    async with site(tmp_path, "a") as place:
        (follower,) = await place.connect(ANNA)
        await to_thread(place.nats.kill)
        contacts = f"{place.relays['a'].url}/v1/contacts"
        unknown = await to_thread(send, contacts, None, {"Authorization": "Bearer " + "x" * 43})
        assert (unknown.status, unknown.headers["Retry-After"]) == (503, "5")
        await to_thread(place.nats.start)
        await place.until_ready()
        unknown = await to_thread(send, contacts, None, {"Authorization": "Bearer " + "x" * 43})
        assert unknown.status == 401
        assert not follower.refused.is_set()
