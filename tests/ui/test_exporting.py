"""The listed calls as a file for a spreadsheet: whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.builders import lost, talk_started, waiting
from tests.session.stage import arrived, until
from tests.ui import samples
from tests.ui.person import press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.history import Outcome
from uis_desktop.core.parameters import Parameter
from uis_desktop.ui.exporting import cells
from uis_desktop.ui.notices import Notice

CALL = samples.call("1", Outcome.TALKED, minutes=5, name="=cmd")


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


def table(path: Path) -> Sequence[Sequence[str]]:
    """The file as a spreadsheet reads it."""
    text = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


async def export(office: Office, path: Path, typed: str = "") -> str:
    """Choose this file; what the person is told then."""
    window = await office.type(typed)
    press(window, "Выгрузить…")
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.done(0)
    return words_on(await office.see(Notice))[0]


async def with_many_calls(office: Office) -> None:
    """More calls than one page, one of them with a talk."""
    many = [replace(CALL, key=f"k{n}", note=f"заметка {n}") for n in range(450)]
    await office.stage.journal.keep([], many)
    for n in range(450):
        await office.stage.journal.keep_note(f"k{n}", f"заметка {n}")


async def test_every_call_is_in_the_file_with_its_note(office: Office, tmp_path: Path) -> None:
    await with_many_calls(office)
    async with office.at_work():
        told = await export(office, tmp_path / "звонки.csv")
        assert told == "Звонков в файле: 450"
        heading, *rows = table(tmp_path / "звонки.csv")
        assert heading[:5] == ["Дата и время", "Направление", "Итог", "Номер", "Имя"]
        assert {row[-1] for row in rows} == {f"заметка {n}" for n in range(450)}
        assert {row[4] for row in rows} == {"'=cmd"}
        assert {row[3] for row in rows} == {"7 916 123-45-67"}


async def test_only_what_is_typed_is_exported(office: Office, tmp_path: Path) -> None:
    await with_many_calls(office)
    async with office.at_work():
        assert await export(office, tmp_path / "a.csv", "449") == "Звонков в файле: 1"


async def test_what_is_shown_instead_of_what_was_typed_is_exported(
    office: Office, tmp_path: Path
) -> None:
    await with_many_calls(office)
    async with office.at_work():
        window = await office.type("pfvtnrf")
        await until(lambda: "Показано для «заметка»" in window.rows_shown)
        told = await export(office, tmp_path / "a.csv", "pfvtnrf")
        assert told == "Звонков в файле: 450"


async def test_missed_tab_exports_every_missed_call(office: Office, tmp_path: Path) -> None:
    async with office.at_work():
        talk = (waiting("t"), talk_started("t"))
        again = (waiting("b", s=40), lost("b", s=60))
        await office.stage.say(arrived(1, waiting("a"), lost("a"), *again, *talk))
        office.desk.open_window()
        (await office.type("")).open_missed()
        assert await export(office, tmp_path / "a.csv") == "Звонков в файле: 2"


async def test_file_that_cannot_be_written_is_told(office: Office, tmp_path: Path) -> None:
    async with office.at_work():
        assert await export(office, tmp_path / "none" / "a.csv") == "Файл не записан"
        await until(lambda: list(tmp_path.iterdir()) == [])


def test_one_call_is_one_line_of_plain_cells() -> None:
    call = replace(CALL, parameters=(Parameter(label="Заказ", value="5"),), note="а\nб")
    assert cells(call)[1:3] == ["входящий", "разговор 2:15"]
    assert cells(call)[-2:] == ["Заказ: 5", "а\nб"]
    assert cells(samples.hidden_call())[3] == ""
