"""QApplication, event loop, signals and last-resort error handlers."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import qasync
from PySide6.QtCore import QLoggingCategory, QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QApplication

from uis_desktop.core.requests import Request, Verb
from uis_desktop.ui import last_resort
from uis_desktop.ui.icons import program_icon
from uis_desktop.ui.instance.client import hand_over
from uis_desktop.ui.instance.single_instance import SingleInstance
from uis_desktop.ui.language import chosen_language, speak
from uis_desktop.ui.theme import Theme

logger = logging.getLogger(__name__)

#: What a program answers that found another one running, or was asked to quit.
DONE = 0
DEFECT = 1

#: Each time Qt calls Python it takes the interpreter's lock; with Python's own 5 ms the
#: window would wait that long, again and again, while the journal writes what it is told.
_SWITCH_S = 0.0005


class Application(QObject):
    """The running program, as its windows see it."""

    show_wanted = Signal()
    open_wanted = Signal(str)
    asked = Signal(object)
    quit_wanted = Signal()

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self.qt = qt
        self.theme = Theme(qt)
        qt.setWindowIcon(program_icon(self.theme))

    def quit(self) -> None:
        """Wish to quit: the main coroutine is cancelled and closes what it opened."""
        self.quit_wanted.emit()


_SHOW = Request(do=Verb.SHOW)

Main = Callable[[Application], Coroutine[Any, Any, int]]


def run_application(
    main: Main,
    *,
    instance: str,
    request: Request = _SHOW,
    language: str | None = None,
) -> int:
    """Run ``main`` until it returns or somebody wishes to quit; the exit code.

    If this person runs another one with the same ``instance`` already, that one
    gets ``request`` instead: to show itself, or to open a link.
    """
    last_resort.install()
    qt = make_qt_application()
    speak(qt, chosen_language(language))
    single = SingleInstance(instance)
    if not single.claim():
        return DONE if hand_over(instance, request) else DEFECT
    application = Application(qt)
    single.show_wanted.connect(application.show_wanted)
    single.open_wanted.connect(application.open_wanted)
    single.asked.connect(application.asked)
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qt)) as runner:
            return runner.run(_until_quit(main, application))
    finally:
        single.release()


def make_qt_application() -> QApplication:
    """The one QApplication, set up as this program needs it."""
    sys.setswitchinterval(_SWITCH_S)
    # Where no browser is found Qt prints the address, and with it a number and a CRM's key.
    QLoggingCategory.setFilterRules("qt.qpa.services=false")
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("uis-desktop")
    qt.setApplicationDisplayName("UIS Desktop")
    qt.setDesktopFileName("uis-desktop")
    # Fusion looks the same everywhere and takes every colour of a theme.
    qt.setStyle("fusion")
    # Closing the window must not end the pop-ups.
    qt.setQuitOnLastWindowClosed(False)
    return qt


async def _until_quit(main: Main, application: Application) -> int:
    """Run ``main`` as one task, which a wish to quit cancels."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(last_resort.on_loop_trouble)
    task = loop.create_task(main(application), name="main")
    wished = False

    def on_quit() -> None:
        nonlocal wished
        wished = True
        task.cancel()

    application.quit_wanted.connect(on_quit)
    # The desktop's session ends: Qt asks its windows and then the program.
    application.qt.commitDataRequest.connect(on_quit)
    with _signals(on_quit):
        await asyncio.wait([task])
    if task.cancelled():
        return DONE if wished else DEFECT
    error = task.exception()
    if error is not None:
        logger.critical("defect: the program ends", exc_info=error)
        return DEFECT
    return task.result()


@contextmanager
def _signals(on_quit: Callable[[], None]) -> Iterator[None]:
    """SIGINT and SIGTERM as a wish to quit.

    An idle Qt loop runs no Python, so a signal handler alone would wait for the
    next event; the byte Python writes on a signal wakes the loop.
    """
    ours, pythons = socket.socketpair()
    ours.setblocking(False)
    pythons.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: ours.recv(64))
    before = {
        number: signal.signal(number, lambda *_: on_quit())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    wakeup_before = signal.set_wakeup_fd(pythons.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        ours.close()
        pythons.close()
