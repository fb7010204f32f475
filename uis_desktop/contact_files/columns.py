"""Which column of a CSV file holds what: by its title, in Russian or English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

#: Titles by field, folded; the first ones are those the help names.
TITLES: Mapping[str, Sequence[str]] = {
    "phones": (
        "телефон", "phone", "номер", "телефоны", "phones", "номер телефона", "phone number",
        "мобильный телефон", "мобильный", "mobile phone", "mobile", "рабочий телефон",
        "business phone", "work phone", "домашний телефон", "home phone", "основной телефон",
        "primary phone", "другой телефон", "other phone", "тел",
    ),
    "name": (
        "имя", "name", "фио", "full name", "контакт", "название", "contact", "ф.и.о",
    ),
    "surname": ("фамилия", "last name", "surname", "family name"),
    "given": ("first name", "given name"),
    "patronymic": ("отчество", "middle name", "patronymic", "additional name"),
    "company": ("компания", "company", "организация", "organization", "organisation",
                "organization name"),
    "employee": (
        "ответственный", "responsible", "сотрудник", "employee", "ответственный сотрудник",
        "responsible employee", "менеджер", "manager",
    ),
    "id": ("id", "код", "идентификатор"),
}  # fmt: skip

_MEANINGS = {
    "phones": "phone; several columns, and several numbers in a cell, are read",
    "name": "name",
    "surname": "last name, if it has a column of its own",
    "company": "company",
    "employee": "responsible employee by UIS's id, extension or full name",
    "id": "your own key of the contact, so that a later import changes him",
}

_NUMBERED = re.compile(r"[\s_.:№#-]*\d{1,2}(?:\s*-\s*value)?\Z")
_FIELDS = {title: field for field, titles in TITLES.items() for title in titles}


def field_of(title: str) -> str | None:
    """What a column holds; ``Телефон 2`` and ``Phone 1 - Value`` are phones too."""
    folded = " ".join(title.casefold().replace("_", " ").split()).strip(" .:*")
    return _FIELDS.get(folded) or _FIELDS.get(_NUMBERED.sub("", folded).strip(" ."))


def column_help() -> Iterator[str]:
    """The titles, for the help."""
    for field, meaning in _MEANINGS.items():
        yield f"  {meaning}:"
        yield f"      {', '.join(TITLES[field][:6])}"
