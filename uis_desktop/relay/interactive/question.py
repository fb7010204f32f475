"""What UIS asks, in whatever shape it comes (help centre, "Интерактивная обработка вызова").

The parameters are ticked one by one in UIS, the body's format is not
documented, and the session is called ``call_session_id`` or ``cdr_id``: so
query, form, JSON and what administrators make of them are all read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from uis_desktop.relay.intake.flatten import flatten
from uis_desktop.relay.intake.ladder import decode
from uis_desktop.relay.intake.values import identity, phone_number

#: The longest question that is read; UIS's has about a hundred bytes.
LONGEST = 4 * 1024

_LONGEST_TOLD = 64
_SESSION = ("call_session_id", "cdr_id")
_CALLER = ("numa",)
_LINE = ("numb",)
_TYPED = ("input_result",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as far as it could be read.

    Attributes:
        caller, line: E.164 with ``+``, or a short number; None if not told or hidden.
        numa, numb: the same as they came, cut; empty if told without a value.
        typed: what the caller has typed.
        readable: there was at least one named value.
    """

    call_session_id: str | None = None
    caller: str | None = None
    line: str | None = None
    numa: str | None = None
    numb: str | None = None
    typed: str | None = None
    readable: bool = False


def read_question(*, body: bytes, query: bytes) -> Question:
    """Read a question; the body counts more than the query.  Never fails."""
    told = [_named(source) for source in (body, query) if source.strip()]
    if not any(told):
        return Question()
    numa, caller = _number(told, _CALLER)
    numb, line = _number(told, _LINE)
    return Question(
        call_session_id=next(_values(told, _SESSION), None),
        caller=caller,
        line=line,
        numa=numa,
        numb=numb,
        typed=next(_values(told, _TYPED), None),
        readable=True,
    )


def _named(source: bytes) -> dict[str, object]:
    """Named values by folded name, the first of each name before its repeats."""
    decoded = decode(source[:LONGEST])
    return {name.strip().casefold(): value for name, value in flatten(decoded).values.items()}


def _number(told: list[dict[str, object]], names: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The first value that is a number, or else the first value; as it came and read."""
    first = "" if any(name in values for values in told for name in names) else None
    for value in _values(told, names):
        number = phone_number(value)
        if number is not None:
            return value, number
        first = first or value
    return first, None


def _values(told: list[dict[str, object]], names: tuple[str, ...]) -> Iterator[str]:
    """Every value of that meaning; of one name told twice both."""
    for values in told:
        for name in names:
            yield from _texts(values.get(name))
            yield from _repeats(values, name)


def _repeats(values: Mapping[str, object], name: str) -> Iterator[str]:
    repeat = 2
    while f"{name}#{repeat}" in values:
        yield from _texts(values[f"{name}#{repeat}"])
        repeat += 1


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else (value,):
        text = identity(one)
        if text is not None:
            yield text[:_LONGEST_TOLD]
