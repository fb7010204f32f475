"""Pictures of everything a person sees: ``python -m tests.ui.pictures``.

Light and dark, Russian and English, at 100 and 200 %, into ``build/pictures/``.
Look at them before you say that a screen is done.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import qasync
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from tests.builders import ME
from tests.fakes import FakeOwnStatus
from tests.release_notes import release
from tests.session.stage import until
from tests.ui import samples
from tests.ui.first_run_pictures import first_rings, forms, numbers, problems
from uis_desktop import errors
from uis_desktop.contact_files import read_contacts
from uis_desktop.contact_files.rows import FileRefused, Staff
from uis_desktop.core.abilities import Ability
from uis_desktop.core.absence import Digest
from uis_desktop.core.aftercall import TagMark
from uis_desktop.core.autostart import AtLogin
from uis_desktop.core.call_control import DURING_A_TALK, Answer, Known, Wish
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.contact_draft import ContactDraft
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import CrmRule, Moment, Way
from uis_desktop.core.crm_trial import trials
from uis_desktop.core.fates import Fate
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.lights import Arrivals, Tried
from uis_desktop.core.link import LinkState, LinkView, OfflineReason
from uis_desktop.core.log_lines import log_lines
from uis_desktop.core.my_status import MyStatusNote, News, Return, Status
from uis_desktop.core.own_contacts import ImportPlan
from uis_desktop.core.phone import parse
from uis_desktop.core.policy import Policy, Rule, Ruling, Source
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.ring_test import RingProblem, RingReport, RingStep
from uis_desktop.core.transfer import Step
from uis_desktop.core.updates import Telling, Update, read_version
from uis_desktop.session.contact_imports import Preview
from uis_desktop.session.lists import Found
from uis_desktop.session.my_status import StatusView
from uis_desktop.ui.application import make_qt_application
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.check.check_window import CheckWindow
from uis_desktop.ui.check.log_page import LogPage
from uis_desktop.ui.clipboard.chip import Chip
from uis_desktop.ui.contacts.editor import ContactEditor
from uis_desktop.ui.contacts.import_dialog import ImportDialog
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.control.block_notice import BlockNotice
from uis_desktop.ui.control.call_panel import CallPanel
from uis_desktop.ui.control.words import answer_line
from uis_desktop.ui.digest import DigestNotice
from uis_desktop.ui.icons import tray_icon
from uis_desktop.ui.language import speak, translate
from uis_desktop.ui.link_question import LinkQuestion
from uis_desktop.ui.locks import all_lock_words
from uis_desktop.ui.my_status.words import GOOD_NEWS, news_words
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.playing.view import Phase, PlayerView
from uis_desktop.ui.playing.words import unusable_words
from uis_desktop.ui.quiet import quiet_words, tomorrow
from uis_desktop.ui.refusals import no_calls_words
from uis_desktop.ui.reminding import ReminderNotice
from uis_desktop.ui.settings.cards_section import Monitor
from uis_desktop.ui.settings.crm_dialog import CrmDialog
from uis_desktop.ui.settings.crm_trial_dialog import CrmTrialDialog
from uis_desktop.ui.settings.keys_field import KeysField
from uis_desktop.ui.settings.search_field import SearchField
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.tag_dialog import TagDialog
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.transfer.transfer_dialog import TransferDialog
from uis_desktop.ui.tray.menu import MenuView, TrayMenu
from uis_desktop.ui.tray.tray import LOOKS as TRAY_LOOKS
from uis_desktop.ui.updates.notice import UpdateNotice
from uis_desktop.ui.window.contact_window import ContactWindow
from uis_desktop.ui.window.details import Details
from uis_desktop.ui.window.from_number import FromButton, FromNumber
from uis_desktop.ui.window.rows import call_row
from uis_desktop.ui.wording import error_words, link_words

FOLDER = Path(__file__).resolve().parents[2] / "build" / "pictures"
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_COLUMNS = 4
#: Name, what is typed, how often the arrow goes down.
_WINDOWS = (
    ("all", "", 0),
    ("contact", "", 8),
    ("contact-call", "", 8),
    ("long-contact", "", 10),
    ("call", "", 4),
    ("noted", "", 2),
    ("missed", "", 1),
    ("number", "8 916 123-45-67", 0),
    ("nobodys", "8 999 000-11-22", 0),
    ("several", "8 495 123-45-67 / 8 916 765-43-21 доб. 204", 0),
    ("plus-eight", "+8 495 123-45-67", 0),
    ("help", "112", 0),
    ("layout", "bdfyjdf", 0),
    ("colleagues", "102", 2),
)
_PLAYERS = {
    phase.value: PlayerView(
        link="https://media.uiscom.ru/7/a",
        title=f"{samples.LONG_NAME if phase is Phase.LOADING else 'Смирнова Ольга'} · 12:04",
        phase=phase,
    )
    for phase in (Phase.LOADING, Phase.PLAYING)
}
_GAP = 16
#: One setting, several, one that is chosen elsewhere, none; in any language.
_LOOKED_FOR = {
    "ru": ("amocrm", "карточки", "gfepf", "факс"),
    "en": ("amocrm", "card", "pause", "fax"),
}
_UPDATE = Update(release=release(), running=read_version("0.1.0"), told=False)
_COPIED = ("8 916 123-45-67", "+49 30 901820123 доб. 1234567")


def main() -> None:
    """Start one process for each scale and language: a process has only one of each."""
    for scale in ("1", "2"):
        for language in ("ru", "en"):
            environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
            command = [sys.executable, "-m", "tests.ui.pictures", language, scale]
            subprocess.run(command, env=environment, check=True, timeout=120)


async def _paint_all(qt: QApplication, language: str, scale: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    speak(qt, language)
    theme = Theme(qt)
    link = LinkView(
        state=LinkState.LIVE, employee_name="Мария Кузнецова", last_event_at=samples.NOW
    )
    for scheme, value in _SCHEMES.items():
        theme.choose(value)
        end = f"{scheme}-{language}-{scale}00.png"
        cards: list[QWidget] = [
            Card(view, theme, now=lambda: samples.NOW) for view in samples.every_card().values()
        ]
        cards.extend(_written_on(theme))
        cards.extend(_notices(theme))
        for who in (samples.REMINDER, replace(samples.REMINDER, name=None)):
            cards.append(ReminderNotice(who, theme, clock=lambda: 0.0))
        cards.extend(map(Chip, map(parse, _COPIED)))
        cards.append(UpdateNotice(_UPDATE, theme))
        for digest in (
            Digest(calls=4, lost=1, taken=1),
            Digest(calls=1),
            Digest(calls=1205, lost=122, taken=1003),
        ):
            cards.append(DigestNotice(digest, theme))
        _sheet(cards, theme.colour("raised_pressed")).save(str(FOLDER / f"cards-{end}"))
        for name, typed, chosen in _WINDOWS:
            window = await _window(theme, link, typed, chosen, missed=name == "missed")
            if name == "contact-call":
                calls = window.findChild(QListView, "contactCalls")
                assert isinstance(calls, QListView)
                calls.setFocus()
                QTest.keyClick(calls, Qt.Key.Key_Return)
            window.grab().save(str(FOLDER / f"window-{name}-{end}"))
            window.deleteLater()
        await _paint_choice_of_number(theme, link, end)
        down = LinkView(state=LinkState.OFFLINE, reason=OfflineReason.UNREACHABLE)
        window = await _window(theme, down, "", 8, missed=False)
        window.grab().save(str(FOLDER / f"window-offline-{end}"))
        window.deleteLater()
        window = await _window(theme, link, "", 1, missed=False)
        window.show_calls(
            [samples.ringing(), replace(samples.ringing("2"), contact_full_name=samples.LONG_NAME)]
        )
        window.stay_in_taskbar(True)
        window.grab().save(str(FOLDER / f"window-without-tray-{end}"))
        window.deleteLater()
        window = await _window(theme, link, samples.CONTACTS[0].full_name, 0, missed=False)
        window.show_impossible(no_calls_words())
        _settle()
        window.grab().save(str(FOLDER / f"window-no-calls-{end}"))
        window.deleteLater()
        await _paint_players(theme, link, end)
        _paint_first_run(theme, end)
        hanging = [_hanging(view, theme) for view in list(samples.every_card().values())[:4]]
        _sheet(hanging, theme.colour("raised_pressed")).save(str(FOLDER / f"cards-top-{end}"))
        asking = [
            LinkQuestion(parse(number)) for number in ("+79161234567", "84951234567 доб. 204")
        ]
        asking[1].show_name(samples.CONTACTS[1])
        _sheet(asking, theme.colour("raised_pressed")).save(str(FOLDER / f"link-{end}"))
        tagged = [_tagged(theme, marks) for marks in samples.TAGS]
        _sheet(tagged, theme.colour("raised_pressed")).save(str(FOLDER / f"tags-{end}"))
        over: list[QWidget] = [_ended(theme, in_crm=crm) for crm in (False, True)]
        over.extend(map(_tag_dialog, samples.TAGS))
        _sheet(over, theme.colour("raised_pressed")).save(str(FOLDER / f"card-tags-{end}"))
        handing = [_transfer(step) for step in Step]
        _sheet(handing, theme.colour("raised_pressed")).save(str(FOLDER / f"transfer-{end}"))
        panels = [*_panels(), BlockNotice("+7 916 123-45-67")]
        _sheet(panels, theme.colour("raised_pressed")).save(str(FOLDER / f"control-{end}"))
        settings = [_settings(sound_possible=possible) for possible in (True, False)]
        _sheet(settings, theme.colour("raised_pressed")).save(str(FOLDER / f"settings-{end}"))
        locked = [_locked(), _locked()]
        _scroll_to_end(locked[1])
        _sheet(locked, theme.colour("raised_pressed")).save(str(FOLDER / f"settings-locked-{end}"))
        looked_for = [_looking_for(words) for words in _LOOKED_FOR[language]]
        _sheet(looked_for, theme.colour("raised_pressed")).save(
            str(FOLDER / f"settings-search-{end}")
        )
        _paint_imports(end)
        _sheet(_editors(), theme.colour("raised_pressed")).save(str(FOLDER / f"editor-{end}"))
        for name, check in _checks(theme):
            _settle()
            check.grab().save(str(FOLDER / f"check-{name}-{end}"))
            check.deleteLater()
        crm = [_crm(chosen) for chosen in range(3)] + [CrmDialog(())]
        _sheet(crm, theme.colour("raised_pressed")).save(str(FOLDER / f"crm-{end}"))
        _sheet([_crm_trial()], theme.colour("raised_pressed")).save(
            str(FOLDER / f"crm-trial-{end}")
        )
        menu = QMenu()
        view = MenuView(
            state=link_words(link),
            signed_in=True,
            cards=[samples.ringing()],
            missed=3,
            quiet=quiet_words(tomorrow()),
            recent=samples.CALLS,
            update=translate("Updates", "Version {version} is out…").format(version="0.2.0"),
        )
        TrayMenu().fill(menu, view)
        menu.popup(QPoint(0, 0))
        menu.grab().save(str(FOLDER / f"menu-{end}"))
        menu.hide()
        _paint_statuses(view, end)
        _tray(theme).save(str(FOLDER / f"tray-{end}"))


async def _paint_players(theme: Theme, link: LinkView, end: str) -> None:
    """A recording at the foot of the window: on its way, heard, and in trouble."""
    for name, player in (*_PLAYERS.items(), ("trouble", _no_sound())):
        window = await _window(theme, link, "", 4, missed=False)
        window.show_player(player)
        window.player.show_position(83_000, 1_325_000)
        if name == "loading":
            window.resize(400, 500)
        _settle()
        window.grab().save(str(FOLDER / f"window-player-{name}-{end}"))
        window.deleteLater()


def _no_sound() -> PlayerView:
    words = unusable_words("no_output").line
    title = "+7 916 123-45-67 · 12:04"
    return PlayerView(link="", title=title, phase=Phase.TROUBLE, words=words, again=True)


def _notices(theme: Theme) -> Iterable[Notice]:
    keys = errors.HotkeyRefused("not_installed", "Ctrl+Alt+Shift+F12")
    for error in (errors.ServiceUnreachable("x"), errors.OutcomeUnknown("x"), keys):
        yield Notice(error_words(error), theme)
    for news in News:
        words = news_words(news, FakeOwnStatus().told)
        yield Notice(words, theme, good=news in GOOD_NEWS)


def _paint_statuses(view: MenuView, end: str) -> None:
    """My status at UIS: somebody else's, mine for a time, and not to be had."""
    back = Return(id="1", at=samples.NOW)
    named = [Status(id="4", name="Обедаю", color="#7b61ff"), Status(id="5", name=samples.LONG_NAME)]
    told = FakeOwnStatus().told
    told = replace(told, statuses=(*told.statuses, *named))
    mine = MyStatusNote(given="2", back=back)
    for name, status in (
        ("elsewhere", StatusView(now=told)),
        ("for-a-time", StatusView(now=replace(told, id="2"), note=mine)),
        ("no-key", StatusView(problem=errors.ServiceRefused("relay_not_set_up"))),
    ):
        menu = QMenu()
        TrayMenu().fill(menu, replace(view, status=status))
        (statuses,) = [one for one in menu.findChildren(QMenu) if " UIS" in one.title()]
        times = statuses.findChildren(QMenu)
        for part, shown in (
            ("tray", menu),
            ("list", statuses),
            *[("times", one) for one in times[:1]],
        ):
            shown.popup(QPoint(0, 0))
            shown.grab().save(str(FOLDER / f"status-{name}-{part}-{end}"))
            shown.hide()


async def _paint_choice_of_number(theme: Theme, link: LinkView, end: str) -> None:
    """Which of our numbers: for a typed one, a contact, a call, and for nobody."""
    for name, typed, chosen in (
        ("number", "8 916 123-45-67", 0),
        ("contact", "", 8),
        ("call", "", 4),
        ("nobody", "", 0),
    ):
        window = await _window(theme, link, typed, chosen, missed=False, from_ours=True)
        window.grab().save(str(FOLDER / f"window-from-{name}-{end}"))
        if name == "number":
            button = window.findChild(FromButton)
            assert isinstance(button, FromButton)
            button.menu().popup(QPoint(0, 0))
            button.menu().grab().save(str(FOLDER / f"menu-from-{end}"))
            button.menu().hide()
        window.deleteLater()


def _written_on(theme: Theme) -> Iterable[Card]:
    """Cards with room for a note, in both corners: none yet, two lines, more than is seen."""
    long = "Ждёт счёт на 40 коробок. Доставка в четверг, звонить на мобильный: " * 3
    for state, text, top in (
        (CardState.TALKING, "", False),
        (CardState.ENDED, "Перезвонить после обеда\nсчёт на 40 коробок", False),
        (CardState.TALKING, long, True),
    ):
        card = Card(samples.in_state(state), theme, now=lambda: samples.NOW)
        card.grow_from(top=top)
        card.show_note(text)
        yield card


def _tagged(theme: Theme, marks: Sequence[TagMark]) -> Details:
    """The page of a call with these tags, chosen in the window."""
    wishes = ContactWishes()
    wishes.let_tag(lambda _call: marks)
    details = Details(
        theme, Tasks(lambda error: None), FromNumber(Tasks(lambda error: None)), wishes
    )
    details.show_row(call_row(samples.CALLS[1], str))
    details.setFixedSize(400, 760)
    details.show()
    _settle()
    return details


def _settle() -> None:
    """Texts take as many lines as the width leaves them, and the layout follows."""
    for _ in range(3):
        QApplication.sendPostedEvents()


def _ended(theme: Theme, *, in_crm: bool) -> Card:
    """A call that has just ended and can be tagged."""
    view = samples.in_state(CardState.NOT_ANSWERED if in_crm else CardState.ENDED)
    return Card(view, theme, now=lambda: samples.NOW, in_crm=in_crm, may_tag=lambda _card: True)


def _tag_dialog(marks: Sequence[TagMark]) -> TagDialog:
    """The tags of a call, from its card."""
    dialog = TagDialog(samples.LONG_NAME)
    dialog.show_tags("700", marks)
    dialog.show()
    QApplication.sendPostedEvents()
    return dialog


def _transfer(step: Step) -> TransferDialog:
    """How far a transfer is."""
    dialog = TransferDialog("Иванова Анна Сергеевна")
    dialog.show_colleagues(samples.COLLEAGUES)
    dialog.act_wanted.connect(lambda *_: dialog.show_step(step))
    for field in dialog.findChildren(QLineEdit):
        field.returnPressed.emit()
    return dialog


def _panels() -> list[CallPanel]:
    """A talk just begun, one with much done to it, and one with little to offer."""
    fresh, busy, little = (CallPanel(who) for who in ("Иванова Анна", samples.LONG_NAME, "X"))
    for panel in (fresh, busy):
        panel.show_tags(samples.TAG_KEYS)
    fresh.show_call(frozenset(DURING_A_TALK), Known(), block_waits=False)
    known = Known(
        recording=True,
        tags=frozenset({"1", "3"}),
        barred={Ability.RECORD: "forbidden", Ability.COACH: "coach_not_found"},
    )
    busy.show_call(frozenset(DURING_A_TALK), known, block_waits=True)
    busy.say(answer_line(Wish(Ability.COACH), Answer.NOT_NOW))
    for symbol in "204#":
        busy.key_sent(symbol)
    little.show_call(frozenset({Ability.RECORD, Ability.TAG}), Known(), block_waits=False)
    little.show_tags(())
    return [fresh, busy, little]


def _settings(*, sound_possible: bool) -> SettingsDialog:
    preferences = Preferences(
        monitor="DP-2",
        hotkey="Ctrl+Alt+C" if sound_possible else "",
        autostart=not sound_possible,
    )
    dialog = SettingsDialog(preferences, sound_possible=sound_possible)
    dialog.show_monitors([Monitor("DP-1", 1920, 1080)])
    dialog.show()
    dialog.show_telling(Telling.POSSIBLE if sound_possible else Telling.NO_KEY)
    if not sound_possible:
        dialog.show_at_login(AtLogin.FOR_EVERYBODY)
        keys = dialog.findChild(KeysField)
        assert isinstance(keys, KeysField)
        QTest.keyClick(keys, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        _scroll_to_end(dialog)
    QApplication.sendPostedEvents()
    return dialog


def _scroll_to_end(dialog: SettingsDialog) -> None:
    QApplication.sendPostedEvents()
    scroll = dialog.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())


def _locked() -> SettingsDialog:
    """Some settings the administrator has decided, by each of the three ways."""
    dialog = _settings(sound_possible=True)
    decided = {
        Source.RELAY: {"corner": Ruling(Rule.LOCKED, None), "volume": Ruling(Rule.LOCKED, None)},
        Source.FILE: {"over_full_screen": Ruling(Rule.LOCKED, None)},
        Source.ENVIRONMENT: {"sound": Ruling(Rule.LOCKED, None)},
    }
    dialog.show_preferences(Preferences(monitor="DP-2"), all_lock_words(Policy(decided)))
    QApplication.sendPostedEvents()
    return dialog


def _looking_for(words: str) -> SettingsDialog:
    dialog = _settings(sound_possible=True)
    field = dialog.findChild(SearchField)
    assert isinstance(field, SearchField)
    field.insert(words)
    QApplication.sendPostedEvents()
    return dialog


def _editors() -> Iterable[QWidget]:
    """The form for a contact: empty, of somebody with a long name, and with mistakes."""
    hers = ContactDraft(
        name="Королёва Анна",
        company=samples.LONG_NAME,
        numbers=("8 916 123-45-67", "+7 495 111-22-33"),
        employee_name="Мария Кузнецова",
        note="Ждёт каталог по почте.\nЗвонить после обеда.",
    )
    for draft in (ContactDraft(), hers, ContactDraft(numbers=("8 495 12", "доб. 3"))):
        editor = ContactEditor(draft, new=draft is not hers)
        editor.show()
        if draft is not hers and draft.numbers:
            save = editor.findChildren(QPushButton)[0]
            save.click()
            editor.show_trouble(error_words(errors.HistoryUnreadable("x")))
        yield editor


_BOOK = (
    "Имя;Телефон;Компания;Ответственный\n"
    "Королёва Анна;8 495 123-45-67, 8 916 000-11-22;ООО «Ромашка»;Мария Кузнецова\n"
    f'"{samples.LONG_NAME}";8 800 555-35-35;"{samples.LONG_NAME}";\n'
    "Борис;нет номера;;\n"
    "Вера Ли;7,9001E+10;;\n"
    "Глеб;+7 921 555-00-11;;\n"
)


def _paint_imports(end: str) -> None:
    for name, dialog in _imports():
        dialog.grab().save(str(FOLDER / f"import-{name}-{end}"))
        dialog.deleteLater()


def _imports() -> Iterable[tuple[str, ImportDialog]]:
    """A file of contacts: looked at, refused, being written, imported."""
    contents = read_contacts("book.csv", _BOOK.encode("cp1251"), Staff([], strict=False))
    plan = ImportPlan()
    plan.judge(contents.contacts, {contents.contacts[2].id: contents.contacts[2]}, {})
    preview = Preview(
        title="Клиенты из 1С.csv", encoding=contents.encoding, plan=plan, bad=contents.bad
    )
    for name in ("preview", "refused", "writing", "done"):
        dialog = ImportDialog(preview.title)
        dialog.show()
        if name == "preview":
            dialog.show_preview(preview)
        elif name == "refused":
            dialog.show_refused(FileRefused(contents.bad * 200))
        else:
            dialog.show_written(41_000, 100_000)
            if name == "done":
                dialog.show_done(100_000)
        yield name, dialog


def _checks(theme: Theme) -> Iterable[tuple[str, CheckWindow]]:
    """The connection check: all well, nothing well, and the way of two calls."""
    now = samples.NOW
    for name, good in (("good", True), ("bad", False)):
        window = CheckWindow(theme)
        tried = Tried(at=now, failure=None if good else errors.SignInRefused("x"))
        state = LinkState.LIVE if good else LinkState.OFFLINE
        reason = None if good else OfflineReason.UNREACHABLE
        link = LinkView(state=state, reason=reason, employee_name="Ян Ю", last_event_at=now)
        window.lights.show_link(link)
        asked = Tried(at=now)
        notified = now if good else now - timedelta(days=3)
        window.lights.show_arrivals(Arrivals(asked=asked, notified_at=notified), now)
        window.lights.show_call_api(tried)
        steps = list(RingStep) if good else list(RingStep)[:3]
        report = RingReport(
            call_session_id="t",
            steps={step: now + timedelta(milliseconds=20 * n) for n, step in enumerate(steps)},
            problem=None if good else RingProblem.NOT_CONNECTED,
        )
        window.ring.show_report(report, (Fate.PAINTED, now) if good else None)
        window.open_connection()
        yield name, window
    for name, told in (("seen", samples.STORY_SEEN), ("hidden", samples.STORY_HIDDEN)):
        window = CheckWindow(theme)
        window.story.show_calls(samples.CALLS)
        window.open_story()
        window.story.show_story(samples.CALLS[3], told)
        yield name, window
    window = CheckWindow(theme)
    log = LogPage()
    log.show_log(log_lines(samples.LOG))
    window.add_page(log, translate("Log", "Log"))
    pages = window.findChild(QTabWidget)
    assert isinstance(pages, QTabWidget)
    pages.setCurrentWidget(log)
    window.show()
    yield "log", window


def _crm(chosen: int) -> CrmDialog:
    """A sound rule, a program, and a wrong one."""
    dialog = CrmDialog(
        (
            CrmRule(
                moment=Moment.RING,
                line="74950000001",
                target="https://company.bitrix24.ru/crm/contact/list/"
                "?apply_filter=Y&with_preset=Y&FIND={number_10}",
            ),
            CrmRule(
                moment=Moment.ANSWER,
                way=Way.PROGRAM,
                target="/opt/crm/crm\n--phone\n{number}\n{contact_name}",
            ),
            CrmRule(target="https://crm.example/{nummer}"),
        )
    )
    rules = dialog.findChild(QListWidget, "crmRules")
    assert isinstance(rules, QListWidget)
    rules.setCurrentRow(chosen)
    dialog.show()
    return dialog


def _crm_trial() -> CrmTrialDialog:
    """An address, a value that is missing, a colleague's call, no rule."""
    rule = CrmRule(
        moment=Moment.RING, target="https://crm.example/find/{number_10}?n={contact_name}"
    )
    planfix = CrmRule(moment=Moment.ANSWER, target="https://c.example/{parameter:Planfix}")
    talked, lost = samples.CALLS_WITH_ANNA[0], samples.hidden_call()
    dialog = CrmTrialDialog()
    dialog.show_trials(
        [
            *trials((rule,), talked, ME),
            *trials((planfix,), replace(talked, outcome=Outcome.TALKED), ME),
            *trials((rule,), replace(talked, concerns_me=False), ME),
            *trials((), lost, ME),
        ]
    )
    dialog.show()
    return dialog


def _hanging(view: CardView, theme: Theme) -> Card:
    """A card in an upper corner."""
    card = Card(view, theme, now=lambda: samples.NOW)
    card.grow_from(top=True)
    return card


class _Samples:
    """Finds always the same."""

    async def find(self, search: str, *, missed_only: bool = False) -> Found:
        if search.startswith("8 999"):
            return Found(contacts=(), recent=())
        if search == "102":
            return Found(contacts=(), recent=(), colleagues=samples.COLLEAGUES)
        return replace(samples.FOUND, meant="иванова" if search == "bdfyjdf" else None)

    async def calls_with(self, contact: Contact) -> Sequence[HistoryRow]:
        return samples.CALLS_WITH_ANNA if contact == samples.CONTACTS[0] else ()


async def _window(
    theme: Theme,
    link: LinkView,
    typed: str,
    chosen: int,
    *,
    missed: bool,
    from_ours: bool = False,
) -> ContactWindow:
    tasks = Tasks(lambda error: None)
    window = ContactWindow(theme, tasks)
    window.show_link(link)
    window.show_missed(3)
    window.use(_Samples(), samples.OurNumbers() if from_ours else None)
    if missed:
        window.open_missed()
    if typed:
        window.prefill(typed)
    window.show()
    await until(lambda: not tasks.running)
    if chosen:
        search = window.findChild(QLineEdit, "search")
        assert isinstance(search, QLineEdit)
        for _ in range(chosen):
            QTest.keyClick(search, Qt.Key.Key_Down)
    await until(lambda: not tasks.running)
    _settle()
    return window


def _paint_first_run(theme: Theme, end: str) -> None:
    steps = {
        "sign-in": forms(),
        "sign-in-numbers": numbers(),
        "sign-in-problems": problems(),
        "first-ring": first_rings(theme),
    }
    for name, windows in steps.items():
        sheet = _sheet(list(windows), theme.colour("raised_pressed"))
        sheet.save(str(FOLDER / f"{name}-{end}"))


def _tray(theme: Theme) -> QPixmap:
    picture = QPixmap(len(TRAY_LOOKS) * 150, 140)
    picture.fill(theme.colour("window"))
    painter = QPainter(picture)
    for column, (glyph, ground, colour) in enumerate(TRAY_LOOKS.values()):
        for row, missed in enumerate((0, 3)):
            icon = tray_icon(
                glyph,
                ground,
                theme.colour(colour),
                theme.colour("surface"),
                missed=missed,
                badge=theme.colour("missed"),
            )
            x = column * 150 + 5
            for size in (16, 22, 24, 64):
                painter.drawPixmap(x, row * 70 + 3, icon.pixmap(size, size))
                x += size + 5
    painter.end()
    return picture


def _sheet(widgets: Iterable[QWidget], ground: QColor) -> QPixmap:
    """All on one picture, in columns."""
    grabs = []
    for widget in widgets:
        widget.adjustSize()
        grabs.append(widget.grab())
        widget.deleteLater()
    ratio = grabs[0].devicePixelRatio()
    sizes = [grab.deviceIndependentSize() for grab in grabs]
    width = max(size.width() for size in sizes) + _GAP
    columns = [
        grabs[start :: min(_COLUMNS, len(grabs))] for start in range(min(_COLUMNS, len(grabs)))
    ]
    height = max(
        sum(grab.deviceIndependentSize().height() + _GAP for grab in column) for column in columns
    )
    picture = QPixmap(round((len(columns) * width + _GAP) * ratio), round((height + _GAP) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(ground)
    painter = QPainter(picture)
    for number, column in enumerate(columns):
        y = float(_GAP)
        for grab in column:
            painter.drawPixmap(QPoint(round(_GAP + number * width), round(y)), grab)
            y += grab.deviceIndependentSize().height() + _GAP
    painter.end()
    return picture


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        application = make_qt_application()
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
            runner.run(_paint_all(application, sys.argv[1], sys.argv[2]))
