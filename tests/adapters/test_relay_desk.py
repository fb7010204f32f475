"""The relay's HTTP desk against a server on loopback."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.adapters.loopback import LoopbackServer
from tests.builders import ME
from uis_desktop.adapters.relay_desk import RelayDesk, RelayDirectory
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPage, DirectoryPlace
from uis_desktop.core.enrolment import Enrolment
from uis_desktop.core.lines import Line
from uis_desktop.core.phone import Number
from uis_desktop.core.versioned import Versioned
from uis_desktop.errors import (
    DeviceRevoked,
    InviteRefused,
    ReplyNotUnderstood,
    ServiceUnreachable,
    UisError,
    WebPageInstead,
)
from uis_desktop.net.https import Https

EMPLOYEE: dict[str, object] = {"id": ME.id, "name": ME.name, "extension": ME.extension, "lines": []}
TOKEN: dict[str, object] = {
    "device_token": "secret",
    "employee": EMPLOYEE,
    "stream_url": "ws://127.0.0.1:1/v1/stream",
}


class Desk(LoopbackServer):
    """Answers everything with one body.

    Attributes:
        requests: method, path, authorization and body of all requests.
    """

    def __init__(self) -> None:
        self.status = 200
        self.body: object = None
        self.requests: list[tuple[str, str, str | None, str]] = []

    @property
    def url(self) -> str:
        """The relay's address."""
        return f"{self.origin}/relay"

    def _routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{any:.*}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        authorization = request.headers.get("Authorization")
        self.requests.append((request.method, request.path_qs, authorization, await request.text()))
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return web.Response(status=self.status, text=text)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Desk() as desk:
        yield desk


@pytest.fixture
async def https() -> AsyncIterator[Https]:
    async with Https(deadline_s=5) as https:
        yield https


async def test_an_invite_is_exchanged_for_a_token(desk: Desk, https: Https) -> None:
    desk.body = {**TOKEN, "new_in_a_later_release": 1}
    enrolment = await RelayDesk(https).enrol(desk.url + "/", "one-time", "Анна's desk")
    assert enrolment == Enrolment(
        device_token="secret", employee=ME, stream_url="ws://127.0.0.1:1/v1/stream"
    )
    ((method, path, _, body),) = desk.requests
    assert (method, path) == ("POST", "/relay/v1/enrol")
    assert json.loads(body) == {"code": "one-time", "device_name": "Анна's desk"}
    assert "secret" not in repr(enrolment)


REFUSED = {"error": "invite_refused", "message": "The invite was used."}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (403, REFUSED, InviteRefused),
        (400, {"error": "bad_request", "message": "?"}, InviteRefused),
        (429, {"error": "too_many", "message": "?"}, ServiceUnreachable),
        (500, "oops", ServiceUnreachable),
        (503, REFUSED, ServiceUnreachable),
        (403, "<html>proxy</html>", ReplyNotUnderstood),
        (404, "not found", ReplyNotUnderstood),
        (200, "<html>captive portal</html>", WebPageInstead),
        (511, "<html>captive portal</html>", WebPageInstead),
        (200, {}, ReplyNotUnderstood),
        (200, {**TOKEN, "stream_url": "https://elsewhere.example"}, ReplyNotUnderstood),
        (302, "", WebPageInstead),
    ],
)
async def test_an_invite_that_does_not_work_says_why(
    desk: Desk, https: Https, status: int, body: object, error: type[UisError]
) -> None:
    desk.status, desk.body = status, body
    with pytest.raises(error) as raised:
        await RelayDesk(https).enrol(desk.url, "one-time", "desk")
    assert type(raised.value) is error
    assert "one-time" not in str(raised.value)


async def test_nobody_there_is_unreachable(https: Https) -> None:
    with pytest.raises(ServiceUnreachable):
        await RelayDesk(https).enrol("http://127.0.0.1:1", "one-time", "desk")
    with pytest.raises(ServiceUnreachable):
        await RelayDirectory(RelayDoor(https, relay_url="http://127.0.0.1:1", token="t")).page(
            DirectoryPlace(0)
        )


async def test_contacts_come_page_by_page(desk: Desk, https: Https) -> None:
    desk.body = {
        "cursor": 12,
        "more": True,
        "contacts": [
            {
                "id": "csv:1",
                "full_name": "Смирнов Олег",
                "company": "Ромашка",
                "phone_numbers": ["+79001234567"],
                "employee_id": "101",
                "employee_name": "Иванова Анна",
            },
            {"id": "csv:2", "full_name": "Без номера"},
        ],
        "removed": ["csv:0"],
    }
    page = await RelayDirectory(RelayDoor(https, relay_url=desk.url, token="device")).page(
        DirectoryPlace(7)
    )
    assert page == DirectoryPage(
        contacts=(
            Contact(
                id="csv:1",
                full_name="Смирнов Олег",
                company="Ромашка",
                phone_numbers=(Number("+79001234567"),),
                employee_id="101",
                employee_name="Иванова Анна",
            ),
            Contact(id="csv:2", full_name="Без номера"),
        ),
        removed=("csv:0",),
        cursor=12,
        more=True,
    )
    assert desk.requests == [("GET", "/relay/v1/contacts?after=7", "Bearer device", "")]


async def test_directory_is_asked_by_its_epoch_and_may_be_begun_anew(
    desk: Desk, https: Https
) -> None:
    desk.body = {"cursor": 3, "more": False, "contacts": [], "epoch": "b&c", "reset": True}
    directory = RelayDirectory(RelayDoor(https, relay_url=desk.url, token="device"))
    page = await directory.page(DirectoryPlace(7, "a"))
    assert (page.place, page.reset) == (DirectoryPlace(3, "b&c"), True)
    await directory.page(page.place)
    assert [request[1] for request in desk.requests] == [
        "/relay/v1/contacts?after=7&epoch=a",
        "/relay/v1/contacts?after=3&epoch=b%26c",
    ]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"error": "token_refused", "message": "?"}, DeviceRevoked),
        (503, "", ServiceUnreachable),
        (404, "", ReplyNotUnderstood),
        (200, "[]", ReplyNotUnderstood),
    ],
)
async def test_contacts_that_do_not_come_say_why(
    desk: Desk, https: Https, status: int, body: object, error: type[UisError]
) -> None:
    desk.status, desk.body = status, body
    with pytest.raises(error):
        await RelayDirectory(RelayDoor(https, relay_url=desk.url, token="device")).page(
            DirectoryPlace(0)
        )


async def test_our_numbers_come_at_once_and_those_that_only_take_calls_are_left_out(
    desk: Desk, https: Https
) -> None:
    directory = RelayDirectory(RelayDoor(https, relay_url=desk.url, token="device"))
    numbers = ["+74951234567", "+78005553535", "204", "74951234568", ""]
    desk.body = {
        "version": "b&c",
        "lines": [
            {"phone_number": number, "name": "Москва", "areas": ["+7812", ""]} for number in numbers
        ],
    }
    told = await directory.lines(None)
    assert told.told == (
        Line(phone_number=Number("+74951234567"), name="Москва", areas=("+7812",)),
    )
    desk.body = {"version": "b&c", "lines": None}
    assert await directory.lines(told.version) == Versioned(version="b&c", told=None)
    assert [request[1] for request in desk.requests] == [
        "/relay/v1/lines",
        "/relay/v1/lines?version=b%26c",
    ]
