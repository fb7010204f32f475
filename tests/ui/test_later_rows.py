"""Rows of the list are made when somebody looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui import samples
from uis_desktop.session.lists import Found
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.row import RowKind
from uis_desktop.ui.window.row_list import RowList
from uis_desktop.ui.window.rows import rows_for

MANY = Found(contacts=(), recent=[replace(samples.CALLS[0], key=f"c{n}") for n in range(200)])


class Reader:
    """Prints moments and counts them: each row of a call has one."""

    made = 0

    def __call__(self, _at: datetime) -> str:
        self.made += 1
        return ""


@pytest.mark.usefixtures("qapp")
def test_a_row_is_made_once_and_not_before_it_is_looked_at() -> None:
    read = Reader()
    rows = rows_for("", MANY, missed_only=False, read=read)
    assert len(rows) == 201
    assert [rows.kind(0), rows.kind(200)] == [RowKind.SECTION, RowKind.CALL]
    assert read.made == 0
    assert rows[200] is rows[-1]
    assert rows[200].key == "call:c199"
    assert read.made == 1
    assert [row.key for row in rows[1:3]] == ["call:c0", "call:c1"]


@pytest.fixture
def listed(theme: Theme) -> Iterator[RowList]:
    window = QWidget()
    rows = RowList(theme, window)
    QVBoxLayout(window).addWidget(rows)
    window.resize(400, 500)
    window.show()
    yield rows
    window.close()


def test_a_long_list_makes_only_the_rows_that_are_painted(listed: RowList) -> None:
    read = Reader()
    rows = rows_for("", MANY, missed_only=False, read=read)
    listed.show_rows(rows, keep=False, choose_first=True)
    listed.window().grab()
    assert 5 < read.made < 20
    assert listed.rows is rows


def test_rows_further_down_come_when_somebody_scrolls_there(listed: RowList) -> None:
    listed.show_rows(
        rows_for("", MANY, missed_only=False, read=str), keep=False, choose_first=False
    )
    listed.window().grab()
    assert listed.model().rowCount() < 100
    listed.verticalScrollBar().setValue(listed.verticalScrollBar().maximum())
    assert listed.model().rowCount() == 201


def test_end_goes_to_the_last_row_of_all(listed: RowList) -> None:
    listed.show_rows(rows_for("", MANY, missed_only=False, read=str), keep=False, choose_first=True)
    QTest.keyClick(listed, Qt.Key.Key_End)
    assert listed.chosen is listed.rows[-1]


def test_a_row_far_down_stays_chosen_when_the_list_is_asked_anew(listed: RowList) -> None:
    for keep in (False, True):
        rows = rows_for("", MANY, missed_only=False, read=str)
        listed.show_rows(rows, keep=keep, choose_first=False)
        if not keep:
            listed.choose("call:c150")
        assert listed.chosen is rows[151]
