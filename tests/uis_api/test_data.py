"""The Data API client against a server on loopback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.adapters.pretend_uis import (
    LOGIN,
    PASSWORD,
    PretendUis,
    Reply,
    json_reply,
    never,
    raw,
    refusal,
    result,
)
from uis_desktop.errors import (
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
)
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import Access, AccessKey, Login
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.data_records import UisContact

YEKATERINBURG = ZoneInfo("Asia/Yekaterinburg")


@dataclass
class Desk:
    """A client, the UIS it talks to, and a clock that waiting puts forward."""

    uis: PretendUis
    https: Https
    clock_s: float = 0.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock_s += seconds

    def client(self, access: Access | None = None, *, page: int = 10_000) -> UisDataApi:
        return UisDataApi(
            self.https,
            address=self.uis.address,
            access=access or Login(LOGIN, PASSWORD),
            monotonic=lambda: self.clock_s,
            sleep=self.sleep,
            page=page,
        )


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with PretendUis() as uis, Https(deadline_s=5) as https:
        yield Desk(uis, https)


def book(count: int, *, sorts: bool = True, filters: bool = True) -> Reply:
    """An address book of that many contacts that pages as UIS documents."""

    def answer(request: Mapping[str, object]) -> object:
        params = request["params"]
        assert isinstance(params, dict)
        if "sort" in params and not sorts:
            return refusal("sort_prohibited")(request)
        if "filter" in params and not filters:
            return refusal("filter_prohibited")(request)
        after = params["filter"]["value"] if "filter" in params else 0
        matching = range(after + 1, count + 1)
        offset, limit = params.get("offset", 0), params["limit"]
        assert limit <= 10_000
        assert offset <= 100_000
        rows = [
            {"id": id_, "full_name": f"Contact {id_}", "phone_numbers": [f"7900{id_:07d}"]}
            for id_ in matching[offset : offset + limit]
        ]
        return result(rows, total_items=len(matching))(request)

    return answer  # type: ignore[return-value]  # a Reply made of Replies


async def read(api: UisDataApi) -> list[UisContact]:
    return [contact async for part in api.contacts() for contact in part.records]


def will_page(desk: Desk, reply: Reply, times: int = 40) -> None:
    desk.uis.will_answer("get.contacts", *[reply] * times)


@pytest.mark.parametrize(
    ("sorts", "filters"),
    [
        pytest.param(True, True, id="by id"),
        pytest.param(True, False, id="no filter by id: by offset"),
        pytest.param(False, False, id="no order by id: by offset"),
    ],
)
async def test_every_contact_of_a_long_book_comes_once(
    desk: Desk, *, sorts: bool, filters: bool
) -> None:
    will_page(desk, book(2_345, sorts=sorts, filters=filters))
    contacts = await read(desk.client(page=500))
    assert [contact.id for contact in contacts] == [str(n) for n in range(1, 2_346)]


async def test_a_book_longer_than_any_offset_is_read_whole(desk: Desk) -> None:
    will_page(desk, book(103_000))
    api = desk.client()
    count = 0
    async for part in api.contacts():
        count += len(part.records)
    assert count == 103_000
    assert len(desk.uis.asked("get.contacts")) == api.points == 11


async def test_a_book_no_offset_can_reach_is_an_error_and_not_a_short_book(desk: Desk) -> None:
    will_page(desk, book(130_000, filters=False))
    with pytest.raises(ReplyNotUnderstood):
        await read(desk.client())


async def test_rows_missed_between_offsets_are_noticed(desk: Desk) -> None:
    desk.uis.will_answer(
        "get.contacts",
        refusal("sort_prohibited"),
        result([{"id": 1}, {"id": 2}], total_items=4),
        result([{"id": 2}, {"id": 3}], total_items=4),
    )
    with pytest.raises(ReplyNotUnderstood, match="4 rows are told, 3 came"):
        await read(desk.client(page=2))


async def test_pages_that_repeat_do_not_go_on_for_ever(desk: Desk) -> None:
    page = [{"id": 1}, {"id": 2}]
    desk.uis.will_answer("get.contacts", *[result(page, total_items=10)] * 3)
    with pytest.raises(ReplyNotUnderstood, match="nothing new"):
        await read(desk.client(page=2))


async def test_a_total_that_counts_everything_ends_the_list_all_the_same(desk: Desk) -> None:
    desk.uis.will_answer(
        "get.contacts",
        result([{"id": 1}, {"id": 2}], total_items=3),
        result([{"id": 3}], total_items=3),
        result([], total_items=3),
    )
    assert [contact.id for contact in await read(desk.client(page=2))] == ["1", "2", "3"]


async def test_rows_are_read_whatever_way_uis_writes_them(desk: Desk) -> None:
    desk.uis.will_answer(
        "get.contacts",
        result(
            [
                {"id": "7", "last_name": "Иванов", "first_name": "Пётр", "full_name": None,
                 "phone_numbers": "79001234567", "personal_manager_id": "12"},
                {"id": 8, "full_name": "ООО", "phone_numbers": [79001234568, {"phone_number": "1"}],
                 "personal_manager_id": None, "organization_name": "Ромашка", "unknown": {}},
                {"id": 9},
            ]
        ),
    )  # fmt: skip
    assert await read(desk.client()) == [
        UisContact(
            id="7",
            full_name="Иванов Пётр",
            company=None,
            phone_numbers=("79001234567",),
            personal_manager_id="12",
        ),
        UisContact(
            id="8",
            full_name="ООО",
            company="Ромашка",
            phone_numbers=("79001234568", "1"),
            personal_manager_id=None,
        ),
        UisContact(id="9", full_name="", company=None, phone_numbers=(), personal_manager_id=None),
    ]


async def test_one_odd_row_does_not_keep_the_others_away(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.uis.will_answer("get.contacts", result([{"id": 1}, {"id": {}}, "?", {"id": 2}]))
    parts = [part async for part in desk.client().contacts()]
    assert [contact.id for contact in parts[0].records] == ["1", "2"]
    assert parts[0].skipped == 2
    assert caplog.text.count("a row is skipped") == 2


@pytest.mark.parametrize("array", ["phone_numbers", "phone_number", "members"])
async def test_the_members_of_a_group_are_found_under_every_name(desk: Desk, array: str) -> None:
    row = {"id": 5, "name": "Sales", "group_phone_number": 700, array: [{"employee_id": 12}]}
    desk.uis.will_answer("get.group_employees", result([row]))
    (group,) = await desk.client().groups()
    assert (group.id, group.phone_number, group.members) == ("5", "700", ("12",))


@pytest.mark.parametrize("extension", [{}, None, {"extension_phone_number": None}])
async def test_an_employee_without_extension(desk: Desk, extension: object) -> None:
    row = {
        "id": 12,
        "full_name": "Anna",
        "extension": extension,
        "phone_numbers": [
            {"phone_number": "0412345", "status": "active"},
            {"phone_number": "79001234567", "status": "inactive"},
        ],
    }
    desk.uis.will_answer("get.employees", result([row]))
    (employee,) = await desk.client().employees()
    assert employee.extension is None
    assert employee.phone_numbers == ("0412345",)


@pytest.mark.parametrize(
    "reply",
    [
        result([{"app_id": 4711, "name": "A", "timezone": "Asia/Yekaterinburg"}]),
        result({"app_id": 4711, "app_name": "A", "timezone": "Asia/Yekaterinburg"}),
        lambda request: json_reply(
            {"id": request["id"],
             "result": {"data": [{"timezone": "Asia/Yekaterinburg"}], "meta_data": {"limits": {}}}}
        ),
    ],
)  # fmt: skip
async def test_the_time_zone_of_the_account(desk: Desk, reply: Reply) -> None:
    desk.uis.will_answer("get.account", reply)
    assert (await desk.client().account()).timezone == "Asia/Yekaterinburg"


async def test_times_of_reports_are_of_the_accounts_zone_both_ways(desk: Desk) -> None:
    desk.uis.will_answer(
        "get.calls_report",
        result(
            [{"id": 11700000001, "start_time": "2026-05-18 10:00:00", "finish_time": "",
              "wait_duration": "00:00:30", "talk_duration": 0, "total_duration": "40"}]
        ),
    )  # fmt: skip
    since, until = (datetime(2026, 5, 18, hour, tzinfo=UTC) for hour in (4, 6))
    api = desk.client()
    calls = [call async for part in api.calls(since, until, YEKATERINBURG) for call in part.records]
    (asked,) = desk.uis.asked("get.calls_report")
    assert (asked["date_from"], asked["date_till"]) == (
        "2026-05-18 09:00:00",
        "2026-05-18 11:00:00",
    )
    assert calls[0].id == "11700000001"
    assert calls[0].start_time == datetime(2026, 5, 18, 5, tzinfo=UTC)
    assert calls[0].finish_time is None
    assert (calls[0].wait_s, calls[0].talk_s, calls[0].total_s) == (30, 0, 40)
    assert calls[0].employees is None


async def test_fields_uis_does_not_let_us_choose_are_not_chosen(desk: Desk) -> None:
    desk.uis.will_answer(
        "get.employees",
        refusal("invalid_parameter_value", field="fields"),
        result([{"id": 1}]),
    )
    assert [employee.id for employee in await desk.client().employees()] == ["1"]
    assert "fields" not in desk.uis.asked("get.employees")[1]


async def test_a_session_that_is_over_is_renewed_once(desk: Desk) -> None:
    desk.uis.will_answer("get.account", refusal("access_token_invalid", -32001), result([{}]))
    await desk.client().account()
    assert len(desk.uis.asked("login.user")) == 2
    assert [asked["access_token"] for asked in desk.uis.asked("get.account")] == [
        "token-1",
        "token-2",
    ]


async def test_a_key_is_used_as_it_is_and_a_refused_one_never_again(desk: Desk) -> None:
    api = desk.client(AccessKey("key-1"))
    desk.uis.will_answer("get.account", result([{}]), refusal("access_token_invalid", -32001))
    await api.account()
    for _ in range(3):
        with pytest.raises(SignInRefused):
            await api.account()
    assert [asked["access_token"] for asked in desk.uis.asked("get.account")] == ["key-1"] * 2
    assert desk.uis.asked("login.user") == []


@pytest.mark.parametrize("mnemonic", ["access_token_expired", "access_token_blocked"])
async def test_a_withdrawn_key_is_told_as_such(desk: Desk, mnemonic: str) -> None:
    desk.uis.will_answer("get.account", refusal(mnemonic, -32001))
    with pytest.raises(SignInRefused, match=mnemonic):
        await desk.client(AccessKey("key-1")).account()


async def test_secrets_do_not_show(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    api = desk.client(AccessKey("key-secret-1"))
    desk.uis.will_answer("get.account", refusal("access_token_invalid", -32001))
    with pytest.raises(SignInRefused) as refused:
        await api.account()
    told = f"{refused.value!r} {AccessKey('key-secret-1')!r} {Login('l', PASSWORD)!r} {caplog.text}"
    assert "key-secret-1" not in told
    assert PASSWORD not in told


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(raw("<html>bad gateway</html>", 502), id="a gateway's page"),
        pytest.param(refusal("internal_error", -32603), id="UIS's own fault"),
    ],
)
async def test_a_read_that_failed_is_tried_again_with_pauses(desk: Desk, trouble: Reply) -> None:
    desk.uis.will_answer("get.account", trouble, trouble, result([{"name": "A"}]))
    assert (await desk.client().account()).name == "A"
    assert len(desk.slept) == 2
    assert desk.slept[1] > desk.slept[0]


async def test_a_server_that_talks_something_else_is_given_up(desk: Desk) -> None:
    desk.uis.will_answer("get.account", *[raw("<html>", 502)] * 9)
    with pytest.raises(ReplyNotUnderstood):
        await desk.client().account()
    assert len(desk.uis.asked("get.account")) == 3


async def test_a_server_that_is_not_there_is_given_up(desk: Desk) -> None:
    api = UisDataApi(
        desk.https, address="http://127.0.0.1:1/v2.0", access=AccessKey("k"), sleep=desk.sleep
    )
    with pytest.raises(ServiceUnreachable):
        await api.account()
    assert len(desk.slept) == 2


async def test_reading_can_be_given_up_at_any_moment(desk: Desk) -> None:
    desk.uis.will_answer("get.contacts", never)
    reading = asyncio.create_task(read(desk.client(AccessKey("k"))))
    await desk.uis.arrived.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


def limits(day: int, minute: int, *, minute_reset: int = 40) -> dict[str, int]:
    return {
        "day_limit": 3000,
        "day_remaining": day,
        "day_reset": 30_000,
        "minute_limit": 60,
        "minute_remaining": minute,
        "minute_reset": minute_reset,
    }


async def test_the_minutes_budget_is_waited_for_before_it_is_gone(desk: Desk) -> None:
    desk.uis.will_answer(
        "get.account",
        result([{}], limits=limits(day=2000, minute=5)),
        result([{}], limits=limits(day=1999, minute=59)),
    )
    api = desk.client(AccessKey("k"))
    await api.account()
    await api.account()
    assert desk.slept == [40.0]


async def test_a_tenth_of_the_day_is_left_to_others(desk: Desk) -> None:
    desk.uis.will_answer("get.account", *[result([{}], limits=limits(day=299, minute=50))] * 2)
    api = desk.client(AccessKey("k"))
    await api.account()
    with pytest.raises(ServiceRefused) as refused:
        await api.account()
    assert refused.value.mnemonic == "limit_exceeded"
    assert refused.value.retry_after_s == 30_000
    assert len(desk.uis.asked("get.account")) == 1
    desk.clock_s = 30_001
    await api.account()


async def test_an_exhausted_minute_is_waited_out(desk: Desk) -> None:
    minute = refusal(
        "limit_exceeded", -32029, message="Limit per minute exceeded",
        metadata={"limits": limits(day=2000, minute=0, minute_reset=17)},
    )  # fmt: skip
    desk.uis.will_answer("get.account", minute, result([{}]))
    await desk.client(AccessKey("k")).account()
    assert len(desk.slept) == 1
    assert 17 < desk.slept[0] < 19


async def test_an_exhausted_day_stops_everything_until_it_is_over(desk: Desk) -> None:
    day = refusal(
        "limit_exceeded", -32029, message="Limit per day exceeded",
        metadata={"limits": limits(day=0, minute=5)},
    )  # fmt: skip
    desk.uis.will_answer("get.account", day, result([{}]))
    api = desk.client(AccessKey("k"))
    for _ in range(3):
        with pytest.raises(ServiceRefused):
            await api.account()
    assert len(desk.uis.asked("get.account")) == 1
    desk.clock_s = 30_001
    await api.account()


async def test_others_get_their_turn_while_a_long_page_is_read(desk: Desk) -> None:
    will_page(desk, book(10_000), 1)
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    others = asyncio.create_task(take_turns())
    seen_at = [turns async for _ in desk.client(AccessKey("k")).contacts()]
    others.cancel()
    assert len(set(seen_at)) == 50
