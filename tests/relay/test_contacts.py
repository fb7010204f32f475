"""Contacts: out of files and to the desktops."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import cast

import pytest

from tests.relay.company import ANNA, BORIS, Company, company
from tests.relay.in_process import JsonObject, command, told
from uis_desktop.contact_files import read_contacts
from uis_desktop.contact_files.rows import BadLine, FileRefused, Staff
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Employee
from uis_desktop.relay.directory.contacts import contacts_after, put_contacts, record
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.wire.frames import ContactRecord

EMPLOYEES = {
    ANNA: Employee(id=ANNA, name="Иванова Анна", extension="101"),
    BORIS: Employee(id=BORIS, name="Борис"),
}
PETROV = ContactRecord(
    id="file:1",
    full_name="Пётр",
    company="Ромашка",
    phone_numbers=("+79001234567", "+74951234567"),
    employee_id=ANNA,
)
CSV = "id;Телефон;Имя;Компания;Ответственный\n1;8 900 123-45-67, 84951234567;Пётр;Ромашка;{who}\n"
VCARD = """BEGIN:VCARD
VERSION:2.1
UID:1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=D0=9F=D1=91=
=D1=82=D1=80;;;
ORG:Рома
 шка;Отдел
TEL;CELL:+7 900 123-45-67
item1.TEL;TYPE=work:tel:+7-495-123-45-67
X-UIS-EMPLOYEE:101
END:VCARD
"""


def _read(raw: bytes) -> list[Contact]:
    return read_contacts("contacts", raw, Staff(EMPLOYEES.values())).all()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(CSV.format(who="101").encode(), id="extension"),
        pytest.param(CSV.format(who=ANNA).encode("utf-8-sig"), id="id, with a BOM"),
        pytest.param(CSV.format(who="иванова  анна").encode("cp1251"), id="name, in cp1251"),
        pytest.param(VCARD.encode(), id="vCard"),
    ],
)
def test_contact_is_read_from_every_file(raw: bytes) -> None:
    assert list(map(record, _read(raw))) == [PETROV]


def test_every_bad_line_is_named() -> None:
    text = (
        "phone,name,employee\n"
        "79001234567,Пётр,\n"
        "abc,Вера,\n"
        '"79001234568\n79001234569",Два,\n'
        "79001234560,Глеб,999\n"
        ",Без номера,\n"
        "79001234561,,\n"
    )
    with pytest.raises(FileRefused) as refused:
        _read(text.encode())
    assert refused.value.lines == (
        BadLine(3, "not a phone number: 'abc'"),
        BadLine(6, "no employee is '999': write his id, extension or full name"),
        BadLine(7, "no phone number"),
        BadLine(8, "no name: fill in the name or the company"),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a,b\n1,2\n", 1),
        ("phone,name\n79001234567,x,y\n", 2),
        ('phone,name\n79001234567,"x', 2),
        ("BEGIN:VCARD\nFN:x\nTEL:79001234567\n", 1),
        ("BEGIN:VCARD\nFN:x\nTEL:79001234567\nEND:VCARD\nFN:x\n", 5),
    ],
)
def test_file_that_is_no_address_book_is_refused(text: str, line: int) -> None:
    with pytest.raises(FileRefused) as refused:
        _read(text.encode())
    assert refused.value.lines[0].line == line


def test_import_command_takes_all_or_nothing(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "contacts.csv"
    told(data, "account", "add", "acme")
    file.write_text("phone,name\n79001234567,Пётр\nabc,Вера\n", "utf-8")
    refused = command(data, "contacts", "import", "--account", "acme", str(file), "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout) == {
        "errors": [{"line": 3, "message": "not a phone number: 'abc'"}],
        "more_errors": 0,
    }
    file.write_text("phone,name\n79001234567,Пётр\n79001234568,Вера\n", "utf-8")
    imported = told(data, "contacts", "import", "--account", "acme", str(file))
    assert (imported["imported"], imported["removed"]) == (2, 0)
    file.write_text("phone,name\n79001234568,Вера\n", "utf-8")
    replaced = told(data, "contacts", "import", "--account", "acme", "--replace", str(file))
    assert (replaced["imported"], replaced["removed"]) == (1, 1)
    assert cast(int, replaced["cursor"]) > cast(int, imported["cursor"])


def test_dry_run_tells_what_would_happen_and_changes_nothing(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "contacts.csv"
    told(data, "account", "add", "acme")
    file.write_text("phone,name\n79001234567,Пётр\n*100#,Баланс\n", "utf-8")
    wish = ("contacts", "import", "--account", "acme", str(file), "--skip-bad")
    petr = {"id": "file:" + _id_of("Пётр"), "full_name": "Пётр", "company": None,
            "phone_numbers": ["+79001234567"], "employee_id": None,
            "employee_name": None}  # fmt: skip
    errors = [{"line": 3, "message": "not a phone number: '*100#'"}]
    would = told(data, *wish, "--dry-run")
    assert would.pop("cursor")
    assert would == {
        "imported": 1, "removed": 0, "dry_run": True, "contacts": [petr],
        "errors": errors, "more_errors": 0,
    }  # fmt: skip
    directory = open_directory(data)
    assert contacts_after(directory, "acme", 0).contacts == ()
    assert told(data, *wish)["errors"] == errors
    assert [one.full_name for one in contacts_after(directory, "acme", 0).contacts] == ["Пётр"]
    directory.close()


def _id_of(name: str) -> str:
    """The id of a contact of a file that tells none."""
    told = f"{name.casefold()}\n\n+79001234567".encode()
    return hashlib.blake2b(told, digest_size=8).hexdigest()


async def page(acme: Company, token: str, after: object) -> JsonObject:
    status, text = await acme.get(
        f"/v1/contacts?after={after}", {"Authorization": f"Bearer {token}"}
    )
    assert status == 200, text
    return cast(JsonObject, json.loads(text))


def some(count: int) -> list[ContactRecord]:
    return [
        ContactRecord(id=f"file:{n}", full_name=f"C {n}", phone_numbers=(f"+7900{n:07}",))
        for n in range(count)
    ]


async def test_desktop_copies_page_by_page_and_then_only_changes(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        put_contacts(acme.directory, "acme", some(2500))
        copied: list[object] = []
        cursor: object = 0
        more: object = True
        while more:
            got = await page(acme, token, cursor)
            cursor, more = got["cursor"], got["more"]
            assert len(cast(list[object], got["contacts"])) <= 1000
            copied += cast(list[object], got["contacts"])
        assert len(copied) == 2500
        assert (await page(acme, token, cursor))["contacts"] == []
        put_contacts(acme.directory, "acme", some(2499), replace=True)
        changed = await page(acme, token, cursor)
        assert (changed["contacts"], changed["removed"]) == ([], ["file:2499"])
        status, _ = await acme.get("/v1/contacts?after=-1", {"Authorization": f"Bearer {token}"})
        assert status == 400
        assert (await acme.get("/v1/contacts"))[0] == 401
