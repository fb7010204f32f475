"""Additional parameters: which are shown, in which words, and when they change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import ME, at, call_ended, delivered, waiting
from uis_desktop.core.calls import CallBook
from uis_desktop.core.effects import FoldCard, KeepInHistory, ShowCard
from uis_desktop.core.parameters import Parameter, ShownParameter, told

ORDER = ShownParameter(name="order_id", label="Заказ")
ENDED = replace(call_ended(), extra={"attributes": {"color": "red"}})
COLOUR = ShownParameter(name="attributes.color", label="Цвет")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("А-1042", "А-1042"),
        (1042, "1042"),
        (7.0, "7"),
        (7.5, "7.5"),
        (True, "+"),
        (False, "−"),
        (["a", 5, None], "a, 5"),
        ({"a": 1}, '{"a": 1}'),
        ("x" * 1000, "x" * 300),
        ([["x"] * 1000] * 1000, ", ".join([", ".join(["x"] * 20)] * 20)[:300]),
    ],
)
def test_value_is_written_as_people_write_it(value: object, words: str) -> None:
    assert told({"order_id": value}, [ORDER]) == (Parameter(label="Заказ", value=words),)


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, [None]])
def test_what_tells_nothing_is_not_shown(value: object) -> None:
    assert told({"order_id": value}, [ORDER]) == ()


def test_only_the_chosen_are_shown_in_their_order() -> None:
    extra = {"order_id": "5", "attributes": {"color": "red"}, "secret": "s"}
    shown = [one.value for one in told(extra, [COLOUR, ORDER])]
    assert shown == ["red", "5"]


def test_key_with_a_dot_in_its_name_comes_before_the_inner_key() -> None:
    extra = {"attributes.color": "blue", "attributes": {"color": "red"}}
    assert told(extra, [COLOUR])[0].value == "blue"


def test_card_and_row_show_what_is_chosen_and_change_with_the_choice() -> None:
    book = CallBook(ME)
    assert book.choose((ORDER,)) == []
    effects = book.apply(
        delivered(1, replace(waiting(), extra={"order_id": 5, "city": "Омск"})), at(0)
    )
    chosen = (Parameter(label="Заказ", value="5"),)
    assert [e.card.parameters for e in effects if isinstance(e, ShowCard)] == [chosen]
    assert [e.row.parameters for e in effects if isinstance(e, KeepInHistory)] == [chosen]
    again = book.choose((ShownParameter(name="city", label="Город"),))
    city = (Parameter(label="Город", value="Омск"),)
    assert [e.card.parameters for e in again if isinstance(e, ShowCard)] == [city]
    assert [e.row.parameters for e in again if isinstance(e, KeepInHistory)] == [city]
    assert book.choose((ShownParameter(name="city", label="Город"),)) == []


def test_parameters_of_the_end_are_added_to_those_of_the_ring() -> None:
    book = CallBook(ME)
    book.choose((ORDER, COLOUR))
    book.apply(delivered(1, replace(waiting(), extra={"order_id": 5})), at(0))
    effects = book.apply(delivered(2, ENDED), at(1))
    (folded,) = [e for e in effects if isinstance(e, FoldCard)]
    assert [one.value for one in folded.card.parameters] == ["5", "red"]


def test_choice_brings_no_card_back_that_was_gone() -> None:
    book = CallBook(ME)
    book.restore(delivered(1, replace(waiting(), extra={"order_id": 5})))
    effects = book.choose((ORDER,))
    assert not [e for e in effects if isinstance(e, ShowCard)]
    assert [e.row.parameters for e in effects if isinstance(e, KeepInHistory)]
