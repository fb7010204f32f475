"""What a finished call is marked with: what the person wants against what UIS has.

UIS tells the tags of a call in its notifications, before and after ours arrive there, and
never again when somebody changes them later.  So what we asked for last, and UIS took,
counts more than what a notification said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uis_desktop.advice import Advice
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.tags import Tag, TagWish, WishState
from uis_desktop.errors import ServiceRefused, UisError

_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 15 * 60.0
_OVER = frozenset({CardState.ENDED, CardState.LOST, CardState.NOT_ANSWERED})
#: Refusals that end by themselves, or when the administrator has mended something.
_PASSING = frozenset(
    {"relay_too_many", "relay_not_set_up", "relay_key_refused", "relay_token_refused"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagMark:
    """A tag as a call shows it, on its page or in its little window.

    Attributes:
        id: None: UIS has told its name only, and the company's list does not have it.
        on: the call has it, as far as the person is concerned.
        waiting: UIS does not have it that way yet.
        refused: UIS's word for why it did not take the wish; empty if it did.
    """

    id: str | None
    name: str
    on: bool = False
    waiting: bool = False
    refused: str = ""


def may_be_tagged(call: HistoryRow) -> bool:
    """It is over, UIS knows it, and it is the person's: his phone rang, dialled or talked."""
    known = _is_uis_id(call.key)
    over = call.outcome is not Outcome.GOING_ON and call.ended_at is not None
    return known and over and call.concerns_me and not call.test


def card_may_be_tagged(card: CardView) -> bool:
    """The same, of a call that is still on a card: its row is written before the card says so."""
    known = _is_uis_id(card.call_session_id or "")
    return known and card.state in _OVER and card.concerns_me and not card.test


def tags_on(call: HistoryRow, known: Sequence[Tag]) -> tuple[TagMark, ...]:
    """Every tag the call could have, in the company's order; then those it has beside them."""
    wishes = {wish.tag.id: wish for wish in call.tag_wishes}
    marks = [_mark(tag, wishes.pop(tag.id, None), call.tag_names) for tag in known]
    named = {tag.name for tag in known}
    for wish in wishes.values():
        named.add(wish.tag.name)
        marks.append(_mark(wish.tag, wish, call.tag_names))
    marks += [TagMark(id=None, name=name, on=True) for name in call.tag_names if name not in named]
    return tuple(mark for mark in marks if mark.on or mark.waiting or _offered(mark, known))


def _is_uis_id(key: str) -> bool:
    return key.isascii() and key.isdecimal()


def _offered(mark: TagMark, known: Sequence[Tag]) -> bool:
    return bool(mark.refused) or any(tag.id == mark.id for tag in known)


def _mark(tag: Tag, wish: TagWish | None, told: Sequence[str]) -> TagMark:
    if wish is None:
        return TagMark(id=tag.id, name=tag.name, on=tag.name in told)
    refused = wish.state is WishState.REFUSED
    return TagMark(
        id=tag.id,
        name=tag.name,
        on=wish.wanted is not refused,
        waiting=wish.state is WishState.WAITING,
        refused=wish.reason if refused else "",
    )


def settled(error: UisError | None) -> tuple[WishState, str]:
    """What becomes of a wish after one request for it, and why.

    A tag that is put on a second time is on the call once, and one that is taken off a
    second time is off: the wish names the end, not a step.  So, unlike a call, it may be
    asked for again when nobody knows what became of the first request.
    """
    if error is None:
        return WishState.AT_UIS, ""
    if not isinstance(error, ServiceRefused):
        return WishState.WAITING, ""
    if error.advice is Advice.NOTHING:
        # ``duplicate_tag``: it is as it should be.
        return WishState.AT_UIS, ""
    if error.mnemonic in _PASSING or error.advice in {Advice.WAIT, Advice.TRY_LATER}:
        return WishState.WAITING, ""
    return WishState.REFUSED, error.mnemonic or str(error.code)


def pause_s(attempts: int, jitter: float) -> float:
    """How long to wait after so many vain rounds; ``jitter`` between 0 and 1.

    Half of it is by chance, so that a whole office does not come back at once.
    """
    longest = min(_FIRST_PAUSE_S * 2.0 ** min(attempts - 1, 10), _LONGEST_PAUSE_S)
    return longest * (0.5 + jitter / 2)
