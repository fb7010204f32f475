"""Make the table of regions anew: ``python -m tests.ui.regions``.

From the geographical data of the library ``phonenumbers`` (Apache 2.0), which costs
about 100 MB of memory when it is loaded; the table has area codes of country code 7
and the names of countries, in the two languages of the program, and costs almost none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from phonenumbers.geodata import GEOCODE_DATA
from phonenumbers.geodata.locale import LOCALE_DATA

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "regions"

#: What the library calls otherwise than people do.  495 is Moscow's own code, and 496
#: the region's around it.
_CORRECTIONS: Mapping[str, Mapping[str, str]] = {
    "7495": {"ru": "Москва", "en": "Moscow"},
    "7496": {"ru": "Московская обл.", "en": "Moscow Region"},
    "7346": {"ru": "ХМАО — Югра", "en": "Khanty-Mansi District"},
}


def table(language: str) -> str:
    """``CODE<TAB>NAME`` lines: area codes as digits, countries as two letters."""
    names = {
        code: words[language]
        for code, words in GEOCODE_DATA.items()
        if code.startswith("7") and language in words
    }
    names |= {code: words[language] for code, words in _CORRECTIONS.items()}
    countries = {
        code: name
        for code in LOCALE_DATA
        if re.fullmatch("[A-Z]{2}", code) and (name := _country(code, language))
    }
    lines = [f"{code}\t{_tidy(name)}" for code, name in sorted((names | countries).items())]
    return "\n".join(lines) + "\n"


def _country(code: str, language: str) -> str:
    """The library writes ``*aa`` for "as in the language ``aa``"."""
    words = LOCALE_DATA[code]
    name = words.get(language, "")
    return words[name[1:]] if name.startswith("*") else name


def _tidy(name: str) -> str:
    name = name.replace("\u0301", "")
    name = re.sub(r"^г\.\s*", "", name.split(";")[0])
    name = re.sub(r"\bобл$", "обл.", name)
    return re.sub(r"\s+", " ", name).strip()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for language in ("ru", "en"):
        (FOLDER / f"{language}.tsv").write_text(table(language), "utf-8")


if __name__ == "__main__":
    main()
