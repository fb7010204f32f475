"""What is kept about a phone number: exported whole, erased whole, with and without a server."""

from __future__ import annotations

import asyncio
import json
import stat
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import apsw
import pytest

from tests.relay.company import ANNA, Company, company, event_numbers
from tests.relay.in_process import JsonObject, command, told
from tests.relay.running import RelayProcess, events, send
from uis_desktop.relay.directory.contacts import FROM_UIS, change_contacts, contacts_after
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.journals.entries import Entry, Sort, latest_entries, put_entries
from uis_desktop.relay.journals.tables import open_journals
from uis_desktop.relay.privacy.orders import Order, order, order_state, take_order
from uis_desktop.wire.frames import ContactRecord

CALLER, OTHER = "+79001234567", "+79007654321"
ACME = ("--account", "acme")
NUMBER = (*ACME, "--phone", "8 (900) 123-45-67")
SECRET = "Скрытный"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A company whose data knows two numbers."""
    data, book = tmp_path / "data", tmp_path / "book.csv"
    told(data, "account", "add", "acme")
    book.write_text(
        f'phone,name\n{CALLER},{SECRET}\n"{CALLER}, {OTHER}",Двое\n{OTHER},Другой\n', "utf-8"
    )
    told(data, "contacts", "import", *ACME, str(book))
    return data


@contextmanager
def serving(data: Path) -> Iterator[RelayProcess]:
    relay = RelayProcess(data)
    try:
        yield relay
    finally:
        assert relay.stop() == 0, relay.log()


def ring_both(data: Path, relay: RelayProcess) -> None:
    """A call of each number, an unreadable body that tells the number, two questions."""
    hook = relay.url + account_path(data)
    for number, call in ((CALLER, 1), (OTHER, 2), (CALLER, 3)):
        for mnemonic in ("in_call_session", "call_session_finished"):
            body = {
                "notification_mnemonic": mnemonic,
                "call_session_id": call,
                "contact_phone_number": number[1:],
                "contact_full_name": SECRET if number == CALLER else "Другой",
            }
            assert send(hook, json.dumps(body).encode()).status == 200
        assert send(f"{hook}/interactive?numa={number[1:]}&call_session_id={call}").status == 200
    assert send(hook, f"<xml>8 900 123 45 67 {SECRET}</xml>".encode()).status == 200
    until_noted(data, 3)


def until_noted(data: Path, count: int) -> None:
    """Wait for the journals to be on disk."""
    journals = open_journals(data)
    give_up = time.monotonic() + 10
    while len(latest_entries(journals, "acme", Sort.INTERACTIVE, count)) < count:
        assert time.monotonic() < give_up
    journals.close()


def account_path(data: Path) -> str:
    directory = open_directory(data)
    secret = directory.execute("SELECT secret FROM account").get
    directory.close()
    return f"/hook/acme/{secret}"


def content_of(data: Path) -> bytes:
    """Everything in the files of the data folder, freed pages and write-ahead logs too."""
    return b"".join(file.read_bytes() for file in sorted(data.iterdir()) if file.is_file())


def exported(file: Path) -> dict[str, list[JsonObject]]:
    with zipfile.ZipFile(file) as archive:
        return {
            name.removesuffix(".jsonl"): [
                json.loads(line) for line in archive.read(name).splitlines()
            ]
            for name in archive.namelist()
        }


@pytest.mark.timeout(60)
@pytest.mark.parametrize("running", [True, False], ids=["relay runs", "no relay runs"])
def test_all_about_a_number_is_exported_and_then_erased(
    data: Path, tmp_path: Path, running: bool
) -> None:
    out = tmp_path / "person.zip"
    with serving(data) as relay:
        ring_both(data, relay)
        if running:
            told(data, "personal-data", "export", *NUMBER, "--out", str(out))
            done = told(data, "personal-data", "delete", *NUMBER, "--yes")
    if not running:
        told(data, "personal-data", "export", *NUMBER, "--out", str(out))
        done = told(data, "personal-data", "delete", *NUMBER, "--yes")

    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    found = exported(out)
    assert [event["call_session_id"] for event in found["events"]] == ["1", "1", "3", "3", None]
    assert SECRET in str(found["events"][-1]["raw"])
    assert sorted(str(one["full_name"]) for one in found["contacts"]) == ["Двое", SECRET]
    assert [entry["phone_number"] for entry in found["journals"]] == [CALLER, CALLER]
    assert found["about.json"][0]["phone"] == CALLER

    assert done == {
        "deleted": True,
        "calls": 2,
        "events": 5,
        "contacts_removed": 1,
        "contacts_changed": 1,
        "contacts_in_uis": 0,
        "journal_entries": 2,
    }
    left = events(data, "acme")
    assert [event["seq"] for event in left] == [3, 4]
    content = content_of(data)
    assert SECRET.encode() not in content
    assert b"9001234567" not in content
    assert "Другой".encode() in content
    again = told(data, "personal-data", "delete", *NUMBER)
    assert {value for key, value in again.items() if key != "deleted"} == {0}


@pytest.mark.timeout(60)
def test_numbers_of_the_log_are_never_used_again(data: Path) -> None:
    with serving(data) as relay:
        ring_both(data, relay)
        told(data, "personal-data", "delete", *NUMBER, "--yes")
    with serving(data) as relay:
        ring_both(data, relay)
    assert [event["seq"] for event in events(data, "acme")][-1] == 12
    assert [event["seq"] for event in events(data, "acme")][:3] == [3, 4, 8]


def test_without_yes_it_only_tells_what_would_go(data: Path) -> None:
    before = content_of(data)
    would = told(data, "personal-data", "delete", *NUMBER)
    assert (would["deleted"], would["contacts_removed"], would["contacts_changed"]) == (
        False,
        1,
        1,
    )
    assert SECRET.encode() in before
    whole = told(data, "personal-data", "delete", *NUMBER, "--whole-contacts")
    assert (whole["contacts_removed"], whole["contacts_changed"]) == (2, 0)
    assert "repeat it with --yes" in command(data, "personal-data", "delete", *NUMBER).stdout
    assert SECRET.encode() in content_of(data)


def test_contact_of_uis_is_erased_and_told_to_come_back(data: Path) -> None:
    directory = open_directory(data)
    contact = ContactRecord(id="uis:5", full_name=SECRET, phone_numbers=(CALLER,))
    change_contacts(directory, "acme", FROM_UIS, [contact])
    done = command(data, "personal-data", "delete", *NUMBER, "--yes", "--whole-contacts")
    assert done.returncode == 0, done.stderr
    assert "1 contacts come from UIS's address book" in done.stdout
    page = contacts_after(directory, "acme", 0)
    assert [one.full_name for one in page.contacts] == ["Другой"]
    assert "uis:5" in page.removed
    directory.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("export", *ACME, "--phone", "101", "--out", "x.zip"), "the whole phone number"),
        (("delete", *ACME, "--phone", "anonymous", "--yes"), "the whole phone number"),
        (("delete", "--account", "other", "--phone", CALLER, "--yes"), "no account 'other'"),
        (("export", *NUMBER, "--out", "/"), "/"),
        (("delete", *NUMBER, "--yes", "--log", "nats://127.0.0.1:1"), "NATS at 127.0.0.1:1"),
    ],
)
def test_wish_that_makes_no_sense_is_refused(
    data: Path, options: tuple[str, ...], said: str
) -> None:
    done = command(data, "personal-data", *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_file_that_is_there_is_not_written_over(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "person.zip"
    out.write_text("mine")
    done = command(data, "personal-data", "export", *NUMBER, "--out", str(out))
    assert (done.returncode, out.read_text()) == (1, "mine")
    assert "exists" in done.stderr


async def test_desktops_go_on_and_lose_the_contact_while_a_number_is_erased(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        contact = ContactRecord(id="file:1", full_name=SECRET, phone_numbers=(CALLER,))
        change_contacts(acme.directory, "acme", "file", [contact])
        async with acme.desktop(token) as desktop:
            await desktop.resume()
            await desktop.until_live()
            await ring(acme, "1", CALLER)
            await ring(acme, "2", OTHER)
            assert [(await desktop.frame())["sequence"] for _ in range(2)] == [1, 2]
            cursor = (await contacts_of(acme, token, 0))["cursor"]
            id_ = order(acme.directory, "acme", CALLER, whole=False, now=datetime.now(UTC))
            async with asyncio.timeout(10):
                while (await state_of(acme.directory, id_)).erased is None:
                    continue
            await ring(acme, "3", OTHER)
            assert (await desktop.frame())["sequence"] == 3
            assert (await contacts_of(acme, token, cursor))["removed"] == ["file:1"]
        async with acme.desktop(acme.token(ANNA)) as another:
            await another.resume()
            assert event_numbers(await another.until_live()) == [2, 3]
        state = await state_of(acme.directory, id_)
        assert (state.phone_number, state.taken_at, state.problem) == (None, None, None)


async def state_of(directory: apsw.Connection, id_: str) -> Order:
    state = await asyncio.to_thread(order_state, directory, "acme", id_)
    assert state is not None
    return state


async def ring(acme: Company, call: str, number: str) -> None:
    await acme.notify(
        notification_mnemonic="in_call_session",
        call_session_id=call,
        contact_phone_number=number[1:],
    )


async def contacts_of(acme: Company, token: str, after: object) -> JsonObject:
    status, text = await acme.get(
        f"/v1/contacts?after={after}", {"Authorization": f"Bearer {token}"}
    )
    assert status == 200
    return cast(JsonObject, json.loads(text))


def test_order_is_taken_by_one_relay_and_by_another_if_the_first_dies(data: Path) -> None:
    directory = open_directory(data)
    asked = datetime(2026, 5, 18, 10, tzinfo=UTC)
    id_ = order(directory, "acme", CALLER, whole=False, now=asked)
    assert take_order(directory, "acme", id_, asked) is not None
    assert take_order(directory, "acme", id_, asked.replace(minute=9)) is None
    assert take_order(directory, "acme", id_, asked.replace(minute=10)) is not None
    directory.close()


@pytest.mark.timeout(60)
def test_order_left_while_the_relay_was_killed_is_carried_out_at_its_start(data: Path) -> None:
    journals = open_journals(data)
    entry = Entry(account="acme", sort=Sort.CALL_API, at=datetime.now(UTC), phone_number=CALLER)
    put_entries(journals, [entry])
    directory = open_directory(data)
    id_ = order(directory, "acme", CALLER, whole=True, now=datetime.now(UTC))
    with serving(data):
        while (state := order_state(directory, "acme", id_)) is None or state.erased is None:
            continue
    assert (state.erased.contacts_removed, state.erased.journal_entries) == (2, 1)
    for opened in (journals, directory):
        opened.close()
