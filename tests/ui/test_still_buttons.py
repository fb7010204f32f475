"""Facts that come late move text, never a button."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui import samples
from tests.ui.person import Screen
from uis_desktop.core.aftercall import card_may_be_tagged
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.parameters import Parameter
from uis_desktop.core.preferences import Corner, Preferences
from uis_desktop.ui.cards.card import Card

Shape = dict[str, object]


def bare(view: CardView) -> CardView:
    """The call as its first event tells it: a number, and nothing of who that is."""
    return replace(
        view,
        contact_full_name=None,
        company=None,
        others_ringing=(),
        nth_call=None,
        past=None,
        parameters=(),
        scenario_name=None,
    )


def latecomers(view: CardView) -> dict[str, CardView]:
    """The same call with one more fact each, and with all of them."""
    empty = bare(view)
    past = samples.every_card()["past"].past
    late = {
        "name": replace(empty, contact_full_name="Иванова Анна Сергеевна"),
        "long name": replace(empty, contact_full_name=samples.LONG_NAME),
        "company": replace(empty, company="ООО «Ромашка»"),
        "scenario": replace(empty, scenario_name="Отдел продаж"),
        "others": replace(empty, others_ringing=("Пётр Сидоров", "Мария Кузнецова")),
        "n-th call": replace(empty, nth_call=3),
        "last talk": replace(empty, past=past),
        "parameters": replace(empty, parameters=(Parameter(label="Заказ", value="А-1042"),) * 4),
        "responsible": replace(empty, responsible="Пётр Сидоров"),
        "record": replace(empty, recorded=True),
    }
    late["everything"] = replace(
        empty,
        contact_full_name=samples.LONG_NAME,
        company="ООО «Ромашка»",
        scenario_name="Отдел продаж",
        nth_call=3,
        past=past,
        parameters=(Parameter(label="Заказ", value="А-1042"),) * 4,
    )
    return late


def places_of_buttons(screen: Screen) -> Shape:
    """Where each button of the card is on the screen."""
    card = screen.shown("1")
    corner = card.place.topLeft()
    boxes = {button.text(): button.geometry().translated(corner) for button in actions(card)}
    return {words: box.getRect() for words, box in boxes.items()}


def actions(card: Card) -> list[QPushButton]:
    """The buttons that do something for the call; the cross in the card's corner is none."""
    found = [one for one in card.findChildren(QPushButton) if not one.isHidden()]
    return [one for one in found if one.property("role") != "close"]


@pytest.mark.parametrize("corner", [Corner.BOTTOM_RIGHT, Corner.TOP_LEFT])
@pytest.mark.parametrize("state", CardState)
def test_no_button_moves_when_a_fact_comes_late(
    screen: Screen, state: CardState, corner: Corner
) -> None:
    view = samples.in_state(state)
    screen.stack.live_by(Preferences(corner=corner))
    screen.stack.show_card(bare(view))
    before = places_of_buttons(screen)
    assert before
    heights = {screen.shown("1").place.height()}
    for fact, fuller in latecomers(view).items():
        screen.stack.show_card(fuller)
        assert places_of_buttons(screen) == before, fact
        heights.add(screen.shown("1").place.height())
    assert len(heights) > 1


@pytest.mark.parametrize("state", CardState)
def test_at_most_four_actions_in_every_state_and_none_of_them_answers(
    screen: Screen, state: CardState
) -> None:
    screen.stack.card_maker.offer_crm(lambda _card: True)
    screen.stack.card_maker.offer_tags(card_may_be_tagged)
    screen.stack.show_card(replace(samples.in_state(state, "1"), call_session_id="700"))
    words = [button.text() for button in actions(screen.shown("1"))]
    assert 1 <= len(words) <= 4
    over = {CardState.ENDED, CardState.LOST, CardState.NOT_ANSWERED}
    assert ("Теги…" in words) == (state in over)
    assert not any("ответить" in word.lower() for word in words)
