"""A Call API that carries requests out in memory."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from uis_desktop.core.call_control import TagButton
from uis_desktop.core.phone import Phone
from uis_desktop.errors import CallRefused, SignInRefused, UisError


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedCall:
    """A request that was to place a call."""

    contact: Phone
    virtual_phone_number: str
    employee_id: str
    external_id: str


class FakeCallApi:
    """Places calls with ids 1, 2, 3… unless told what to answer.

    Attributes:
        started: every request to place a call, carried out or not.
        running: the calls that go on.
        answers: what the next requests get instead: a call id or an error.
        answering: cleared, requests hang until it is set again.
        password_right: whether signing in works.
        sign_ins: how often somebody tried.
        going_on: the call of each click by its external id, or an error.
        asked_for: the clicks whose call was asked for.
        controlled: what was asked to be done with calls, in the order of the requests.
        tags: which keys mark a call.
        fails_on: what such a request ends with.
    """

    def __init__(self, *answers: str | UisError, password_right: bool = True) -> None:
        self.started: list[StartedCall] = []
        self.running: set[str] = set()
        self.answers: deque[str | UisError] = deque(answers)
        self.answering = asyncio.Event()
        self.answering.set()
        self.password_right = password_right
        self.sign_ins = 0
        self.going_on: dict[str, str | UisError] = {}
        self.asked_for: list[str] = []
        self.controlled: list[tuple[str, ...]] = []
        self.tags: tuple[TagButton, ...] = ()
        self.fails_on: dict[str, UisError] = {}
        self._last = 0

    async def sign_in(self) -> None:
        self.sign_ins += 1
        self._check_password()

    async def start_employee_call(
        self, *, contact: Phone, virtual_phone_number: str, employee_id: str, external_id: str
    ) -> str:
        self._check_password()
        self.started.append(
            StartedCall(
                contact=contact,
                virtual_phone_number=virtual_phone_number.removeprefix("+"),
                employee_id=employee_id,
                external_id=external_id,
            )
        )
        await self.answering.wait()
        if self.answers:
            answer = self.answers.popleft()
        else:
            self._last += 1
            answer = str(self._last)
        if isinstance(answer, UisError):
            raise answer
        self.running.add(answer)
        return answer

    async def call_of_click(self, external_id: str) -> str | None:
        self.asked_for.append(external_id)
        if isinstance(answer := self.going_on.get(external_id), UisError):
            raise answer
        return answer

    async def release_call(self, call_session_id: str) -> None:
        self._check_password()
        await self.answering.wait()
        if self.answers and isinstance(failure := self.answers[0], UisError):
            self.answers.popleft()
            raise failure
        if call_session_id not in self.running:
            raise CallRefused("call_session_not_found", code=-32602, field="call_session_id")
        self.running.discard(call_session_id)

    async def hold_call(self, call_session_id: str, words: str) -> None:
        await self._controlled("hold", call_session_id, words)

    async def unhold_call(self, call_session_id: str) -> None:
        await self._controlled("unhold", call_session_id)

    async def consult_call(self, call_session_id: str, to: Phone) -> None:
        await self._controlled("consult", call_session_id, to.digits)

    async def transfer_call(self, call_session_id: str) -> None:
        await self._controlled("transfer", call_session_id)

    async def restore_call(self, call_session_id: str) -> None:
        await self._controlled("restore", call_session_id)

    async def record_call(self, call_session_id: str, *, on: bool) -> None:
        await self._controlled("record", call_session_id, "on" if on else "off")

    async def tag_call(self, call_session_id: str, tag_id: str) -> None:
        await self._controlled("tag", call_session_id, tag_id)

    async def coach_call(self, call_session_id: str) -> None:
        await self._controlled("coach", call_session_id)

    async def press_key(self, call_session_id: str, symbol: str) -> None:
        await self._controlled("key", call_session_id, symbol)

    async def block_contact(self, call_session_id: str) -> None:
        await self._controlled("block", call_session_id)

    async def tag_buttons(self) -> Sequence[TagButton]:
        await self._controlled("tag buttons")
        return self.tags

    async def _controlled(self, *request: str) -> None:
        self._check_password()
        self.controlled.append(request)
        await self.answering.wait()
        if request[0] in self.fails_on:
            raise self.fails_on[request[0]]
        if self.answers and isinstance(failure := self.answers[0], UisError):
            self.answers.popleft()
            raise failure

    def _check_password(self) -> None:
        if not self.password_right:
            raise SignInRefused("login.user: auth_error")
