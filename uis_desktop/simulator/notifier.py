"""Sends notifications: one HTTP request per event, again if it is not taken.

UIS publishes neither its timeout nor its retries; integrators report repeats
when the answer is slow or not 200.  The order within one call is kept; a
receiver that is slow for one call delays no other call.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from uis_desktop.simulator.clock import Clock, Timer
from uis_desktop.simulator.faults import Faults, NotificationTrouble
from uis_desktop.simulator.journal import Journal, SentNotification
from uis_desktop.simulator.scenario import KindWord, Notifications, Quirks, Template
from uis_desktop.simulator.templates import (
    KINDS,
    as_form,
    nested_template_of,
    quoted,
    render,
    template_of,
    with_own_names,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A rendered notification on its way."""

    url: str
    template: Template
    body: str
    delay_s: float
    entry: SentNotification


class Notifier:
    """The sender of notifications; ``async with`` opens and closes its connections."""

    def __init__(
        self,
        settings: Notifications,
        *,
        clock: Clock,
        faults: Faults,
        journal: Journal[SentNotification],
        quirks: Callable[[], Quirks],
    ) -> None:
        self.url = settings.url
        self._settings = settings
        self._clock = clock
        self._faults = faults
        self._journal = journal
        self._quirks = quirks
        self._templates = _by_kind(settings.templates)
        self._queues: dict[int, deque[_Parcel]] = {}
        self._overtaken: dict[int, _Parcel] = {}
        self._timers: set[Timer] = set()
        self._couriers: set[asyncio.Task[None]] = set()
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Notifier:
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._settings.timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        for timer in self._timers:
            timer.cancel()
        for courier in self._couriers:
            courier.cancel()
        await asyncio.gather(*self._couriers, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    def send(self, kind: KindWord, call_session_id: int, values: Mapping[str, object]) -> None:
        """Render the event's notifications now and deliver them as soon as possible."""
        for template in self._templates[kind]:
            trouble = self._faults.for_notification(kind)
            self._post(_spoilt(template, trouble), call_session_id, values, trouble)
            if trouble is not None and trouble.fault == "duplicate":
                self._post(template, call_session_id, values, None)
            if trouble is not None and trouble.fault == "repeat":
                again = functools.partial(self._post, template, call_session_id, values, None)
                self._later(trouble.delay_s, again)

    def _post(
        self,
        template: Template,
        call_session_id: int,
        values: Mapping[str, object],
        trouble: NotificationTrouble | None,
    ) -> None:
        url = self.url
        entry = self._journal.add(
            SentNotification(
                at=self._clock.now(),
                kind=template.kind,
                call_session_id=call_session_id,
                url=None if url is None else without_path(url),
                body=render(template, values, self._quirks()),
            )
        )
        if url is None or (trouble is not None and trouble.fault == "drop"):
            entry.state = "dropped"
            return
        delay_s = trouble.delay_s if trouble is not None and trouble.fault == "delay" else 0.0
        parcel = _Parcel(url, template, entry.body, delay_s, entry)
        overtaken = self._overtaken.pop(call_session_id, None)
        if trouble is not None and trouble.fault == "reorder":
            self._let_overtake(call_session_id, parcel, trouble.delay_s)
        else:
            self._enqueue(call_session_id, parcel)
        if overtaken is not None:
            self._enqueue(call_session_id, overtaken)

    def _let_overtake(self, call_session_id: int, parcel: _Parcel, patience_s: float) -> None:
        """The call's next one goes first, if there is one soon."""
        self._overtaken[call_session_id] = parcel

        def tired_of_waiting() -> None:
            if self._overtaken.get(call_session_id) is parcel:
                del self._overtaken[call_session_id]
                self._enqueue(call_session_id, parcel)

        self._later(patience_s, tired_of_waiting)

    def _later(self, delay_s: float, what: Callable[[], None]) -> None:
        def now() -> None:
            self._timers.discard(timer)
            what()

        timer = self._clock.call_later(delay_s, now)
        self._timers.add(timer)

    def _enqueue(self, call_session_id: int, parcel: _Parcel) -> None:
        queue = self._queues.get(call_session_id)
        if queue is not None:
            queue.append(parcel)
            return
        self._queues[call_session_id] = deque([parcel])
        courier = asyncio.create_task(self._deliver_all(call_session_id))
        self._couriers.add(courier)
        courier.add_done_callback(self._couriers.discard)

    async def _deliver_all(self, call_session_id: int) -> None:
        queue = self._queues[call_session_id]
        while queue:
            await self._deliver(queue.popleft())
        del self._queues[call_session_id]

    async def _deliver(self, parcel: _Parcel) -> None:
        await self._clock.sleep(parcel.delay_s)
        entry = parcel.entry
        for pause_s in (*self._settings.retry_delays_s, None):
            entry.attempts += 1
            entry.status = await self._attempt(parcel)
            if entry.status is not None and 200 <= entry.status < 300:
                entry.state = "delivered"
                return
            if pause_s is not None:
                await self._clock.sleep(pause_s)
        entry.state = "failed"
        _log.warning("call %s: %s was not taken", entry.call_session_id, entry.kind)

    async def _attempt(self, parcel: _Parcel) -> int | None:
        if self._http is None:
            raise RuntimeError("the notifier is not open")
        if parcel.template.method == "GET":
            separator = "&" if "?" in parcel.url else "?"
            url = URL(f"{parcel.url}{separator}{parcel.body}", encoded=True)
            body, headers = None, {}
        else:
            url = URL(parcel.url)
            body = parcel.body.encode()
            headers = {"Content-Type": parcel.template.content_type}
        try:
            async with self._http.request(
                parcel.template.method, url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return None


def without_path(url: str) -> str:
    """The address without the part that holds the secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}/…"


def _by_kind(own: Sequence[Template]) -> Mapping[KindWord, Sequence[Template]]:
    return {
        kind: [template for template in own if template.kind == kind] or [template_of(kind)]
        for kind in KINDS
    }


def _spoilt(template: Template, trouble: NotificationTrouble | None) -> Template:
    match trouble.fault if trouble is not None else None:
        case "quoted":
            return quoted(template)
        case "nested":
            return nested_template_of(template.kind)
        case "own_names":
            return with_own_names(template)
        case "form":
            return as_form(template)
        case _:
            return template
