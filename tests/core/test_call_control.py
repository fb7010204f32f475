"""What a talk offers besides handing it over, and what a refusal means."""

from __future__ import annotations

import pytest

from tests.builders import ME, at, talk_started, waiting
from tests.builders import delivered as as_delivered
from uis_desktop.core.abilities import Ability, lost_by
from uis_desktop.core.call_control import (
    DURING_A_TALK,
    OFF,
    ON,
    Answer,
    Known,
    Wish,
    after,
    barred,
    meaning,
    offered,
    open_to,
)
from uis_desktop.core.calls import CallBook
from uis_desktop.core.cards import CardState
from uis_desktop.core.effects import ShowCard
from uis_desktop.core.phone import Number

RECORD_ON, RECORD_OFF = Wish(Ability.RECORD, ON), Wish(Ability.RECORD, OFF)
TAG, KEY = Wish(Ability.TAG, "5"), Wish(Ability.KEYS, "7")
ALL = frozenset(DURING_A_TALK)
NOTHING: frozenset[Ability] = frozenset()


@pytest.mark.parametrize("state", CardState)
def test_only_my_own_talk_offers_anything(state: CardState) -> None:
    found = offered(state, lost=NOTHING, number=Number("+79001234567"), test=False)
    assert found == (ALL if state is CardState.TALKING else NOTHING)


def test_hidden_number_cannot_be_blocked_and_a_test_ring_offers_nothing() -> None:
    talking = CardState.TALKING
    assert offered(talking, lost=NOTHING, number=None, test=False) == ALL - {Ability.BLOCK}
    assert offered(talking, lost=NOTHING, number=None, test=True) == NOTHING


@pytest.mark.parametrize("ability", [*DURING_A_TALK, Ability.TRANSFER])
def test_component_that_is_off_takes_all_its_methods_and_only_those(ability: Ability) -> None:
    gone = lost_by("component_disabled", ability)
    assert gone == ALL | {Ability.TRANSFER}
    assert lost_by("method_component_disabled", ability) == {ability}
    assert lost_by("invalid_state", ability) == NOTHING


def test_end_and_start_are_of_another_component() -> None:
    assert lost_by("component_disabled", Ability.END) == {Ability.END}
    assert lost_by("component_disabled", Ability.CALL) == {Ability.CALL}


def test_card_of_a_talk_offers_what_the_account_has() -> None:
    book = CallBook(ME)
    book.caught_up(at(0))
    for number, event in enumerate((waiting(), talk_started())):
        effects = book.apply(as_delivered(number, event), at(5))
    shown = next(one.card for one in effects if isinstance(one, ShowCard))
    assert shown.controls == ALL
    (effect,) = book.lose(*lost_by("component_disabled", Ability.TAG))
    assert isinstance(effect, ShowCard)
    assert (effect.card.controls, effect.card.can_transfer) == (NOTHING, False)
    assert effect.card.can_end
    (effect,) = book.lose(Ability.END)
    assert isinstance(effect, ShowCard)
    assert (effect.card.controls, effect.card.can_end) == (NOTHING, False)


@pytest.mark.parametrize(
    ("wish", "mnemonic", "answer"),
    [
        (RECORD_ON, "record_already_started", Answer.ALREADY),
        (RECORD_OFF, "record_already_stopped", Answer.ALREADY),
        (TAG, "duplicate_tag", Answer.ALREADY),
        (Wish(Ability.BLOCK), "duplicate_contact", Answer.ALREADY),
        (RECORD_OFF, "forbidden", Answer.BARRED),
        (Wish(Ability.COACH), "coach_not_found", Answer.BARRED),
        (TAG, "invalid_state", Answer.NOT_NOW),
        # The account's user may not do it: that is a failure to be told.
        (TAG, "forbidden", None),
        (TAG, "tag_not_found", None),
        (KEY, None, None),
    ],
)
def test_refusal_means(wish: Wish, mnemonic: str | None, answer: Answer | None) -> None:
    assert meaning(wish, mnemonic) is answer


def test_what_is_so_already_is_not_asked_for_again() -> None:
    known = after(after(Known(), RECORD_ON), TAG)
    assert not open_to(known, RECORD_ON)
    assert open_to(known, RECORD_OFF)
    assert not open_to(known, TAG)
    assert open_to(known, Wish(Ability.TAG, "6"))
    assert open_to(after(known, KEY), KEY)
    assert not open_to(after(known, Wish(Ability.BLOCK)), Wish(Ability.BLOCK))


def test_what_uis_will_not_do_is_barred_for_this_call_alone() -> None:
    known = barred(Known(), Ability.RECORD, "forbidden")
    assert not open_to(known, RECORD_ON)
    assert not open_to(known, RECORD_OFF)
    assert open_to(known, TAG)
    assert open_to(Known(), RECORD_OFF)
