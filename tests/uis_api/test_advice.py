"""What a program can do after each word of UIS's."""

from __future__ import annotations

import pytest

from tests.documented_words import ERRORS
from uis_desktop.advice import Advice
from uis_desktop.errors import CallRefused, ServiceRefused

_DOCUMENTED = [(code, word) for code, words in ERRORS.items() for word in words]


@pytest.mark.parametrize(("code", "word"), _DOCUMENTED)
def test_every_documented_word_has_its_advice_whatever_the_code(code: int, word: str) -> None:
    advised = ServiceRefused(word, code=code).advice
    assert isinstance(advised, Advice)
    if advised not in {Advice.SIGN_IN, Advice.ASK_THE_ADMINISTRATOR}:
        # UIS sends some words under two codes.
        assert advised in {CallRefused(word, code=-32602).advice, CallRefused("", code=code).advice}


@pytest.mark.parametrize(
    ("word", "code", "advice"),
    [
        ("component_disabled", -32008, Advice.DO_WITHOUT),
        ("contact_in_blacklist", -32602, Advice.ASK_THE_ADMINISTRATOR),
        ("contact_in_blacklist", -32002, Advice.ASK_THE_ADMINISTRATOR),
        ("scenario_not_found", -32007, Advice.LOOK_AGAIN),
        ("call_session_not_found", -32602, Advice.LOOK_AGAIN),
        ("duplicate_tag", -32602, Advice.NOTHING),
        ("auth_error", -32001, Advice.SIGN_IN),
        ("ip_not_whitelisted", -32003, Advice.ASK_THE_ADMINISTRATOR),
        ("brand_new", -32029, Advice.WAIT),
        ("brand_new", -32602, Advice.CHANGE_THE_INPUT),
        ("internal_error", 0, Advice.TRY_LATER),
        ("brand_new", -1, Advice.ASK_THE_ADMINISTRATOR),
    ],
)
def test_a_new_word_is_judged_by_its_code(word: str, code: int, advice: Advice) -> None:
    assert ServiceRefused(word, code=code).advice is advice
