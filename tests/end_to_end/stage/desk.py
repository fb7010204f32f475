"""One employee's desk: the tray app started from the command line."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.stage.company import BIN, LINE, Company
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

_COMMANDS = frozenset({"sign-in", "sign-out", "call", "status", "history"})
_READY = "tray is ready"
_PROGRAM = (str(BIN / "uis-desktop"),)


class Desk:
    """The tray app of one employee, with settings and journal of its own."""

    def __init__(self, home: Home, name: str = "desk", program: Sequence[str] = _PROGRAM) -> None:
        """``program``: how the tray app is started, if not from the source tree."""
        self._home = home
        self._program = program
        self._name = name
        self.folder = home.path / name
        self.config = self.folder / "config"
        self.data = self.folder / "data"
        self._app: Process | None = None

    @property
    def log(self) -> Path:
        """The tray app's own log."""
        return self.data / "log" / "desktop.log"

    @property
    def pid(self) -> int:
        """The tray app's process id."""
        assert self._app is not None, "the tray app was not started"
        return self._app.pid

    @property
    def running(self) -> bool:
        """The tray app has not ended."""
        return self._app is not None and self._app.running

    def sign_in(
        self,
        company: Company,
        employee_id: str,
        *,
        password: str | None = None,
        invite: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Enrol and sign in without a window, as an administrator's script would."""
        link = company.invite(employee_id) if invite is None else invite
        arguments = ["sign-in", "--invite", link, "--number", LINE]
        arguments += ["--login", company.simulator["login"], "--password-stdin"]
        arguments += ["--call-api", company.simulator["call_api"]]
        return subprocess.run(
            self._argv(*arguments),
            env=self._home.env,
            input=company.simulator["password"] if password is None else password,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def sign_in_through_relay(
        self, company: Company, employee_id: str
    ) -> subprocess.CompletedProcess[str]:
        """As :meth:`sign_in`, for an employee without a login at UIS."""
        invite = company.invite(employee_id)
        return self.command("sign-in", "--invite", invite, "--number", LINE, "--through-relay")

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of the program's commands."""
        return subprocess.run(
            self._argv(*arguments),
            env=self._home.env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """A command that takes its time."""
        return subprocess.Popen(
            self._argv(*arguments), env=self._home.env, stdout=subprocess.PIPE, text=True
        )

    def sign_out(self) -> None:
        """Forget profile and secrets, so that nothing stays in the password store."""
        argv = self._argv("sign-out")
        subprocess.run(argv, env=self._home.env, capture_output=True, timeout=30, check=True)

    def start(self, *, within_s: float = 30) -> None:
        """Start the tray app and wait until its icon is there."""
        before = self._ready_lines()
        argv = self._argv("--log-level", "debug")
        self._app = Process(self._name, argv, logs=self._home.logs, env=self._home.env)
        app = self._app

        def ready() -> bool:
            assert app.running, f"the tray app ended at once: {app.last_words()}"
            return self._ready_lines() > before

        until(ready, within_s=within_s, what="the tray app is ready")

    def second_start(self, link: str | None = None) -> int:
        """Start it once more, as a menu or a tel: link does; its exit code."""
        argv = self._argv(*([link] if link else []))
        done = subprocess.run(
            argv, env=self._home.env, capture_output=True, text=True, timeout=20, check=False
        )
        return done.returncode

    def kill(self) -> None:
        """SIGKILL in the middle of whatever it does."""
        assert self._app is not None
        self._app.kill()

    def stop(self) -> None:
        """End the tray app in good order."""
        if self._app is not None:
            self._app.stop()

    def wait(self, *, within_s: float) -> int:
        """Its exit code, once the person has quit it."""
        assert self._app is not None
        return self._app.wait(within_s=within_s)

    def ended_within(self, seconds: float) -> bool:
        """Wait so long for the person to quit it; True as soon as he does."""
        assert self._app is not None
        return self._app.ended_within(seconds)

    def keep_log(self) -> None:
        """Copy the tray app's log to where all logs are."""
        if self.log.exists():
            (self._home.logs / f"{self._name}.log").write_bytes(self.log.read_bytes())

    def _ready_lines(self) -> int:
        return self.log.read_text().count(_READY) if self.log.exists() else 0

    def _argv(self, *arguments: str) -> list[str]:
        where = ["--config-dir", str(self.config), "--data-dir", str(self.data)]
        if arguments[:1] and arguments[0] in _COMMANDS:
            return [*self._program, *arguments, *where]
        return [*self._program, *where, "--language", "ru", *arguments]


@contextmanager
def desk(home: Home, name: str = "desk", program: Sequence[str] = _PROGRAM) -> Iterator[Desk]:
    """A desk whose tray app is ended with the stage and whose log is kept."""
    here = Desk(home, name, program)
    try:
        yield here
    finally:
        here.stop()
        here.keep_log()
