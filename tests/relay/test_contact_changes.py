"""Changes of the company's contacts, by source, and how desktops hear of them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import apsw
import pytest

from tests.relay.company import ANNA, Company, company
from tests.relay.running import JsonObject
from uis_desktop.relay.directory.contacts import (
    FROM_FILE,
    FROM_UIS,
    Changed,
    change_contacts,
    contacts_after,
    contacts_page,
    fingerprint,
    fingerprints,
    put_contacts,
    remove_contacts,
)
from uis_desktop.relay.directory.people import add_account
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.wire.frames import ContactRecord

DEFAULT = '{"returned_code":"nobody"}'


def contact(id_: str, name: str = "Olga") -> ContactRecord:
    return ContactRecord(id=id_, full_name=name, phone_numbers=("+79001234567",))


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[apsw.Connection]:
    connection = open_directory(tmp_path)
    add_account(connection, "acme", timezone="Europe/Moscow", interactive_default=DEFAULT)
    yield connection
    connection.close()


def ids(connection: apsw.Connection, after: int = 0) -> list[str]:
    return [record.id for record in contacts_after(connection, "acme", after).contacts]


def test_what_is_as_it_was_costs_nothing(directory: apsw.Connection) -> None:
    book = [contact("uis:1"), contact("uis:2")]
    assert change_contacts(directory, "acme", FROM_UIS, book) == Changed(2, 0)
    cursor = contacts_after(directory, "acme", 0).cursor
    assert change_contacts(directory, "acme", FROM_UIS, book) == Changed(0, 0)
    assert change_contacts(directory, "acme", FROM_UIS, [contact("uis:2", "Vera")]) == Changed(0, 1)
    assert ids(directory, cursor) == ["uis:2"]
    known = fingerprints(directory, "acme", FROM_UIS)
    assert known["uis:2"] == fingerprint(contact("uis:2", "Vera"))
    assert known["uis:1"] != fingerprint(contact("uis:1", "Vera"))


def test_a_removed_contact_leaves_word_and_may_come_back(directory: apsw.Connection) -> None:
    change_contacts(directory, "acme", FROM_UIS, [contact("uis:1")])
    cursor = contacts_after(directory, "acme", 0).cursor
    assert remove_contacts(directory, "acme", FROM_UIS, ["uis:1", "uis:9"]) == 1
    assert remove_contacts(directory, "acme", FROM_UIS, ["uis:1"]) == 0
    page = contacts_after(directory, "acme", cursor)
    assert (page.contacts, page.removed) == ((), ("uis:1",))
    assert fingerprints(directory, "acme", FROM_UIS) == {}
    assert change_contacts(directory, "acme", FROM_UIS, [contact("uis:1")]) == Changed(1, 0)
    assert ids(directory, page.cursor) == ["uis:1"]


def test_files_and_uis_leave_each_other_alone(directory: apsw.Connection) -> None:
    change_contacts(directory, "acme", FROM_UIS, [contact("uis:1")])
    put_contacts(directory, "acme", [contact("file:1"), contact("file:2")])
    assert put_contacts(directory, "acme", [contact("file:1")], replace=True).removed == 1
    assert remove_contacts(directory, "acme", FROM_UIS, ["file:1"]) == 0
    assert sorted(ids(directory)) == ["file:1", "uis:1"]
    assert list(fingerprints(directory, "acme", FROM_FILE)) == ["file:1"]


def test_no_number_is_given_twice_even_after_a_backup(directory: apsw.Connection) -> None:
    change_contacts(directory, "acme", FROM_UIS, [contact("uis:1"), contact("uis:2")])
    lost = contacts_after(directory, "acme", 0).cursor
    directory.execute("DELETE FROM contact WHERE id = 'uis:2'")
    directory.execute("UPDATE account SET contacts_change = contacts_change - 1")
    while time.time_ns() // 1000 <= lost:
        pass
    change_contacts(directory, "acme", FROM_UIS, [contact("uis:3")])
    assert ids(directory, lost) == ["uis:3"]


def test_a_copy_of_another_directory_is_begun_anew(directory: apsw.Connection) -> None:
    change_contacts(directory, "acme", FROM_UIS, [contact("uis:1")])
    first = contacts_page(directory, "acme", None, 0, log_epoch="log")
    assert (first.reset, len(first.contacts)) == (False, 1)
    again = contacts_page(directory, "acme", first.epoch, first.cursor, log_epoch="log")
    assert (again.reset, again.contacts, again.epoch) == (False, (), first.epoch)
    for epoch, cursor in (("another", first.cursor), (first.epoch, first.cursor + 1)):
        anew = contacts_page(directory, "acme", epoch, cursor, log_epoch="log")
        assert (anew.reset, len(anew.contacts), anew.epoch) == (True, 1, first.epoch)
    restored = contacts_page(
        directory, "acme", first.epoch, first.cursor, log_epoch="after a backup"
    )
    assert (restored.reset, len(restored.contacts)) == (True, 1)
    assert restored.epoch not in {first.epoch, None}
    other = add_account(directory, "other", timezone="Europe/Moscow", interactive_default=DEFAULT)
    empty = contacts_page(directory, other.id, first.epoch, first.cursor, log_epoch="log")
    assert (empty.reset, empty.epoch, empty.cursor) == (True, None, 0)
    change_contacts(directory, other.id, FROM_UIS, [contact("uis:1")])
    assert contacts_page(directory, other.id, None, 0, log_epoch="log").epoch not in {
        first.epoch,
        None,
    }


async def test_desktops_hear_of_the_epoch_and_long_pages_are_compressed(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        book = [contact(f"uis:{n}", f"Contact {n}") for n in range(1000)]
        change_contacts(acme.directory, "acme", FROM_UIS, book)
        first = await page(acme, token, "after=0")
        assert first["reset"] is False
        assert len(cast(list[object], first["contacts"])) == 1000
        empty = await page(acme, token, f"after={first['cursor']}&epoch={first['epoch']}")
        assert (empty["contacts"], empty["reset"]) == ([], False)
        anew = await page(acme, token, f"after={first['cursor']}&epoch=rebuilt")
        assert (anew["contacts"], anew["reset"]) == (first["contacts"], True)


async def page(acme: Company, token: str, query: str) -> JsonObject:
    headers = {"Authorization": f"Bearer {token}"}
    url = f"/v1/contacts?{query}"
    status, text = await acme.get(url, {**headers, "Accept-Encoding": "identity"})
    assert status == 200, text
    async with acme.http.get(
        acme.relay.listening_url + url, headers={**headers, "Accept-Encoding": "gzip"}
    ) as answer:
        assert answer.headers.get("Content-Encoding") == ("gzip" if len(text) > 4096 else None)
        assert await answer.text() == text
    return cast(JsonObject, json.loads(text))
