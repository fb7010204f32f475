"""Calls, clicks, broken connections, other screens and colours, sleep: in turn, for long.

``python -m tests.soak --minutes 30``.  It plays on the stage of the end-to-end tests with
the real keyring, panel and window manager, beside a relay that has worked for hours
already (:mod:`.hours_before`), and prints how memory, files, threads and child
processes of tray app and relay have gone.  0 if they are flat within five per cent and every
call of the simulator is in the relay's log and in the desk's history, once.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import mean

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import LINE, Company, company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.eye import Sight
from tests.end_to_end.stage.stage import Stage, stage
from tests.end_to_end.stage.waiting import NeverHappened, until
from tests.end_to_end.stage.widgets import Box
from tests.end_to_end.stage.windows import Windows, looking
from tests.soak.hours_before import CALLS_BEFORE, hours_before
from tests.soak.usage import Usage, growths, usage_of
from uis_desktop.core.requests import MOST_ROWS

_LOGS = Path("build/soak")
_FLAT_PER_CENT = 5.0
_CALLERS = ("79001234567", "79035550142", "74951112233", "74957778899", None)
_ASLEEP_S = 3.0
#: Of 255: the dark windows are darker in the mean, the light ones are lighter.
_GREY = 128


@dataclass(slots=True)
class Day:
    """A day that does not end."""

    desktop: Stage
    office: Company
    desk: Desk
    windows: Windows
    calls: list[int] = field(default_factory=list)
    looks: dict[str, list[Usage]] = field(default_factory=lambda: {"tray app": [], "relay": []})
    done: Counter[str] = field(default_factory=Counter)

    def pass_by(self, minutes: float) -> None:
        """Play until the time is over; a look at the processes after each round."""
        until_s = time.monotonic() + minutes * 60
        for number, happens in enumerate(cycle(self._happenings())):
            if time.monotonic() > until_s:
                break
            happens()
            self.done[happens.__name__.strip("_")] += 1
            if number % len(self._happenings()) == 0:
                self.looks["tray app"].append(usage_of(self.desk.pid))
                self.looks["relay"].append(usage_of(self.office.relay.pid))
                sys.stdout.write(f"{dict(self.done)} {self.looks['tray app'][-1]}\n")
                sys.stdout.flush()

    def _happenings(self) -> tuple[Callable[[], None], ...]:
        return (
            self._answered,
            self._lost,
            self._taken_by_a_colleague,
            self._click,
            self._relay_stops_short,
            self._other_screen,
            self._window_opened_and_closed,
            self._other_colours,
            self._sleep_and_wake,
        )

    def _answered(self) -> None:
        call = self._ring(answers={"employee": int(ME), "after_s": 0.5}, talk_s=1)
        self.office.wait_finished(call)

    def _lost(self) -> None:
        self.office.wait_finished(self._ring(answers=None, gives_up_after_s=1))

    def _taken_by_a_colleague(self) -> None:
        both = [int(ME), 123457]
        answers = {"employee": 123457, "after_s": 0.5}
        # Nobody is responsible for her, so both phones ring.
        both_ring = {"contact": "79035550142", "ring": both, "order": "parallel"}
        call = self._ring(**both_ring, answers=answers, talk_s=1)
        self.office.wait_finished(call)

    def _click(self) -> None:
        done = self.desk.command("call", "+7 900 123-45-67", "--json")
        if done.returncode != 0:
            raise NeverHappened(f"a click failed: {done.stdout}{done.stderr}")
        call = int(json.loads(done.stdout.splitlines()[-1])["call_session_id"])
        self.calls.append(call)
        self.office.control(f"calls/{call}/hang_up", by="contact")
        self.office.wait_finished(call)

    def _relay_stops_short(self) -> None:
        """The connection breaks; UIS goes on calling meanwhile."""
        self._connected()
        self.office.http.post(f"{self.office.simulator['web']}control/faults", json={
            "notifications": "duplicate", "times": 2,
        }).raise_for_status()  # fmt: skip
        call = self._ring(answers=None, gives_up_after_s=2)
        os.kill(self.office.relay.pid, signal.SIGSTOP)
        self.desktop.tray_says(self.desk.pid, "Нет связи", within_s=90)
        os.kill(self.office.relay.pid, signal.SIGCONT)
        self.office.wait_finished(call, within_s=120)
        self._connected()

    def _other_screen(self) -> None:
        """A monitor comes, a call has its card, the monitor goes."""
        for words in (
            ("--setmonitor", "SOAK", "640/300x400/300+0+0", "none"),
            ("--delmonitor", "SOAK"),
        ):
            argv = ["xrandr", *words]
            subprocess.run(argv, env=self.desktop.home.env, check=True, timeout=20)
            self._lost()

    def _window_opened_and_closed(self) -> None:
        with self._window():
            pass

    def _other_colours(self) -> None:
        """The administrator wants everybody dark, a call has its card, and then light."""
        for scheme in ("dark", "light"):
            rules = self.desktop.home.path / "colours.toml"
            rules.write_text(f'[locked]\nscheme = "{scheme}"\n')
            policy = ("policy", "set", "--account", self.office.name, str(rules))
            self.office.relay_command(*policy)
            with self._window() as window:

                def painted(scheme: str = scheme, box: Box = window.window.box) -> bool:
                    return (mean(self.windows.pixels(box)) < _GREY) == (scheme == "dark")

                until(painted, within_s=20, what=f"the window is {scheme}")
            self._lost()

    @contextmanager
    def _window(self) -> Iterator[Sight]:
        self.desk.second_start()
        yield self.desktop.eye.window(self.desk.pid, "Позвонить", "На связи", within_s=20)
        self.desktop.hand.press("Escape")
        until(self._no_window, within_s=20, what="the window is closed")

    def _no_window(self) -> bool:
        return not any(
            "На связи" in sight.words for sight in self.desktop.eye.sights(self.desk.pid)
        )

    def _sleep_and_wake(self) -> None:
        """The tray app stands still while a call comes and goes."""
        os.kill(self.desk.pid, signal.SIGSTOP)
        call = self._ring(answers=None, gives_up_after_s=1)
        self.office.wait_finished(call)
        time.sleep(_ASLEEP_S)  # Nothing is waited for: this is how long it sleeps.
        os.kill(self.desk.pid, signal.SIGCONT)
        self._connected()

    def _connected(self) -> None:
        self.desktop.tray_says(self.desk.pid, "На связи", within_s=60)

    def _ring(self, **life: object) -> int:
        contact = _CALLERS[len(self.calls) % len(_CALLERS)]
        row = {"contact": contact, "ring": [int(ME)], "greeting_s": 0.1, **life}
        self.calls.append(self.office.call(type="inbound", line=LINE, **row))
        return self.calls[-1]

    def lost(self) -> list[str]:
        """Calls that are missing somewhere, or are there twice."""
        wanted = {str(call) for call in self.calls}
        ended = Counter(
            event["call_session_id"]
            for event in self.office.events()
            if event["kind"] == "call_ended"
        )
        until(lambda: wanted <= set(self._listed()), within_s=30, what="every call is listed")
        listed = Counter(self._listed())
        return [
            f"{call}: {ended[call]} ends in the log, {listed[call]} rows"
            for call in sorted(wanted)
            if (ended[call], listed[call]) != (1, 1)
        ]

    def _listed(self) -> list[str]:
        done = self.desk.command("history", "--limit", str(MOST_ROWS), "--json")
        told = [json.loads(line) for line in done.stdout.splitlines()]
        return [row["key"] for row in told if row["event"] == "row"]


@contextmanager
def _playing() -> Iterator[Day]:
    shutil.rmtree(_LOGS, ignore_errors=True)
    with (
        stage(_LOGS) as desktop,
        looking(desktop.home) as windows,
        company(desktop.home) as office,
        desk(desktop.home) as mine,
    ):
        hours_before(office)
        sys.stdout.write(f"{CALLS_BEFORE} calls of others have gone before\n")
        done = mine.sign_in(office, ME)
        if done.returncode != 0:
            raise NeverHappened(f"signing in: {done.stderr}")
        mine.start()
        desktop.tray_says(mine.pid, "На связи", within_s=30)
        yield Day(desktop, office, mine, windows)


def main() -> int:
    """Play and tell; 0 if nothing grew and nothing was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    minutes = parser.parse_args().minutes
    problems: list[str] = []
    with _playing() as day:
        day.pass_by(minutes)
        problems += day.lost()
    for name, looks in day.looks.items():
        for growth in growths(looks):
            line = f"{name:9} {growth.what:9} {growth.early:8.1f} → {growth.late:8.1f}"
            sys.stdout.write(f"{line}  {growth.per_cent:+.1f} %\n")
            if not growth.flat_within(_FLAT_PER_CENT):
                problems.append(f"{name}: {growth.what} grows")
    sys.stdout.write(f"{len(day.calls)} calls; {dict(day.done)}\n")
    sys.stdout.writelines(f"PROBLEM: {problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
