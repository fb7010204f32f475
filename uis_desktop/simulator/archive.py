"""The calls that are over, for the reports."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from uis_desktop.simulator.calls import Call
from uis_desktop.simulator.records import Record

_KEPT = 20_000


@dataclass(slots=True)
class Archived:
    """A call, and its records as they become ready."""

    call: Call
    records: list[Record] = field(default_factory=list)


class Archive:
    """The last calls, oldest end first."""

    def __init__(self) -> None:
        self._calls: OrderedDict[int, Archived] = OrderedDict()

    @property
    def calls(self) -> Sequence[Archived]:
        """All that are kept."""
        return tuple(self._calls.values())

    def call(self, call_session_id: int) -> Call | None:
        """A finished call that is kept."""
        archived = self._calls.get(call_session_id)
        return None if archived is None else archived.call

    def add(self, call: Call) -> None:
        """This one is over."""
        self._calls[call.id] = Archived(call)
        if len(self._calls) > _KEPT:
            self._calls.popitem(last=False)

    def add_record(self, call: Call, record: Record) -> None:
        """Its record can be listened to now."""
        if (archived := self._calls.get(call.id)) is not None:
            archived.records.append(record)
