"""Contacts in CSV: a header in Russian or English, then a contact a line."""

from __future__ import annotations

import csv
import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from uis_desktop.contact_files.columns import TITLES, field_of
from uis_desktop.contact_files.rows import BadLine, FileRefused, Row
from uis_desktop.contact_files.text_lines import text_lines

_DELIMITERS = ";,\t"
_SPOKEN = ("surname", "given", "name", "patronymic")
_MOST_COLUMNS = 500

Places = Mapping[str, Sequence[int]]


def rows_of_csv(text: str) -> Iterator[Row | BadLine]:
    """The rows of a CSV file and what is no row; empty lines are skipped.

    Raises:
        FileRefused: no header we know.
    """
    delimiter, begins = _delimiter(text)
    lines = text_lines(text, begins, keepends=True)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 1 if begins else 0
    line = before + 1
    places: Places | None = None
    width = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield BadLine(line, *_words(error))
            return
        if cells is None:
            break
        if places is None:
            places, width = _places(cells, line), len(cells)
        elif any(cell.strip() for cell in cells):
            yield _row(cells, places, width, line)
        line = before + reader.line_num + 1
    if places is None:
        raise FileRefused([BadLine(1, "the file is empty", "файл пуст")])


def _row(cells: Sequence[str], places: Places, width: int, line: int) -> Row | BadLine:
    if any(cell.strip() for cell in cells[width:]):
        return BadLine(
            line,
            "more values than the header has columns: put quotes around a value with a comma",
            "значений больше, чем столбцов в заголовке: возьмите значение с запятой в кавычки",
        )
    values = {field: _filled(cells, columns) for field, columns in places.items()}
    first = {field: found[0] for field, found in values.items() if found}
    return Row(
        line=line,
        name=_name(first),
        phones="\n".join(values["phones"]),
        company=first.get("company", ""),
        employee=first.get("employee", ""),
        id=first.get("id", ""),
    )


def _filled(cells: Sequence[str], columns: Sequence[int]) -> Sequence[str]:
    """What stands in these columns."""
    found = (cells[place].strip() for place in columns if place < len(cells))
    return [cell for cell in found if cell]


def _name(first: Mapping[str, str]) -> str:
    """The whole name; ``Имя`` is one, or the first name where ``Фамилия`` is filled in too."""
    if "name" in first and ("given" in first or "surname" not in first):
        return first["name"]
    return " ".join(first[field] for field in _SPOKEN if field in first)


def _places(header: Sequence[str], line: int) -> Places:
    """Which columns hold what.

    Raises:
        FileRefused: the phone or the name is missing.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, title in enumerate(header[:_MOST_COLUMNS]):
        field = field_of(title)
        if field is not None:
            places[field].append(place)
    bad = []
    if len(header) == 1 and not places:
        bad.append(
            BadLine(
                line,
                "no ; , or tab between the titles: save the file as CSV",
                "между названиями столбцов нет ни «;», ни «,», ни табуляции: сохраните как CSV",
            )
        )
    if "phones" not in places:
        bad.append(_missing("the phone number", "номером телефона", "phones", line))
    if not places.keys() & {"name", "surname", "given", "company"}:
        bad.append(_missing("the name", "именем", "name", line))
    if bad:
        raise FileRefused(bad)
    return places


def _missing(what: str, russian: str, field: str, line: int) -> BadLine:
    titles = ", ".join(TITLES[field][:4])
    return BadLine(
        line,
        f"the header has no column for {what}: call one of them {titles}",
        f"в заголовке нет столбца с {russian}: назовите один из них {titles}",
    )


def _delimiter(text: str) -> tuple[str, int]:
    """What stands between the values, and where they begin.

    Excel may say it in a line before the header.
    """
    ends = text.find("\n")
    first, begins = (text, len(text)) if ends < 0 else (text[:ends], ends + 1)
    told = first.strip().strip('"').casefold()
    if len(told) == 5 and told.startswith("sep=") and told[4] in _DELIMITERS:
        return told[4], begins
    if first.rstrip("\r").casefold() == "sep=\t":
        return "\t", begins
    return max(_DELIMITERS, key=functools.partial(_fit, first)), 0


def _fit(header: str, delimiter: str) -> tuple[int, int]:
    """How well the header is read so: titles we know, then how often the sign is there.

    A comma inside the quotes of one title must not outdo the semicolons between them.
    """
    try:
        titles = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        titles = []
    known = sum(field_of(title) is not None for title in titles[:_MOST_COLUMNS])
    return known, header.count(delimiter)


def _words(error: csv.Error) -> tuple[str, str]:
    """What the csv library found, in English and Russian."""
    known = {
        "field larger than field limit (131072)": (
            "a value longer than 128 KiB: is a quote missing?",
            "значение длиннее 128 КиБ: не пропущена ли кавычка?",
        ),
        "unexpected end of data": (
            "a quote that is opened here is never closed",
            "кавычка, открытая здесь, не закрыта",
        ),
    }
    otherwise = (
        f"{error}: a quote inside a value has to be written twice",
        f"{error}: кавычку внутри значения надо удвоить",
    )
    return known.get(str(error), otherwise)
