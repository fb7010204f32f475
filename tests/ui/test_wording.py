from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.documented_words import FINISH_REASONS, MNEMONICS
from uis_desktop import errors
from uis_desktop.core.cards import CardState
from uis_desktop.core.link import LinkState, LinkView, OfflineReason, RefusedReason
from uis_desktop.ui.finish_reasons import finish_line, finish_words
from uis_desktop.ui.language import speak
from uis_desktop.ui.refusals import REFUSALS, refusal_words
from uis_desktop.ui.wording import (
    error_words,
    link_words,
    not_a_number_words,
    not_our_number_words,
    short_state_words,
    state_words,
)
from uis_desktop.wire.call_api import RelayWord

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def every_error(kind: type[errors.UisError] = errors.UisError) -> Iterator[type[errors.UisError]]:
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield child
            yield from every_error(child)


@pytest.fixture(params=["ru", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    language: str = request.param
    speak(qapp, language)
    return language


def in_language(text: str, language: str) -> bool:
    return bool(CYRILLIC.search(text)) == (language == "ru")


@pytest.mark.parametrize("kind", list(every_error()), ids=lambda kind: kind.__name__)
def test_every_error_has_words_of_its_own_and_advice(
    kind: type[errors.UisError], language: str
) -> None:
    reason = "letters" if kind is errors.NotAPhoneNumber else "x"
    words = error_words(kind(reason))
    assert in_language(words.title, language)
    assert in_language(words.advice, language)
    assert words.title != error_words(errors.UisError("x")).title


@pytest.mark.parametrize("mnemonic", MNEMONICS)
def test_every_refusal_has_words_of_its_own_and_a_next_step(mnemonic: str, language: str) -> None:
    words = refusal_words(mnemonic, "English text of UIS")
    assert in_language(words.title, language)
    assert in_language(words.advice, language)
    assert words.title != refusal_words("never_heard_of").title


#: An unknown outcome is no refusal, and has a card of its own.
_BETWEEN_US = [
    *(word for word in RelayWord if word is not RelayWord.OUTCOME_UNKNOWN),
    "unreachable",
    "sign_in_refused",
]


@pytest.mark.parametrize("word", _BETWEEN_US)
def test_what_stands_between_us_and_uis_has_words_too(word: str, language: str) -> None:
    words = refusal_words(word)
    assert in_language(words.title, language)
    assert words.title != refusal_words("never_heard_of").title


@pytest.mark.parametrize("address", ["192.0.2.17", "2001:db8::17"])
def test_a_network_uis_does_not_allow_is_told_with_its_address(address: str, language: str) -> None:
    advice = refusal_words("ip_not_whitelisted", f"IP address {address} is not whitelisted").advice
    assert f" {address} " in advice
    assert in_language(advice, language)
    assert in_language(refusal_words("ip_not_whitelisted", "No.").advice, language)


@pytest.mark.parametrize("reason", FINISH_REASONS)
def test_every_frequent_reason_for_an_end_has_words_and_a_next_step(
    reason: str, language: str
) -> None:
    words = finish_words(reason)
    assert in_language(words.title, language)
    assert in_language(words.advice, language)
    assert reason not in finish_line(reason)


def test_a_reason_nobody_knows_is_told_as_plain_text(language: str) -> None:
    line = finish_line("brand_new\u202e<b>")
    assert "brand_new<b>" in line
    assert in_language(line, language)


def test_unknown_refusal_shows_what_uis_said_as_plain_text(language: str) -> None:
    advice = refusal_words("brand_new", "Number\n‮is <b>odd</b>").advice
    assert advice.endswith("Number is <b>odd</b>")


def test_refusal_without_a_reason_still_says_what_to_do(language: str) -> None:
    assert in_language(refusal_words(None).advice, language)


def test_exhausted_budget_says_when_to_try_again(qapp: QApplication) -> None:
    words = error_words(errors.CallRefused("limit_exceeded", retry_after_s=12.4))
    assert words.advice == "Повторите через 12 с."


@pytest.mark.parametrize("state", list(CardState))
def test_every_card_state_has_words(state: CardState, language: str) -> None:
    assert in_language(state_words(state), language)
    assert in_language(short_state_words(state), language)


@pytest.mark.parametrize("state", list(LinkState))
def test_every_link_state_has_words(state: LinkState, language: str) -> None:
    assert in_language(link_words(LinkView(state=state)), language)


@pytest.mark.parametrize("reason", [*OfflineReason, *RefusedReason])
def test_every_reason_for_a_lost_link_is_said(
    reason: OfflineReason | RefusedReason, language: str
) -> None:
    offline = isinstance(reason, OfflineReason)
    state = LinkState.OFFLINE if offline else LinkState.REFUSED
    said = link_words(LinkView(state=state, reason=reason))
    assert said.startswith(link_words(LinkView(state=state)) + ": ")
    assert in_language(said, language)


def test_connected_names_who_is_signed_in(qapp: QApplication) -> None:
    live = LinkView(state=LinkState.LIVE, employee_name="Мария <b>")
    assert link_words(live) == "На связи · Мария <b>"


@pytest.mark.parametrize("reason", ["no_number", "free_for_callers", "not_active"])
def test_every_reason_against_a_number_to_call_from_says_what_to_do(
    reason: str, language: str
) -> None:
    said = not_our_number_words(reason)
    assert in_language(said, language)
    assert error_words(errors.NotOurNumber(reason)).advice == said
    others = {"no_number", "free_for_callers", "not_active"} - {reason}
    assert said not in map(not_our_number_words, others)


@pytest.mark.parametrize(
    "reason",
    [
        "empty",
        "letters",
        "too_short",
        "too_long",
        "not_valid",
        "several",
        "plus_eight",
        "service_code",
        "emergency",
    ],
)
def test_every_reason_against_a_number_has_words(reason: str, language: str) -> None:
    said = not_a_number_words(reason)
    assert in_language(said, language)
    assert reason == "not_valid" or said != not_a_number_words("not_valid")


def test_every_refusal_in_the_table_is_reachable() -> None:
    assert all(re.fullmatch("[a-z_]+", mnemonic) for mnemonic in REFUSALS)
