"""Which of a contact's numbers was used last."""

from __future__ import annotations

from tests.builders import at
from uis_desktop.core.contact_calls import LastUse, by_use, last_use
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.phone import Number

ANNA = Contact(
    id="uis:1",
    full_name="Анна",
    phone_numbers=(Number("+79161234567"), Number("+74951112233"), Number("204")),
)


def call(number: Number | None, s: float) -> HistoryRow:
    return HistoryRow(
        key=f"{s}",
        direction=Direction.IN,
        outcome=Outcome.LOST,
        started_at=at(s),
        contact_phone_number=number,
    )


def test_the_newest_call_says_which_number_was_used_last() -> None:
    calls = [call(Number("+74951112233"), 2), call(Number("+79161234567"), 1)]
    assert last_use(ANNA, calls) == LastUse(Number("+74951112233"), at(2))
    assert by_use(ANNA.phone_numbers, last_use(ANNA, calls)) == (
        "+74951112233",
        "+79161234567",
        "204",
    )


def test_nobody_called_leaves_the_numbers_in_their_order() -> None:
    for calls in ([], [call(None, 1)], [call(Number("+70000000000"), 1)]):
        assert last_use(ANNA, calls) is None
        assert by_use(ANNA.phone_numbers, None) == ANNA.phone_numbers
