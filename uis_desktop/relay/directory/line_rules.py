"""The administrator's rules: numbers that begin so are called from this one of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

import apsw

from uis_desktop.core import phone
from uis_desktop.core.lines import may_place_calls
from uis_desktop.errors import NotAPhoneNumber
from uis_desktop.relay.directory.account_settings import change_settings, read_settings
from uis_desktop.relay.directory.tables import DirectoryRefused

_RUSSIAN_CODE = re.compile(r"[3-9][0-9]{2}", re.ASCII)
_BEGINNING = re.compile(r"\+[1-9][0-9]{0,14}", re.ASCII)


def set_line_rules(connection: apsw.Connection, account: str, texts: Iterable[str]) -> None:
    """Add or change these rules, ``AREA=NUMBER``; ``AREA=`` forgets one.

    AREA is a Russian area code of three digits, or how numbers begin, with ``+``.

    Raises:
        DirectoryRefused: one of them is not good; none is kept.
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
        DirectoryRefused: as :func:`set_line_rules`; or one says no number, or an area twice.
    """
    rules: dict[str, str] = {}
    for text in texts:
        area, number = _read(connection, account, text)
        if number is None or area in rules:
            raise DirectoryRefused(f"rule {text!r}: name one number for each area")
        rules[area] = number
    change_settings(connection, account, line_rules=rules)


def _read(connection: apsw.Connection, account: str, text: str) -> tuple[str, str | None]:
    area, equals, number = (part.strip() for part in text.partition("="))
    if not equals:
        raise DirectoryRefused(f"rule {text!r} is not AREA=NUMBER, as in 812=78120000003")
    if _RUSSIAN_CODE.fullmatch(area):
        area = f"+7{area}"
    elif not _BEGINNING.fullmatch(area):
        raise DirectoryRefused(
            f"rule {text!r}: {area!r} is not an area; write three digits for a Russian code, as"
            " in 812, or how the numbers begin, with +, as in +7812 or +375"
        )
    return area, _ours(connection, account, text, number) if number else None


def _ours(connection: apsw.Connection, account: str, text: str, number: str) -> str:
    try:
        e164 = phone.parse(number).e164
    except NotAPhoneNumber as error:
        raise DirectoryRefused(f"rule {text!r}: {number!r} is not a phone number") from error
    if not may_place_calls(e164):
        raise DirectoryRefused(f"rule {text!r}: an 8 800 number only takes calls; name another")
    known = connection.execute(
        "SELECT 1 FROM line WHERE account = ? AND phone_number = ?", (account, e164)
    ).get
    if known is None:
        raise DirectoryRefused(
            f"rule {text!r}: {e164} is not one of the company's active numbers;"
            " `uis-relay employee fetch` asks UIS for them again"
        )
    return e164
