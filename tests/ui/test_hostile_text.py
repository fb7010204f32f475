"""Five hundred hostile names on everything a person sees.

What is held here is what reaches Qt: short, one clean line, and never markup.  How
long it takes is told by a benchmark, not by a test.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Guessing
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPlainTextEdit, QWidget

from tests.ui import samples
from tests.ui.hostile import COUNT, NAMES
from tests.ui.person import from_nowhere
from tests.ui.test_contact_window import Desk
from uis_desktop.core.cards import CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_filling import OpenUrl, RunProgram, preview
from uis_desktop.core.crm_rules import CrmRule, Way, of_row
from uis_desktop.core.events import Employee
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.parameters import Parameter
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number
from uis_desktop.core.table_file import table_bytes
from uis_desktop.session.lists import Found
from uis_desktop.ui import exporting
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.plain_text import tip_text
from uis_desktop.ui.refusals import refusal_words
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.menu import MenuView, TrayMenu
from uis_desktop.ui.tray.tray import Tray, tray_state
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.window.contact_page import ContactPage
from uis_desktop.ui.window.contact_window import ContactWindow
from uis_desktop.ui.window.rows import rows_for

#: No line of text a person is shown is longer.
LONGEST = 700
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ME = Employee(id="101", name="Анна")


def card_of(name: str) -> CardView:
    return replace(
        samples.ringing(),
        contact_full_name=name,
        company=name,
        scenario_name=name,
        others_ringing=(name, name),
        parameters=(Parameter(label=name, value=name),),
        responsible=name,
        past=Past(talked_at=samples.NOW, talked_with=name, note=name),
    )


def row_of(name: str) -> HistoryRow:
    return replace(
        samples.call("hostile", Outcome.TALKED, minutes=5, name=name),
        company=name,
        scenario_name=name,
        employee_name=name,
        contact_id=name,
        note=name,
        parameters=(Parameter(label=name, value=name),),
    )


def contact_of(name: str) -> Contact:
    return Contact(
        id="1",
        full_name=name,
        company=name,
        phone_numbers=(Number("+79161234567"),),
        employee_name=name,
    )


def is_clean(text: str, *, lines: bool = False) -> bool:
    """Short, and nothing in it that is not seen or turns the writing round."""
    # Qt puts a joiner before the "…" of a cut Arabic word, so that its letter keeps its form.
    text = text.replace("\u200d…", "…")
    seen = text.replace("\n", "") if lines else text
    return len(text) <= LONGEST and UNSEEN.isdisjoint(map(unicodedata.category, seen))


def assert_harmless(widget: QWidget, name: str) -> None:
    """Everything this widget and what is in it show and say."""
    for one in (widget, *widget.findChildren(QWidget)):
        said = (one.windowTitle(), one.accessibleName(), one.accessibleDescription())
        for text in said:
            assert is_clean_said(text), (type(one), name[:80])
        tip = one.toolTip()
        assert len(tip) <= LONGEST, name[:80]
        assert not Guessing.mightBeRichText(tip), name[:80]
        if isinstance(one, QLabel):
            assert is_clean(one.text(), lines=True), (one.objectName(), name[:80])
            plain = one.textFormat() is Qt.TextFormat.PlainText
            assert plain or not Guessing.mightBeRichText(one.text()), one.objectName()
        elif isinstance(one, QAbstractButton):
            assert is_clean(one.text()), name[:80]


def is_clean_said(text: str) -> bool:
    """A description puts several lines together: longer, but as clean."""
    return len(text) <= 4 * LONGEST and UNSEEN.isdisjoint(map(unicodedata.category, text))


def test_there_are_five_hundred_different_names() -> None:
    assert len(set(NAMES)) == COUNT == len(NAMES)


def test_what_this_test_looks_for_is_found(theme: Theme) -> None:
    careless = QLabel(samples.HOSTILE)
    with pytest.raises(AssertionError):
        assert_harmless(careless, "")
    careless.setText("x" * (LONGEST + 1))
    with pytest.raises(AssertionError):
        assert_harmless(careless, "")
    careless.setText("")
    careless.setToolTip("<b>x</b>")
    with pytest.raises(AssertionError):
        assert_harmless(careless, "")


def test_no_name_does_harm_on_a_card(theme: Theme) -> None:
    card = Card(samples.ringing(), theme, now=lambda: samples.NOW)
    for name in NAMES:
        card.update_view(card_of(name))
        assert_harmless(card, name)


def test_no_name_does_harm_in_a_notice(theme: Theme) -> None:
    for name in NAMES:
        assert_harmless(Notice(refusal_words(name, name), theme), name)


def test_no_name_does_harm_on_the_page_of_a_contact(theme: Theme) -> None:
    page = ContactPage(theme, from_nowhere(), ContactWishes())
    for name in NAMES:
        page.show_contact(contact_of(name))
        page.show_calls([row_of(name)])
        assert_harmless(page, name)


def test_no_name_does_harm_on_the_page_of_a_call(theme: Theme) -> None:
    page = CallPage(from_nowhere(), ContactWishes())
    for name in NAMES:
        page.show_call(replace(row_of(name), note=""))
        assert_harmless(page, name)


def test_a_note_is_text_and_never_markup(theme: Theme) -> None:
    page = CallPage(from_nowhere(), ContactWishes())
    fields = page.findChildren(QPlainTextEdit)
    assert len(fields) == 1
    page.show_call(replace(row_of("Анна"), note=samples.HOSTILE))
    assert "<b>Иван</b>" in fields[0].toPlainText()


def test_no_name_does_harm_in_a_row_of_the_list() -> None:
    for name in NAMES:
        found = Found(contacts=(contact_of(name),), recent=(row_of(name),))
        for row in rows_for("", found, missed_only=False, read=str):
            assert is_clean(row.title), name[:80]
            assert is_clean(row.second), name[:80]


async def test_no_name_does_harm_to_the_window_that_lists_it(theme: Theme) -> None:
    desk = Desk(theme)
    desk.directory.contacts = [contact_of(name) for name in NAMES]
    desk.directory.recent = [row_of(name) for name in NAMES]
    await desk.open()
    assert len(desk.window.rows_shown) > COUNT
    desk.window.grab()
    assert_harmless(desk.window, "all of them")
    await desk.tasks.close()


@pytest.fixture
def window(theme: Theme) -> Iterator[ContactWindow]:
    window = ContactWindow(theme, Tasks(lambda error: None))
    yield window
    window.deleteLater()


def test_no_name_does_harm_as_a_problem_below_the_field(window: ContactWindow) -> None:
    for name in NAMES:
        window.show_problem(name)
        assert_harmless(window, name)


def test_no_name_does_harm_in_the_trays_menu_and_tool_tip(theme: Theme) -> None:
    tray = Tray(theme)
    for name in NAMES:
        view = MenuView(
            state=name, signed_in=True, cards=[card_of(name)], recent=[row_of(name)], quiet=name
        )
        menu = QMenu()
        TrayMenu().fill(menu, view)
        for action in (
            *menu.actions(),
            *(a for m in menu.findChildren(QMenu) for a in m.actions()),
        ):
            assert is_clean(action.text()), name[:80]
            assert "&" not in action.text().replace("&&", ""), name[:80]
        tray.update(tray_state(None, []), view)
        assert is_clean(tray.tool_tip), name[:80]
        assert len(tray.tool_tip) <= 160
        assert not Guessing.mightBeRichText(tip_text(tray.tool_tip)), name[:80]


def test_no_cell_of_an_export_is_a_formula() -> None:
    for name in NAMES:
        exported = table_bytes([exporting.cells(row_of(name))]).decode()
        (cells,) = csv.reader(io.StringIO(exported, newline=""), delimiter=";")
        assert [cell for cell in cells if cell.lstrip(" \n\t\r").startswith(tuple("=+-@"))] == []


def test_no_name_leads_the_crm_elsewhere() -> None:
    url = CrmRule(target="https://crm.example/find?name={contact_name}&c={company}")
    program = CrmRule(way=Way.PROGRAM, target="crm\n{contact_name}\n--company={company}")
    for name in NAMES:
        call = of_row(row_of(name), ME)
        opened = preview(url, call).opening
        assert isinstance(opened, OpenUrl)
        assert opened.url.startswith("https://crm.example/find?name=")
        assert opened.url.count("&") == 1
        assert opened.url.isascii()
        assert len(opened.url) <= 200 * 2 * 12 + 100
        started = preview(program, call).opening
        assert isinstance(started, RunProgram)
        assert len(started.arguments) == 2
        assert not started.arguments[0].startswith(("-", "/", "@"))
        assert all(is_clean(one) for one in started.arguments)
