"""``uis-simulator`` as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.simulator.stage import DEADLINE_S, Receiver, hosted
from tests.simulator.test_call_lives import inbound


async def _run(*arguments: str, env: dict[str, str] | None = None) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "uis_desktop.simulator",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **(env or {})},
    )


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
async def test_ready_line_tells_everything_and_the_signal_ends_it_cleanly(
    word: signal.Signals,
) -> None:
    process = await _run("serve", "--listen", "127.0.0.1:0")
    assert process.stdout is not None
    async with asyncio.timeout(DEADLINE_S):
        ready = json.loads(await process.stdout.readline())
        web = ready["web"]
        assert ready == {
            "event": "ready",
            "call_api": f"{web}v4.0",
            "data_api": f"{web}v2.0",
            "login": "demo",
            "password": "demo-password",
            "virtual_phone_number": "74950000001",
            "employee_id": 123456,
            "web": web,
        }
        async with aiohttp.ClientSession() as http:
            async with http.post(f"{web}control/calls", json=inbound(answers=None)) as answer:
                assert answer.status == 200
            process.send_signal(word)
            rest, complaints = await process.communicate()
    assert (process.returncode, rest, complaints) == (0, b"", b"")


async def test_scenario_is_played_to_the_address_in_the_environment(tmp_path: Path) -> None:
    scenario = {
        "account": {"login": "l", "password": "p"},
        "virtual_numbers": [{"id": 1, "virtual_phone_number": "74950000001"}],
        "employees": [{"id": 7, "full_name": "Anna"}],
        "timeline": [{"type": "inbound", "line": "74950000001", "gives_up_after_s": 0}],
    }
    file = tmp_path / "day.json"
    file.write_text(json.dumps(scenario))
    receiver = Receiver()
    async with hosted(receiver.take) as url:
        process = await _run("serve", "--scenario", str(file), env={"UIS_SIMULATOR_NOTIFY": url})
        heard = await receiver.until(lambda all_: len(all_) == 3)
        process.terminate()
        await process.communicate()
    assert process.returncode == 0
    assert {h.json["virtual_phone_number"] for h in heard} == {"74950000001"}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("serve", "--scenario", "none.json"), "none.json"),
        (("serve", "--listen", "8080"), "HOST:PORT"),
        (("serve", "--listen", "127.0.0.1:99999"), "HOST:PORT"),
        (("serve", "--notify", "relay/s3cret"), "notify"),
        (("serve", "--interactive", "ftp://relay/s3cret"), "interactive"),
        ((), "arguments are required"),
    ],
)
async def test_wrong_arguments_are_named_without_secrets(
    arguments: tuple[str, ...], named: str
) -> None:
    process = await _run(*arguments)
    said, complaint = await process.communicate()
    assert (process.returncode, said) == (2, b"")
    assert named in complaint.decode()
    assert "s3cret" not in complaint.decode()


async def test_taken_port_is_an_error_of_one_line() -> None:
    async with hosted(Receiver().take) as url:
        address = url.removeprefix("http://").partition("/")[0]
        process = await _run("serve", "--listen", address)
        _, complaint = await process.communicate()
    assert process.returncode == 1
    assert complaint.decode().count("\n") == 1


async def test_help_explains_the_scenario_file() -> None:
    process = await _run("serve", "--help")
    said, _ = await process.communicate()
    assert '"timeline"' in said.decode()
