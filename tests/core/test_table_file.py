"""A table that no spreadsheet takes for a program."""

from __future__ import annotations

import csv
import io

import pytest

from uis_desktop.core.table_file import MARK, table_bytes


def read(data: bytes) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    text = (MARK + data).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "+7 916", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"],
)
def test_cell_that_begins_like_a_formula_is_harmless(cell: str) -> None:
    assert read(table_bytes([[cell]])) == [["'" + cell]]


@pytest.mark.parametrize("cell", ["Иванов = Петров", 'a;b"c', "две\nстроки", "", "7 916 1-2", "ё"])
def test_any_other_cell_comes_back_as_it_was(cell: str) -> None:
    assert read(table_bytes([["x", cell]])) == [["x", cell]]


def test_cell_that_no_spreadsheet_holds_is_cut() -> None:
    assert read(table_bytes([["Ж" * 200_000, "x"]])) == [["Ж" * 32_000 + "…", "x"]]


def test_broken_text_does_not_stop_the_table() -> None:
    assert read(table_bytes([["a\ud800b"]])) == [["a?b"]]


def test_rows_end_as_spreadsheets_want() -> None:
    assert table_bytes([["a", "b"], ["c"]]) == b"a;b\r\nc\r\n"
