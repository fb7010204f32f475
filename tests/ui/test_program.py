"""The program as a process: its end, its defects, its second start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from uis_desktop.core.requests import MOST_BYTES, Request, Verb, request_line
from uis_desktop.ui.instance.single_instance import SingleInstance

PROGRAM = """
import asyncio, logging, sys
from PySide6.QtCore import QTimer
from uis_desktop.core.requests import ExitCode, read_request
from uis_desktop.ui.application import run_application

logging.basicConfig(level="INFO", stream=sys.stderr, format="%(levelname)s %(message)s")

def say(*words):
    print(*words, flush=True)

def slot():
    raise ZeroDivisionError("in a slot")

def answer(conversation):
    conversation.say(event="first", words=conversation.request.text)
    conversation.end(ExitCode.DONE, event="last")

async def main(application):
    application.show_wanted.connect(lambda: say("show"))
    application.open_wanted.connect(lambda text: say("open", text))
    application.asked.connect(answer)
    say("ready")
    try:
        what = sys.argv[1]
        if what == "return":
            return 7
        if what == "defect":
            raise ZeroDivisionError("in main")
        if what == "slot":
            QTimer.singleShot(0, slot)
            QTimer.singleShot(50, application.quit)
        await asyncio.Event().wait()
    finally:
        say("closed in order")

sys.exit(run_application(main, instance="test", request=read_request(sys.argv[2])))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"XDG_RUNTIME_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}


class Program:
    """One start of a small program on our application."""

    def __init__(self, environment: dict[str, str], what: str, link: str = "") -> None:
        request = Request(do=Verb.OPEN if link else Verb.SHOW, text=link)
        self._popen = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, what, request_line(request)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        assert self._popen.stdout is not None
        return self._popen.stdout.readline().strip()

    def end(self, number: signal.Signals | None = None) -> tuple[int, str, str]:
        """Exit code, output and log, after a signal if one is given."""
        if number is not None:
            self._popen.send_signal(number)
        said, logged = self._popen.communicate(timeout=15)
        return self._popen.returncode, said, logged

    def close(self) -> None:
        self._popen.kill()
        self._popen.communicate(timeout=15)


@pytest.fixture
def program(environment: dict[str, str]) -> Iterator[Program]:
    program = Program(environment, "wait")
    assert program.line() == "ready"
    yield program
    program.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_quits_an_idle_program_in_order(program: Program, number: signal.Signals) -> None:
    code, said, logged = program.end(number)
    assert (code, said.strip(), logged) == (0, "closed in order", "")


def test_what_main_returns_is_the_exit_code(environment: dict[str, str]) -> None:
    assert Program(environment, "return").end()[0] == 7


def test_defect_in_main_is_logged_and_ends_the_program(environment: dict[str, str]) -> None:
    code, said, logged = Program(environment, "defect").end()
    assert code == 1
    assert "closed in order" in said
    assert "CRITICAL defect" in logged
    assert "ZeroDivisionError: in main" in logged


def test_defect_in_a_slot_is_logged_with_its_traceback(environment: dict[str, str]) -> None:
    code, _, logged = Program(environment, "slot").end()
    assert code == 0
    assert "ERROR defect" in logged
    assert "ZeroDivisionError: in a slot" in logged


def test_second_start_wakes_the_first_and_ends(
    program: Program, environment: dict[str, str]
) -> None:
    assert Program(environment, "wait").end()[:2] == (0, "")
    assert program.line() == "show"


def test_second_start_hands_a_link_over(program: Program, environment: dict[str, str]) -> None:
    Program(environment, "wait", "tel:+7%20916%20123-45-67").end()
    assert program.line() == "open tel:+7%20916%20123-45-67"


def test_start_after_a_kill_is_the_first_again(
    program: Program, environment: dict[str, str]
) -> None:
    program.end(signal.SIGKILL)
    again = Program(environment, "wait")
    assert again.line() == "ready"
    again.close()


@pytest.fixture
def single(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SingleInstance]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    single = SingleInstance("test")
    assert single.claim()
    yield single
    single.release()


@pytest.mark.parametrize(
    "message",
    [
        b"show\n",
        b'{"do": "quit"}\n',
        b'{"do": "open", "text": 5}\n',
        b'{"do": "call", "text": "204", "line": ["+7"]}\n',
        b'{"do": "history", "limit": 100000}\n',
        b"[" * 3000 + b"\n",
        b"\xff\xfe\n",
        b'{"do": "show"}' + b"x" * 10 * MOST_BYTES,
        b"\n",
    ],
)
def test_anything_but_a_request_does_nothing(
    single: SingleInstance, tmp_path: Path, qtbot: QtBot, message: bytes
) -> None:
    heard = [QSignalSpy(one) for one in (single.show_wanted, single.open_wanted, single.asked)]
    path = next(path for path in tmp_path.iterdir() if not path.name.endswith(".lock"))
    socket = QLocalSocket()
    socket.connectToServer(str(path))
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(socket.disconnected, timeout=15_000):
        socket.write(message)
    assert [spy.count() for spy in heard] == [0, 0, 0]


def test_socket_is_for_its_user_only(single: SingleInstance, tmp_path: Path) -> None:
    path = next(path for path in tmp_path.iterdir() if not path.name.endswith(".lock"))
    assert path.stat().st_mode & 0o077 == 0
    assert str(os.getuid()) in path.name


def test_void_calls_of_qt_keep_the_references_to_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one with every call, and then aborts."""
    before = sys.getrefcount(None)
    for _ in range(1000):
        QCoreApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < 100
