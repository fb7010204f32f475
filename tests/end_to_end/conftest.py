"""The stage as fixtures; each test gets a desktop and a company of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stage.company import Company, company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.frames import replayed
from tests.end_to_end.stage.stage import Stage, stage

ME = "123456"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Where every program of the test leaves what it said."""
    return tmp_path / "logs"


@pytest.fixture
def desktop(logs: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A desktop; ``indirect`` parameters name its window manager."""
    with stage(logs, manager=getattr(request, "param", "openbox")) as built:
        try:
            yield built
        finally:
            built.picture(logs / "end.png")


@pytest.fixture
def office(desktop: Stage) -> Iterator[Company]:
    """The simulator and the relay, wired; at the end every frame of the day is checked."""
    with company(desktop.home, forked=True) as started:
        yield started
        if started.relay.running:
            assert replayed(started, ME)


@pytest.fixture
def my_desk(desktop: Stage, office: Company) -> Iterator[Desk]:
    """Ivanova's desk: signed in, the tray app running."""
    with desk(desktop.home) as here:
        done = here.sign_in(office, ME)
        assert done.returncode == 0, done.stderr
        here.start()
        yield here
