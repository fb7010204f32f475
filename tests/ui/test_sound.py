"""What is heard while my phone rings, and by whose program."""

from __future__ import annotations

import io
import wave
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.resources import resource
from uis_desktop.ui.sound.player import ProgramPlayer
from uis_desktop.ui.sound.ringer import FLASH_MS, Ringer
from uis_desktop.ui.sound.sounds import SOUNDS, Sounds
from uis_desktop.ui.sound.volume import at_volume


def samples_of(sound: bytes) -> array[int]:
    with wave.open(io.BytesIO(sound)) as source:
        return array("h", source.readframes(source.getnframes()))


@pytest.mark.parametrize("name", SOUNDS)
def test_every_sound_of_ours_is_short_and_small_and_never_at_the_limit(name: str) -> None:
    sound = resource("sounds", f"{name}.wav").read_bytes()
    with wave.open(io.BytesIO(sound)) as source:
        assert 0.3 < source.getnframes() / source.getframerate() < 2
    assert len(sound) < 100_000
    assert 3000 < max(map(abs, samples_of(sound))) < 32767


def test_volume_changes_the_samples_and_nothing_else() -> None:
    loud = resource("sounds", "chime.wav").read_bytes()
    assert samples_of(at_volume(loud, 100)) == samples_of(loud)
    assert set(samples_of(at_volume(loud, 0))) == {0}
    half = samples_of(at_volume(loud, 50))
    assert len(half) == len(samples_of(loud))
    assert max(half) == pytest.approx(max(samples_of(loud)) / 4, abs=1)


@pytest.mark.parametrize("nonsense", [b"", b"RIFF", b"not a sound at all"])
def test_what_is_no_sound_is_refused(nonsense: bytes) -> None:
    with pytest.raises(ValueError, match="not a WAV file"):
        at_volume(nonsense, 50)


def test_sound_of_a_newer_version_is_played_as_the_usual_one() -> None:
    sounds = Sounds()
    try:
        assert sounds.at("theremin", 70) == sounds.at("chime", 70)
        folder = sounds.at("bell", 70).parent
    finally:
        sounds.close()
    assert not folder.exists()


class Player:
    """Writes down what it is told."""

    available = True

    def __init__(self) -> None:
        self.played: list[str] = []
        self.playing = False

    def play(self, sound: Path) -> None:
        assert sound.exists()
        self.played.append(sound.name)
        self.playing = True

    def stop(self) -> None:
        self.playing = False

    def close(self) -> None:
        self.stop()


class Phone:
    """A ringer whose sound and flash are written down."""

    def __init__(self) -> None:
        self.player = Player()
        self.flashed: list[int] = []
        self.ringer = Ringer(self.player, self.flashed.append, first_ms=0, pause_ms=20)


@pytest.fixture
def phone() -> Iterator[Phone]:
    phone = Phone()
    yield phone
    phone.ringer.close()


def test_it_rings_and_flashes_again_and_again_until_the_phone_stops(
    phone: Phone, qtbot: QtBot
) -> None:
    phone.ringer.live_by(Preferences(sound="bell", volume=40))
    phone.ringer.ring(True)
    qtbot.waitUntil(lambda: len(phone.player.played) >= 2, timeout=15_000)
    assert set(phone.player.played) == {"bell-40.wav"}
    assert set(phone.flashed) == {FLASH_MS}
    phone.ringer.ring(False)
    assert not phone.player.playing
    assert not phone.ringer.ringing


@pytest.mark.parametrize(
    "silent",
    [Preferences(desk_phone_rings=True), Preferences(sound=""), Preferences(volume=0)],
    ids=["desk phone", "no sound", "volume 0"],
)
def test_silent_choices_flash_without_a_sound(
    phone: Phone, qtbot: QtBot, silent: Preferences
) -> None:
    phone.ringer.live_by(silent)
    phone.ringer.ring(True)
    qtbot.waitUntil(lambda: len(phone.flashed) >= 2, timeout=15_000)
    assert phone.player.played == []


def test_flash_can_be_switched_off(phone: Phone, qtbot: QtBot) -> None:
    phone.ringer.live_by(Preferences(flash=False))
    phone.ringer.ring(True)
    qtbot.waitUntil(lambda: len(phone.player.played) >= 2, timeout=15_000)
    assert phone.flashed == []


def test_choosing_silence_while_it_rings_silences_it_at_once(phone: Phone, qtbot: QtBot) -> None:
    phone.ringer.ring(True)
    qtbot.waitUntil(lambda: phone.player.playing, timeout=15_000)
    phone.ringer.live_by(Preferences(desk_phone_rings=True))
    assert not phone.player.playing


def test_trying_a_sound_out_plays_it_though_the_desk_phone_rings(phone: Phone) -> None:
    chosen = Preferences(desk_phone_rings=True, sound="knock", volume=70)
    phone.ringer.live_by(chosen)
    phone.ringer.try_out()
    assert phone.player.played == ["knock-70.wav"]
    phone.ringer.live_by(replace(chosen, sound=""))
    phone.ringer.try_out()
    assert phone.player.played == ["knock-70.wav"]


class Computer:
    """A computer with a few real programs that say what they were told to play."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.said = folder / "said"
        self.said.touch()

    def install(self, name: str, *, then: str = "exit 0") -> None:
        program = self._folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.said}"\n{then}\n')
        program.chmod(0o755)

    def which(self, name: str) -> str | None:
        program = self._folder / name
        return str(program) if program.exists() else None

    def lines(self) -> list[str]:
        return self.said.read_text().splitlines()

    def player(self) -> ProgramPlayer:
        return ProgramPlayer(which=self.which)


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


SOUND = Path("/sounds/a b.wav")


def test_sound_servers_own_player_comes_first(computer: Computer, qtbot: QtBot) -> None:
    computer.install("aplay")
    computer.install("paplay")
    player = computer.player()
    player.play(SOUND)
    qtbot.waitUntil(lambda: computer.lines() == [f"paplay {SOUND}"], timeout=15_000)
    player.close()


def test_player_that_fails_is_followed_by_the_next_and_not_asked_again(
    computer: Computer, qtbot: QtBot
) -> None:
    computer.install("paplay", then="echo 'no server' >&2; exit 1")
    computer.install("aplay")
    player = computer.player()
    player.play(SOUND)
    both = [f"paplay {SOUND}", f"aplay -q {SOUND}"]
    qtbot.waitUntil(lambda: computer.lines() == both, timeout=15_000)
    player.play(SOUND)
    qtbot.waitUntil(lambda: computer.lines() == [*both, both[1]], timeout=15_000)
    player.close()


def test_stopped_sound_is_over_and_its_player_is_asked_again(
    computer: Computer, qtbot: QtBot
) -> None:
    computer.install("paplay", then="exec sleep 600")
    player = computer.player()
    player.play(SOUND)
    qtbot.waitUntil(lambda: len(computer.lines()) == 1, timeout=15_000)
    player.close()
    assert player.available
    player.play(SOUND)
    qtbot.waitUntil(lambda: len(computer.lines()) == 2, timeout=15_000)
    player.close()


def test_program_that_cannot_be_started_leaves_the_computer_silent(
    computer: Computer, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "paplay").write_text("no program")
    player = computer.player()
    assert player.available
    player.play(SOUND)
    qtbot.waitUntil(lambda: not player.available, timeout=15_000)


def test_computer_without_a_player_says_so(computer: Computer) -> None:
    player = computer.player()
    assert not player.available
    player.play(SOUND)
