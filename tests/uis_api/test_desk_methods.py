"""Statuses, tags and the blacklist, as UIS documents them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.adapters.pretend_uis import PretendUis, Reply, raw, refusal, result
from uis_desktop.core.phone import Phone
from uis_desktop.errors import OutcomeUnknown, ServiceRefused, UisError
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import AccessKey
from uis_desktop.uis_api.blacklist import BlockedNumber
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.statuses import EmployeeStatus, UisStatus
from uis_desktop.uis_api.tagging import UisTag

Change = Callable[[UisDataApi], Awaitable[None]]
ANNA = {"id": 123456, "last_name": "Иванова", "full_name": "Иванова Анна", "status_id": 1}
_TAG = {"communication_id": 2233445566, "communication_type": "call", "tag_id": 7}

CHANGES: list[tuple[str, Change, dict[str, object]]] = [
    ("set.tag_communications", lambda api: api.tagging.put("2233445566", "7"), _TAG),
    ("unset.tag_communications", lambda api: api.tagging.take("2233445566", "7"), _TAG),
    (
        "set.communications_tags",
        lambda api: api.tagging.put_all([("2233445566", "7"), ("5", "8")]),
        {"items": [_TAG, {"communication_id": 5, "communication_type": "call", "tag_id": 8}]},
    ),
    (
        "update.tags_communication",
        lambda api: api.tagging.replace("2233445566", ["7", "8"]),
        {"communication_id": 2233445566, "communication_type": "call", "tag_ids": [7, 8]},
    ),
    (
        "create.phone_number_to_blacklist",
        lambda api: api.blacklist.put(Phone("79001234567"), "спам"),
        {"phone_number": "79001234567", "add_comment": "спам"},
    ),
    (
        "create.phone_number_to_blacklist",
        lambda api: api.blacklist.put(Phone("79001234567")),
        {"phone_number": "79001234567"},
    ),
    (
        "delete.phone_number_from_blacklist",
        lambda api: api.blacklist.take(Phone("79001234567")),
        {"phone_number": "79001234567"},
    ),
    (
        "update.employees",
        lambda api: api.statuses.put("123456", "3"),
        {"id": 123456, "last_name": "Иванова", "status_id": 3},
    ),
]
each_change = pytest.mark.parametrize(
    ("method", "change", "params"),
    [pytest.param(*one, id=f"{one[0]} {index}") for index, one in enumerate(CHANGES)],
)


@pytest.fixture
async def uis() -> AsyncIterator[PretendUis]:
    async with PretendUis() as uis:
        yield uis


@pytest.fixture
async def api(uis: PretendUis) -> AsyncIterator[UisDataApi]:
    async with Https(deadline_s=5) as https:
        yield UisDataApi(https, address=uis.address, access=AccessKey("key-1"))


@each_change
async def test_every_change_sends_exactly_what_uis_documents(
    uis: PretendUis, api: UisDataApi, method: str, change: Change, params: dict[str, object]
) -> None:
    uis.will_answer("get.employees", result([ANNA]))
    uis.will_answer(method, result({}))
    await change(api)
    assert uis.asked(method) == [{"access_token": "key-1", **params}]


@each_change
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refusal("entity_not_found"), ServiceRefused),
        (refusal("internal_error", -32603), OutcomeUnknown),
        (raw("<html>", 502), OutcomeUnknown),
    ],
)
async def test_no_change_is_sent_a_second_time(
    uis: PretendUis,
    api: UisDataApi,
    method: str,
    change: Change,
    params: object,
    reply: Reply,
    error: type[UisError],
) -> None:
    uis.will_answer("get.employees", result([ANNA]))
    uis.will_answer(method, reply)
    with pytest.raises(error) as failed:
        await change(api)
    assert type(failed.value) is error
    assert len(uis.asked(method)) == 1


async def test_tagging_nothing_asks_nothing(uis: PretendUis, api: UisDataApi) -> None:
    await api.tagging.put_all([])
    assert uis.requests == []


async def test_tags_and_blocked_numbers_are_listed(uis: PretendUis, api: UisDataApi) -> None:
    uis.will_answer(
        "get.tags", result([{"id": 7, "name": "Заказ", "is_system": False}, {"id": "8"}])
    )
    uis.will_answer(
        "get.blacklist_phone_numbers",
        result([{"id": 1, "phone_number": "79001234571", "comment": "спам"},
                {"phone_number": 79001234572}]),
    )  # fmt: skip
    assert await api.tagging.all() == [
        UisTag(id="7", name="Заказ", is_system=False),
        UisTag(id="8", name="", is_system=False),
    ]
    assert await api.blacklist.all() == [
        BlockedNumber(id="1", phone_number="79001234571", comment="спам"),
        BlockedNumber(id="79001234572", phone_number="79001234572", comment=None),
    ]


async def test_statuses_are_listed_and_say_which_may_be_chosen(
    uis: PretendUis, api: UisDataApi
) -> None:
    row = {"id": 1, "name": "Доступен", "mnemonic": "available", "description": None,
           "color": "#48b53a", "is_deleted": False, "is_select_allowed": True,
           "is_worktime": True, "allowed_phone_protocols": ["SIP"]}  # fmt: skip
    uis.will_answer(
        "get.statuses",
        result(
            [row, {"id": 2, "name": "Наш", "mnemonic": None, "is_deleted": True},
             {"id": 3, "name": "Неизвестно", "is_select_allowed": False}]
        ),
    )  # fmt: skip
    statuses = await api.statuses.all()
    assert statuses[0] == UisStatus(
        id="1",
        name="Доступен",
        mnemonic="available",
        description=None,
        color="#48b53a",
        is_selectable=True,
        is_worktime=True,
    )
    assert [status.is_selectable for status in statuses] == [True, False, False]


@pytest.mark.parametrize("status_id", [1, "1", None])
async def test_the_status_of_one_employee_is_asked_for(
    uis: PretendUis, api: UisDataApi, status_id: object
) -> None:
    uis.will_answer("get.employees", result([{**ANNA, "status_id": status_id}]))
    told = None if status_id is None else "1"
    assert await api.statuses.of("123456") == EmployeeStatus(
        employee_id="123456", last_name="Иванова", status_id=told
    )
    (asked,) = uis.asked("get.employees")
    assert asked["filter"] == {"field": "id", "operator": "=", "value": 123456}


async def test_nobody_is_given_the_status_of_somebody_else(
    uis: PretendUis, api: UisDataApi
) -> None:
    uis.will_answer("get.employees", result([{**ANNA, "id": 1}]))
    with pytest.raises(ServiceRefused) as refused:
        await api.statuses.put("123456", "3")
    assert (refused.value.mnemonic, refused.value.field) == ("entity_not_found", "id")
    assert uis.asked("update.employees") == []
