"""Resume or admit: the stream against a model, whatever happens in whatever order.

Events are published, desktops come, read and vanish, the log is trimmed, the
relay restarts, its clock jumps, a backup is restored.  After each step every
desktop has got exactly what the model says, in order, once; and what it will
never get was admitted by a gap.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import apsw
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from tests.relay.company import ANNA, BORIS, Company, StreamClient
from tests.relay.drafts import draft
from tests.relay.in_process import told
from uis_desktop.core.events import CallWaiting
from uis_desktop.relay import stream_connection
from uis_desktop.relay.config import Config
from uis_desktop.relay.gaps import Start, start_after
from uis_desktop.relay.log.port import Span
from uis_desktop.relay.server import Relay
from uis_desktop.wire.codec import event_to_json
from uis_desktop.wire.frames import Resume

_NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
_EMPLOYEES = (ANNA, BORIS)


@dataclass(frozen=True)
class Event:
    """An event as the model remembers it."""

    seq: int
    received_at: datetime
    audience: frozenset[str]


@dataclass
class Log:
    """What the log ought to hold."""

    epoch: str
    latest: int = 0
    trimmed_to: int = 0
    events: list[Event] = field(default_factory=list)

    def trim(self, before: datetime) -> None:
        """Forget what is older, and everything before it."""
        old = [event.seq for event in self.events if event.received_at < before]
        self.trimmed_to = max([self.trimmed_to, *old])
        self.events = [event for event in self.events if event.seq > self.trimmed_to]

    def copy(self) -> Log:
        """As it is now."""
        return Log(self.epoch, self.latest, self.trimmed_to, list(self.events))


@dataclass
class Desktop:
    """One employee's desktop: where it stopped, and its stream while it is connected."""

    employee_id: str
    token: str
    epoch: str | None = None
    after: int = 0
    stream: StreamClient | None = None
    closing: AsyncExitStack = field(default_factory=AsyncExitStack)


class ResumeModel(RuleBasedStateMachine):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = Path(tempfile.mkdtemp(prefix="resume-model-"))
        self._data = self._folder / "data"
        self._data.mkdir(mode=0o700)
        self._calls = 0
        self._backup: Log | None = None
        self._runner.run(self._found())

    def teardown(self) -> None:
        """Take everything down."""
        self._runner.run(self._close())
        self._runner.close()
        shutil.rmtree(self._folder)

    @rule(
        to=st.frozensets(st.sampled_from(_EMPLOYEES)),
        clock=st.integers(-48, 48),
        count=st.integers(1, 4),
    )
    def publish(self, to: frozenset[str], clock: int, count: int) -> None:
        """UIS sends; the relay's clock may be hours wrong."""
        for _ in range(count):
            self._runner.run(self._publish(to, _NOW + timedelta(hours=clock)))

    @rule(who=st.integers(0, 2))
    def connect(self, who: int) -> None:
        """A desktop comes, or comes back, and gets what it missed."""
        self._runner.run(self._connect(self._desktops[who]))

    @rule(who=st.integers(0, 2))
    def drop(self, who: int) -> None:
        """A desktop vanishes."""
        self._runner.run(self._drop(self._desktops[who]))

    @rule(clock=st.integers(-48, 48))
    def trim(self, clock: int) -> None:
        """Old events are forgotten."""
        before = _NOW + timedelta(hours=clock)
        self._runner.run(self._trim(before))

    @rule()
    def restart(self) -> None:
        """The relay goes and comes back."""
        self._runner.run(self._restart())

    @rule()
    def back_up(self) -> None:
        """An administrator copies the log."""
        self._runner.run(self._restart(meanwhile=self._copy_log))

    @precondition(lambda self: self._backup is not None)
    @rule()
    def restore_backup(self) -> None:
        """An administrator puts the copy back and says so."""
        self._runner.run(self._restart(meanwhile=self._put_copy_back))

    @invariant()
    def connected_desktops_have_everything(self) -> None:
        """Whatever was published for a connected desktop reaches it, and nothing else."""
        for desktop in self._desktops:
            self._runner.run(self._read(desktop))

    async def _found(self) -> None:
        self._http = aiohttp.ClientSession()
        await self._start()
        self._company = Company(self._data, self._relay, self._http)
        for employee_id in _EMPLOYEES:
            self._company.employ(employee_id)
        tokens = [(id_, self._company.token(id_)) for id_ in (*_EMPLOYEES, ANNA)]
        self._desktops = [Desktop(id_, token) for id_, token in tokens]
        self._log = Log(self._relay.log.epoch)

    async def _start(self) -> None:
        self._relay = Relay(
            Config(data=self._data, host="127.0.0.1", port=0, public_url=None, keep_days=0)
        )
        await self._relay.start()

    async def _close(self) -> None:
        for desktop in self._desktops:
            await self._drop(desktop)
        await self._relay.stop()
        await self._http.close()
        self._company.directory.close()

    async def _publish(self, to: frozenset[str], at: datetime) -> None:
        self._calls += 1
        call = str(self._calls)
        stored = await self._relay.log.append(
            draft(
                call,
                lambda _seen: to,
                call=call,
                account=self._company.account.id,
                received_at=at,
                normal=event_to_json(CallWaiting(call_session_id=call, at=at)),
            )
        )
        assert stored is not None
        self._log.latest += 1
        assert stored.seq == self._log.latest
        self._log.events.append(Event(stored.seq, at, to))

    async def _connect(self, desktop: Desktop) -> None:
        if desktop.stream is not None:
            return
        desktop.closing = AsyncExitStack()
        connected = self._company.desktop(desktop.token)
        desktop.stream = await desktop.closing.enter_async_context(connected)
        welcome = await desktop.stream.resume(epoch=desktop.epoch, after=desktop.after)
        assert (welcome["epoch"], welcome["latest"]) == (self._log.epoch, self._log.latest)
        gap = self._expected_gap(desktop)
        if gap is not None:
            frame = await desktop.stream.frame()
            assert (frame["type"], frame["data"]) == ("uis.stream.gap", gap)
        desktop.epoch = self._log.epoch
        replayed = [frame["sequence"] for frame in await desktop.stream.until_live()]
        assert replayed == self._missing(desktop)
        desktop.after = self._log.latest

    def _expected_gap(self, desktop: Desktop) -> dict[str, object] | None:
        """What the desktop must be told, and the place it then stands at."""
        kept_after = self._log.trimmed_to
        known, after = desktop.epoch, desktop.after
        if known is None or known != self._log.epoch:
            desktop.after = kept_after
            return None if known is None else {"from": 1, "to": kept_after, "reason": "epoch"}
        if after < kept_after:
            desktop.after = kept_after
            return {"from": after + 1, "to": kept_after, "reason": "trimmed"}
        return None

    def _missing(self, desktop: Desktop) -> list[int]:
        return [
            event.seq
            for event in self._log.events
            if event.seq > desktop.after and desktop.employee_id in event.audience
        ]

    async def _read(self, desktop: Desktop) -> None:
        if desktop.stream is None:
            return
        for seq in self._missing(desktop):
            frame = await desktop.stream.frame()
            assert frame["sequence"] == seq
            assert frame["id"] == f"{self._log.epoch}:{seq}"
            desktop.after = seq

    async def _drop(self, desktop: Desktop) -> None:
        if desktop.stream is not None:
            desktop.stream = None
            await desktop.closing.aclose()

    async def _trim(self, before: datetime) -> None:
        for desktop in self._desktops:
            await self._read(desktop)
        await self._relay.log.trim(before)
        self._log.trim(before)

    async def _restart(self, meanwhile: object = None) -> None:
        for desktop in self._desktops:
            await self._drop(desktop)
        await self._relay.stop()
        if callable(meanwhile):
            meanwhile()
        await self._start()
        self._company.relay = self._relay

    def _copy_log(self) -> None:
        with apsw.Connection(str(self._data / "log.sqlite3")) as log:
            log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        log.close()
        shutil.copy(self._data / "log.sqlite3", self._folder / "backup.sqlite3")
        self._backup = self._log.copy()

    def _put_copy_back(self) -> None:
        assert self._backup is not None
        for file in self._data.glob("log.sqlite3*"):
            file.unlink()
        shutil.copy(self._folder / "backup.sqlite3", self._data / "log.sqlite3")
        self._log = self._backup.copy()
        self._log.epoch = str(told(self._data, "log", "new-epoch")["epoch"])


TestResumeModel = pytest.mark.timeout(300)(ResumeModel.TestCase)
TestResumeModel.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def _never_admits(resume: Resume, span: Span, _epoch: str) -> Start:
    return Start(min(resume.after, span.latest), span.latest)


def _forgets_the_last(resume: Resume, span: Span, epoch: str) -> Start:
    start = start_after(resume, span, epoch)
    return Start(min(start.after + 1, start.latest), start.latest, start.gap)


@pytest.mark.parametrize("wrong", [_never_admits, _forgets_the_last])
def test_the_model_finds_a_relay_that_starts_in_the_wrong_place(
    monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Resume, Span, str], Start]
) -> None:
    monkeypatch.setattr(stream_connection, "start_after", wrong)
    model = ResumeModel()
    try:
        with pytest.raises(AssertionError):
            _miss_what_was_forgotten(model)
    finally:
        model.teardown()


def test_the_same_steps_find_nothing_wrong_with_a_good_relay() -> None:
    model = ResumeModel()
    try:
        _miss_what_was_forgotten(model)
    finally:
        model.teardown()


def _miss_what_was_forgotten(model: ResumeModel) -> None:
    """A few of the model's own steps: to look for them by chance takes minutes."""
    to_anna = frozenset({ANNA})
    model.publish(to_anna, clock=0, count=2)
    model.connect(0)
    model.drop(0)
    model.publish(to_anna, clock=0, count=1)
    model.trim(clock=48)
    model.publish(to_anna, clock=0, count=1)
    model.connect(0)
    model.connected_desktops_have_everything()
