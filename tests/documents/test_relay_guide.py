"""The administrator's guide, typed word for word: from an empty folder to eight ticks."""

from __future__ import annotations

import fcntl
import functools
import json
import os
import re
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.documents.guide import (
    LANGUAGES,
    ROOT,
    commands_of,
    lines_of,
    mentioned_in,
    names_in,
    rules_in,
    settings_in,
    words_in,
)
from tests.ports import free_port
from tests.relay.rendering import render
from tests.relay.running import send
from uis_desktop.core.events import Kind
from uis_desktop.relay.admin import files
from uis_desktop.relay.admin.words import LANGUAGES as PAGE_LANGUAGES
from uis_desktop.relay.admin.words import Language, read_words
from uis_desktop.relay.commands.parser import build_parser
from uis_desktop.relay.config import SETTINGS
from uis_desktop.relay.directory.interactive_rules import (
    InteractiveAnswer,
    LineRules,
    checked_rules,
)
from uis_desktop.relay.intake.diagnosis import diagnosis
from uis_desktop.relay.intake.repairs import Repair

_DEADLINE_S = 60.0

#: They need root, a package server and systemd; tried by hand.
BY_HAND = (
    "sudo apt-get install -y python3-venv git nginx",
    "sudo useradd --system --home-dir /var/lib/uis-relay --shell /bin/bash uis-relay",
    "sudo python3 -m venv /opt/uis-relay",
    'sudo /opt/uis-relay/bin/pip install ".[relay]"',
    "sudo systemctl enable --now uis-relay",
)
#: What a command asks for.
TYPED = {
    "uis-relay admin password": ("correct horse battery", "correct horse battery"),
    "uis-relay uis set --account romashka --brand uis": ("demo-key",),
}
START = "sudo systemctl enable --now uis-relay"
PASTE = "uis-relay templates --account romashka"


@dataclass(frozen=True)
class Person:
    """Somebody who types a command and answers what it asks."""

    process: subprocess.Popen[bytes]
    keyboard: int

    def answer(self, text: str) -> None:
        """Wait for the question, then type."""
        asked = b""
        while not asked.endswith(b": "):
            asked += os.read(self.keyboard, 1)
        os.write(self.keyboard, text.encode() + b"\n")

    def read_on(self) -> str:
        """What it says until it has ended well."""
        said, complaints = self.process.communicate(timeout=_DEADLINE_S)
        assert self.process.returncode == 0, (self.process.args, said, complaints)
        return said.decode()


@contextmanager
def _at_a_terminal(
    command: list[str], folder: Path, environment: dict[str, str]
) -> Iterator[Person]:
    keyboard, terminal = os.openpty()
    try:
        process = subprocess.Popen(
            command,
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
            # A session of its own: the terminal of whoever runs the tests is not asked.
            start_new_session=True,
            preexec_fn=functools.partial(fcntl.ioctl, terminal, termios.TIOCSCTTY, 0),
        )
        with process:
            yield Person(process, keyboard)
    finally:
        os.close(keyboard)
        os.close(terminal)


@dataclass
class Server:
    """An empty server: its folders below ``root``, its relay, and UIS."""

    root: Path
    port: int
    uis: dict[str, str]
    relay: subprocess.Popen[str] | None = None
    said: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def follow(self, command: str) -> None:
        """Type one line of the guide."""
        if command == START:
            self._start()
        if command in BY_HAND:
            return
        with _at_a_terminal(
            ["bash", "-euc", self._here(command)], self.root / "source", self._environment()
        ) as person:
            for answer in TYPED.get(command, ()):
                person.answer(answer)
            self.said[command] = person.read_on()
        if command.endswith("/etc/uis-relay/") and "relay.toml" in command:
            self._edit()
        if command == PASTE:
            self._paste()

    def stop(self) -> int | None:
        """As ``systemctl stop``."""
        if self.relay is None:
            return None
        self.relay.send_signal(signal.SIGTERM)
        self.relay.communicate(timeout=_DEADLINE_S)
        return self.relay.returncode

    def _here(self, command: str) -> str:
        """The command below our root, without root's rights, at our relay and our UIS."""
        command = command.removeprefix("sudo ").replace("-o root ", "").replace("-o uis-relay ", "")
        command = command.replace("-g uis-relay ", "").replace("https://relay.example", self.url)
        command = command.replace(
            "--brand uis", f"--call-api {self.uis['call_api']} --data-api {self.uis['data_api']}"
        )
        return re.sub(r"(?<=\s)(?=/(?:etc|var|usr|opt)/)", str(self.root), command)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PATH": f"{self.root}/usr/local/bin:{os.environ['PATH']}",
            "UIS_RELAY_CONFIG": str(self.root / "etc/uis-relay/relay.toml"),
        }

    def _edit(self) -> None:
        """What step 2 says about the file; the rest is where this server is."""
        file = self.root / "etc/uis-relay/relay.toml"
        text = file.read_text(encoding="utf-8")
        for example, ours in {
            '"/var/lib/uis-relay"': f'"{self.root}/var/lib/uis-relay"',
            '"127.0.0.1:8080"': f'"127.0.0.1:{self.port}"',
        }.items():
            assert example in text
            text = text.replace(example, ours)
        file.write_text(text, encoding="utf-8")

    def _start(self) -> None:
        """What the unit says, by another hand."""
        unit = (self.root / "etc/systemd/system/uis-relay.service").read_text(encoding="utf-8")
        start = re.search(r"^ExecStart=/(.*)$", unit, re.MULTILINE)
        assert start is not None
        binary, *arguments = start[1].split()
        self.relay = subprocess.Popen(
            [str(self.root / binary), *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=self._environment(),
        )
        assert self.relay.stdout is not None
        assert json.loads(self.relay.stdout.readline())["event"] == "ready"

    def _paste(self) -> None:
        """What the administrator does in UIS's cabinet, and then by telephone."""
        head, *templates = re.split(r"^--- .* / .*$", self.said[PASTE], flags=re.MULTILINE)
        address = re.search(r"https://relay\.example(/hook/\S+)$", head, re.MULTILINE)
        assert address is not None
        assert len(templates) == len(Kind) - 1
        for template in templates:
            assert send(self.url + address[1], render(template)).json() == {"status": "stored"}


@contextmanager
def _pretend_uis() -> Iterator[dict[str, str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "uis_desktop.simulator", "serve", "--listen", "127.0.0.1:0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate(timeout=_DEADLINE_S)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    for folder in ("etc/systemd/system", "usr/local/bin", "opt", "var/lib", "source"):
        (tmp_path / folder).mkdir(parents=True)
    # Instead of the lines that install: this very program, and its source.
    (tmp_path / "opt/uis-relay").symlink_to(sys.prefix)
    (tmp_path / "source/packaging").symlink_to(ROOT / "packaging")
    (tmp_path / "source/contacts.csv").write_text("phone,name\n79001234567,Иванов\n", "utf-8")
    with _pretend_uis() as uis:
        server = Server(tmp_path, free_port(), uis)
        try:
            yield server
        finally:
            code = server.stop()
        assert code in {None, 0}


@pytest.mark.timeout(400)
def test_every_line_of_the_guide_does_what_it_says(server: Server) -> None:
    for command in commands_of("en"):
        server.follow(command)
    said = server.said
    ready = next(said[command] for command in said if command.startswith("curl "))
    shown = next(line for line in lines_of("en") if line.startswith("curl ")).partition("# ")[2]
    assert json.loads(ready) == json.loads(shown)
    kinds = said["uis-relay events --account romashka"]
    assert all(kind.value in kinds for kind in Kind if kind is not Kind.OTHER)
    assert "romashka" in said["uis-relay account list"]
    invite = next(said[command] for command in said if command.startswith("uis-relay invite"))
    assert "uis-desktop://enrol?" in invite
    exported = server.root / "source/person.zip"
    assert exported.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_done_by_hand_is_these_lines_and_no_others(language: str) -> None:
    commands = commands_of(language)
    assert [command for command in commands if command in BY_HAND] == list(BY_HAND)
    assert set(TYPED) <= set(commands)


def test_both_languages_say_the_same_commands() -> None:
    assert commands_of("en") == commands_of("ru")
    assert len(commands_of("en")) > 25
    assert mentioned_in("en") == mentioned_in("ru")


@pytest.mark.parametrize("command", sorted({*mentioned_in("en"), *mentioned_in("ru")}))
def test_a_command_named_in_a_sentence_exists(command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([*_words(command), "--help"])
    assert ended.value.code == 0


def _words(command: str) -> list[str]:
    """The command's own words: what follows an option is for the reader to fill in."""
    return command.removeprefix("uis-relay ").partition(" --")[0].split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_has_every_setting_and_no_other(language: str) -> None:
    assert settings_in(language) == {setting.name for setting in SETTINGS}


#: Of UIS's cabinet, the answer to a notification, another guide, and the program's menu.
NAMED_ELSEWHERE: dict[Language, set[str]] = {
    "ru": {
        "Уведомления", "Интерактивная обработка вызова", "кого соединить с этим клиентом",
        "stored", "Несколько ретрансляторов", "Мой статус в UIS",
    },
    "en": {"Уведомления", "Интерактивная обработка вызова", "My status in UIS"},
}  # fmt: skip


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
def test_pages_and_buttons_are_called_in_the_guide_as_on_the_page(language: Language) -> None:
    words = read_words(files.folder() / "words.toml")[language]
    page = {words(key) for key in words.known}
    (told,) = diagnosis([Repair.QUOTED_PLACEHOLDERS.value], language)
    page.add(told.sentence.rstrip("."))
    assert names_in(language) - page == NAMED_ELSEWHERE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_of_the_guide_are_taken_and_nothing_of_them_is_left_out(language: str) -> None:
    rules = checked_rules(json.loads(rules_in(language)))
    assert rules.inputs
    assert rules.other_input
    assert rules.lines
    begin = {"en": "| What UIS does |", "ru": "| Что делает UIS |"}[language]
    assert words_in(language, after=begin, before="\n\n") == set(
        InteractiveAnswer.__struct_fields__
    )
    of_a_line = words_in(language, after="```json", before="uis-relay interactive show")
    assert of_a_line == set(LineRules.__struct_fields__)
