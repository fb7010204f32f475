"""The cards on the screen: where, how many, which nearest the corner."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QScreen

from uis_desktop.core.cards import CardView
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.folding import Folding
from uis_desktop.ui.cards.more import More
from uis_desktop.ui.cards.places import Fixed, places
from uis_desktop.ui.cards.popup import Popup
from uis_desktop.ui.theme import Theme

MOST_SHOWN = 3


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, eq=False)
class _Place:
    """One popup of the stack.

    Attributes:
        serial: the higher, the newer.
        running: its call goes on.
        dismissed: the person hid it; it comes back only when asked for.
    """

    popup: Popup
    serial: int
    folding: Folding
    running: bool = True
    dismissed: bool = False


class Stack(QObject):
    """Shows at most three popups in the corner, the newest nearest to it.

    What is under the pointer never moves.  The rest is counted in one line
    above.  One clock ticks for all cards, and only while one of them runs.
    """

    call_back_wanted = Signal(str)
    end_wanted = Signal(str)
    open_wanted = Signal(str)
    more_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        now: Callable[[], datetime] = _utc_now,
        clock: Callable[[], float] = time.monotonic,
        pointer: Callable[[], QPoint] = QCursor.pos,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now
        self._clock = clock
        self._pointer = pointer
        self._places: dict[str, _Place] = {}
        self._order: list[str] = []
        self._serial = 0
        self._more = More(clock)
        self._more.wanted.connect(self.more_wanted)
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._on_second)
        self._watch_screens()

    def show_card(self, view: CardView) -> None:
        """Put the card on the screen, or bring the one with its key up to date."""
        place = self._places.get(view.key)
        if place is not None and isinstance(place.popup, Card):
            place.folding.stop()
            place.popup.update_view(view)
        else:
            place = self._add(view.key, self._new_card(view))
        place.running = view.state.running
        self.arrange()

    def fold_card(self, view: CardView, after_s: float) -> None:
        """Show its last state, and take it away after ``after_s`` unless it is held.

        A card that is gone stays gone, and news that change nothing of how the
        call stands (its record, a name) do not make a folding card stay longer.
        """
        place = self._places.get(view.key)
        if place is None or not isinstance(place.popup, Card):
            return
        if place.dismissed:
            self.drop(view.key)
            return
        if place.folding.counting and place.popup.view.state is view.state:
            place.popup.update_view(view)
            self.arrange()
            return
        self.show_card(view)
        place.folding.start(round(after_s * 1000))

    def show_popup(self, key: str, popup: Popup, after_s: float) -> None:
        """Show a notice among the cards for ``after_s``, in place of one with its key."""
        self.drop(key)
        place = self._add(key, popup)
        place.running = False
        self.arrange()
        place.folding.start(round(after_s * 1000))

    def drop(self, key: str) -> None:
        """Take the card away now."""
        place = self._places.pop(key, None)
        if place is None:
            return
        place.popup.hide()
        place.popup.deleteLater()
        place.folding.deleteLater()
        self.arrange()

    def clear(self) -> None:
        """Take everything away."""
        for key in list(self._places):
            self.drop(key)

    def close(self) -> None:
        """Take everything away for good."""
        self.clear()
        self._more.deleteLater()

    def ask_for(self, key: str) -> bool:
        """Bring a card back and give it the keyboard, because the person wants it."""
        place = self._places.get(key)
        if place is None:
            return False
        self._serial += 1
        place.serial = self._serial
        place.dismissed = False
        self.arrange()
        place.popup.take_focus()
        return True

    def cards(self) -> list[CardView]:
        """Every card there is, newest first, hidden ones too."""
        newest = sorted(self._places.values(), key=lambda place: -place.serial)
        return [place.popup.view for place in newest if isinstance(place.popup, Card)]

    def set_busy(self, key: str, *, busy: bool) -> None:
        """A request of this card is out, or has come back."""
        place = self._places.get(key)
        if place is not None and isinstance(place.popup, Card):
            place.popup.set_busy(busy)

    def set_all_busy(self, *, busy: bool) -> None:
        """A call is being placed, from wherever; or it has been."""
        for key in self._places:
            self.set_busy(key, busy=busy)

    def shown(self) -> list[Popup]:
        """What is on the screen, nearest the corner first."""
        return [self._places[key].popup for key in self._order]

    @property
    def without_room(self) -> int:
        """How many cards the last line counts."""
        return self._more.number

    @property
    def more(self) -> More:
        """The line that counts them."""
        return self._more

    @property
    def ticking(self) -> bool:
        """The clock that counts seconds runs."""
        return self._seconds.isActive()

    def arrange(self) -> None:
        """Put every popup where it belongs now."""
        held = self._under_pointer()
        waiting = [key for key, place in self._places.items() if not place.dismissed]
        self._order = self._ordered(self._chosen(waiting, held), held)
        for key, place in self._places.items():
            if key not in self._order:
                place.popup.hide()
        self._more.count(len(waiting) - len(self._order))
        self._move(held)
        self._run_clock()

    def _chosen(self, waiting: list[str], held: str | None) -> list[str]:
        """Who is shown: the one under the pointer, then what runs, then the newest."""

        def rank(key: str) -> tuple[bool, bool, int]:
            place = self._places[key]
            return (key != held, not place.running, -place.serial)

        return sorted(waiting, key=rank)[:MOST_SHOWN]

    def _ordered(self, chosen: list[str], held: str | None) -> list[str]:
        """Newest nearest the corner; while one is held, newcomers go on top."""
        newest = sorted(chosen, key=lambda key: -self._places[key].serial)
        if held is None:
            return newest
        stay = [key for key in self._order if key in chosen]
        return stay + [key for key in reversed(newest) if key not in stay]

    def _move(self, held: str | None) -> None:
        popups = self.shown()
        fixed = None
        if held is not None and held in self._order:
            index = self._order.index(held)
            fixed = Fixed(index, popups[index].place)
        row: list[Popup] = [*popups, self._more] if self._more.number else popups
        area = QGuiApplication.primaryScreen().availableGeometry()
        rects = places(area, [popup.wanted_size() for popup in row], fixed)
        for popup, rect in zip(row, rects, strict=True):
            popup.appear(rect)
        if not self._more.number:
            self._more.hide()

    def _under_pointer(self) -> str | None:
        pointer = self._pointer()
        for key in self._order:
            place = self._places.get(key)
            if place and place.popup.isVisible() and place.popup.place.contains(pointer):
                return key
        return None

    def _new_card(self, view: CardView) -> Card:
        card = Card(view, self._theme, now=self._now, clock=self._clock)
        card.call_back_wanted.connect(self.call_back_wanted)
        card.end_wanted.connect(self.end_wanted)
        card.open_wanted.connect(self.open_wanted)
        return card

    def _add(self, key: str, popup: Popup) -> _Place:
        self._serial += 1
        place = _Place(popup, self._serial, Folding(self))
        place.folding.due.connect(lambda: self.drop(key))
        popup.held_changed.connect(place.folding.hold)
        popup.pointer_left.connect(self.arrange)
        popup.close_wanted.connect(lambda: self._dismiss(key))
        self._places[key] = place
        return place

    def _dismiss(self, key: str) -> None:
        """The person hid it: while its call goes on it is kept, out of sight."""
        place = self._places.get(key)
        if place is not None and place.running:
            place.dismissed = True
            self.arrange()
        else:
            self.drop(key)

    def _run_clock(self) -> None:
        wanted = any(self._places[key].running for key in self._order)
        if wanted and not self._seconds.isActive():
            self._seconds.start()
        elif not wanted:
            self._seconds.stop()

    def _on_second(self) -> None:
        for popup in self.shown():
            if isinstance(popup, Card) and popup.view.state.running:
                popup.tick()

    def _watch_screens(self) -> None:
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._on_screen_added)
        application.screenRemoved.connect(self.arrange)
        application.primaryScreenChanged.connect(self.arrange)
        for screen in application.screens():
            screen.availableGeometryChanged.connect(self.arrange)

    def _on_screen_added(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self.arrange)
        self.arrange()
