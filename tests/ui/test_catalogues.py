"""Nothing that is shown to a person is outside the catalogues, and Russian counts rightly."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from tests.ui import translations
from uis_desktop import ui

#: What puts words before a person: methods, and widgets that take them when they are made.
SHOWS = frozenset(
    {
        "setText",
        "setInformativeText",
        "setWindowTitle",
        "setToolTip",
        "setStatusTip",
        "setPlaceholderText",
        "setAccessibleName",
        "setAccessibleDescription",
        "setTitle",
        "setTabText",
        "setTabToolTip",
        "setLabelText",
        "setButtonText",
        "setNameFilter",
        "addItem",
        "addItems",
        "addTab",
        "addAction",
        "addMenu",
        "addButton",
        "addRow",
        "show_text",
        "setHeaderData",
        "setHorizontalHeaderLabels",
        "showMessage",
        "QLabel",
        "QPushButton",
        "QToolButton",
        "QCheckBox",
        "QRadioButton",
        "QGroupBox",
        "QAction",
        "QMenu",
        "Words",
    }
)
#: Calls inside which words are on their way through a catalogue, or are no words.
FINDS = frozenset({"translate", "QT_TRANSLATE_NOOP", "QCoreApplication.translate"})
LETTERS = re.compile(r"[^\W\d_]{2,}")
#: The same in every language: keys, brands, what is typed, names of places in a file.
NO_WORDS = re.compile(
    r"(Ctrl|Alt|Shift|Esc|F\d)[+\w,]*|UIS( Desktop)?|https?://\S*|[a-z]+(-[a-z]+)*|\+7[\d -]+|"
    r"[\w*. ]*\*\.\w+[\w*. ]*|\{\w+\}.*"
)


def bare_words(source: str) -> list[tuple[int, str]]:
    """Line and text of every text of this source that reaches a person past the catalogues."""
    return [
        (text.lineno, str(text.value))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and _name(node.func) in SHOWS
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
        for text in _texts(argument)
        if LETTERS.search(str(text.value)) and not NO_WORDS.fullmatch(str(text.value))
    ]


def _texts(node: ast.expr) -> Iterator[ast.Constant]:
    """The texts an expression is made of; what a call makes of its own is its own affair."""
    match node:
        case ast.Constant(value=str()):
            yield node
        case ast.Call(func=function) if _name(function) not in {"format", "join"}:
            return
        case ast.Call(func=ast.Attribute(value=value), args=arguments):
            for one in (value, *arguments):
                yield from _texts(one)
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from _texts(child)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def test_nothing_shown_is_outside_the_catalogues() -> None:
    folder = Path(ui.__file__).parent
    found = {
        f"{path.relative_to(folder)}:{line}": text
        for path in sorted(folder.rglob("*.py"))
        for line, text in bare_words(path.read_text(encoding="utf-8"))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'label.setText("Missed calls")',
        'button = QPushButton("Call back")',
        'label.setText(f"Missed: {count}")',
        'label.setText("Missed: {}".format(count))',
        'label.setText("Yes" if on else "No way")',
        'box.addItem("Пропущенные", 1)',
        'Words(title=translate("A", "b"), advice="Try again")',
    ],
)
def test_words_past_the_catalogues_are_found(source: str) -> None:
    assert bare_words(source)


@pytest.mark.parametrize(
    "source",
    [
        'label.setText(translate("Card", "Missed calls"))',
        """label.setText(f"{translate('Card', 'Missed')}: {count}")""",
        'label.setObjectName("title of a card")',
        'button.setToolTip("Ctrl+E")',
    ],
)
def test_words_of_the_catalogues_are_not(source: str) -> None:
    assert bare_words(source) == []


def counted() -> list[tuple[str, str]]:
    """Context and source text of everything with a number in it that Russian bends."""
    root = ET.parse(translations.FOLDER / "uis_desktop_ru.ts").getroot()
    return [
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in root.findall("context")
        for message in context.findall("message")
        if message.get("numerus") == "yes"
    ]


def forms(context: str, source: str) -> list[str]:
    """The three of the Russian file."""
    root = ET.parse(translations.FOLDER / "uis_desktop_ru.ts").getroot()
    (found,) = (
        [form.text or "" for form in message.iter("numerusform")]
        for of in root.findall("context")
        if of.findtext("name") == context
        for message in of.findall("message")
        if message.findtext("source") == source
    )
    return found


#: One, few or many: the rules of Russian, for numbers people meet.
PLURALS = {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 21: 0, 22: 1, 25: 2, 101: 0, 111: 2}


@pytest.mark.parametrize(("context", "source"), counted())
@pytest.mark.parametrize(("number", "form"), PLURALS.items())
def test_russian_counts_rightly(
    qapp: QApplication, context: str, source: str, number: int, form: int
) -> None:
    said = QCoreApplication.translate(context, source, "", number)
    assert said == forms(context, source)[form].replace("%n", str(number))


def test_words_that_change_with_the_number_have_different_forms() -> None:
    calls = forms("DigestNotice", "While you were away: %n call(s)")
    assert [words.rsplit(" ", 1)[1] for words in calls] == ["звонок", "звонка", "звонков"]
