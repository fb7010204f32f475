"""What can be done during a talk besides handing it over (Call API, "call management").

UIS tells of none of it by notification: what is known of a call here is what our own
requests have made of it, and what a refusal has told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from uis_desktop.core.abilities import Ability
from uis_desktop.core.cards import CardState
from uis_desktop.core.phone import Number

#: In the order in which they are shown.
DURING_A_TALK = (Ability.RECORD, Ability.COACH, Ability.TAG, Ability.KEYS, Ability.BLOCK)

#: What a phone's keys can say.
SYMBOLS = "123456789*0#"

#: A number is blocked so long after the click: until then nothing is sent.
UNDO_S = 10

ON, OFF = "on", "off"


@dataclass(frozen=True, slots=True)
class Wish:
    """One request: ``value`` is ``on`` or ``off``, the id of a tag, or one symbol."""

    ability: Ability
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagButton:
    """A key of the phone that marks a call, and with which of the account's tags."""

    digit: str
    tag_id: str
    name: str


class Answer(StrEnum):
    """What became of a request.

    ``ALREADY`` is no failure: it was so before.  ``BARRED`` holds for the whole call;
    ``NOT_NOW`` only for this moment of it.
    """

    DONE = "done"
    ALREADY = "already"
    NOT_NOW = "not_now"
    BARRED = "barred"
    UNDONE = "undone"


_MEANT: Mapping[str, Answer] = {
    "record_already_started": Answer.ALREADY,
    "record_already_stopped": Answer.ALREADY,
    "duplicate_tag": Answer.ALREADY,
    "duplicate_contact": Answer.ALREADY,
    "invalid_state": Answer.NOT_NOW,
    "coach_not_found": Answer.BARRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one call.

    Attributes:
        recording: None: nobody has told.
        tags: the ids of those we put on it.
        barred: what UIS will not do with this call, and its word for why.
    """

    recording: bool | None = None
    tags: frozenset[str] = frozenset()
    blocked: bool = False
    barred: Mapping[Ability, str] = field(default_factory=dict)


def offered(
    state: CardState, *, lost: frozenset[Ability], number: Number | None, test: bool
) -> frozenset[Ability]:
    """What a card in this state may offer; ``number`` is the contact's, if he shows it."""
    if state is not CardState.TALKING or test:
        return frozenset()
    hidden = frozenset({Ability.BLOCK}) if number is None else frozenset()
    return frozenset(DURING_A_TALK) - lost - hidden


def meaning(wish: Wish, mnemonic: str | None) -> Answer | None:
    """What a refusal of UIS says about this wish; None: it is a failure to be told.

    ``forbidden`` is the answer to who may not switch a record ("all calls are recorded");
    for anything else it is about the rights of the account's user.
    """
    if mnemonic == "forbidden" and wish.ability is Ability.RECORD:
        return Answer.BARRED
    return _MEANT.get(mnemonic or "")


def after(known: Known, wish: Wish) -> Known:
    """What is known once this has been done, or was so already."""
    match wish.ability:
        case Ability.RECORD:
            return replace(known, recording=wish.value == ON)
        case Ability.TAG:
            return replace(known, tags=known.tags | {wish.value})
        case Ability.BLOCK:
            return replace(known, blocked=True)
        case _:
            return known


def barred(known: Known, ability: Ability, mnemonic: str) -> Known:
    """UIS will not do that with this call."""
    return replace(known, barred={**known.barred, ability: mnemonic})


def open_to(known: Known, wish: Wish) -> bool:
    """This wish could change something."""
    return wish.ability not in known.barred and (
        wish.ability in {Ability.KEYS, Ability.COACH} or after(known, wish) != known
    )
