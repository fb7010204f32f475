"""On real desktops: a tray-less X11 one and a Wayland one, with a service for notifications.

``UIS_DESKTOP_PICTURES`` names a folder in which what was seen is kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.stage.accessibility import ScreenReader, screen_reader
from tests.end_to_end.stage.dunst import Dunst, Told, dunst
from tests.end_to_end.stage.forked_process import ForkedProcess
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import session_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import screenshot, virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.wayland import wayland

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]
PICTURES = os.environ.get("UIS_DESKTOP_PICTURES")


@dataclass
class Seat:
    """A desk at work, the service that tells its calls, and a reader of its windows."""

    home: Home
    program: Process
    pipe: Path
    service: Dunst | None
    reader: ScreenReader

    def happens(self, word: str) -> None:
        with self.pipe.open("w") as pipe:
            pipe.write(f"{word}\n")

    def told(self, start: str) -> Told:
        """The newest notification, once it begins so."""
        service = self.service
        assert service is not None

        def newest() -> Told | None:
            told = service.told
            return told[-1] if told and told[-1].title.startswith(start) else None

        return until(newest, within_s=30, what=f"it is told: {start}")

    def windows(self) -> list[str]:
        """The titles of the program's windows that are seen."""
        return [window.name for window in self.reader.windows(self.program.pid)]

    def keep_picture(self, name: str) -> None:
        if PICTURES:
            screenshot(self.home, Path(PICTURES) / f"{name}.png")


@contextmanager
def seat(
    tmp_path: Path, *, show_as: str, on_wayland: bool = False, service: bool = True
) -> Iterator[Seat]:
    with ExitStack() as stack:
        home = stack.enter_context(new_home(tmp_path))
        stack.enter_context(session_bus(home))
        stack.enter_context(virtual_screen(home))
        stack.enter_context(window_manager(home, "openbox"))
        shows = stack.enter_context(dunst(home)) if service else None
        reader = stack.enter_context(screen_reader(home))
        env = home.env | {"PYTHONPATH": str(ROOT)}
        if on_wayland:
            display = stack.enter_context(wayland(home))
            env |= {"WAYLAND_DISPLAY": display, "QT_QPA_PLATFORM": "wayland"}
        pipe = home.path / "words"
        os.mkfifo(pipe)
        argv = ["tests.ui.native_program", show_as, str(pipe)]
        program = stack.enter_context(ForkedProcess("program", argv, logs=home.logs, env=env))
        program.first_line(within_s=30)
        yield Seat(home, program, pipe, shows, reader)


def _no_markup(told: Told) -> bool:
    return not set("<>&") & set(told.title + told.body)


def test_call_is_one_notification_from_its_ring_to_the_missed_mark(tmp_path: Path) -> None:
    with seat(tmp_path, show_as="notifications") as at:
        assert at.service is not None
        at.happens("ring")
        ring = at.told("Входящий: ‹b›Иван‹/b›")
        assert ring.body.startswith("Входящий вам\nООО «Ромашка»\n+7 916 123-45-67")
        assert ring.urgency == "CRITICAL"
        at.keep_picture("native-ring")
        at.happens("talk")
        talk = at.told("Разговор: ")
        assert talk.id == ring.id
        at.happens("lost")
        lost = at.told("Пропущенный: ")
        assert lost.id == ring.id
        assert all(_no_markup(told) for told in at.service.told)
        at.happens("over")
        service = at.service
        until(lambda: service.told[-1].id != ring.id, within_s=30, what="the missed mark is told")
        until(lambda: service.displayed == 1, within_s=30, what="only that is left")
        at.keep_picture("native-missed")
        at.service.press("Показать пропущенные")
        until(
            lambda: any("Контакты и звонки" in name for name in at.windows()),
            within_s=30,
            what="the window is open",
        )


def test_desktop_without_a_tray_has_the_window_in_the_taskbar_and_notifications(
    tmp_path: Path,
) -> None:
    with seat(tmp_path, show_as="auto") as at:
        # It waits a while for a tray that starts after it.
        told = at.told("На этом рабочем столе нет области")
        assert "Окно остаётся на панели задач" in told.body
        at.happens("ring")
        at.told("Входящий: ")
        at.keep_picture("without-tray")


@pytest.mark.parametrize("service", [True, False])
def test_wayland_tells_by_notifications_or_in_the_window(tmp_path: Path, service: bool) -> None:
    with seat(tmp_path, show_as="auto", on_wayland=True, service=service) as at:
        at.happens("ring")
        if service:
            assert _no_markup(at.told("Входящий: "))
            assert not any(name.startswith("Входящий") for name in at.windows())
            return
        (window,) = until(
            lambda: at.reader.windows(at.program.pid) or None, within_s=30, what="a window is open"
        )
        assert window.name.startswith("Контакты и звонки")
        said = window.words()
        assert "\nВходящий: " in said
        assert "нет ни карточек, ни уведомлений" in said
