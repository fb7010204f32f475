"""The company's numbers for somebody who has no session yet: asked of whoever may know them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import Protocol

from uis_desktop.core.events import Employee
from uis_desktop.core.lines import Line
from uis_desktop.errors import ServiceUnreachable, UisError
from uis_desktop.session.which_number import WhichNumber

logger = logging.getLogger(__name__)

#: A person waits for each answer with the form before him, and can type the number.
_EACH_S = 10.0


class NumberSource(Protocol):
    """Somebody who may know the company's numbers."""

    async def lines(self) -> Sequence[Line]:
        """Those a call may be placed from; none if it does not know any.

        Raises:
            UisError: it cannot or may not tell.
        """
        ...


async def which_number(employee: Employee, sources: Iterable[NumberSource]) -> WhichNumber:
    """The numbers of the first source that knows some; with none of them, why not.

    First those whose calls concern the employee: he is the one who calls back.
    """
    why: UisError | None = None
    for source in sources:
        try:
            async with asyncio.timeout(_EACH_S):
                lines = await source.lines()
        except TimeoutError:
            why = ServiceUnreachable(f"company's numbers: no answer within {_EACH_S:.0f} s")
        except UisError as error:
            why = error
        else:
            if lines:
                mine_first = sorted(lines, key=lambda one: one.phone_number not in employee.lines)
                return WhichNumber(employee=employee, lines=tuple(mine_first))
            continue
        logger.info("the company's numbers are not told: %s", why.detail)
    return WhichNumber(employee=employee, lines=(), why=why)
