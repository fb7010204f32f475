"""Who may see an event: pure rules.

``waiting``, ``outgoing`` and the talks concern one employee, ``incoming`` those
whose lines include the number, ``lost`` those whose phones rang.  Whoever has
seen one event of a call sees all later ones of it, so that his card closes.
"""

from __future__ import annotations

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


def audience(
    event: CallEvent, employees: Iterable[Employee], seen_by: frozenset[str]
) -> frozenset[str]:
    """The ids of the employees who may see ``event``.

    ``employees`` is everybody of the account, ``seen_by`` whoever has seen an
    earlier event of the same call.
    """
    employees = tuple(employees)
    kind = kind_of(event)
    named = _named(event, employees)
    if kind is Kind.INCOMING:
        return seen_by | on_line(event, employees)
    if kind in _PERSONAL:
        return seen_by | (named or _for_an_unknown_phone(event, kind, employees, seen_by))
    told = seen_by | named
    return told if told or kind in _QUIET else on_line(event, employees)


def on_line(event: CallEvent, employees: Iterable[Employee]) -> frozenset[str]:
    """Everybody whose lines include the number the call came to.

    An employee without lines of his own has all of them.  If the notification
    does not tell the number, nobody can be left out.
    """
    line = event.virtual_phone_number
    return frozenset(
        employee.id
        for employee in employees
        if line is None or not employee.lines or line in employee.lines
    )


def _for_an_unknown_phone(
    event: CallEvent, kind: Kind, employees: Iterable[Employee], seen_by: frozenset[str]
) -> frozenset[str]:
    """Nobody is named: rather show a ring to all of the line than to nobody.

    A leg without an employee in an outgoing call is the contact's: it concerns
    whoever dials, and he is known.
    """
    if event.direction is Direction.OUT and kind is not Kind.OUTGOING and seen_by:
        return NOBODY
    return on_line(event, employees)


def _named(event: CallEvent, employees: tuple[Employee, ...]) -> frozenset[str]:
    """Whom the event names: by id, else by extension, phone or full name."""
    rung = frozenset(event.employee_ids) if isinstance(event, CallLost) else NOBODY
    if event.employee_id is not None:
        return rung | {event.employee_id}
    return rung | _matching(event, employees)


def _matching(event: CallEvent, employees: tuple[Employee, ...]) -> frozenset[str]:
    """The employees an event without an id means; the first sign that fits somebody."""
    for extension in (event.extension_phone_number, event.employee_phone_number):
        found = frozenset(e.id for e in employees if extension and e.extension == extension)
        if found:
            return found
    name = _folded(event.employee_full_name)
    return frozenset(e.id for e in employees if name and _folded(e.name) == name)


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().replace("ё", "е").split())
