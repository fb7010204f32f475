"""Statuses of employees: which there are, whose is which, and changing it.

Data API, ``get.statuses``, ``get.employees``, ``update.employees``; the Call API
has no method for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from uis_desktop.errors import ReplyNotUnderstood, ServiceRefused
from uis_desktop.uis_api.lenient import Id, as_id
from uis_desktop.uis_api.listing import Ask, Listing
from uis_desktop.uis_api.numbers import number

#: The method that changes a status.
CHANGE = "update.employees"

_PARAMETERS = -32602
_FIELDS = ("id", "last_name", "full_name", "status_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class UisStatus:
    """A status of ``get.statuses``.

    Attributes:
        mnemonic: UIS's word (``available``, ``break``, ``do_not_disturb``,
            ``not_at_workplace``, ``not_at_work``, …); None: the company made it.
        color: as in style sheets, ``#48b53a``, or None.
        is_selectable: an employee may be given it.
        is_worktime: it counts as working.
    """

    id: str
    name: str
    mnemonic: str | None
    description: str | None
    color: str | None
    is_selectable: bool
    is_worktime: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeStatus:
    """Which status somebody has; None: UIS does not tell."""

    employee_id: str
    last_name: str
    status_id: str | None


class _Status(msgspec.Struct, frozen=True):
    id: int | str
    name: str | None = None
    mnemonic: str | None = None
    description: str | None = None
    color: str | None = None
    is_deleted: bool | None = None
    is_select_allowed: bool | None = None
    is_worktime: bool | None = None


class _Employee(msgspec.Struct, frozen=True):
    id: int | str
    last_name: str | None = None
    full_name: str | None = None
    status_id: Id = None


class Statuses:
    """Reads and changes statuses."""

    def __init__(
        self,
        ask: Ask,
        change: Ask,
        listing: Callable[[str, Callable[[msgspec.Raw], UisStatus]], Listing[UisStatus]],
    ) -> None:
        """``ask`` reads, and may ask again; ``change`` asks once."""
        self._ask = ask
        self._change = change
        self._listing = listing

    async def all(self) -> Sequence[UisStatus]:
        """Every status, those that were deleted and may not be chosen too.

        Raises:
            SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood
        """
        return await self._listing("get.statuses", _status).all()

    async def of(self, employee_id: str) -> EmployeeStatus:
        """The status an employee has now.

        Raises:
            ServiceRefused: ``entity_not_found``: there is no such employee.
            SignInRefused, ServiceUnreachable, ReplyNotUnderstood
        """
        wanted = {"field": "id", "operator": "=", "value": number(employee_id, "id")}
        result = await self._ask("get.employees", {"fields": list(_FIELDS), "filter": wanted})
        try:
            rows = msgspec.json.decode(result.data, type=list[_Employee] | None) or []
        except (ValueError, RecursionError) as error:
            raise ReplyNotUnderstood(f"get.employees: {error}") from error
        for row in rows:
            if str(row.id) == employee_id:
                return EmployeeStatus(
                    employee_id=employee_id,
                    last_name=row.last_name or row.full_name or "",
                    status_id=as_id(row.status_id),
                )
        raise ServiceRefused("entity_not_found", code=_PARAMETERS, field="id")

    async def put(self, employee_id: str, status_id: str) -> None:
        """Give an employee another status.

        The documentation requires ``last_name`` with every change, so it is asked
        for first, and sent back unchanged.

        Raises:
            ServiceRefused: UIS declined; nothing was changed.
            ServiceUnreachable: certainly nothing was changed.
            OutcomeUnknown: it may have been changed; :meth:`of` tells.
            SignInRefused, ReplyNotUnderstood
        """
        status = number(status_id, "status_id")
        known = await self.of(employee_id)
        await self._change(
            CHANGE,
            {
                "id": number(employee_id, "id"),
                "last_name": known.last_name,
                "status_id": status,
            },
        )


def _status(raw: msgspec.Raw) -> UisStatus:
    row = msgspec.json.decode(raw, type=_Status)
    return UisStatus(
        id=str(row.id),
        name=row.name or "",
        mnemonic=row.mnemonic or None,
        description=row.description or None,
        color=row.color or None,
        is_selectable=row.is_select_allowed is not False and not row.is_deleted,
        is_worktime=bool(row.is_worktime),
    )
