"""UIS asks during a ring who should take the call; answered from memory.

UIS does not publish how long it waits, and what is not 200 and JSON sends the
caller to the scenario's fallback (help centre, "Интерактивная обработка
вызова").  So there is one answer for everything that could go wrong: the
account's default route.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from aiohttp import web

from uis_desktop.relay.directory.interactive_rules import InteractiveAnswer
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.hook import account_of, query_of
from uis_desktop.relay.interactive.decision import Decision, decide
from uis_desktop.relay.interactive.question import LONGEST, Question, read_question
from uis_desktop.relay.interactive.reasons import Reason
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.patience import read_body
from uis_desktop.relay.phonebook import Phonebook
from uis_desktop.relay.refusals import Refused
from uis_desktop.relay.roster import Roster

_log = logging.getLogger(__name__)
_BODY_WITHIN_S = 1.0


class Interactive:
    """Sends a known caller to the employee responsible for him."""

    def __init__(
        self, *, roster: Roster, phonebook: Phonebook, journals: Journals, metrics: Metrics
    ) -> None:
        self._roster = roster
        self._phonebook = phonebook
        self._journals = journals
        self._metrics = metrics

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Where UIS asks."""
        address = "/hook/{account}/{secret}/interactive"
        return web.get(address, self.route), web.post(address, self.route)

    async def route(self, request: web.Request) -> web.Response:
        """``GET|POST /hook/<account>/<secret>/interactive``: always 200 and JSON."""
        account = account_of(request, self._roster)
        try:
            body = await read_body(request, limit=LONGEST, within_s=_BODY_WITHIN_S)
        except Refused:
            body = b""
        answer = self.answer(account, method=request.method, body=body, query=query_of(request))
        return web.Response(body=answer, content_type="application/json")

    def answer(self, account: Account, *, method: str, body: bytes, query: bytes) -> bytes:
        """The answer as JSON; it is noted in the journal.  Never fails, never waits."""
        started = time.perf_counter()
        question, decision = self._decision(account, body, query)
        answer = msgspec.json.encode(decision.answer)
        spent_us = round((time.perf_counter() - started) * 1e6)
        self._metrics.interactive[decision.reason.value] += 1
        self._journals.note(_entry(account, method, question, decision, spent_us))
        return answer

    def _decision(self, account: Account, body: bytes, query: bytes) -> tuple[Question, Decision]:
        question = Question()
        default = msgspec.json.decode(account.interactive_default, type=InteractiveAnswer)
        try:
            question = read_question(body=body, query=query)
            return question, decide(
                question,
                rules=account.settings.interactive,
                default=default,
                contacts=self._phonebook.contacts(account.id, question.caller),
                staff=self._phonebook.staff(account.id),
            )
        except Exception:  # noqa: BLE001 - a caller is on the line: whatever is wrong, he gets a route
            _log.exception("account %s: an interactive answer failed", account.id)
            return question, Decision(answer=default, reason=Reason.DEFECT)


def _entry(
    account: Account, method: str, question: Question, decision: Decision, spent_us: int
) -> Entry:
    contact, responsible = decision.contact, decision.responsible
    return Entry(
        account=account.id,
        sort=Sort.INTERACTIVE,
        at=datetime.now(UTC),
        call_session_id=question.call_session_id,
        employee_id=responsible.id if responsible is not None else None,
        phone_number=question.caller,
        detail={
            "method": method,
            "numa": question.numa,
            "numb": question.numb,
            "input": question.typed,
            "reason": decision.reason.value,
            "answer": decision.answer,
            "contact": contact.full_name if contact is not None else None,
            "responsible": responsible.name if responsible is not None else None,
            "group": decision.group,
            "us": spent_us,
        },
    )
