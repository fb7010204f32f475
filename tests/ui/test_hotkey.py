"""The keys for the selected number, on paper."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from tests.session.stage import until
from tests.ui.person import Screen, words_on
from uis_desktop.core.hotkeys import Hotkey, read_hotkey
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import HotkeyRefused, UisError
from uis_desktop.ui.hotkey.hotkeys import Hotkeys
from uis_desktop.ui.hotkey.keyboard import Keyboard
from uis_desktop.ui.hotkey.presses import Presses
from uis_desktop.ui.hotkey.seam import Lost, Pressed
from uis_desktop.ui.hotkey.selection import FromBehind, OnceInFront
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme


class PaperKeys:
    """Keys that the test presses.

    Attributes:
        taken: what is grabbed now.
        refusal: when set, nothing can be grabbed.
    """

    def __init__(self) -> None:
        self.taken: Hotkey | None = None
        self.refusal = ""
        self.purpose = ""
        self.pressed: Pressed = lambda _token: None
        self.lost: Lost = lambda _error: None

    async def grab(self, hotkey: Hotkey, *, purpose: str, pressed: Pressed, lost: Lost) -> None:
        if self.refusal:
            raise HotkeyRefused(self.refusal, str(hotkey))
        assert self.taken is None
        self.taken, self.pressed, self.lost, self.purpose = hotkey, pressed, lost, purpose

    async def release(self) -> None:
        self.taken = None


class PaperText(FromBehind):
    """What is selected, on a desktop that tells it or only what was copied."""

    selection = True


class Desk:
    """The keys at work, what is selected, and what they led to."""

    def __init__(self, theme: Theme) -> None:
        self.screen = Screen(theme)
        self.keys = PaperKeys()
        self.selected = ""
        self.told: list[UisError] = []
        self.numbers: list[str] = []
        self.tasks = Tasks(self.told.append)
        notices = Notices(self.screen.stack, theme)
        self.text = PaperText(lambda: self.selected)
        self.hotkeys = Hotkeys(self.keys, self.tasks, notices, text=self.text)
        self.hotkeys.numbers_wanted.connect(self.numbers.append)

    async def choose(self, keys: str) -> None:
        self.hotkeys.live_by(Preferences(hotkey=keys))
        await until(lambda: not self.tasks.running)


@pytest.fixture
def desk(theme: Theme) -> Iterator[Desk]:
    desk = Desk(theme)
    yield desk
    desk.screen.stack.close()


async def test_chosen_keys_are_taken_and_given_back(desk: Desk) -> None:
    await desk.choose("")
    assert desk.keys.taken is None
    await desk.choose("Ctrl+Alt+C")
    assert str(desk.keys.taken) == "Ctrl+Alt+C"
    await desk.choose("Ctrl+Alt+D")
    assert str(desk.keys.taken) == "Ctrl+Alt+D"
    await desk.choose("")
    assert desk.keys.taken is None
    await desk.choose("Ctrl+Alt+D")
    await desk.hotkeys.close()
    assert desk.keys.taken is None


async def test_two_choices_in_a_row_end_with_the_last(desk: Desk) -> None:
    desk.hotkeys.live_by(Preferences(hotkey="Ctrl+Alt+C"))
    desk.hotkeys.live_by(Preferences(hotkey="Ctrl+Alt+D"))
    await until(lambda: not desk.tasks.running)
    assert str(desk.keys.taken) == "Ctrl+Alt+D"


async def test_keys_that_are_refused_are_told_to_the_person(desk: Desk) -> None:
    desk.keys.refusal = "taken"
    await desk.choose("Ctrl+Alt+C")
    (error,) = desk.told
    assert isinstance(error, HotkeyRefused)
    assert (error.keys, error.reason) == ("Ctrl+Alt+C", "taken")


@pytest.mark.parametrize(("when", "told"), [("start", 0), ("choice", 1)])
async def test_desktop_without_keys_yet_is_told_when_they_are_chosen_not_at_each_start(
    desk: Desk, when: str, told: int
) -> None:
    desk.keys.refusal = "unassigned"
    if when == "choice":
        await desk.choose("")
    await desk.choose("Ctrl+Alt+C")
    desk.keys.lost(HotkeyRefused("unassigned", "Ctrl+Alt+C"))
    assert len(desk.told) == told
    assert desk.screen.stack.shown() == []


async def test_each_press_tells_the_number_that_is_selected_then(desk: Desk) -> None:
    await desk.choose("Ctrl+Alt+C")
    for selected in ("8 916 123-45-67", "тел. 8 495 123-45-67 доб. 5"):
        desk.selected = selected
        desk.keys.pressed("")
    assert desk.numbers == ["+7 916 123-45-67", "+7 495 123-45-67 доб. 5"]
    assert desk.screen.stack.shown() == []


async def test_no_number_is_said_once_however_often_the_keys_are_pressed(desk: Desk) -> None:
    await desk.choose("Ctrl+Alt+C")
    desk.selected = "<b>Анна</b>"
    for _ in range(3):
        desk.keys.pressed("")
    (notice,) = desk.screen.stack.shown()
    assert words_on(notice)[0] == "Номер не выделен"
    assert "Ctrl+Alt+C" in words_on(notice)[1]
    assert desk.numbers == []


async def test_system_that_tells_only_what_was_copied_says_so(desk: Desk) -> None:
    await desk.choose("Ctrl+Alt+C")
    desk.text.selection = False
    desk.keys.pressed("")
    (notice,) = desk.screen.stack.shown()
    assert words_on(notice)[0] == "Номер не скопирован"


async def test_keys_that_the_desktop_takes_back_are_told_to_the_person(desk: Desk) -> None:
    await desk.choose("Ctrl+Alt+C")
    desk.keys.lost(HotkeyRefused("withdrawn", "Ctrl+Alt+C"))
    (notice,) = desk.screen.stack.shown()
    assert words_on(notice)[0] == "Ctrl+Alt+C: эти клавиши не\nработают"
    assert "забрал" in words_on(notice)[1]


async def test_more_numbers_than_the_field_takes_are_cut_between_two(desk: Desk) -> None:
    await desk.choose("Ctrl+Alt+C")
    desk.selected = ", ".join(f"8 916 123-45-{n} доб. 12345" for n in range(10, 40))
    desk.keys.pressed("")
    (line,) = desk.numbers
    assert len(line) <= 120
    assert all(part.endswith("доб. 12345") for part in line.split(" / "))


async def test_permission_to_come_to_the_front_is_where_qt_looks_for_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    await desk.choose("Ctrl+Alt+C")
    desk.selected = "8 916 123-45-67"
    seen: list[str] = []
    desk.hotkeys.numbers_wanted.connect(lambda _: seen.append(os.environ["XDG_ACTIVATION_TOKEN"]))
    desk.keys.pressed("token-1")
    assert seen == ["token-1"]


class FrontStage:
    """A look that waits until a window of ours has the keyboard, which the test says."""

    def __init__(self, application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
        self._changed = application.focusWindowChanged
        self.focused: QWindow | None = None
        # A window of another test may have the keyboard in truth.
        monkeypatch.setattr(QGuiApplication, "focusWindow", lambda: self.focused)
        self.selected = "before"
        self.looking = OnceInFront(lambda: self.selected)
        self.forward = 0
        self.told: list[str] = []

    def come_forward(self) -> None:
        self.forward += 1

    def look(self) -> None:
        self.looking.look(self.come_forward, self.told.append)

    def give_keyboard(self, window: QWindow | None) -> None:
        self.focused = window
        self._changed.emit(window)


@pytest.fixture
def front(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[FrontStage]:
    stage = FrontStage(qapp, monkeypatch)
    yield stage
    stage.looking.deleteLater()


def test_text_is_looked_at_when_our_window_has_the_keyboard_and_once(front: FrontStage) -> None:
    front.look()
    assert (front.forward, front.told) == (1, [])
    front.give_keyboard(None)
    front.selected = "then"
    front.give_keyboard(QWindow())
    front.give_keyboard(QWindow())
    assert front.told == ["then"]


def test_text_is_looked_at_at_once_when_our_window_has_the_keyboard(front: FrontStage) -> None:
    front.give_keyboard(QWindow())
    front.look()
    assert front.told == ["before"]


def test_window_that_gets_the_keyboard_much_later_gets_no_text(front: FrontStage) -> None:
    front.look()
    front.looking.findChildren(QTimer)[0].timeout.emit()
    front.give_keyboard(QWindow())
    assert front.told == []


#: Keycodes 52 to 54: z, x, c; 10: the digit 1; 75: F9; 77: NumLock.
ENGLISH = {10: [0x31, 0x21], 54: [0x63, 0x43], 75: [0xFFC6], 77: [0xFF7F], 64: [0xFFE9]}
RUSSIAN = {10: [0x31, 0x21], 54: [0x6D3, 0x6F3], 75: [0xFFC6], 77: [0xFF7F], 64: [0xFFE9]}
BOTH = ENGLISH | {54: [0x63, 0x43, 0x6D3, 0x6F3]}


def keyboard(keys: dict[int, list[int]], modifiers: dict[int, int] | None = None) -> Keyboard:
    """One with these keysyms, and these keys as modifiers by their place."""
    held = {3: 64, 4: 77} | (modifiers or {})
    rows = [[held.get(place, 0), 0] for place in range(8)]
    return Keyboard(8, [keys.get(code, [0]) for code in range(8, 256)], rows)


@pytest.mark.parametrize("keys", [ENGLISH, RUSSIAN, BOTH], ids=["us", "ru", "us,ru"])
def test_key_is_the_same_in_every_layout(qapp: QApplication, keys: dict[int, list[int]]) -> None:
    found = keyboard(keys)
    assert [found.keycode(key) for key in ("C", "1", "F9")] == [54, 10, 75]
    assert found.keycode("D") is None


def test_every_state_of_the_locks_is_meant(qapp: QApplication) -> None:
    hotkey = read_hotkey("Ctrl+Alt+C")
    assert hotkey is not None
    assert sorted(keyboard(BOTH).masks(hotkey)) == [12, 14, 28, 30]


def test_locks_and_alt_are_where_this_keyboard_has_them(qapp: QApplication) -> None:
    hotkey = read_hotkey("Ctrl+Alt+C")
    assert hotkey is not None
    # Alt is Mod5 here, NumLock is Mod3.
    moved = keyboard(BOTH, {3: 0, 4: 0, 5: 77, 7: 64})
    assert sorted(moved.masks(hotkey)) == [132, 134, 164, 166]


def test_repeats_of_both_kinds_are_no_presses() -> None:
    presses = Presses()
    assert presses.press(1000)
    # Detectable auto-repeat: presses alone.
    assert not presses.press(1600)
    # The other kind: a release and a press of one moment.
    presses.release(1630)
    assert not presses.press(1630)
    presses.release(1700)
    assert presses.press(1790)


def test_clock_of_the_server_that_begins_anew_is_no_repeat() -> None:
    presses = Presses()
    assert presses.press(2**32 - 50)
    presses.release(2**32 - 1)
    assert not presses.press(0)
    presses.release(40)
    assert presses.press(90)
