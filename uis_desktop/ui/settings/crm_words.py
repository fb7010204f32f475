"""A rule for the CRM, what is wrong with it and what it opens, in words."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from urllib.parse import urlsplit

from uis_desktop.core.crm_filling import LONGEST_TARGET, Fault, Opening, OpenUrl, Problem
from uis_desktop.core.crm_rules import CrmRule, Moment, Way
from uis_desktop.core.events import Direction
from uis_desktop.core.phone import Number
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.shown_numbers import shown_number

MOMENTS: Mapping[str, str] = {
    Moment.RING: QT_TRANSLATE_NOOP("Crm", "As soon as it rings"),
    Moment.ANSWER: QT_TRANSLATE_NOOP("Crm", "As soon as I talk"),
    Moment.BUTTON: QT_TRANSLATE_NOOP("Crm", "By the button on the card"),
}
DIRECTIONS: Mapping[str, str] = {
    "": QT_TRANSLATE_NOOP("Crm", "All calls"),
    Direction.IN: QT_TRANSLATE_NOOP("Crm", "Incoming calls"),
    Direction.OUT: QT_TRANSLATE_NOOP("Crm", "Outgoing calls"),
}
WAYS: Mapping[str, str] = {
    Way.URL: QT_TRANSLATE_NOOP("Crm", "A page in the browser"),
    Way.PROGRAM: QT_TRANSLATE_NOOP("Crm", "A program"),
}
#: Every value a rule can have, in the order of use.
VALUES: Mapping[str, str] = {
    "number_10": QT_TRANSLATE_NOOP("Crm", "Number: 9161234567"),
    "number": QT_TRANSLATE_NOOP("Crm", "Number: 79161234567"),
    "number_plus": QT_TRANSLATE_NOOP("Crm", "Number: +79161234567"),
    "number_8": QT_TRANSLATE_NOOP("Crm", "Number: 89161234567"),
    "contact_name": QT_TRANSLATE_NOOP("Crm", "Name of the contact"),
    "company": QT_TRANSLATE_NOOP("Crm", "Company"),
    "contact_id": QT_TRANSLATE_NOOP("Crm", "Contact's id in UIS"),
    "call_session_id": QT_TRANSLATE_NOOP("Crm", "Call's id in UIS"),
    "line": QT_TRANSLATE_NOOP("Crm", "Our line"),
    "scenario": QT_TRANSLATE_NOOP("Crm", "Scenario"),
    "employee_name": QT_TRANSLATE_NOOP("Crm", "My name"),
    "employee_id": QT_TRANSLATE_NOOP("Crm", "My id in UIS"),
    "direction": QT_TRANSLATE_NOOP("Crm", "Direction: in or out"),
    "event": QT_TRANSLATE_NOOP("Crm", "Event: ring, answer or button"),
}

_FAULTS: Mapping[Fault, str] = {
    Fault.EMPTY: QT_TRANSLATE_NOOP("Crm", "Write here what is to be opened."),
    Fault.TOO_LONG: QT_TRANSLATE_NOOP("Crm", "Too long: at most {most} characters."),
    Fault.CHARACTERS: QT_TRANSLATE_NOOP(
        "Crm", "There is a blank, a line break or a character here that cannot be used."
    ),
    Fault.BRACE: QT_TRANSLATE_NOOP("Crm", "A brace has no partner: write {example}."),
    Fault.PLACEHOLDER: QT_TRANSLATE_NOOP(
        "Crm", "There is no value {what}. Choose one by “Insert a value”."
    ),
    Fault.SCHEME: QT_TRANSLATE_NOOP("Crm", "An address begins with https:// or http://."),
    Fault.HOST: QT_TRANSLATE_NOOP(
        "Crm", "Behind https:// write the address of your CRM, without values in it."
    ),
    Fault.PROGRAM_VALUE: QT_TRANSLATE_NOOP(
        "Crm", "Name the program in the first line; values are for the lines below."
    ),
    Fault.SHELL: QT_TRANSLATE_NOOP(
        "Crm",
        "{what} would take a caller's words for commands. Name the program of your CRM itself.",
    ),
    Fault.LINE: QT_TRANSLATE_NOOP("Crm", "Only digits, such as 74950000001."),
}


def problem_words(problem: Problem) -> str:
    """What is wrong, and what to do."""
    what = plain(problem.what, 60)
    if problem.fault is Fault.PLACEHOLDER:
        what = f"{{{what}}}"
    pattern = translate("Crm", _FAULTS[problem.fault])
    return pattern.format(what=what, most=LONGEST_TARGET, example="{number}")


def rule_title(rule: CrmRule) -> str:
    """A rule in one line: when, for which calls, and what it opens."""
    when = [translate("Crm", MOMENTS[rule.moment])]
    if rule.direction is not None:
        when.append(translate("Crm", DIRECTIONS[rule.direction]))
    if rule.line:
        when.append(shown_number(Number(f"+{rule.line}")))
    return f"{' · '.join(when)} → {_goal(rule)}"


def opening_words(opening: Opening) -> str:
    """What is opened: the address, or the program with each of its arguments."""
    if isinstance(opening, OpenUrl):
        return plain(opening.url, 600)
    return plain(shlex.join((opening.program, *opening.arguments)), 600)


def _goal(rule: CrmRule) -> str:
    """The server or the program alone."""
    written = rule.target.strip()
    if rule.way is Way.PROGRAM:
        return plain(written.partition("\n")[0] or "?", 60)
    try:
        host = urlsplit(written).hostname
    except ValueError:
        host = None
    return plain(host or written or "?", 60)
