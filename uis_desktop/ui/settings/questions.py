"""A question with its answer beside it, as all settings have them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QFormLayout, QLayout, QWidget

from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel


def ask(form: QFormLayout, question: str, answer: QWidget, row: QLayout | None = None) -> None:
    """Add a row to the form; ``row`` holds the answer and what belongs to it."""
    answer.setAccessibleName(question)
    label = PlainLabel("question", lines=2, width=130)
    label.show_text(question)
    label.setBuddy(answer)
    if row is None:
        form.addRow(label, answer)
    else:
        form.addRow(label, row)


def choice(words: Mapping[str, str], context: str) -> QComboBox:
    """One of these, by value; the words are of a table for translation."""
    combo = QComboBox()
    for value, text in words.items():
        combo.addItem(translate(context, text), value)
    return combo


def mark_wrong(field: QWidget, words: str) -> None:
    """Have a field look wrong, and say why to who cannot see; empty words: it is right."""
    field.setAccessibleDescription(words)
    if bool(field.property("wrong")) != bool(words):
        field.setProperty("wrong", bool(words))
        field.style().unpolish(field)
        field.style().polish(field)
