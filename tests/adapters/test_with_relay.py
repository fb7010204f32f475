"""The stream, the enrolment and the contacts against the real relay process."""

from __future__ import annotations

import asyncio
from asyncio import to_thread
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.ports import free_port
from tests.relay.in_process import told
from tests.relay.running import RelayProcess, send
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.adapters.relay_checks import RelayChecks
from uis_desktop.adapters.relay_desk import RelayDesk, RelayDirectory
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.adapters.relay_stream import Pace, RelayStream
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.enrolment import Enrolment
from uis_desktop.core.events import CallWaiting, Place
from uis_desktop.core.link import (
    Arrived,
    CaughtUp,
    Missed,
    Offline,
    ParametersChosen,
    Refused,
    RefusedReason,
    StreamNews,
)
from uis_desktop.core.policy import Rule, Ruling
from uis_desktop.core.preferences import Corner
from uis_desktop.core.ring_test import RingStep
from uis_desktop.core.versioned import Versioned
from uis_desktop.errors import DeviceRevoked, InviteRefused
from uis_desktop.net.https import Https

pytestmark = pytest.mark.timeout(60)

QUICK = Pace(first_wait_s=0.05, longest_wait_s=0.2, tick_s=0.05)
ANNA = "123456"


@dataclass
class Office:
    """A relay with one employee whose device is enrolled."""

    data: Path
    relay: RelayProcess
    https: Https
    account: str
    hook_path: str
    enrolment: Enrolment
    code: str

    def stream(self) -> RelayStream:
        """On the port the relay had first: a restart takes the same."""
        return RelayStream(
            address=self.enrolment.stream_url, token=self.enrolment.device_token, pace=QUICK
        )

    async def ring(self, call: int) -> None:
        """UIS tells that Anna's phone rings."""
        body = {
            "notification_name": "Ожидание ответа",
            "virtual_phone_number": "74950000001",
            "notification_time": f"2026-05-18 10:15:30.{call % 1000:03d}",
            "external_id": None,
            "contact_phone_number": "79001234567",
            "employee_full_name": "Иванова Анна",
            "employee_id": int(ANNA),
            "call_source": "va",
            "call_session_id": call,
            "direction": "in",
            "leg_id": call + 1000,
        }
        reply = await to_thread(
            send, self.relay.url + self.hook_path, msgspec.json.encode(body), {}
        )
        assert reply.status == 200, reply.body

    async def restart(self) -> None:
        """Kill -9, and start on the same port."""
        port = self.relay.url.rpartition(":")[2]
        await to_thread(self.relay.kill)
        self.relay = await to_thread(RelayProcess, self.data, "--listen", f"127.0.0.1:{port}")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    data = tmp_path / "relay"
    account = await to_thread(told, data, "account", "add", "Office")
    await to_thread(
        told, data, "employee", "add", "--account", str(account["account"]), "--id", ANNA,
        "--name", "Иванова Анна",
    )  # fmt: skip
    # It may be killed and come back where it was.
    relay = await to_thread(RelayProcess, data, "--listen", f"127.0.0.1:{free_port()}")
    try:
        async with Https() as https:
            invite = await to_thread(
                told, data, "invite", "--account", str(account["account"]), "--employee", ANNA
            )
            code = str(invite["code"])
            enrolment = await RelayDesk(https).enrol(relay.url, code, "Анна's desk")
            office = Office(
                data, relay, https, str(account["account"]), str(account["hook_path"]),
                enrolment, code,
            )  # fmt: skip
            yield office
            relay = office.relay
    finally:
        await to_thread(relay.stop)


async def until(news: AsyncGenerator[StreamNews, None], kind: type[StreamNews]) -> list[StreamNews]:
    """Everything up to the next news of this kind."""
    heard: list[StreamNews] = []
    async with asyncio.timeout(20):
        async for piece in news:
            heard.append(piece)
            if isinstance(piece, kind):
                break
    return heard


def calls(news: list[StreamNews]) -> list[str]:
    return [
        one.event.call_session_id
        for piece in news
        if isinstance(piece, Arrived)
        for one in piece.delivered
    ]


async def test_an_invite_works_once(office: Office) -> None:
    assert office.enrolment.employee.id == ANNA
    with pytest.raises(InviteRefused):
        await RelayDesk(office.https).enrol(office.relay.url, office.code, "another desk")


async def test_a_ring_arrives_with_its_fields(office: Office) -> None:
    async with aclosing(office.stream().follow(Place())) as news:
        await until(news, CaughtUp)
        await office.ring(7)
        arrived = (await until(news, Arrived))[-1]
    assert isinstance(arrived, Arrived)
    event = arrived.delivered[0].event
    assert isinstance(event, CallWaiting)
    assert (event.call_session_id, event.contact_phone_number, event.employee_id, event.leg_id) == (
        "7",
        "+79001234567",
        ANNA,
        "1007",
    )


async def test_a_relay_that_was_killed_is_caught_up_with(office: Office) -> None:
    async with aclosing(office.stream().follow(Place())) as news:
        await until(news, CaughtUp)
        await office.ring(1)
        heard = await until(news, Arrived)
        await office.restart()
        await office.ring(2)
        await office.ring(3)
        heard += await until(news, Offline)
        heard += await until(news, CaughtUp)
        await office.ring(4)
        heard += await until(news, Arrived)
    assert calls(heard) == ["1", "2", "3", "4"]


async def test_a_desktop_that_was_away_gets_what_it_missed_once(
    office: Office, tmp_path: Path
) -> None:
    async with SqliteJournal(tmp_path / "journal.db") as journal:
        for day in range(3):
            await office.ring(10 * day + 1)
            await office.ring(10 * day + 2)
            async with aclosing(office.stream().follow(await journal.place())) as news:
                for piece in await until(news, CaughtUp):
                    if isinstance(piece, Arrived):
                        await journal.keep(piece.delivered, [])
        kept = await journal.events_of("21")
        place = await journal.place()
    assert len(kept) == 1
    async with aclosing(office.stream().follow(place)) as news:
        assert calls(await until(news, CaughtUp)) == []


async def test_a_desktop_from_another_log_is_told_about_the_gap(office: Office) -> None:
    await office.ring(1)
    async with aclosing(office.stream().follow(Place(epoch="other", after=99))) as news:
        heard = await until(news, CaughtUp)
    assert any(isinstance(piece, Missed) and piece.reason == "epoch" for piece in heard)
    assert calls(heard) == ["1"]


async def test_a_revoked_device_is_told_within_seconds(office: Office) -> None:
    device = (await to_thread(told, office.data, "device", "list", "--account", office.account))[
        "devices"
    ]
    assert isinstance(device, list)
    async with aclosing(office.stream().follow(Place())) as news:
        await until(news, CaughtUp)
        await to_thread(
            told, office.data, "device", "revoke", "--account", office.account,
            "--device", str(device[0]["id"]),
        )  # fmt: skip
        assert (await until(news, Refused))[-1] == Refused(reason=RefusedReason.DEVICE_REVOKED)
    async with aclosing(office.stream().follow(Place())) as news:
        assert (await until(news, Refused))[-1] == Refused(reason=RefusedReason.DEVICE_REVOKED)
    with pytest.raises(DeviceRevoked):
        await directory(office).page(DirectoryPlace(0))


def directory(office: Office) -> RelayDirectory:
    return RelayDirectory(
        RelayDoor(office.https, relay_url=office.relay.url, token=office.enrolment.device_token)
    )


async def test_relay_rings_this_desktop_on_the_whole_way(office: Office) -> None:
    token = office.enrolment.device_token
    checks = RelayChecks(RelayDoor(office.https, relay_url=office.relay.url, token=token))
    assert await checks.notified_at() is None
    async with aclosing(office.stream().follow(Place())) as news:
        await until(news, CaughtUp)
        # Whoever does not read the stream is not rung through.
        heard = asyncio.create_task(until(news, Arrived))
        rung = await checks.ring()
        (arrived,) = [one for one in await heard if isinstance(one, Arrived)]
    assert rung.problem is None
    assert list(rung.steps) == list(RingStep)
    assert list(rung.steps.values()) == sorted(rung.steps.values())
    (delivered,) = arrived.delivered
    assert delivered.event.call_session_id == rung.call_session_id
    assert delivered.sent_at is not None
    assert delivered.heard_at is not None
    assert delivered.received_at <= delivered.sent_at <= delivered.heard_at + timedelta(seconds=1)
    await office.ring(5)
    assert await checks.notified_at() is not None


async def test_contacts_are_copied(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(
        "телефон;имя;компания;ответственный\n+7 900 123-45-67;Смирнов Олег;Ромашка;Иванова Анна\n"
    )
    await to_thread(told, office.data, "contacts", "import", "--account", office.account, str(file))
    page = await directory(office).page(DirectoryPlace(0))
    async with SqliteJournal(tmp_path / "journal.db") as journal:
        await journal.keep_contacts(page.contacts, page.removed, page.place)
        owner = await journal.contact_by_number("+79001234567")
        place = await journal.contacts_place()
        again = await directory(office).page(place)
        elsewhere = await directory(office).page(replace(place, epoch="of another relay"))
    assert owner is not None
    assert (owner.full_name, owner.company) == ("Смирнов Олег", "Ромашка")
    assert (owner.employee_id, owner.employee_name) == (ANNA, "Иванова Анна")
    assert (again.contacts, again.more, again.reset) == ((), False, False)
    assert (elsewhere.contacts, elsewhere.reset) == (page.contacts, True)
    assert elsewhere.place == place


async def test_policy_comes_from_a_file_of_the_administrator_while_the_desktop_is_connected(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('[locked]\ncorner = "top_left"\n[default]\nvolume = 40\n')
    before = await directory(office).policy(None)
    assert before.told == {}
    async with aclosing(office.stream().follow(Place())) as news:
        await until(news, CaughtUp)
        shown = await to_thread(
            told, office.data, "policy", "set", "--account", office.account, str(file)
        )
        # The stream says that there is something to be asked for.
        await until(news, ParametersChosen)
    assert before.version != shown["version"]
    after = await directory(office).policy(before.version)
    assert after.told == {
        "corner": Ruling(Rule.LOCKED, Corner.TOP_LEFT),
        "volume": Ruling(Rule.DEFAULT, 40),
    }
    assert after.version == shown["version"]
    again = await directory(office).policy(after.version)
    assert again == Versioned(version=after.version, told=None)


async def test_colleagues_are_copied_and_asked_for_again_only_when_they_change(
    office: Office, tmp_path: Path
) -> None:
    async def employ(name: str) -> None:
        await to_thread(
            told, office.data, "employee", "add", "--account", office.account,
            "--id", "777", "--name", name, "--extension", "107",
        )  # fmt: skip

    await employ("Петрова Ольга")
    listed = await directory(office).colleagues(None)
    assert listed.told is not None
    assert ANNA not in [one.id for one in listed.told]
    async with SqliteJournal(tmp_path / "journal.db") as journal:
        await journal.keep_colleagues(listed.told, listed.version)
        found = await journal.colleague_by_extension("107")
    assert found is not None
    assert found.name == "Петрова Ольга"
    assert (await directory(office).colleagues(listed.version)).told is None
    await employ("Сидорова Ольга")
    anew = await directory(office).colleagues(listed.version)
    assert anew.told is not None
    assert "Сидорова Ольга" in [one.name for one in anew.told]
