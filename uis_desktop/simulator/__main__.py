"""``uis-simulator``: a pretend UIS on loopback."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from uis_desktop.simulator import scenario as scenario_format
from uis_desktop.simulator.clock import SystemClock
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario import Scenario
from uis_desktop.simulator.scenario_file import (
    WEB_ADDRESS_WANTED,
    ScenarioUnreadable,
    is_web_address,
    load_scenario,
)
from uis_desktop.simulator.server import Served, served

_NOTIFY = "UIS_SIMULATOR_NOTIFY"
_INTERACTIVE = "UIS_SIMULATOR_INTERACTIVE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        scenario = (
            built_in_office() if options.scenario is None else load_scenario(options.scenario)
        )
        scenario = _with_addresses(scenario, options.notify, options.interactive)
    except ScenarioUnreadable as error:
        parser.error(str(error))
    host, port = options.listen
    try:
        asyncio.run(_serve(scenario, host, port))
    except OSError as error:
        sys.stderr.write(f"uis-simulator: cannot listen: {error.strerror}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="uis-simulator", description="A pretend UIS: Call API, Data API, notifications."
    )
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser(
        "serve",
        help="run until stopped",
        epilog=scenario_format.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument("--listen", type=_address, default=("127.0.0.1", 0), metavar="HOST:PORT")
    serve.add_argument("--scenario", type=Path, metavar="FILE", help="see below")
    serve.add_argument(
        "--notify",
        metavar="URL",
        help=f"send notifications there; the address holds a secret, so {_NOTIFY} in the "
        "environment is the better place for it",
    )
    serve.add_argument(
        "--interactive", metavar="URL", help=f"ask there about inbound calls; or {_INTERACTIVE}"
    )
    return parser


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError("HOST:PORT is wanted, for example 127.0.0.1:0")
    return host.strip("[]"), int(port)


def _with_addresses(scenario: Scenario, notify: str | None, interactive: str | None) -> Scenario:
    """Command line goes before environment, environment before the file."""
    replace = msgspec.structs.replace
    notify = notify or os.environ.get(_NOTIFY) or scenario.notifications.url
    interactive = interactive or os.environ.get(_INTERACTIVE) or scenario.interactive.url
    for name, url in (("notify", notify), ("interactive", interactive)):
        if url is not None and not is_web_address(url):
            raise ScenarioUnreadable(f"{name}: {WEB_ADDRESS_WANTED}")
    return replace(
        scenario,
        notifications=replace(scenario.notifications, url=notify),
        interactive=replace(scenario.interactive, url=interactive),
    )


async def _serve(scenario: Scenario, host: str, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Windows has no such thing; there the console ends the program.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    async with served(scenario, SystemClock(), host, port) as place:
        sys.stdout.write(msgspec.json.encode(_ready(place)).decode() + "\n")
        sys.stdout.flush()
        await stop.wait()


def _ready(place: Served) -> dict[str, object]:
    scenario = place.simulator.scenario
    return {
        "event": "ready",
        "call_api": place.call_api,
        "data_api": place.data_api,
        "login": scenario.account.login,
        "password": scenario.account.password,
        "virtual_phone_number": scenario.virtual_numbers[0].virtual_phone_number,
        "employee_id": scenario.employees[0].id,
        "web": place.web,
    }


if __name__ == "__main__":
    sys.exit(main())
