"""Contacts written into UIS's address book through the relay: who may, and what is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.pretend_uis import PretendUis, raw, refusal, result
from tests.relay.company import ANNA, BORIS, Company, company
from tests.relay.noted import noted
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.contacts import contacts_after
from uis_desktop.relay.secret_files import write_secret
from uis_desktop.relay.uis_keys import FOLDER
from uis_desktop.wire.call_api import CONTACTS_PATH, RelayWord
from uis_desktop.wire.frames import ContactRecord

pytestmark = pytest.mark.usefixtures("no_password_store")

Json = dict[str, Any]
KEY = "canary-key-0123456789"
NEW: Json = {"last_name": "Иванова", "first_name": "Анна", "phone_numbers": ["79161234567"]}


@dataclass
class Desk:
    """Anna's desktop, her company's relay and the UIS behind it."""

    company: Company
    uis: PretendUis
    token: str

    def allow(self, allowed: bool = True, address: str | None = None) -> None:
        """What the administrator chooses."""
        access = UisAccess(
            brand="other",
            call_api="http://127.0.0.1:1/v4.0",
            data_api=address or self.uis.address,
            sync_contacts=False,
            save_contacts=allowed,
            key_version=1,
        )
        change_settings(self.company.directory, self.company.account.id, uis=access)

    async def may_save(self) -> Json:
        async with self.company.http.get(self._url, headers=self._headers(self.token)) as answer:
            assert answer.status == 200
            told: Json = await answer.json()
            return told

    async def ask(
        self, params: Json, method: str = "create.contacts", token: str | None = None
    ) -> Json:
        request = {"jsonrpc": "2.0", "id": "d-1", "method": method, "params": params}
        headers = self._headers(token or self.token)
        async with self.company.http.post(self._url, json=request, headers=headers) as answer:
            reply: Json = await answer.json()
            return reply

    @property
    def _url(self) -> str:
        return self.company.relay.listening_url + CONTACTS_PATH

    def _headers(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    def directory(self) -> tuple[ContactRecord, ...]:
        return contacts_after(self.company.directory, self.company.account.id, 0).contacts

    def journal(self) -> list[Json]:
        return noted(self.company)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with company(tmp_path / "data") as acme, PretendUis() as uis:
        for employee, name in ((ANNA, "Anna"), (BORIS, "Boris")):
            acme.employ(employee, name=name)
        write_secret(acme.data / FOLDER / acme.account.id, KEY)
        desk = Desk(acme, uis, acme.token(ANNA))
        desk.allow()
        yield desk


def word(reply: Json) -> str:
    mnemonic: str = reply["error"]["data"]["mnemonic"]
    return mnemonic


async def test_new_contact_is_one_request_and_stands_in_the_directory_at_once(desk: Desk) -> None:
    desk.uis.will_answer("create.contacts", result({"id": 42}))
    reply = await desk.ask({**NEW, "personal_manager_id": int(BORIS)})
    assert reply == {"jsonrpc": "2.0", "id": "d-1", "result": {"id": 42}}
    assert desk.uis.asked("create.contacts") == [
        {"access_token": KEY, **NEW, "personal_manager_id": int(BORIS)}
    ]
    (contact,) = desk.directory()
    assert (contact.id, contact.full_name, contact.phone_numbers, contact.employee_id) == (
        "uis:42", "Иванова Анна", ("+79161234567",), BORIS
    )  # fmt: skip
    (entry,) = desk.journal()
    assert (entry["method"], entry["answer"], entry["number"], entry["who"]) == (
        "create.contacts", "ok", "+79161234567", ANNA
    )  # fmt: skip


async def test_changed_contact_keeps_his_company_in_the_directory(desk: Desk) -> None:
    desk.uis.will_answer("create.contacts", result({"id": 42}))
    await desk.ask(NEW)
    desk.company.directory.execute("UPDATE contact SET company = 'Ромашка'")
    desk.uis.will_answer("update.contacts", result({}))
    changed = {"id": 42, "last_name": "Петрова", "phone_numbers": ["79161234567", "74951234567"]}
    assert "error" not in await desk.ask(changed, "update.contacts")
    (contact,) = desk.directory()
    assert (contact.full_name, contact.company) == ("Петрова", "Ромашка")
    assert contact.phone_numbers == ("+79161234567", "+74951234567")


async def test_nothing_is_sent_unless_the_administrator_allows_it(desk: Desk) -> None:
    assert await desk.may_save() == {"allowed": True}
    desk.allow(False)
    assert await desk.may_save() == {"allowed": False}
    assert word(await desk.ask(NEW)) == RelayWord.NOT_ALLOWED
    assert desk.uis.requests == []
    assert desk.directory() == ()


async def test_without_a_key_nobody_may(desk: Desk) -> None:
    (desk.company.data / FOLDER / desk.company.account.id).unlink()
    desk.allow()
    change_settings(
        desk.company.directory,
        desk.company.account.id,
        uis=UisAccess(call_api="http://c", data_api="http://d", save_contacts=True, key_version=2),
    )
    assert await desk.may_save() == {"allowed": False}
    assert word(await desk.ask(NEW)) == RelayWord.NOT_SET_UP


async def test_unknown_device_is_let_in_nowhere(desk: Desk) -> None:
    assert word(await desk.ask(NEW, token="unknown")) == RelayWord.TOKEN_REFUSED
    assert desk.uis.requests == []


@pytest.mark.parametrize(
    ("params", "method", "expected"),
    [
        ({**NEW, "emails": ["a@b.c"]}, "create.contacts", "data_type_error"),
        ({**NEW, "id": 1}, "create.contacts", "data_type_error"),
        (NEW, "update.contacts", "data_type_error"),
        (NEW, "delete.contacts", "method_not_found"),
        ({**NEW, "phone_numbers": []}, "create.contacts", "invalid_parameter_value"),
        ({**NEW, "phone_numbers": ["204"]}, "create.contacts", "invalid_parameter_value"),
        ({**NEW, "phone_numbers": NEW["phone_numbers"] * 11}, "create.contacts",
         "invalid_parameter_value"),
        ({**NEW, "last_name": " "}, "create.contacts", "invalid_parameter_value"),
        ({**NEW, "personal_manager_id": 999}, "create.contacts", "invalid_parameter_value"),
    ],
)  # fmt: skip
async def test_what_no_desktop_may_say_is_not_passed_on(
    desk: Desk, params: Json, method: str, expected: str
) -> None:
    assert word(await desk.ask(params, method)) == expected
    assert desk.uis.requests == []


async def test_refusal_comes_in_uis_own_words(desk: Desk) -> None:
    desk.uis.will_answer("create.contacts", refusal("duplicate_entity", field="phone_numbers"))
    reply = await desk.ask(NEW)
    assert word(reply) == "duplicate_entity"
    assert reply["error"]["data"]["field"] == "phone_numbers"
    assert desk.directory() == ()
    assert desk.journal()[0]["answer"] == "duplicate_entity"


async def test_outcome_nobody_knows_is_told_and_not_tried_again(desk: Desk) -> None:
    desk.uis.will_answer("create.contacts", raw("<html>", 502))
    assert word(await desk.ask(NEW)) == RelayWord.OUTCOME_UNKNOWN
    assert len(desk.uis.asked("create.contacts")) == 1
    assert desk.journal()[0]["answer"] == RelayWord.OUTCOME_UNKNOWN


async def test_uis_that_is_away_means_nothing_was_sent(desk: Desk) -> None:
    desk.allow(address="http://127.0.0.1:1/v2.0")
    assert word(await desk.ask(NEW)) == RelayWord.NOT_SENT


async def test_key_that_uis_does_not_take_is_told(desk: Desk) -> None:
    desk.uis.will_answer("create.contacts", refusal("access_token_blocked", -32001))
    assert word(await desk.ask(NEW)) == RelayWord.KEY_REFUSED
    assert KEY not in json.dumps(desk.journal())
