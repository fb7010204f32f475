"""The command line asks the program that runs, and hears how it went."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication

from tests.builders import call_ended, lost, talk_started, waiting
from tests.session.stage import arrived, until
from tests.ui.test_desk import Office
from uis_desktop.adapters.places import default_places, installation_name
from uis_desktop.core.link import Offline, OfflineReason
from uis_desktop.core.requests import ExitCode, Request, Verb, request_line
from uis_desktop.errors import (
    CallRefused,
    OutcomeUnknown,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.ui.instance.place import socket_path
from uis_desktop.ui.instance.single_instance import SingleInstance

TYPED = "8 900 123-45-67"


class Shell:
    """Where commands are typed, on the machine the program runs on."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.folder = folder
        self._environment = os.environ | {"UIS_DESKTOP_CONFIG_DIR": str(folder)}

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        # What runs in the background, as tests may, starts deaf to Ctrl+C.
        return await asyncio.create_subprocess_exec(
            "env",
            "--default-signal=INT",
            sys.executable,
            "-m",
            "uis_desktop",
            *arguments,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def line(self, process: asyncio.subprocess.Process) -> str:
        """The next one it prints."""
        assert process.stdout is not None
        return (await asyncio.wait_for(process.stdout.readline(), 15)).decode()

    async def end(self, process: asyncio.subprocess.Process) -> int:
        return await asyncio.wait_for(process.wait(), 15)

    async def run(self, *arguments: str) -> tuple[int, str, str]:
        process = await self.start(*arguments)
        said, complained = await asyncio.wait_for(process.communicate(), 15)
        return process.returncode or 0, said.decode(), complained.decode()


def told(said: str) -> Sequence[Mapping[str, object]]:
    return [json.loads(line) for line in said.splitlines()]


@pytest.fixture
async def shell(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Shell]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    office = Office(qapp)
    name = installation_name(default_places(config=tmp_path / "config", data=None))
    single = SingleInstance(name)
    assert single.claim()
    single.asked.connect(office.application.asked)
    yield Shell(office, tmp_path / "config")
    single.release()


async def test_call_is_placed_once_and_told_when_uis_has_taken_it(shell: Shell) -> None:
    async with shell.office.at_work():
        code, said, complained = await shell.run("call", TYPED, "--json")
        assert (code, complained) == (ExitCode.DONE, "")
        (last,) = told(said)
        assert last["state"] == "calling_my_phone"
        assert last["number"] == "+79001234567"
        assert last["call_session_id"]
        assert last["exit"] == 0
        assert shell.office.requests == ["79001234567"]


async def test_words_are_for_people(shell: Shell) -> None:
    async with shell.office.at_work():
        _, said, _ = await shell.run("call", TYPED)
        assert said == "Снимите трубку. +7 900 123-45-67\n"


async def test_who_waits_is_told_to_the_end(shell: Shell) -> None:
    office = shell.office
    async with office.at_work():
        process = await shell.start("call", TYPED, "--wait", "--json")
        placed = json.loads(await shell.line(process))
        assert placed["state"] == "calling_my_phone"
        call = str(placed["call_session_id"])
        await office.stage.say(arrived(1, talk_started(call)))
        assert json.loads(await shell.line(process))["state"] == "talking"
        await office.stage.say(arrived(2, call_ended(call)))
        ended = json.loads(await shell.line(process))
        assert (ended["state"], ended["exit"]) == ("ended", 0)
        assert await shell.end(process) == ExitCode.DONE


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (CallRefused("no_active_phone_number"), ExitCode.REFUSED),
        (ServiceUnreachable("x"), ExitCode.UNREACHABLE),
        (OutcomeUnknown("x"), ExitCode.UNKNOWN),
        (SignInRefused("x"), ExitCode.NOT_SIGNED_IN),
    ],
)
async def test_exit_code_says_whether_anything_was_dialled(
    shell: Shell, trouble: UisError, code: ExitCode
) -> None:
    async with shell.office.at_work():
        shell.office.stage.call_api.answers.append(trouble)
        assert (await shell.run("call", TYPED))[0] == code
        assert len(shell.office.requests) == 1


async def test_what_is_no_number_is_not_sent(shell: Shell) -> None:
    async with shell.office.at_work():
        code, said, complained = await shell.run("call", "абонент")
        assert (code, said) == (ExitCode.WRONG_ARGUMENTS, "")
        assert "букв" in complained
        assert shell.office.requests == []


async def test_same_number_a_moment_later_is_not_a_second_call(shell: Shell) -> None:
    async with shell.office.at_work():
        assert (await shell.run("call", TYPED))[0] == ExitCode.DONE
        assert (await shell.run("call", TYPED))[0] == ExitCode.BUSY
        assert shell.office.requests == ["79001234567"]


async def test_interrupting_the_command_does_not_end_the_call(shell: Shell) -> None:
    office = shell.office
    async with office.at_work():
        process = await shell.start("call", TYPED, "--wait")
        await shell.line(process)
        process.send_signal(2)
        assert await shell.end(process) == ExitCode.INTERRUPTED
        assert len(office.stage.call_api.running) == 1
        office.pass_time()
        assert (await shell.run("call", "204"))[0] == ExitCode.DONE


async def test_signing_out_ends_the_waiting(shell: Shell) -> None:
    async with shell.office.at_work():
        process = await shell.start("call", TYPED, "--wait")
        await shell.line(process)
        shell.office.desk.detach()
        assert await shell.end(process) == ExitCode.UNKNOWN


async def test_status_tells_connection_and_calls(shell: Shell) -> None:
    office = shell.office
    async with office.at_work():
        await office.stage.say(arrived(1, waiting(), lost()), arrived(3, waiting("c2", s=40)))
        code, said, _ = await shell.run("status", "--json")
        (status,) = told(said)
        assert (code, status["link"], status["missed"]) == (ExitCode.DONE, "live", 1)
        assert [call["state"] for call in _calls(status)] == ["ringing_me"]
        await office.stage.say(Offline(reason=OfflineReason.UNREACHABLE, retry_in_s=1.0))
        code, said, _ = await shell.run("status")
        assert code == ExitCode.UNREACHABLE
        assert "Нет связи" in said


def _calls(status: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    calls = status["calls"]
    assert isinstance(calls, list)
    return calls


async def test_history_is_listed_found_and_limited(shell: Shell) -> None:
    office = shell.office
    async with office.at_work():
        for n in range(3):
            call = f"c{n}"
            await office.stage.say(arrived(2 * n + 1, waiting(call, s=n), lost(call, s=n + 1)))
        code, said, _ = await shell.run("history", "--limit", "2", "--json")
        rows = told(said)
        assert [row.get("key") for row in rows] == ["c2", "c1", None]
        assert (code, rows[-1]["exit"]) == (ExitCode.DONE, 0)
        _, said, _ = await shell.run("history", "--missed")
        assert len(said.splitlines()) == 3
        _, said, _ = await shell.run("history", "--search", "никого такого")
        assert said == ""


async def test_nobody_signed_in_is_said(shell: Shell) -> None:
    async with shell.office.desk:
        for command in (["call", TYPED], ["history"], ["status"]):
            code, _, _ = await shell.run(*command)
            assert code == ExitCode.NOT_SIGNED_IN


async def test_program_that_does_not_run_is_told(tmp_path: Path) -> None:
    office_less = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "uis_desktop",
        "status",
        "--json",
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await office_less.communicate()
    assert office_less.returncode == ExitCode.NOT_RUNNING
    assert json.loads(said) == {"event": "error", "exit": ExitCode.NOT_RUNNING}
    assert b"not running" in complained


async def test_answer_to_who_has_left_is_lost_without_harm(shell: Shell) -> None:
    async with shell.office.at_work():
        socket = QLocalSocket()
        name = installation_name(default_places(config=shell.folder, data=None))
        socket.connectToServer(socket_path(name))
        assert socket.waitForConnected(1000)
        socket.write(f"{request_line(Request(do=Verb.CALL, text=TYPED, wait=True))}\n".encode())
        await until(lambda: len(shell.office.requests) == 1)
        socket.abort()
        assert (await shell.run("status"))[0] == ExitCode.DONE
