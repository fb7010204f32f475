"""Who may see an event: pure rules.

``waiting``, ``outgoing`` and the talks concern one employee, ``incoming`` those
whose lines include the number, ``lost`` those whose phones rang.  Whoever has
seen one event of a call sees all later ones of it, so that his card closes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from uis_desktop.core.events import (
    CallEvent,
    CallLost,
    Direction,
    Employee,
    Kind,
    kind_of,
)

#: Events about one employee's phone.
_PERSONAL = frozenset({Kind.WAITING, Kind.OUTGOING, Kind.TALK_STARTED, Kind.TALK_ENDED})
#: Events nobody is told who has seen nothing of the call and is not named.
_QUIET = frozenset({Kind.RECORDED, Kind.OTHER})

NOBODY: frozenset[str] = frozenset()


class Colleagues:
    """Everybody of an account, by what notifications call them; made once, asked often."""

    def __init__(self, employees: Iterable[Employee]) -> None:
        by_line: defaultdict[str, set[str]] = defaultdict(set)
        by_extension: defaultdict[str, set[str]] = defaultdict(set)
        by_name: defaultdict[str, set[str]] = defaultdict(set)
        everybody, on_all_lines = set(), set()
        for employee in employees:
            everybody.add(employee.id)
            by_name[_folded(employee.name)].add(employee.id)
            if employee.extension is not None:
                by_extension[employee.extension].add(employee.id)
            if not employee.lines:
                on_all_lines.add(employee.id)
            for line in employee.lines:
                by_line[line].add(employee.id)
        self._everybody = frozenset(everybody)
        self._on_all_lines = frozenset(on_all_lines)
        self._by_line = {line: self._on_all_lines | ids for line, ids in by_line.items()}
        self._by_extension = {number: frozenset(ids) for number, ids in by_extension.items()}
        self._by_name = {name: frozenset(ids) for name, ids in by_name.items()}

    def on_line(self, line: str | None) -> frozenset[str]:
        """Everybody whose lines include the number the call came to.

        An employee without lines of his own has all of them.  If the notification
        does not tell the number, or it is nobody's, nobody can be left out: a ring
        too many is better than a call nobody sees.
        """
        concerned = NOBODY if line is None else self._by_line.get(line, self._on_all_lines)
        return concerned or self._everybody

    def meant_by(self, event: CallEvent) -> frozenset[str]:
        """Whom an event without an id means; the first sign that fits somebody."""
        for extension in (event.extension_phone_number, event.employee_phone_number):
            found = self._by_extension.get(extension or "")
            if found:
                return found
        name = _folded(event.employee_full_name)
        return self._by_name.get(name, NOBODY) if name else NOBODY


def audience(event: CallEvent, colleagues: Colleagues, seen_by: frozenset[str]) -> frozenset[str]:
    """The ids of the employees who may see ``event``.

    ``colleagues`` is everybody of the account, ``seen_by`` whoever has seen an
    earlier event of the same call.
    """
    kind = kind_of(event)
    if kind is Kind.INCOMING:
        return seen_by | colleagues.on_line(event.virtual_phone_number)
    named = _named(event, colleagues)
    if kind in _PERSONAL:
        return seen_by | (named or _for_an_unknown_phone(event, kind, colleagues, seen_by))
    told = seen_by | named
    return told if told or kind in _QUIET else colleagues.on_line(event.virtual_phone_number)


def _for_an_unknown_phone(
    event: CallEvent, kind: Kind, colleagues: Colleagues, seen_by: frozenset[str]
) -> frozenset[str]:
    """Nobody is named: rather show a ring to all of the line than to nobody.

    A leg without an employee in an outgoing call is the contact's: it concerns
    whoever dials, and he is known.
    """
    if event.direction is Direction.OUT and kind is not Kind.OUTGOING and seen_by:
        return NOBODY
    return colleagues.on_line(event.virtual_phone_number)


def _named(event: CallEvent, colleagues: Colleagues) -> frozenset[str]:
    """Whom the event names: by id, else by extension, phone or full name."""
    rung = frozenset(event.employee_ids) if isinstance(event, CallLost) else NOBODY
    if event.employee_id is not None:
        return rung | {event.employee_id}
    return rung | colleagues.meant_by(event)


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().replace("ё", "е").split())
