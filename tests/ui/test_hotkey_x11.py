"""On a real X server with a window manager: a number selected elsewhere, and the keys for it."""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.stage.forked_process import ForkedProcess
from tests.end_to_end.stage.hand import Hand
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import Window, Windows, looking

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]
KEYS = "Ctrl+Alt+C"
SELECTED = "Звоните: 8 (916) 123-45-67, Анна\n"
NUMBER = "number +7 916 123-45-67"


@dataclass
class Seat:
    """A screen with a window manager, and somebody's terminal with a number in it."""

    home: Home
    windows: Windows
    hand: Hand

    @contextmanager
    def terminal(self, text: str) -> Iterator[Process]:
        """A terminal that shows ``text``, which is selected by the mouse, and has the focus."""
        shown = self.home.path / "shown"
        shown.write_text(text)
        argv = ["xterm", "-u8", "-fa", "Noto Sans Mono", "-geometry", "60x4+50+50"]
        # Three clicks are one gesture, however busy the machine is.
        argv += ["-xrm", "XTerm*multiClickTime: 5000"]
        # Where the cursor is the terminal says only when it has read what came before.
        asked = "stty raw -echo; printf '\\033[6n'; head -c6 >/dev/null; stty sane"
        argv += ["-e", "sh", "-c", f"cat {shown}; {asked}; touch {shown}.done; exec cat"]
        with Process("xterm", argv, logs=self.home.logs, env=self.home.env) as started:
            until(Path(f"{shown}.done").exists, within_s=30, what="the text is shown")
            # Before it has the keyboard, the window manager may move it away from the mouse.
            window = until(
                lambda: self._in_front(started), within_s=30, what="the terminal is in front"
            )
            # A third click in a row selects the line.
            x, y = window.box.x + 30, window.box.y + 10
            self._xdotool("mousemove", str(x), str(y), "sleep", "0.2")
            self._xdotool("click", "--repeat", "3", "--delay", "60", "1")
            until(self.windows.has_selection, within_s=30, what="the line is selected")
            yield started

    def _in_front(self, started: Process) -> Window | None:
        active = self.windows.active()
        return next((one for one in self.windows.of(started.pid) if one.id == active), None)

    @contextmanager
    def desk(self, keys: str = KEYS, name: str = "desk") -> Iterator[Process]:
        """Our program, once it has asked for the keys."""
        self.home.env["PYTHONPATH"] = str(ROOT)
        argv = ["tests.ui.hotkey_program", keys, name]
        with ForkedProcess(name, argv, logs=self.home.logs, env=self.home.env) as started:
            until(lambda: "ready" in said(started), within_s=30, what="it has asked for the keys")
            yield started

    def layout(self, *options: str) -> None:
        """Another keyboard layout."""
        subprocess.run(["setxkbmap", *options], env=self.home.env, check=True, timeout=10)

    def hold(self, *keys: str, seconds: float) -> None:
        """Press keys, and let go after so long."""
        down = [word for key in keys for word in ("keydown", key)]
        up = [word for key in reversed(keys) for word in ("keyup", key)]
        self._xdotool(*down, "sleep", str(seconds), *up)

    def lock_group(self, group: int) -> None:
        """Switch to this layout of those that are set, as its key would."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.home.env["DISPLAY"].encode()))
        assert x11.XkbLockGroup(display, 0x100, group)
        x11.XCloseDisplay(display)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.home.env, check=True, timeout=20)


def said(process: Process) -> list[str]:
    """The lines it has printed."""
    return process.out.read_text().splitlines()


def hears(desk: Process, line: str, times: int = 1) -> None:
    """It says the line so often in the end."""
    until(
        lambda: said(desk).count(line) >= times,
        within_s=30,
        what=f"{times} x {line}: {said(desk)} {desk.last_words()}",
    )


@contextmanager
def seated(logs: Path, manager: str) -> Iterator[Seat]:
    """A seat with this window manager."""
    with (
        new_home(logs) as home,
        virtual_screen(home),
        window_manager(home, manager),
        looking(home) as windows,
    ):
        yield Seat(home, windows, Hand(home))


@pytest.fixture(params=["openbox", "xfwm4"])
def seat(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Seat]:
    with seated(tmp_path, request.param) as seat:
        yield seat


@pytest.fixture
def one_seat(tmp_path: Path) -> Iterator[Seat]:
    """Where the window manager makes no difference."""
    with seated(tmp_path, "openbox") as seat:
        yield seat


def test_number_selected_in_another_window_arrives_and_enter_is_all_that_is_left(
    seat: Seat,
) -> None:
    with seat.desk() as desk, seat.terminal(SELECTED):
        seat.hand.press("ctrl+alt+c")
        hears(desk, NUMBER)

        def in_front() -> bool:
            active = seat.windows.active()
            return any(w.id == active for w in seat.windows.of(desk.pid))

        until(in_front, within_s=30, what="the window with the number has the keyboard")
        assert said(desk).count(NUMBER) == 1


def test_keys_held_down_are_one_press_and_the_next_press_is_another(one_seat: Seat) -> None:
    with one_seat.desk() as desk, one_seat.terminal(SELECTED):
        one_seat.hold("Control_L", "Alt_L", "c", seconds=1.5)
        hears(desk, NUMBER)
        one_seat.hand.press("ctrl+alt+c")
        hears(desk, NUMBER, 2)
        assert said(desk).count(NUMBER) == 2


@pytest.mark.parametrize("lock", ["Num_Lock", "Caps_Lock"])
def test_locks_make_no_difference(one_seat: Seat, lock: str) -> None:
    with one_seat.desk() as desk, one_seat.terminal(SELECTED):
        one_seat.hand.press(lock)
        one_seat.hold("Control_L", "Alt_L", "c", seconds=0.05)
        hears(desk, NUMBER)


def test_russian_layout_makes_no_difference(one_seat: Seat) -> None:
    one_seat.layout("-layout", "us,ru")
    with one_seat.desk() as desk, one_seat.terminal(SELECTED):
        one_seat.lock_group(1)
        # The key itself: by name, xdotool would look for a layout that has the letter.
        one_seat.hold("Control_L", "Alt_L", "54", seconds=0.05)
        hears(desk, NUMBER)


def test_keyboard_that_becomes_a_russian_one_meanwhile_keeps_the_keys(one_seat: Seat) -> None:
    with one_seat.desk() as desk, one_seat.terminal(SELECTED):
        one_seat.layout("-layout", "ru")
        one_seat.hold("Control_L", "Alt_L", "54", seconds=0.05)
        hears(desk, NUMBER)


def test_keys_that_another_program_has_are_refused_in_words(one_seat: Seat) -> None:
    with one_seat.desk("Ctrl+Alt+D", "first") as first:
        with one_seat.desk("Ctrl+Alt+D", "second") as second:
            assert said(second)[0] == "hotkey Ctrl+Alt+D: taken"
        assert said(first) == ["ready"]


def test_desktop_that_would_tell_only_some_presses_is_no_desktop_for_keys(one_seat: Seat) -> None:
    one_seat.home.env["WAYLAND_DISPLAY"] = "wayland-0"
    one_seat.home.env["QT_QPA_PLATFORM"] = "xcb"
    with one_seat.desk() as desk:
        assert said(desk)[0] == "hotkey Ctrl+Alt+C: unavailable"


def test_several_selected_numbers_are_offered_together(one_seat: Seat) -> None:
    with one_seat.desk() as desk, one_seat.terminal("8 495 123-45-67, +7 916 123-45-67\n"):
        one_seat.hand.press("ctrl+alt+c")
        hears(desk, "number +7 495 123-45-67 / +7 916 123-45-67")


def test_text_without_a_number_leaves_the_field_as_it_is(one_seat: Seat) -> None:
    with one_seat.desk() as desk, one_seat.terminal("Звоните Анне завтра\n"):
        one_seat.hand.press("ctrl+alt+c")
        until(
            lambda: any(w.on_top for w in one_seat.windows.of(desk.pid)),
            within_s=30,
            what="it is said that no number is selected",
        )
        assert said(desk) == ["ready"]


@pytest.mark.timeout(60)
def test_keyboard_that_has_the_key_no_more_says_so(one_seat: Seat) -> None:
    with one_seat.desk() as desk:
        one_seat.layout("-layout", "gr")
        until(
            lambda: any(KEYS in w.title for w in one_seat.windows.of(desk.pid)),
            within_s=30,
            what="it is said that the keys are lost",
        )
