"""The tray app as its user starts it, at one of the desks of the stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.stage.company import BIN, Company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

READY = "tray is ready"

_LOCKED = Path("packaging/lock")
_PACKAGE = re.compile(r"^([\w.-]+)==", re.MULTILINE)

_START_S = 30.0
_STREAMS = re.compile(r"^uis_relay_streams (\d+)", re.MULTILINE)


def signed_in(home: Home, company: Company, employee_id: int) -> Desk:
    """A desk whose employee has signed in once; nothing runs there.

    Raises:
        RuntimeError: sign-in failed.
    """
    desk = Desk(home, f"desk-{employee_id}")
    done = desk.sign_in(company, str(employee_id))
    if done.returncode:
        raise RuntimeError(f"sign-in failed ({done.returncode}): {done.stderr.strip()}")
    return desk


def as_installed(home: Home) -> None:
    """Let the programs of the stage find what an employee has, without what tests need."""
    installed, beside = (
        set(_PACKAGE.findall((_LOCKED / name).read_text("utf-8")))
        for name in ("bundle.txt", "dev.txt")
    )
    hidden = (name.replace("-", "_") for name in sorted(beside - installed))
    home.env["HIDDEN_MODULES"] = ",".join(hidden)
    home.env["PYTHONPATH"] = str((Path(__file__).parent / "as_installed").resolve())


def command(desk: Desk, program: Path = BIN / "uis-desktop") -> list[str]:
    """What a desktop file would start."""
    return [
        *(str(program), "--language", "ru"),
        *("--config-dir", str(desk.config), "--data-dir", str(desk.data)),
    ]


@contextmanager
def running(home: Home, company: Company, desk: Desk) -> Iterator[Process]:
    """The tray app at work: it says it is ready, and the relay has its stream."""
    before = open_streams(company)
    with Process(desk.config.parent.name, command(desk), logs=home.logs, env=home.env) as app:
        try:
            until(lambda: says_ready(desk), within_s=_START_S, what=READY)
            until(
                lambda: open_streams(company) > before,
                within_s=_START_S,
                what="the tray app follows the stream",
            )
            yield app
        finally:
            desk.keep_log()


def open_streams(company: Company) -> int:
    """How many streams the relay serves, by its own account."""
    found = _STREAMS.search(company.http.get(f"{company.relay_url}/metrics").text)
    if found is None:
        raise RuntimeError("the relay's metrics do not tell the open streams")
    return int(found[1])


def says_ready(desk: Desk) -> bool:
    """Its log has the line."""
    return desk.log.exists() and READY in desk.log.read_text(encoding="utf-8")
