"""Reading a log that is kept in SQLite, on a thread of its own.

Thousands of desktops come back at the same time, and each asks twice.  Waking the
thread costs more than a question does, so it is given what was asked in a turn of
the loop in one piece.  What desktops lack is read for many at once: whoever asks while
that is done is in the next walk.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import apsw

from uis_desktop.relay.log.catching_up import Lacking, read_lacking
from uis_desktop.relay.log.mentions import Mentions, pattern_of, read_mentions
from uis_desktop.relay.log.port import Record, Stored, Wanted
from uis_desktop.relay.log.reading import (
    read_latest_of_kinds,
    read_wanted,
)

_T = TypeVar("_T")

_Question = Callable[[], object]
_Outcome = tuple[object, Exception | None]
#: An answer waits for those to the questions that were handed over with it.
_AT_ONCE = 32
#: For so many desktops the log is walked through at once.
_IN_A_WALK = 64


class ReadableLog:
    """The reading half of :class:`relay.log.port.Log`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._loop = asyncio.get_running_loop()
        self._reading = connection
        self._readers = ThreadPoolExecutor(1, thread_name_prefix="log-reader")
        self._asked: list[tuple[_Question, asyncio.Future[Any]]] = []
        self._lacking: list[tuple[Lacking, asyncio.Future[list[Stored]]]] = []
        self._walking = False

    async def after(self, account: str, employee_id: str, seq: int, limit: int) -> list[Stored]:
        """The first ``limit`` events with greater numbers this employee may see."""
        answer: asyncio.Future[list[Stored]] = self._loop.create_future()
        self._lacking.append((Lacking(account, employee_id, seq, limit), answer))
        if not self._walking:
            self._walking = True
            self._loop.call_soon(self._walk)
        return await answer

    async def records(self, account: str, wanted: Wanted) -> list[Record]:
        """Events with everything that is known, newest first, whoever may see them."""
        return await self._read(functools.partial(read_wanted, self._reading, account, wanted))

    async def latest_of_kinds(self, account: str, after: int) -> list[Record]:
        """The newest event of each kind among those with greater numbers."""
        return await self._read(
            functools.partial(read_latest_of_kinds, self._reading, account, after)
        )

    async def mentions(self, account: str, phone_number: str) -> Mentions:
        """What tells of a phone number (E.164 with ``+``); reads all of the account."""
        pattern = pattern_of(phone_number)
        calls: set[str] = set()
        numbers: set[int] = set()
        after: int | None = 0
        while after is not None:
            found, after = await self._read(
                functools.partial(read_mentions, self._reading, account, pattern, after)
            )
            calls |= found.calls
            numbers |= found.numbers
        return Mentions(frozenset(calls), frozenset(numbers))

    async def close(self) -> None:
        """Finish, then close the file."""
        await self._stop_reading()

    async def _read(self, question: Callable[[], _T]) -> _T:
        answer: asyncio.Future[_T] = self._loop.create_future()
        if not self._asked:
            self._loop.call_soon(self._hand_over_questions)
        self._asked.append((question, answer))
        return await answer

    def _hand_over_questions(self) -> None:
        """Give the thread what was asked in this turn."""
        asked, self._asked = self._asked, []
        for start in range(0, len(asked), _AT_ONCE):
            several = asked[start : start + _AT_ONCE]
            self._have_read(
                functools.partial(_outcomes, [question for question, _ in several]),
                [answer for _, answer in several],
            )

    def _walk(self) -> None:
        """Give the thread what desktops lack, again and again while any do."""
        several, self._lacking = self._lacking[:_IN_A_WALK], self._lacking[_IN_A_WALK:]
        self._walking = bool(several)
        if several:
            self._have_read(
                functools.partial(_walked, self._reading, [lacking for lacking, _ in several]),
                [answer for _, answer in several],
                then=self._walk,
            )

    def _have_read(
        self,
        read: Callable[[], list[_Outcome]],
        answers: Sequence[asyncio.Future[Any]],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        try:
            reading = self._loop.run_in_executor(self._readers, read)
        except RuntimeError as error:  # the log is closed
            _settle(answers, [(None, error)] * len(answers))
            self._loop.call_soon(then)
            return
        reading.add_done_callback(functools.partial(_tell, answers, then))

    async def _stop_reading(self) -> None:
        self._hand_over_questions()
        while self._lacking:
            self._walk()
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.close()


def _walked(connection: apsw.Connection, lacking: Sequence[Lacking]) -> list[_Outcome]:
    """What each of them lacks; if something goes wrong, it does for all."""
    try:
        return [(events, None) for events in read_lacking(connection, lacking)]
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        return [(None, error)] * len(lacking)


def _outcomes(questions: Iterable[_Question]) -> list[_Outcome]:
    return [_outcome(question) for question in questions]


def _outcome(question: _Question) -> _Outcome:
    """The answer, or what went wrong: whoever asked is to hear of it, and nobody else."""
    try:
        return question(), None
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        return None, error


def _tell(
    answers: Sequence[asyncio.Future[Any]],
    then: Callable[[], None],
    reading: asyncio.Future[list[_Outcome]],
) -> None:
    _settle(answers, reading.result())
    then()


def _settle(answers: Sequence[asyncio.Future[Any]], outcomes: Sequence[_Outcome]) -> None:
    for answer, (result, error) in zip(answers, outcomes, strict=True):
        if answer.done():
            continue
        if error is None:
            answer.set_result(result)
        else:
            answer.set_exception(error)
