"""Records come from UIS alone, whatever a server leads to or sends without an end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from tests.adapters.loopback import LoopbackServer
from tests.sounds import wav
from uis_desktop.adapters.uis_records import UisRecords
from uis_desktop.errors import RecordingUnusable, ServiceUnreachable, UisError
from uis_desktop.net.https import Https

SECRET = "0123456789abcdef"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class MediaServer(LoopbackServer):
    """Answers by the first word of the path; counts what it was asked."""

    def __init__(self, **answers: Answer) -> None:
        self.answers = answers
        self.asked: list[web.Request] = []

    def _routes(self) -> list[web.RouteDef]:
        return [web.get("/{name}/{rest:.*}", self._on_get)]

    async def _on_get(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        return await self.answers[request.match_info["name"]](request)


async def record(_request: web.Request) -> web.StreamResponse:
    return web.Response(body=wav(), content_type="audio/wav")


def status(code: int) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code)

    return answer


def leads_to(place: str, code: int = 302) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers={"Location": place})

    return answer


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(bytes(65536))


async def silent(request: web.Request) -> web.StreamResponse:
    """Its head comes, and nothing after it until the server is closed."""
    response = web.StreamResponse()
    await response.prepare(request)
    await asyncio.Event().wait()
    return response


@asynccontextmanager
async def fetching(
    uis: MediaServer, *, largest: int = 100_000, deadline_s: float = 20
) -> AsyncIterator[UisRecords]:
    """The product's way, with this server in UIS's place."""
    async with Https() as https:
        yield UisRecords(
            https,
            may_be_opened=lambda link: link.startswith(f"{uis.origin}/"),
            largest=largest,
            deadline_s=deadline_s,
        )


async def test_record_is_fetched_without_token_or_cookie() -> None:
    async with MediaServer(record=record) as uis, fetching(uis) as records:
        assert await records.fetch(f"{uis.origin}/record/{SECRET}") == wav()
    (request,) = uis.asked
    assert request.headers["Accept"] == "audio/*"
    assert not {"Authorization", "Cookie", "Referer"} & set(request.headers)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_redirect_within_uis_is_followed(code: int) -> None:
    moved = leads_to(f"/record/{SECRET}", code)
    async with MediaServer(record=record, moved=moved) as uis, fetching(uis) as records:
        assert await records.fetch(f"{uis.origin}/moved/1") == wav()


async def test_redirect_elsewhere_is_not_even_asked() -> None:
    async with MediaServer(record=record) as other:
        moved = leads_to(f"{other.origin}/record/1")
        async with MediaServer(moved=moved) as uis, fetching(uis) as records:
            with pytest.raises(RecordingUnusable) as caught:
                await records.fetch(f"{uis.origin}/moved/1")
    assert caught.value.reason == "led_away"
    assert (len(uis.asked), other.asked) == (1, [])


@pytest.mark.parametrize(
    "place", ["/moved/1", "file:///etc/passwd", "//evil.example/1", "http://[broken", ""]
)
async def test_redirect_to_nowhere_ends(place: str) -> None:
    async with MediaServer(moved=leads_to(place)) as uis, fetching(uis) as records:
        with pytest.raises(RecordingUnusable) as caught:
            await records.fetch(f"{uis.origin}/moved/1")
    assert caught.value.reason == "led_away"
    assert len(uis.asked) <= 4


async def test_only_https_to_a_host_of_uis_is_asked() -> None:
    async with MediaServer(record=record) as uis, Https() as https:
        with pytest.raises(RecordingUnusable) as caught:
            await UisRecords(https).fetch(f"{uis.origin}/record/1")
    assert (caught.value.reason, uis.asked) == ("strange", [])


@pytest.mark.parametrize(
    ("answer", "error", "reason"),
    [
        (endless, RecordingUnusable, "too_large"),
        (status(404), RecordingUnusable, "gone"),
        (status(403), RecordingUnusable, "gone"),
        (status(500), ServiceUnreachable, None),
        (status(204), ServiceUnreachable, None),
    ],
)
async def test_what_is_no_record_is_told_with_its_reason(
    answer: Answer, error: type[UisError], reason: str | None
) -> None:
    async with MediaServer(bad=answer) as uis, fetching(uis) as records:
        with pytest.raises(error) as caught:
            await records.fetch(f"{uis.origin}/bad/1")
    assert getattr(caught.value, "reason", None) == reason


async def test_body_that_does_not_come_is_not_waited_for_for_ever() -> None:
    async with MediaServer(silent=silent) as uis, fetching(uis, deadline_s=0.3) as records:
        with pytest.raises(ServiceUnreachable):
            await records.fetch(f"{uis.origin}/silent/1")


async def test_link_stands_neither_in_the_log_nor_in_an_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with MediaServer(bad=status(500), moved=leads_to("/bad/" + SECRET)) as uis:
        origin = uis.origin
        async with fetching(uis) as records:
            with caplog.at_level(logging.DEBUG), pytest.raises(ServiceUnreachable) as refused:
                await records.fetch(f"{origin}/moved/{SECRET}")
    async with Https() as https:
        nobody = UisRecords(https, may_be_opened=lambda _link: True)
        with caplog.at_level(logging.DEBUG), pytest.raises(ServiceUnreachable) as unreached:
            await nobody.fetch(f"http://127.0.0.1:1/{SECRET}")
    assert SECRET not in caplog.text + refused.value.detail + unreached.value.detail
