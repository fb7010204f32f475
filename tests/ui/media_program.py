"""Listens to recordings by Qt's own player: ``python -m tests.ui.media_program``.

In a window nobody sees, through the same clicks as a person; says on its output what came of
each, one JSON a line.  The machine need not have a sound card: the player's clock runs without
one, and only whether there is one is answered in its place.
"""

from __future__ import annotations

import asyncio
import json
import sys
from unittest.mock import patch

from PySide6.QtWidgets import QSlider

from tests.fakes import FakeRecords
from tests.session.stage import until
from tests.sounds import mp3, wav
from tests.ui.paper_media import BROKEN
from tests.ui.person import press, words_on
from uis_desktop.session.recordings import Recordings
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.playing import media
from uis_desktop.ui.playing.playing import Playing
from uis_desktop.ui.playing.view import Phase, PlayerView
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.contact_window import ContactWindow

_SITE = "https://media.uiscom.ru/1/"
_BODIES = {"wav": wav(600), "mp3": mp3(30), "broken": BROKEN}
_LENGTHS_S = {"wav": 600, "mp3": 1}


class Window(ContactWindow):
    """Remembers what it has shown: a short recording may have ended before anybody looks."""

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__(theme, tasks)
        self.phases: list[Phase] = []

    def show_player(self, view: PlayerView | None) -> None:
        """Show it, and remember."""
        super().show_player(view)
        if view is not None:
            self.phases.append(view.phase)


class Listener:
    """A window with these recordings behind it."""

    def __init__(self, application: Application) -> None:
        tasks = Tasks(lambda error: None)
        records = FakeRecords()
        records.bodies = {f"{_SITE}{name}": body for name, body in _BODIES.items()}
        self.window = Window(application.theme, tasks)
        self.playing = Playing(tasks, lambda words: None)
        self.playing.use(Recordings(records))
        self.playing.serve(self.window)
        slider = self.window.player.findChild(QSlider)
        assert isinstance(slider, QSlider)
        self.slider = slider
        self.window.show()

    async def hear(self, name: str) -> None:
        """Play it, and wait until it is heard and its length is known."""
        self.playing.play(f"{_SITE}{name}", name)
        await self.phase(Phase.PLAYING)
        await until(lambda: self.slider.maximum() == _LENGTHS_S[name])

    async def phase(self, wanted: Phase) -> None:
        """Wait until the strip has shown it, after what was waited for before."""
        await until(lambda: wanted in self.window.phases)
        del self.window.phases[: self.window.phases.index(wanted) + 1]

    def press(self, words: str) -> None:
        """A button of the player."""
        press(self.window.player, words)


async def _main(application: Application) -> int:
    listener = Listener(application)
    await _move(listener)
    await _to_the_end(listener)
    await _broken(listener)
    await _one_after_the_other(listener)
    # The person quits while it is heard.
    await listener.hear("wav")
    listener.playing.stop()
    _say("quit")
    return 0


async def _move(listener: Listener) -> None:
    await listener.hear("wav")
    listener.slider.setValue(40)
    await until(lambda: listener.slider.value() > 40)
    _say("goes on behind the place that was wanted")
    listener.press("Пауза")
    await listener.phase(Phase.PAUSED)
    listener.slider.setValue(10)
    await until(lambda: any(words.startswith("0:10 /") for words in _words(listener)))
    _say("stays silent where it was moved", *_words(listener)[-1:])


async def _to_the_end(listener: Listener) -> None:
    await listener.hear("mp3")
    await listener.phase(Phase.PAUSED)
    _say("ends by itself", *_words(listener)[-1:])
    listener.press("Слушать")
    await listener.phase(Phase.PLAYING)
    await listener.phase(Phase.PAUSED)
    listener.slider.setValue(0)
    await until(lambda: any(words.startswith("0:00 /") for words in _words(listener)))
    _say("is heard again")


async def _broken(listener: Listener) -> None:
    listener.playing.play(f"{_SITE}broken", "broken")
    await listener.phase(Phase.TROUBLE)
    _say("says what it cannot play", *_words(listener)[-1:])


async def _one_after_the_other(listener: Listener) -> None:
    """Closed at every moment of its beginning: nothing may read bytes that have gone."""
    for turns in range(40):
        listener.playing.play(f"{_SITE}{('wav', 'mp3')[turns % 2]}", "")
        for _ in range(turns):
            await asyncio.sleep(0)
        listener.playing.stop()
    listener.window.phases.clear()
    _say("one after the other")


def _words(listener: Listener) -> list[str]:
    return words_on(listener.window.player)


def _say(*words: str) -> None:
    sys.stdout.write(json.dumps(words, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with patch.object(media, "can_be_heard", return_value=True):
        sys.exit(run_application(_main, instance="media", language="ru"))
