"""The cards on the screen: where, how many, which nearest the corner."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QCursor

from uis_desktop.core.cards import CardView
from uis_desktop.core.fates import Place
from uis_desktop.core.manners import HiddenBy
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.card_maker import CardMaker
from uis_desktop.ui.cards.folding import Folding
from uis_desktop.ui.cards.manners import Manners
from uis_desktop.ui.cards.more import More
from uis_desktop.ui.cards.places import Fixed, at_top, how_many_fit, places
from uis_desktop.ui.cards.popup import Popup
from uis_desktop.ui.cards.screens import Screens
from uis_desktop.ui.cards.slot import Slot
from uis_desktop.ui.cards.telling import Telling
from uis_desktop.ui.full_screen import FullScreen
from uis_desktop.ui.theme import Theme

MOST_SHOWN = 3


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Stack(QObject):
    """Shows at most three popups in the corner, the newest nearest to it.

    What is under the pointer never moves.  The rest is counted in one line
    above.  One clock ticks for all cards, and only while one of them runs or
    waits for a program in full screen to end.
    """

    more_wanted = Signal()
    ringing_changed = Signal(bool)
    arranged = Signal()
    ended_unseen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        *,
        now: Callable[[], datetime] = _utc_now,
        clock: Callable[[], float] = time.monotonic,
        pointer: Callable[[], QPoint] = QCursor.pos,
        filled: FullScreen | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        #: What is wanted on a card is told there.
        self.card_maker = CardMaker(theme, now=now, clock=clock, parent=self)
        self._now = now
        self._pointer = pointer
        self._manners = Manners(filled)
        self._ringing = False
        self._still = False
        self._cards_elsewhere = False
        self._notices_elsewhere = False
        self._slots: dict[str, Slot] = {}
        self._order: list[str] = []
        self._serial = 0
        self._more = More(clock)
        self._more.wanted.connect(self.more_wanted)
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._on_second)
        self._screens = Screens(self)
        self._screens.changed.connect(self._on_screens_changed)

    def live_by(self, preferences: Preferences) -> None:
        """The person has chosen: where cards stand, and when they stay away."""
        self._manners.preferences = preferences
        self.arrange()

    def lock(self, locked: bool) -> None:
        """The screen is locked, or not any more: what still goes on comes up again."""
        self._manners.locked = locked
        self.arrange()

    def tell_elsewhere(self, *, cards: bool, notices: bool) -> None:
        """Something else tells them, and they only stand here when they are asked for."""
        self._cards_elsewhere, self._notices_elsewhere = cards, notices
        for slot in self._slots.values():
            slot.elsewhere = self._is_elsewhere(slot.popup)
        self.arrange()

    def told_elsewhere(self) -> list[tuple[str, Telling]]:
        """What is to be told elsewhere now, by its key; the oldest first."""
        return [
            (key, slot.popup.telling(key))
            for key, slot in self._slots.items()
            if slot.waiting and not slot.on_screen
        ]

    def allow_motion(self, allowed: bool) -> None:
        """Popups may fade in, or the person wants everything to stand still."""
        self._still = not allowed

    def show_card(self, view: CardView) -> None:
        """Put the card on the screen, or bring the one with its key up to date."""
        slot = self._slots.get(view.key)
        if slot is not None and isinstance(slot.popup, Card):
            slot.folding.stop()
            slot.popup.update_view(view)
        else:
            slot = self._add(view.key, self.card_maker.new(view))
        slot.running = view.state.running
        self.arrange()

    def fold_card(self, view: CardView, after_s: float) -> None:
        """Show its last state, and take it away after ``after_s`` unless it is held.

        A card that is gone stays gone, and news that change nothing of how the
        call stands (its record, a name) do not make a folding card stay longer.
        """
        slot = self._slots.get(view.key)
        if slot is None or not isinstance(slot.popup, Card):
            return
        if not slot.waiting:
            if slot.hidden is HiddenBy.LOCKED:
                self.ended_unseen.emit(view)
            self.drop(view.key)
            return
        if slot.folding.counting and slot.popup.view.state is view.state:
            slot.popup.update_view(view)
            self.arrange()
            return
        self.show_card(view)
        slot.folding.start(round(after_s * 1000))

    def show_popup(self, key: str, popup: Popup, after_s: float | None) -> None:
        """Show a notice among the cards for ``after_s``, in place of one with its key.

        None: until it is closed or dropped.
        """
        self.drop(key)
        slot = self._add(key, popup)
        slot.running = False
        slot.fold_ms = None if after_s is None else round(after_s * 1000)
        self.arrange()

    def drop(self, key: str) -> bool:
        """Take the card away now; whether there was one."""
        slot = self._slots.pop(key, None)
        if slot is None:
            return False
        slot.popup.hide()
        slot.popup.deleteLater()
        slot.folding.deleteLater()
        self.arrange()
        return True

    def clear(self) -> None:
        """Take everything away."""
        for key in list(self._slots):
            self.drop(key)

    def close(self) -> None:
        """Take everything away for good."""
        self.clear()
        self.card_maker.close()
        self._more.deleteLater()

    def ask_for(self, key: str) -> bool:
        """Bring a card back and give it the keyboard, because the person wants it."""
        slot = self._slots.get(key)
        if slot is None:
            return False
        self._serial += 1
        slot.serial = self._serial
        slot.dismissed = False
        slot.asked = True
        self.arrange()
        slot.popup.take_focus()
        return True

    def cards(self) -> list[CardView]:
        """Every card there is, newest first, hidden ones too."""
        newest = sorted(self._slots.values(), key=lambda slot: -slot.serial)
        return [slot.popup.view for slot in newest if isinstance(slot.popup, Card)]

    def places(self) -> list[tuple[CardView, Place]]:
        """Every card there is, and how it stands."""
        return [
            (slot.popup.view, slot.place(placed=key in self._order))
            for key, slot in self._slots.items()
            if isinstance(slot.popup, Card)
        ]

    def set_busy(self, key: str, *, busy: bool) -> None:
        """A request of this card is out, or has come back."""
        slot = self._slots.get(key)
        if slot is not None and isinstance(slot.popup, Card):
            slot.popup.set_busy(busy)

    def show_note(self, call: str, text: str) -> None:
        """This is the note of a call: its card can be written on from now on."""
        for card in self._cards_of(call):
            card.show_note(text)
        self.arrange()

    def note_written(self, call: str, text: str) -> None:
        """This note is on disk, wherever it was typed."""
        for card in self._cards_of(call):
            card.note_written(text)

    def _cards_of(self, call: str) -> list[Card]:
        cards = [slot.popup for slot in self._slots.values() if isinstance(slot.popup, Card)]
        return [card for card in cards if card.view.call_session_id == call]

    def set_all_busy(self, *, busy: bool) -> None:
        """A call is being placed, from wherever; or it has been."""
        for key in self._slots:
            self.set_busy(key, busy=busy)

    def shown(self) -> list[Popup]:
        """What is on the screen, nearest the corner first."""
        return [self._slots[key].popup for key in self._order]

    def shows(self, key: str) -> bool:
        """This one is on the screen."""
        return key in self._order

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

    @property
    def ringing(self) -> bool:
        """A card that may be seen says that my phone rings."""
        return self._ringing

    def arrange(self) -> None:
        """Put every popup where it belongs now."""
        held = self._under_pointer() or self._pinned()
        screen = self._manners.screen(self._pointer(), standing=bool(self._order))
        self._manners.hide_by_rule(self._slots, held, self._now())
        waiting = [key for key, slot in self._slots.items() if slot.on_screen]
        area = screen.availableGeometry()
        self._order = self._ordered(self._chosen(waiting, held, area.height()), held)
        for key, slot in self._slots.items():
            if key not in self._order:
                slot.popup.hide()
        self._more.count(len(waiting) - len(self._order))
        self._move(held, area)
        for key, slot in self._slots.items():
            if key in self._order or (slot.waiting and not slot.on_screen):
                slot.start_folding()
        self._run_clock()
        self._tell_ringing()
        self.arranged.emit()

    def _tell_ringing(self) -> None:
        ringing = any(slot.rings_at_me for slot in self._slots.values())
        if ringing != self._ringing:
            self._ringing = ringing
            self.ringing_changed.emit(ringing)

    def _chosen(self, waiting: list[str], held: str | None, height: int) -> list[str]:
        """Who is shown: the held one, what is written on, my talk, what runs, the newest."""

        def rank(key: str) -> tuple[bool, bool, bool, bool, int]:
            slot = self._slots[key]
            written_on = slot.popup.pinned
            return (key != held, not written_on, not slot.talks, not slot.running, -slot.serial)

        first = sorted(waiting, key=rank)[:MOST_SHOWN]
        heights = [self._slots[key].popup.wanted_size().height() for key in first]
        more = self._more.wanted_size().height()
        others = len(waiting) > len(first)
        return first[: how_many_fit(height, heights, more=more, others=others)]

    def _ordered(self, chosen: list[str], held: str | None) -> list[str]:
        """Newest nearest the corner; while one is held, newcomers go on top."""
        newest = sorted(chosen, key=lambda key: -self._slots[key].serial)
        if held is None:
            return newest
        stay = [key for key in self._order if key in chosen]
        return stay + [key for key in reversed(newest) if key not in stay]

    def _move(self, held: str | None, area: QRect) -> None:
        popups = self.shown()
        fixed = None
        if held is not None and held in self._order:
            index = self._order.index(held)
            fixed = Fixed(index, popups[index].place)
        row: list[Popup] = [*popups, self._more] if self._more.number else popups
        corner = self._manners.preferences.corner
        for popup in row:
            popup.grow_from(top=at_top(corner))
        rects = places(area, [popup.wanted_size() for popup in row], corner, fixed)
        for popup, rect in zip(row, rects, strict=True):
            popup.appear(rect, still=self._still)
        if not self._more.number:
            self._more.hide()

    def _under_pointer(self) -> str | None:
        pointer = self._pointer()
        for key in self._order:
            slot = self._slots.get(key)
            if slot and slot.popup.isVisible() and slot.popup.place.contains(pointer):
                return key
        return None

    def _pinned(self) -> str | None:
        """What is written on does not move either."""
        return next((key for key in self._order if self._is_pinned(key)), None)

    def _is_pinned(self, key: str) -> bool:
        slot = self._slots.get(key)
        return slot is not None and slot.popup.isVisible() and slot.popup.pinned

    def _is_elsewhere(self, popup: Popup) -> bool:
        return self._cards_elsewhere if isinstance(popup, Card) else self._notices_elsewhere

    def _add(self, key: str, popup: Popup) -> Slot:
        self._serial += 1
        slot = Slot(popup, self._serial, Folding(self))
        slot.folding.due.connect(lambda: self.drop(key))
        popup.held_changed.connect(slot.folding.hold)
        popup.pointer_left.connect(self.arrange)
        popup.close_wanted.connect(lambda: self.dismiss(key))
        slot.elsewhere = self._is_elsewhere(popup)
        self._slots[key] = slot
        return slot

    def dismiss(self, key: str) -> None:
        """The person hid it: while its call goes on it is kept, out of sight."""
        slot = self._slots.get(key)
        if slot is not None and slot.running:
            slot.dismissed = True
            self.arrange()
        else:
            self.drop(key)

    def _run_clock(self) -> None:
        hidden = any(slot.hidden is not None for slot in self._slots.values())
        wanted = hidden or any(self._slots[key].running for key in self._order)
        if wanted and not self._seconds.isActive():
            self._seconds.start()
        elif not wanted:
            self._seconds.stop()

    def _on_second(self) -> None:
        for popup in self.shown():
            if isinstance(popup, Card) and popup.view.state.running:
                popup.tick()
        if self._manners.may_have_changed(self._now()):
            self.arrange()

    def _on_screens_changed(self) -> None:
        """The window manager, or Qt, may have moved what stood on a screen that is gone."""
        for slot in self._slots.values():
            slot.popup.mistrust_place()
        self.arrange()
