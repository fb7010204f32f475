"""The administrator's rules: numbers that begin so are called from this one of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

import apsw

from uis_desktop.core import phone
from uis_desktop.core.lines import may_place_calls
from uis_desktop.errors import NotAPhoneNumber
from uis_desktop.relay.directory.account_settings import change_settings, read_settings
from uis_desktop.relay.directory.refused_rules import RuleRefused
from uis_desktop.relay.directory.tables import DirectoryRefused

_RUSSIAN_CODE = re.compile(r"[3-9][0-9]{2}", re.ASCII)
_BEGINNING = re.compile(r"\+[1-9][0-9]{0,14}", re.ASCII)


class LineRuleRefused(RuleRefused, DirectoryRefused):
    """This is no rule: the text itself is told with what is wrong."""

    @classmethod
    def rule(cls, text: str, english: str, russian: str) -> LineRuleRefused:
        """Of the rule with this text."""
        return cls(f"rule {text!r}: {english}", f"«{text}»: {russian}")


def set_line_rules(connection: apsw.Connection, account: str, texts: Iterable[str]) -> None:
    """Add or change these rules, ``AREA=NUMBER``; ``AREA=`` forgets one.

    AREA is a Russian area code of three digits, or how numbers begin, with ``+``.

    Raises:
        LineRuleRefused: one of them is not good; none is kept.
    """
    rules = dict(read_settings(connection, account).line_rules)
    for text in texts:
        area, number = _read(connection, account, text)
        if number is None:
            rules.pop(area, None)
        else:
            rules[area] = number
    change_settings(connection, account, line_rules=rules)


def replace_line_rules(connection: apsw.Connection, account: str, texts: Iterable[str]) -> None:
    """Have these rules and no others.

    Raises:
        LineRuleRefused: as :func:`set_line_rules`; or one says no number, or an area twice.
    """
    rules: dict[str, str] = {}
    for text in texts:
        area, number = _read(connection, account, text)
        if number is None or area in rules:
            raise LineRuleRefused.rule(
                text,
                "name one number for each area",
                "на каждый код или начало номера нужен один номер",
            )
        rules[area] = number
    change_settings(connection, account, line_rules=rules)


def _read(connection: apsw.Connection, account: str, text: str) -> tuple[str, str | None]:
    area, equals, number = (part.strip() for part in text.partition("="))
    if not equals:
        raise LineRuleRefused(
            f"rule {text!r} is not AREA=NUMBER, as in 812=78120000003",
            f"«{text}» — не КОД=НОМЕР, как в 812=78120000003",
        )
    if _RUSSIAN_CODE.fullmatch(area):
        area = f"+7{area}"
    elif not _BEGINNING.fullmatch(area):
        raise LineRuleRefused.rule(
            text,
            f"{area!r} is not an area; write three digits for a Russian code, as"
            " in 812, or how the numbers begin, with +, as in +7812 or +375",
            f"«{area}» — не код; напишите три цифры российского кода, например 812,"
            " или начало номеров с плюсом, например +7812 или +375",
        )
    return area, _ours(connection, account, text, number) if number else None


def _ours(connection: apsw.Connection, account: str, text: str, number: str) -> str:
    try:
        e164 = phone.parse(number).e164
    except NotAPhoneNumber as error:
        raise LineRuleRefused.rule(
            text, f"{number!r} is not a phone number", f"«{number}» — не номер телефона"
        ) from error
    if not may_place_calls(e164):
        raise LineRuleRefused.rule(
            text,
            "an 8 800 number only takes calls; name another",
            "номер 8 800 только принимает звонки; укажите другой",
        )
    known = connection.execute(
        "SELECT 1 FROM line WHERE account = ? AND phone_number = ?", (account, e164)
    ).get
    if known is None:
        raise LineRuleRefused.rule(
            text,
            f"{e164} is not one of the company's active numbers;"
            " `uis-relay employee fetch` asks UIS for them again",
            f"{e164} — не действующий номер компании; если он новый, на странице"
            " «Сотрудники» нажмите «Взять сотрудников из UIS»",
        )
    return e164
