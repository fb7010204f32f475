"""Repairs become sentences with advice; none is left without words."""

from __future__ import annotations

import re
from typing import Literal

import pytest

from uis_desktop.relay.intake.diagnosis import diagnosis
from uis_desktop.relay.intake.repairs import Repair, Repairs

LANGUAGES: tuple[Literal["ru", "en"], ...] = ("ru", "en")


@pytest.mark.parametrize("repair", Repair)
def test_every_repair_has_words_in_both_languages(repair: Repair) -> None:
    russian, english = (diagnosis([repair.value], language)[0] for language in LANGUAGES)
    assert re.search("[а-я]", russian.sentence)
    assert not re.search("[а-яА-Я]", english.sentence + (english.advice or ""))
    assert (russian.advice is None) == (english.advice is None)
    for words in (russian, english):
        assert words.sentence.endswith(".")
        assert "{names}" not in words.sentence + (words.advice or "")


def test_quoted_placeholders_are_told_as_an_administrator_says_it() -> None:
    code = "quoted_placeholders: contact_phone_number, employee_id"
    (found,) = diagnosis([code], "en")
    assert found.code == "quoted_placeholders"
    assert found.sentence == "Placeholders are in quotes (contact_phone_number, employee_id)."
    assert found.advice is not None
    assert "remove the quotes around {{…}}" in found.advice.casefold()


def test_what_an_older_release_stored_is_told_as_it_is() -> None:
    old = ["read as cp1251", "employee_id: quotes around a placeholder", ""]
    assert [found.sentence for found in diagnosis(old, "ru")] == old


def test_repairs_are_told_once_and_grouped_in_the_order_they_came() -> None:
    repairs = Repairs()
    repairs.note(Repair.QUOTED_PLACEHOLDERS, "employee_id")
    repairs.note(Repair.CUT_OFF)
    repairs.note(Repair.QUOTED_PLACEHOLDERS, "a, b: {c}\n" + "x" * 100)
    repairs.note(Repair.QUOTED_PLACEHOLDERS, "employee_id")
    first, second = repairs.codes()
    assert first.startswith("quoted_placeholders: employee_id, a b: {c} xxx")
    assert len(first) < 120
    assert second == "cut_off"


def test_a_failed_attempt_leaves_no_trace() -> None:
    repairs = Repairs()
    repairs.note(Repair.CUT_OFF)
    mark = repairs.mark()
    repairs.note(Repair.COMMA_EXTRA)
    repairs.note(Repair.CUT_OFF)
    repairs.back_to(mark)
    assert repairs.codes() == ("cut_off",)


def test_no_flood_of_repairs_is_kept() -> None:
    repairs = Repairs()
    for number in range(10_000):
        repairs.note(Repair.NO_VALUE, f"field{number}")
    (code,) = repairs.codes()
    assert code.endswith(", …")
    assert len(code) < 200


def test_body_with_thousands_of_mistakes_is_told_in_a_few_words() -> None:
    repairs = Repairs()
    for number in range(5000):
        repairs.note(Repair.LITERAL_PLACEHOLDER, f"own_{number}")
    (code,) = repairs.codes()
    assert code.endswith("own_11, …")
    assert repairs.mark() <= 64
