"""Every text in both languages, every key known, none left over."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from uis_desktop.relay import admin
from uis_desktop.relay.admin.files import folder
from uis_desktop.relay.admin.words import chosen_language, read_words

WORDS = read_words(folder() / "words.toml")
RU, EN = WORDS["ru"], WORDS["en"]
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_KEY = re.compile(r"""["']([a-z_]+\.[a-z0-9_]+)["']""")
#: Keys put together while the program runs: their beginnings, in the sources.
_BEGINNING = re.compile(r"""["']([a-z_]+\.[a-z0-9_]*?)["']? ?(?:~|\{)""")


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def sources() -> str:
    pages = list((folder() / "pages").glob("*.html"))
    modules = list(Path(str(admin.__file__)).parent.glob("*.py"))
    assert pages
    assert modules
    return "\n".join(path.read_text(encoding="utf-8") for path in (*pages, *modules))


@pytest.mark.parametrize("key", sorted(RU.known))
def test_text_says_the_same_in_both_languages(key: str) -> None:
    russian, english = RU(key).split("|"), EN(key).split("|")
    assert len(russian) in {1, 3}
    assert len(english) in {1, 2}
    assert all(form.strip() for form in (*russian, *english))
    assert not _CYRILLIC.search(EN(key))
    # "once" is a form that does not name its number.
    assert set().union(*map(named, english)) == set().union(*map(named, russian))
    assert all(named(form) == named(russian[0]) for form in russian)


def test_every_key_is_used_and_every_used_key_is_there() -> None:
    text = sources()
    used = {key for key in _KEY.findall(text) if key.partition(".")[0] in tables()}
    files = {key for key in used if key.endswith(".html")}
    beginnings = tuple(one for one in _BEGINNING.findall(text) if one.partition(".")[0] in tables())
    assert used - RU.known - set(beginnings) - files == set()
    built = {key for key in RU.known if key.startswith(beginnings)}
    done = {f"{sort}.{word}" for sort in ("done", "warn") for word in re.findall(r"[a-z_]+", text)}
    assert RU.known - used - built - done == set()


def tables() -> set[str]:
    return {key.partition(".")[0] for key in RU.known}


def test_numbers_take_their_forms() -> None:
    assert [RU.count("people.count", n) for n in (1, 2, 5, 11, 21, 112)] == [
        "1 сотрудник", "2 сотрудника", "5 сотрудников", "11 сотрудников", "21 сотрудник",
        "112 сотрудников",
    ]  # fmt: skip
    assert [EN.count("people.count", n) for n in (1, 2, 0)] == [
        "1 employee", "2 employees", "0 employees",
    ]  # fmt: skip
    assert EN.count("contacts.total", 1234567) == "1,234,567 contacts"


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ((None, None, "en-US,en;q=0.9"), "en"),
        ((None, None, "de-DE,de;q=0.9,ru;q=0.8,en;q=0.7"), "ru"),
        ((None, None, "ru;q=0.1,en;q=0.9"), "en"),
        ((None, "ru", "en"), "ru"),
        (("en", "ru", "ru"), "en"),
        ((None, None, "de"), "ru"),
        (("xx", "<script>", ";q=;q=,,"), "ru"),
        ((), "ru"),
    ],
)
def test_language_is_the_first_wish_we_can_fulfil(
    wishes: tuple[str | None, ...], language: str
) -> None:
    assert chosen_language(*wishes) == language
