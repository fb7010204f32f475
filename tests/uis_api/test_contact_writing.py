"""Writing UIS's address book: one request for each change, and the truth about it."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator

import pytest

from tests.adapters.pretend_uis import PretendUis, Reply, json_reply, raw, refusal, result
from uis_desktop.core.phone import Phone
from uis_desktop.errors import (
    OutcomeUnknown,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import AccessKey, Login
from uis_desktop.uis_api.contact_writing import ChangedContact, ContactWriting, NewContact
from uis_desktop.uis_api.data import UisDataApi

ANNA = NewContact(last_name="Иванова", phone_numbers=[Phone("79001234567")])
ANNA_CHANGED = ChangedContact(
    id="4711", last_name="Петрова", phone_numbers=[Phone("79001234567"), Phone("79001234568")]
)


@pytest.fixture
async def uis() -> AsyncIterator[PretendUis]:
    async with PretendUis() as uis:
        yield uis


@pytest.fixture
async def book(uis: PretendUis) -> AsyncIterator[ContactWriting]:
    async with Https(deadline_s=5) as https:
        api = UisDataApi(https, address=uis.address, access=AccessKey("key-1"))
        yield api.contact_writing


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(result({"id": 42}), id="under data"),
        pytest.param(
            lambda request: json_reply(
                {"jsonrpc": "2.0", "id": request["id"], "result": {"id": 42, "metadata": {}}}
            ),
            id="beside data",
        ),
        pytest.param(result({"id": "42"}), id="as text"),
    ],
)
async def test_the_id_of_a_new_contact_is_found_wherever_uis_puts_it(
    uis: PretendUis, book: ContactWriting, reply: Reply
) -> None:
    uis.will_answer("create.contacts", reply)
    assert await book.create(ANNA) == "42"


async def test_a_new_contact_is_sent_as_uis_documents_and_without_what_is_empty(
    uis: PretendUis, book: ContactWriting
) -> None:
    uis.will_answer("create.contacts", *[result({"id": 1})] * 2)
    await book.create(ANNA)
    await book.create(
        NewContact(
            last_name="Иванова",
            first_name="Анна",
            patronymic="Петровна",
            phone_numbers=[Phone("79001234567")],
            emails=["anna@example.ru"],
            personal_manager_id="12",
            organization_id="7",
            groups=["3", "4"],
        )
    )
    short, full = uis.asked("create.contacts")
    assert short == {
        "access_token": "key-1",
        "last_name": "Иванова",
        "phone_numbers": ["79001234567"],
    }
    assert full == {
        **short,
        "first_name": "Анна",
        "patronymic": "Петровна",
        "emails": ["anna@example.ru"],
        "personal_manager_id": 12,
        "organization_id": 7,
        "groups": [3, 4],
    }


async def test_a_change_names_what_changes_and_clears_what_is_none(
    uis: PretendUis, book: ContactWriting
) -> None:
    uis.will_answer("update.contacts", *[result({})] * 2)
    await book.update(ANNA_CHANGED)
    await book.update(
        ChangedContact(
            id="4711",
            last_name="Петрова",
            phone_numbers=[Phone("79001234567")],
            patronymic=None,
            emails=[],
            personal_manager_id=None,
        )
    )
    short, full = uis.asked("update.contacts")
    assert short == {
        "access_token": "key-1",
        "id": 4711,
        "last_name": "Петрова",
        "phone_numbers": ["79001234567", "79001234568"],
    }
    assert full == {
        **short,
        "phone_numbers": ["79001234567"],
        "patronymic": None,
        "emails": [],
        "personal_manager_id": None,
    }


@pytest.mark.parametrize(("ids", "sent"), [(("5",), {"id": 5}), (("5", "6"), {"ids": [5, 6]})])
async def test_contacts_are_removed_by_id(
    uis: PretendUis, book: ContactWriting, ids: tuple[str, ...], sent: dict[str, object]
) -> None:
    uis.will_answer("delete.contacts", result({}))
    await book.delete(*ids)
    assert uis.asked("delete.contacts") == [{"access_token": "key-1", **sent}]


async def test_removing_nobody_asks_nothing(uis: PretendUis, book: ContactWriting) -> None:
    await book.delete()
    assert uis.requests == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        pytest.param(
            refusal("duplicate_entity", field="phone_numbers"), ServiceRefused, id="duplicate"
        ),
        pytest.param(refusal("internal_error", -32603), OutcomeUnknown, id="UIS's own fault"),
        pytest.param(raw("<html>", 502), OutcomeUnknown, id="a gateway's page"),
        pytest.param(result({}), OutcomeUnknown, id="no id"),
        pytest.param(refusal("access_token_blocked", -32001), SignInRefused, id="key blocked"),
    ],
)
async def test_a_change_is_never_sent_twice(
    uis: PretendUis, book: ContactWriting, reply: Reply, error: type[UisError]
) -> None:
    uis.will_answer("create.contacts", reply)
    with pytest.raises(error) as failed:
        await book.create(ANNA)
    assert type(failed.value) is error
    assert len(uis.asked("create.contacts")) == 1


async def test_a_refusal_names_the_field(uis: PretendUis, book: ContactWriting) -> None:
    uis.will_answer("update.contacts", refusal("duplicate_entity", field="phone_numbers"))
    with pytest.raises(ServiceRefused) as refused:
        await book.update(ANNA_CHANGED)
    assert (refused.value.mnemonic, refused.value.field) == ("duplicate_entity", "phone_numbers")


@pytest.mark.parametrize(
    "contact",
    [
        dataclasses.replace(ANNA, personal_manager_id="12a"),
        dataclasses.replace(ANNA, organization_id=""),
        dataclasses.replace(ANNA, groups=["3", "-1"]),
    ],
)
async def test_an_id_that_is_no_number_is_not_sent(
    uis: PretendUis, book: ContactWriting, contact: NewContact
) -> None:
    with pytest.raises(ServiceRefused) as refused:
        await book.create(contact)
    field = refused.value.field
    assert field is not None
    assert getattr(contact, field) != getattr(ANNA, field)
    assert refused.value.mnemonic == "data_type_error"
    assert uis.requests == []


async def test_a_session_that_is_over_is_renewed_for_a_change(uis: PretendUis) -> None:
    uis.will_answer("create.contacts", refusal("access_token_invalid", -32001), result({"id": 1}))
    async with Https(deadline_s=5) as https:
        api = UisDataApi(https, address=uis.address, access=Login("login", "пароль-секрет"))
        assert await api.contact_writing.create(ANNA) == "1"
    tokens = [asked["access_token"] for asked in uis.asked("create.contacts")]
    assert tokens == ["token-1", "token-2"]


@pytest.mark.parametrize("reply", [raw("<html>", 502), refusal("internal_error", -32603)])
async def test_a_login_that_fails_has_changed_nothing(uis: PretendUis, reply: Reply) -> None:
    uis.will_answer("login.user", reply)
    async with Https(deadline_s=5) as https:
        api = UisDataApi(https, address=uis.address, access=Login("login", "пароль-секрет"))
        with pytest.raises(ServiceUnreachable):
            await api.contact_writing.create(ANNA)
    assert uis.asked("create.contacts") == []
