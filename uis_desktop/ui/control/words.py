"""What became of a wish, in words."""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.core.abilities import Ability
from uis_desktop.core.call_control import ON, Answer, Wish
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.refusals import Words

_ANSWERS: Mapping[Answer, str] = {
    Answer.ALREADY: QT_TRANSLATE_NOOP("Control", "It is so already."),
    Answer.NOT_NOW: QT_TRANSLATE_NOOP(
        "Control", "Not possible at this moment of the call. Try again in a moment."
    ),
}


def answer_line(wish: Wish, answer: Answer | None) -> str:
    """A line for the window; empty if there is nothing to say."""
    if answer is Answer.DONE:
        return _done_line(wish)
    words = None if answer is None else _ANSWERS.get(answer)
    return "" if words is None else translate("Control", words)


def unknown_words() -> Words:
    """Nobody knows whether UIS has done it."""
    return Words(
        translate("Control", "Not known whether UIS did it"),
        translate("Control", "UIS did not answer in time. It was not asked a second time."),
    )


def block_words(answer: Answer | None, who: str) -> Words | None:
    """What became of a number that was to be blocked; None: there is nothing to tell."""
    match answer:
        case Answer.DONE | Answer.ALREADY:
            return Words(
                translate("Control", "{who} is blocked").format(who=who),
                translate(
                    "Control",
                    "UIS lets no call of this number through. Your administrator can change that.",
                ),
            )
        case Answer.NOT_NOW:
            return not_blocked_words(who, translate("Control", _ANSWERS[Answer.NOT_NOW]))
        case _:
            return None


def too_late_to_block(who: str) -> Words:
    """The talk was over before the number was blocked."""
    return not_blocked_words(
        who,
        translate(
            "Control",
            "The talk was over before: UIS blocks only during a talk. "
            "Your administrator can block the number in the UIS account.",
        ),
    )


def not_blocked_words(who: str, why: str) -> Words:
    """It was not done, and why."""
    return Words(translate("Control", "{who} is not blocked").format(who=who), why)


def _done_line(wish: Wish) -> str:
    match wish.ability:
        case Ability.RECORD if wish.value == ON:
            return translate("Control", "The talk is being recorded.")
        case Ability.RECORD:
            return translate("Control", "The talk is not recorded any more.")
        case Ability.COACH:
            return translate("Control", "Your coach is being called.")
        case Ability.TAG:
            return translate("Control", "The tag is on the call.")
        case _:
            return ""
