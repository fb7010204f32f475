"""The same hostile names in the windows and messages that come up for a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QListWidget, QMenu, QTableWidget, QWidget

from tests.builders import ME
from tests.fakes import FakeOwnStatus
from tests.ui import samples
from tests.ui.hostile import NAMES
from tests.ui.test_hostile_text import assert_harmless, card_of, contact_of, is_clean, row_of
from uis_desktop.contact_files.rows import BadLine
from uis_desktop.core.aftercall import TagMark
from uis_desktop.core.call_control import DURING_A_TALK, Known, TagButton
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contact_draft import ContactDraft
from uis_desktop.core.crm_rules import CrmRule, Moment
from uis_desktop.core.crm_trial import trials
from uis_desktop.core.my_status import Status
from uis_desktop.core.own_contacts import ImportPlan
from uis_desktop.core.phone import parse
from uis_desktop.core.transfer import Step
from uis_desktop.session.contact_imports import Preview
from uis_desktop.session.my_status import StatusView
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.contacts.editor import ContactEditor
from uis_desktop.ui.contacts.import_dialog import ImportDialog
from uis_desktop.ui.control.block_notice import BlockNotice
from uis_desktop.ui.control.call_panel import CallPanel
from uis_desktop.ui.link_question import LinkQuestion
from uis_desktop.ui.my_status.menu import StatusMenu
from uis_desktop.ui.reminding import ReminderNotice
from uis_desktop.ui.settings.crm_trial_dialog import CrmTrialDialog
from uis_desktop.ui.tag_dialog import TagDialog
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.transfer.transfer_dialog import TransferDialog
from uis_desktop.ui.window.call_strip import CallStrip

#: Each kind alone: what is made anew for every name need not meet them in pairs too.
KINDS = NAMES[:45]


def texts_in(widget: QWidget) -> Iterable[str]:
    """What lists, tables and menus below this widget say."""
    for listed in widget.findChildren(QListWidget):
        yield from (listed.item(row).text() for row in range(listed.count()))
    for table in widget.findChildren(QTableWidget):
        cells = [
            table.item(row, column)
            for row in range(table.rowCount())
            for column in range(table.columnCount())
        ]
        yield from (cell.text() for cell in cells if cell is not None)
    for menu in (*widget.findChildren(QMenu), *([widget] if isinstance(widget, QMenu) else [])):
        yield from (action.text().replace("&&", "") for action in menu.actions())


def assert_all_harmless(widget: QWidget, name: str = "all of them") -> None:
    assert_harmless(widget, name)
    for text in texts_in(widget):
        assert all(map(is_clean, text.splitlines())), name[:80]
    widget.deleteLater()


def test_no_name_does_harm_in_the_window_of_a_transfer(theme: Theme) -> None:
    dialog = TransferDialog("")
    dialog.show_colleagues(
        [Colleague(id=str(n), name=name, extension="204") for n, name in enumerate(NAMES)]
    )
    dialog.show_talking([str(n) for n in range(len(NAMES))])
    assert len(list(texts_in(dialog))) == len(NAMES)
    assert_all_harmless(dialog)
    for name in KINDS:
        dialog = TransferDialog(name)
        dialog.show_step(Step.HELD)
        assert_all_harmless(dialog, name)


def test_no_name_does_harm_in_the_windows_of_a_call(theme: Theme) -> None:
    keys = [TagButton(digit="1", tag_id=str(n), name=name) for n, name in enumerate(KINDS)]
    marks = [
        TagMark(id=str(n), name=name, on=n % 2 == 0, waiting=n % 3 == 0, refused="tag_not_found")
        for n, name in enumerate(KINDS)
    ]
    panel = CallPanel("")
    panel.show_tags(keys)
    panel.show_call(frozenset(DURING_A_TALK), Known(tags=frozenset("135")), block_waits=False)
    assert_all_harmless(panel)
    for some in (marks, [replace(mark, on=False, waiting=False, refused="") for mark in marks]):
        tags = TagDialog("")
        tags.show_tags("1", some)
        assert_all_harmless(tags)
    for name in KINDS:
        for one in (CallPanel(name), TagDialog(name), BlockNotice(name)):
            assert_all_harmless(one, name)


def test_no_name_does_harm_in_a_question_a_reminder_or_the_strip_of_calls(theme: Theme) -> None:
    strip = CallStrip()
    question = LinkQuestion(parse("+79161234567"))
    for name in NAMES:
        question.show_name(contact_of(name))
        strip.show_calls([card_of(name)])
        assert_harmless(question, name)
        assert_harmless(strip, name)
    for name in KINDS:
        reminder = replace(samples.REMINDER, name=name)
        assert_all_harmless(ReminderNotice(reminder, theme, clock=lambda: 0.0), name)


def test_no_name_does_harm_in_the_preview_of_an_import_or_the_form(theme: Theme) -> None:
    plan = ImportPlan()
    plan.judge([replace(contact_of(name), id=str(n)) for n, name in enumerate(NAMES)], {}, {})
    bad = [BadLine(n, name, name) for n, name in enumerate(NAMES)]
    dialog = ImportDialog("")
    dialog.show_preview(Preview(title=NAMES[0], encoding="utf-8", plan=plan, bad=bad))
    assert len(list(texts_in(dialog))) > 100
    assert_all_harmless(dialog)
    for name in KINDS:
        draft = ContactDraft(name=name, company=name, numbers=(name,), employee_name=name)
        assert_all_harmless(ContactEditor(draft, new=False), name)


def test_no_name_does_harm_in_the_menu_of_statuses(theme: Theme) -> None:
    told = FakeOwnStatus().told
    for name in NAMES:
        mine = Status(id="9", name=name, color=name)
        menu = QMenu()
        StatusMenu().fill(menu, StatusView(now=replace(told, id="9", statuses=(mine,))))
        assert_all_harmless(menu, name)


def test_no_name_does_harm_in_the_dry_run_of_rules(theme: Theme) -> None:
    rule = CrmRule(moment=Moment.RING, target="https://crm.example/?n={contact_name}")
    dialog = CrmTrialDialog()
    dialog.show_trials([one for name in NAMES for one in trials((rule,), row_of(name), ME)])
    assert_all_harmless(dialog)


def test_no_name_does_harm_in_a_notification(theme: Theme) -> None:
    card = Card(samples.ringing(), theme, now=lambda: samples.NOW)
    for name in KINDS:
        card.update_view(card_of(name))
        told = card.telling("1").notification
        for text in (told.safe_title, *told.safe_body.splitlines()):
            assert is_clean(text), name[:80]
            assert not set(text) & set("<>&"), name[:80]
