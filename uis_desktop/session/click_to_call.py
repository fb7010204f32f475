"""Place a call by a click: at most one request, and its outcome is never lost.

The history row of the click is on disk before the request goes out, so that a
crash in between leaves a row that says "unknown" and not a call nobody knows of.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable

from uis_desktop.core.cards import CardState
from uis_desktop.core.enrolment import Profile
from uis_desktop.core.phone import Number, Phone
from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.bookkeeper import Ask, Bookkeeper
from uis_desktop.session.our_lines import OurLines
from uis_desktop.session.ports import CallApi

logger = logging.getLogger(__name__)

#: Notifications have so long to tell of a click before UIS is asked.
NEWS_S = 5.0


def new_external_id() -> str:
    """A name for one click; short and plain enough for UIS (A-Z, a-z, 0-9, - and _)."""
    return f"ud-{secrets.token_hex(16)}"


class ClickToCall:
    """Turns what a person typed or clicked into one request and follows it up.

    Attributes:
        password_refused: set when UIS no longer takes login and password.
    """

    def __init__(
        self,
        *,
        keeper: Bookkeeper,
        call_api: CallApi,
        profile: Profile,
        lines: OurLines,
        new_external_id: Callable[[], str] = new_external_id,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._keeper = keeper
        self._call_api = call_api
        self._profile = profile
        self._lines = lines
        self._new_external_id = new_external_id
        self._sleep = sleep
        self.password_refused = asyncio.Event()
        self._in_flight: dict[tuple[str, str | None], asyncio.Task[None]] = {}
        self._settling: set[asyncio.Task[None]] = set()

    async def dial(self, phone: Phone, from_number: Number | None = None) -> str | None:
        """Ask UIS to ring me and then dial ``phone``; returns when UIS has answered.

        ``from_number`` is the number of ours that the contact is to see; None: the one
        that is offered first.  The answer is the external id of the click.

        A second click on the same number while the first request is still out
        does nothing, and answers None.  Cancelling this does not stop the request: it
        may have been carried out, and the card must tell.

        Raises:
            NotAPhoneNumber: help is called there; nothing was sent.
            NotOurNumber: nothing was sent.
            HistoryUnreadable: nothing was sent, or its outcome could not be written.
        """
        if from_number is not None:
            self._lines.check(from_number)
        click = (phone.digits, phone.extension)
        if click in self._in_flight:
            return None
        external_id = self._new_external_id()
        task = asyncio.create_task(
            self._place(phone, from_number, external_id), name="click-to-call"
        )
        self._in_flight[click] = task
        task.add_done_callback(lambda _: self._in_flight.pop(click, None))
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_report_defect)
            raise
        return external_id

    async def finish(self, grace_s: float) -> None:
        """Give requests that are out ``grace_s`` seconds to end, then let go of them."""
        for settling in self._settling:
            settling.cancel()
        tasks = set(self._in_flight.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=grace_s)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

    async def _place(self, phone: Phone, chosen: Number | None, external_id: str) -> None:
        line = chosen or await self._lines.first_for(phone)
        reached = await self._keeper.reached_by(phone)
        await self._keeper.change(
            lambda book, now: book.dial_started(external_id, phone, line, now)
        )
        try:
            outcome = await self._request(reached, line, external_id)
        except asyncio.CancelledError:
            await self._keeper.change(lambda book, now: book.dial_unknown(external_id, now))
            raise
        await self._keeper.change(outcome)
        if self._unknown(external_id):
            settling = asyncio.create_task(self._settle(external_id), name="settle a click")
            self._settling.add(settling)
            settling.add_done_callback(self._settling.discard)
            settling.add_done_callback(_report_defect)

    def _unknown(self, external_id: str) -> bool:
        click = self._keeper.click(external_id)
        return click is not None and click.state is CardState.UNKNOWN

    async def _settle(self, external_id: str) -> None:
        """Ask UIS once for the call of a click, if no notification has told of it meanwhile.

        That no call goes on proves nothing: it may have ended, or not have begun.
        """
        await self._sleep(NEWS_S)
        if not self._unknown(external_id):
            return
        try:
            found = await self._call_api.call_of_click(external_id)
        except UisError as error:
            logger.info("outcome stays unknown: %s", error.detail)
            return
        if found is not None:
            await self._keeper.change(lambda book, now: book.dial_accepted(external_id, found, now))

    async def _request(self, phone: Phone, line: Number, external_id: str) -> Ask:
        """Send the one request; what the book is to be told about it."""
        try:
            call_session_id = await self._call_api.start_employee_call(
                contact=phone,
                virtual_phone_number=line,
                employee_id=self._profile.employee.id,
                external_id=external_id,
            )
        except ServiceRefused as error:
            problem, detail = error.mnemonic or "refused", error.message or None
        except ServiceUnreachable:
            problem, detail = "unreachable", None
        except SignInRefused:
            self.password_refused.set()
            problem, detail = "sign_in_refused", None
        except (OutcomeUnknown, ReplyNotUnderstood):
            return lambda book, now: book.dial_unknown(external_id, now)
        else:
            return lambda book, now: book.dial_accepted(external_id, call_session_id, now)
        return lambda book, now: book.dial_refused(external_id, problem, detail, now)


def _report_defect(task: asyncio.Task[None]) -> None:
    """Nobody waits for this task any more: its defects go where all defects go.

    A :class:`UisError` has ended the session already and was told there.
    """
    if task.cancelled():
        return
    error = task.exception()
    if error is not None and not isinstance(error, UisError):
        task.get_loop().call_exception_handler(
            {"message": "click-to-call failed", "exception": error, "task": task}
        )
