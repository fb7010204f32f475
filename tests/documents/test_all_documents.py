"""What the documents say of files, commands and words on the screen is so."""

from __future__ import annotations

import re
import shlex
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.documents.screenshots import PICTURES

_ROOT = Path(__file__).parents[2]
_DOCUMENTS = sorted(
    path.relative_to(_ROOT).as_posix() for path in (*_ROOT.glob("*.md"), *_ROOT.glob("docs/*.md"))
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CATALOGUE = _ROOT / "resources" / "translations" / "uis_desktop_ru.ts"
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_NUMBER = re.compile(r"\+7 \d{3} \d{3}-\d\d-\d\d")
#: Bold, and no word of a screen: a sentence.
_SENTENCES = {
    "ru": {"Помощь (112, 101–104) через UIS не вызвать"},
    "en": {"UIS is no way to call help (112)"},
}


def text_of(document: str) -> str:
    return (_ROOT / document).read_text(encoding="utf-8")


def anchors_of(document: str) -> set[str]:
    """As the forges make them of headings, and those that are written out."""
    text = text_of(document)
    words = (re.sub(r"<[^>]*>|`", "", heading).strip() for heading in _HEADING.findall(text))
    made = {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in words}
    return made | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize("document", _DOCUMENTS)
def test_every_link_within_the_documents_leads_somewhere(document: str) -> None:
    dead = []
    for link in _LINK.findall(text_of(document)):
        if "://" in link or link.startswith("mailto:"):
            continue
        place, _, anchor = link.partition("#")
        target = ((_ROOT / document).parent / place).resolve() if place else _ROOT / document
        if not target.exists() or (
            anchor and anchor not in anchors_of(target.relative_to(_ROOT).as_posix())
        ):
            dead.append(link)
    assert dead == []


def typed_in(document: str) -> list[str]:
    blocks: list[str] = _BLOCK.findall(text_of(document))
    return [line for block in blocks for line in block.splitlines() if line]


@pytest.mark.parametrize("line", [*typed_in("CONTRIBUTING.md"), *typed_in("README.md")])
def test_every_command_for_developers_is_there(line: str) -> None:
    program, *arguments = shlex.split(line, comments=True)
    if program == "make":
        targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
        assert arguments[0] in targets
    else:
        assert (program, arguments[0]) == (".venv/bin/python", "-m")
        assert find_spec(arguments[1]) is not None


@pytest.mark.parametrize(("language", "document"), [("ru", "using.ru.md"), ("en", "using.md")])
def test_the_employees_guide_calls_things_as_the_screen_does(language: str, document: str) -> None:
    messages = ET.parse(_CATALOGUE).getroot().iter("message")
    tag = "translation" if language == "ru" else "source"
    on_screen = {(message.findtext(tag) or "").rstrip("…") for message in messages}
    bold = {words.rstrip("…") for words in _BOLD.findall(text_of(f"docs/{document}"))}
    left = bold - on_screen - _SENTENCES[language]
    # A number stands where the program puts one.
    assert {_NUMBER.sub("{number}", words) for words in left} - on_screen == set()
    assert len(bold) > 20


def test_the_readme_names_each_document_of_the_table_once() -> None:
    rows = re.findall(r"^\| \[[^\]]+\]\(([^)]+)\) \|", text_of("README.md"), re.MULTILINE)
    assert len(rows) == len(set(rows))
    # In Russian where there is a Russian one.
    guides = {name for name in _DOCUMENTS if name.startswith("docs/")}
    english = {name.replace(".ru.md", ".md") for name in guides if name.endswith(".ru.md")}
    assert {row for row in rows if row.startswith("docs/")} == guides - english


def test_every_picture_of_the_documents_is_made_by_the_command() -> None:
    shown = {
        ((_ROOT / document).parent / link).resolve().relative_to(_ROOT / "docs").as_posix()
        for document in _DOCUMENTS
        for link in _LINK.findall(text_of(document))
        if link.endswith(".png")
    }
    assert shown == set(PICTURES)
