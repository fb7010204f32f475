"""The last events, by call and by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from uis_desktop.core import phone
from uis_desktop.core.events import CallEvent, Employee
from uis_desktop.relay.admin.board import is_test
from uis_desktop.relay.admin.outside import pretty_body, raw_body
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.intake.diagnosis import Diagnosis, diagnosis
from uis_desktop.relay.log.port import Record, Wanted
from uis_desktop.relay.log.records import event_of
from uis_desktop.relay.parts import Parts

_PAGE = 50
#: A number is looked for among so many events.
_LOOK_BACK = 100_000
_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event.

    Attributes:
        names: some of those who may see it; ``others`` how many more.
    """

    record: Record
    event: CallEvent | None
    is_test: bool
    names: Sequence[str]
    others: int
    diagnoses: Sequence[Diagnosis]

    @property
    def body(self) -> str:
        """What UIS sent."""
        return pretty_body(self.record.raw) or raw_body(self.record.raw)


class Calls:
    """What came in."""

    tab = "calls"

    def __init__(self, site: Site, parts: Parts) -> None:
        self._site = site
        self._parts = parts

    def addresses(self) -> Iterable[Address]:
        """The list."""
        yield Address(path="a/{account}/calls", show=self.show)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/calls?number=…&call=…&before=…``."""
        query, account = visit.request.query, visit.company.id
        number, call = query.get("number", "").strip(), query.get("call", "").strip()
        key = phone.key(number) if number else None
        before = _number(query.get("before", ""))
        records: list[Record] = []
        if not number or key is not None:
            span = await self._parts.log.span(account)
            wanted = Wanted(
                after=0 if call else max(0, (before or span.latest) - _LOOK_BACK),
                before=before,
                call_session_id=call or None,
                phone_number=key,
                limit=_PAGE + 1,
            )
            records = await self._parts.log.records(account, wanted)
        employees = self._parts.roster.employees(account)
        return self._site.show(
            visit,
            "calls.html",
            here=company_path(visit, "calls"),
            live=None if number or call or before else 3,
            lines=[_line(record, employees, visit) for record in records[:_PAGE]],
            older=records[_PAGE - 1].seq if len(records) > _PAGE else None,
            number=number,
            call=call,
            is_number=not number or key is not None,
        )


def _line(record: Record, employees: Mapping[str, Employee], visit: Visit) -> EventLine:
    names = sorted(employees[id_].name if id_ in employees else id_ for id_ in record.audience)
    return EventLine(
        record=record,
        event=event_of(record),
        is_test=is_test(record),
        names=names[:_NAMES],
        others=max(0, len(names) - _NAMES),
        diagnoses=diagnosis(record.repairs, visit.words.language),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
