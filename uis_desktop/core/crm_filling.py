"""A CRM rule's target with the values of a call in it.

What is put in comes from strangers.  So:

- An address begins with one of :data:`SCHEMES` and a host, both written out in the
  rule: no value can turn it into another scheme or lead to another host.  Each value
  is percent-encoded (RFC 3986: all but letters, digits, ``-._~``), so it cannot
  begin a new part of the address.  A value that is nothing but dots counts as
  missing: browsers read ``/..`` and ``/%2e%2e`` as a step upwards (WHATWG URL, "double-dot
  path segment").
- A program is started with a list of arguments and without a shell; each line of
  the rule is one argument, whatever blanks or quotes a value has.  Where a value
  stands at the beginning of an argument, the characters that could make an option
  or a file of options of it (``-``, ``/``, ``@``) are taken off its front: a name
  has no use for them.  Shells and batch files are refused, because they read
  their arguments as commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit

from uis_desktop.core.crm_rules import CrmCall, CrmRule, Moment, Way, digits, fitting
from uis_desktop.core.events import Direction
from uis_desktop.core.plain_text import plain

#: The web.
SCHEMES = frozenset({"http", "https"})
LONGEST_TARGET = 2000
#: An address that is longer is cut or refused by browsers and servers.
_LONGEST_VALUE = 200

#: Without one of these there is no customer to open; the next rule is tried.
_NEEDED = frozenset(
    {"number", "number_plus", "number_8", "number_10", "contact_id", "call_session_id"}
)
_OTHERS = frozenset(
    {
        "contact_name",
        "company",
        "employee_id",
        "employee_name",
        "line",
        "scenario",
        "direction",
        "event",
    }
)
#: Every placeholder but ``parameter:LABEL``.
PLACEHOLDERS = _NEEDED | _OTHERS
PARAMETER = "parameter:"

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SHELLS = frozenset(
    {"sh", "bash", "dash", "zsh", "ksh", "fish", "csh", "tcsh", "busybox", "env"}
    | {"cmd", "powershell", "pwsh", "wscript", "cscript", "mshta"}
    | {"xterm", "konsole", "gnome-terminal", "xfce4-terminal"}
)
_BATCH = frozenset({"bat", "cmd", "ps1", "vbs", "js", "wsf"})
#: What an address may have as it is; the rest of what the person wrote is encoded.
_WRITTEN = "".join(map(chr, range(0x21, 0x7F)))


class Fault(StrEnum):
    """What is wrong with a rule."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    BRACE = "brace"
    PLACEHOLDER = "placeholder"
    SCHEME = "scheme"
    HOST = "host"
    PROGRAM_VALUE = "program_value"
    SHELL = "shell"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: the placeholder, the scheme or the program."""

    fault: Fault
    what: str = ""


@dataclass(frozen=True, slots=True)
class OpenUrl:
    """To be opened as a link is."""

    url: str


@dataclass(frozen=True, slots=True)
class RunProgram:
    """To be started on its own, without a shell."""

    program: str
    arguments: tuple[str, ...]


Opening = OpenUrl | RunProgram


@dataclass(frozen=True, slots=True)
class Choice:
    """What the rules say of one moment.

    Attributes:
        opening: None: nothing is opened.
        missing: the placeholder that kept the first fitting rule from being used.
    """

    opening: Opening | None = None
    missing: str = ""


def problem_of(rule: CrmRule) -> Problem | None:
    """Why a rule cannot be carried out by anybody; None: it can."""
    if rule.line != digits(rule.line):
        return Problem(Fault.LINE, rule.line)
    target = rule.target
    if not target.strip():
        return Problem(Fault.EMPTY)
    if len(target) > LONGEST_TARGET:
        return Problem(Fault.TOO_LONG)
    return _bad_placeholder(target) or (
        _bad_url(target) if rule.way is Way.URL else _bad_program(_lines(target))
    )


def choose(rules: Iterable[CrmRule], moment: Moment, call: CrmCall) -> Choice:
    """What the first rule opens that fits and has all its values."""
    first_missing = ""
    for rule in fitting(rules, moment, call):
        if problem_of(rule) is not None:
            continue
        values = _values(call, moment)
        missing = _missing(rule.target, values)
        if not missing:
            return Choice(_filled(rule, values))
        first_missing = first_missing or missing
    return Choice(missing=first_missing)


def by_button(rules: Sequence[CrmRule], call: CrmCall) -> Choice:
    """What the button opens: a rule made for it, or else what would have opened by itself."""
    first_missing = ""
    for moment in (Moment.BUTTON, Moment.RING, Moment.ANSWER):
        choice = choose(rules, moment, call)
        if choice.opening is not None:
            return choice
        first_missing = first_missing or choice.missing
    return Choice(missing=first_missing)


def is_offered(rules: Iterable[CrmRule], call: CrmCall) -> bool:
    """There is a sound rule for such calls, whether or not it has all its values yet."""
    return any(rule.fits(rule.moment, call) and problem_of(rule) is None for rule in rules)


def preview(rule: CrmRule, call: CrmCall) -> Choice:
    """What this rule alone would open for a call it fits."""
    values = _values(call, rule.moment)
    missing = _missing(rule.target, values)
    return Choice(missing=missing) if missing else Choice(_filled(rule, values))


def parameters_of(rule: CrmRule) -> list[str]:
    """The labels of the additional parameters a rule needs."""
    names = _PLACEHOLDER.findall(rule.target)
    return [name.removeprefix(PARAMETER) for name in names if name.startswith(PARAMETER)]


def _lines(target: str) -> list[str]:
    return [line.strip() for line in target.strip().splitlines()]


def _bad_placeholder(target: str) -> Problem | None:
    for name in _PLACEHOLDER.findall(target):
        known = name in PLACEHOLDERS or (name.startswith(PARAMETER) and name != PARAMETER)
        if not known:
            return Problem(Fault.PLACEHOLDER, name)
    rest = _PLACEHOLDER.sub("", target)
    return Problem(Fault.BRACE) if "{" in rest or "}" in rest else None


def _bad_url(target: str) -> Problem | None:
    url = target.strip()
    written = _PLACEHOLDER.sub("x", url)
    if "\\" in written or " " in written or not written.isprintable():
        return Problem(Fault.CHARACTERS)
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in SCHEMES or not rest.startswith("//"):
        return Problem(Fault.SCHEME, scheme if colon else "")
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    if not authority or "{" in authority or "@" in authority or not _has_host(written):
        return Problem(Fault.HOST, plain(authority, 60))
    return None


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _bad_program(lines: list[str]) -> Problem | None:
    program = lines[0]
    if "{" in program:
        return Problem(Fault.PROGRAM_VALUE)
    if not all(line.isprintable() for line in lines):
        return Problem(Fault.CHARACTERS)
    name = re.split(r"[/\\]", program.lower())[-1].rstrip(". ")
    stem, dot, suffix = name.rpartition(".")
    if name in _SHELLS or stem in _SHELLS or (dot and suffix in _BATCH):
        return Problem(Fault.SHELL, plain(name, 60))
    return None


def _values(call: CrmCall, moment: Moment) -> dict[str, str]:
    number = digits(call.contact_phone_number)
    of_zone_7 = len(number) == 11 and number.startswith("7")
    values: dict[str, str | None] = {
        "number": number,
        "number_plus": f"+{number}" if number else "",
        "number_8": f"8{number[1:]}" if of_zone_7 else number,
        "number_10": number[1:] if of_zone_7 else number,
        "contact_id": call.contact_id,
        "contact_name": call.contact_full_name,
        "company": call.company,
        "call_session_id": call.call_session_id,
        "employee_id": call.employee_id,
        "employee_name": call.employee_name,
        "line": digits(call.virtual_phone_number),
        "scenario": call.scenario_name,
        "direction": (call.direction or Direction.IN).value,
        "event": moment.value,
        **{PARAMETER + label: value for label, value in call.parameters.items()},
    }
    clean = {name: plain(value or "", _LONGEST_VALUE) for name, value in values.items()}
    return {name: "" if not value.strip(".") else value for name, value in clean.items()}


def _missing(target: str, values: dict[str, str]) -> str:
    for name in _PLACEHOLDER.findall(target):
        if (name in _NEEDED or name.startswith(PARAMETER)) and not values.get(name):
            return str(name)
    return ""


def _filled(rule: CrmRule, values: dict[str, str]) -> Opening:
    if rule.way is Way.URL:
        return OpenUrl(_filled_url(rule.target.strip(), values))
    program, *arguments = _lines(rule.target)
    return RunProgram(program, tuple(_filled_argument(one, values) for one in arguments))


def _filled_url(target: str, values: dict[str, str]) -> str:
    parts = _PLACEHOLDER.split(target)
    return "".join(
        quote(values.get(part, ""), safe="") if odd % 2 else quote(part, safe=_WRITTEN)
        for odd, part in enumerate(parts)
    )


def _filled_argument(argument: str, values: dict[str, str]) -> str:
    """One argument, in which a value at the beginning cannot become an option."""
    parts = _PLACEHOLDER.split(argument)
    filled = ""
    for odd, part in enumerate(parts):
        if odd % 2:
            value = values.get(part, "")
            filled += value if filled else value.lstrip("-/@ ")
        else:
            filled += part
    return filled
