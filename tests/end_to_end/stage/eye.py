"""What a person sees of one program: its windows, where they are and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.end_to_end.stage.accessibility import ScreenReader
from tests.end_to_end.stage.waiting import NeverHappened, until
from tests.end_to_end.stage.widgets import Box, Widget
from tests.end_to_end.stage.windows import Window, Windows

_WIDEST_CARD = 480
#: Colours a picture of words has at least: paper, ink and the edges of letters.
_COLOURS_OF_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sight:
    """A window with everything on it, at its real place on the screen."""

    window: Window
    widget: Widget

    @property
    def words(self) -> str:
        """Everything that is written on it."""
        return self.widget.words()


class Eye:
    """Looks at the windows of the tray app."""

    def __init__(self, windows: Windows, reader: ScreenReader) -> None:
        self.windows = windows
        self._reader = reader

    def sights(self, pid: int) -> tuple[Sight, ...]:
        """The windows of a program that are mapped and can be read."""
        return tuple(_matched(list(self.windows.of(pid)), self._reader.windows(pid)))

    def read(self, pid: int) -> tuple[Widget, ...]:
        """The windows of any program, as a screen reader reads them."""
        return self._reader.windows(pid)

    def press(self, widget: Widget) -> None:
        """Press what was read, as a screen reader does: without pointer and keyboard."""
        self._reader.press(widget)

    def cards(self, pid: int) -> tuple[Sight, ...]:
        """Its caller cards: small windows above all others, nothing over them."""
        return tuple(s for s in self.sights(pid) if _is_card(s.window) and not s.window.covered)

    def card(self, pid: int, *words: str, within_s: float = 30) -> Sight:
        """The card that says all of ``words``, once its pixels are really on the screen.

        Raises:
            NeverHappened: there was none; the message says what was there instead.
        """
        return self._one(pid, words, within_s, kind="card")

    def window(self, pid: int, *words: str, within_s: float = 30) -> Sight:
        """The ordinary window that says all of ``words``, likewise.

        Raises:
            NeverHappened: there was none; the message says what was there instead.
        """
        return self._one(pid, words, within_s, kind="window")

    def no_card(self, pid: int, *words: str, within_s: float = 30) -> None:
        """Until no card says all of ``words`` any more."""
        until(
            lambda: not any(_says(card, words) for card in self.cards(pid)),
            within_s=within_s,
            what=f"the card with {words} goes away",
        )

    def painted(self, box: Box) -> bool:
        """The screen shows more there than one plain colour."""
        pixels = self.windows.pixels(box)
        return bool(pixels) and len(set(memoryview(pixels).cast("I"))) >= _COLOURS_OF_WORDS

    def _one(self, pid: int, words: tuple[str, ...], within_s: float, *, kind: str) -> Sight:
        def look() -> Sight | None:
            sights = self.cards(pid) if kind == "card" else self._ordinary(pid)
            fitting = (sight for sight in sights if _says(sight, words))
            return next((sight for sight in fitting if self._words_painted(sight, words)), None)

        try:
            return until(look, within_s=within_s, what=f"a {kind} that says {', '.join(words)}")
        except NeverHappened as error:
            there = "\n---\n".join(sight.words for sight in self.sights(pid)) or "no window"
            raise NeverHappened(f"{error}; on the screen instead:\n{there}") from None

    def _ordinary(self, pid: int) -> Iterator[Sight]:
        return (sight for sight in self.sights(pid) if not _is_card(sight.window))

    def _words_painted(self, sight: Sight, words: tuple[str, ...]) -> bool:
        """Where the words should be, the screen is not empty."""
        return all(self.painted(box) for box in (sight.window.box, *self.boxes_of(sight, words)))

    def boxes_of(self, sight: Sight, words: tuple[str, ...]) -> list[Box]:
        """Where on the screen these words are written."""
        return [
            widget.box
            for widget in sight.widget.all()
            if not widget.children and any(w in f"{widget.name}\n{widget.text}" for w in words)
        ]


def _is_card(window: Window) -> bool:
    return window.on_top and window.box.width <= _WIDEST_CARD


def _says(sight: Sight, words: tuple[str, ...]) -> bool:
    said = sight.words
    return all(word in said for word in words)


def _matched(windows: list[Window], widgets: tuple[Widget, ...]) -> Iterator[Sight]:
    """Which of the read windows is which of the X server's: best fit first.

    Under openbox Qt believes that a frameless window stays where it was before the
    window manager placed it; its size is always right.
    """
    for widget in sorted(widgets, key=lambda w: all(w.box != x.box for x in windows)):
        best = min(windows, key=lambda window: _distance(window, widget), default=None)
        if best is not None and _same_size(best.box, widget.box):
            windows.remove(best)
            yield Sight(best, widget.moved(best.box.x - widget.box.x, best.box.y - widget.box.y))


def _distance(window: Window, widget: Widget) -> tuple[bool, bool, int]:
    box = widget.box
    off = abs(window.box.x - box.x) + abs(window.box.y - box.y)
    return not _same_size(window.box, box), window.title != widget.name, off


def _same_size(one: Box, other: Box) -> bool:
    return (one.width, one.height) == (other.width, other.height)
