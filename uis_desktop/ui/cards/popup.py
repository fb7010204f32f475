"""A little window in the corner that never takes the keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QPropertyAnimation, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHoverEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QStyle, QVBoxLayout, QWidget

from uis_desktop.core.notifications import Notification
from uis_desktop.ui.cards.telling import Telling
from uis_desktop.ui.x11_hints import taskbar_hints

WIDTH = 380
MARGIN = 14
INNER_WIDTH = WIDTH - 2 * MARGIN

#: Who is about to click elsewhere must not hit what has just popped up.
GUARD_S = 0.6

_FADE_MS = 150

#: Services for notifications show two or three; the rest would be lost at the edge.
_MOST_BUTTONS = 3

#: Tried under openbox and xfwm4: with these no typed letter goes astray.
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class Popup(QWidget):
    """Shows itself without the focus; clicks count only after a moment.

    ``painted`` tells once that it has been painted on the screen.
    Hovering holds it: ``held_changed`` tells when the pointer comes and goes.
    A pointer that merely lay where the window appeared does not hold it.
    """

    painted = Signal()
    held_changed = Signal(bool)
    pointer_left = Signal()
    close_wanted = Signal()

    #: Nobody waits for it: while no cards are wanted it stays away like one.
    waits_for_quiet_to_end = False

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds that never run backwards."""
        super().__init__(None, _FLAGS)
        self._hints = taskbar_hints()
        self._acts: dict[QPushButton, Callable[[], None]] = {}
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedWidth(WIDTH)
        self._clock = clock
        self._changed_at = clock()
        self._place = QRect()
        self._held = False
        self._under_pointer = False
        self._pinned = False
        self._was_painted = False
        self._entered_at: QPointF | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(MARGIN, 10, MARGIN, 12)
        self._layout.setSpacing(3)

    @property
    def held(self) -> bool:
        """A person's pointer is on it, or it has the focus somebody asked for."""
        return self._held or self.isActiveWindow()

    @property
    def pinned(self) -> bool:
        """Somebody writes on it."""
        return self._pinned

    def pin(self, pinned: bool) -> None:
        """Hold it, wherever the pointer is; or let it go again."""
        self._pinned = pinned
        self._tell_held()

    @property
    def place(self) -> QRect:
        """Where it was put.

        Under openbox ``geometry()`` of a frameless window tells something else.
        """
        return self._place

    def wanted_size(self) -> QSize:
        """The size its content needs."""
        return QSize(WIDTH, self.sizeHint().height())

    def appear(self, where: QRect, *, still: bool = False) -> None:
        """Show it there without taking the focus; at once if ``still`` or animations are off."""
        if self.isVisible() and self._place == where:
            return
        self._place = where
        self.arm_guard()
        self.setGeometry(where)
        if self.isVisible():
            return
        duration_ms = min(
            _FADE_MS, self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        )
        if duration_ms > 0 and not still:
            self._fade_in(duration_ms)
        self.show()

    def grow_from(self, *, top: bool) -> None:
        """Its upper edge stands still when it grows, or its lower one."""

    def mistrust_place(self) -> None:
        """The screens have changed, and somebody may have moved it meanwhile."""
        self._place = QRect()

    def take_focus(self, wanted: QWidget | None = None) -> None:
        """Let the keyboard in: the person asked for this window, or for ``wanted`` in it."""
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)
        self.show()
        self.raise_()
        self.activateWindow()
        (wanted or self).setFocus(Qt.FocusReason.OtherFocusReason)
        if wanted is None:
            self.focusNextChild()

    def arm_guard(self) -> None:
        """Buttons have just appeared or moved: ignore clicks for a moment."""
        self._changed_at = self._clock()

    def guarded(self, act: Callable[[], None]) -> Callable[[], None]:
        """``act``, but only once the buttons have stood still long enough."""

        def press() -> None:
            if self._clock() - self._changed_at >= GUARD_S:
                act()

        return press

    def button(self, act: Callable[[], None], role: str = "") -> QPushButton:
        """A button that is never a default and heeds the guard."""
        button = QPushButton(self)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.guarded(act))
        self._acts[button] = act
        return button

    def telling(self, key: str) -> Telling:
        """What the system's notifications say in its place, and do."""
        buttons = [one for one in self.buttons if one.property("role") != "close"]
        return self._told_as(key, self.windowTitle(), self.accessibleDescription(), buttons)

    @property
    def buttons(self) -> list[QPushButton]:
        """As they are read: the cross comes last."""
        return sorted(self._acts, key=lambda one: one.property("role") == "close")

    def _told_as(
        self,
        key: str,
        title: str,
        body: str,
        buttons: Sequence[QPushButton],
        *,
        urgent: bool = True,
    ) -> Telling:
        """These words, and those of the buttons that can be pressed now."""
        usable = [one for one in buttons if not one.isHidden() and one.isEnabled()]
        acts = {one.text(): self._acts[one] for one in usable[:_MOST_BUTTONS]}
        notification = Notification(
            key=key,
            title=title,
            body=body,
            buttons=tuple((words, words) for words in acts),
            urgent=urgent,
        )
        return Telling(notification=notification, acts=acts)

    def close_button(self, name: str) -> QPushButton:
        """The little cross."""
        button = self.button(self.close_wanted.emit, "close")
        button.setText("✕")
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def event(self, event: QEvent) -> bool:
        """Notice a pointer that really moves here, and a new window of the system's."""
        if event.type() is QEvent.Type.Paint and not self._was_painted:
            return self._paint_first(event)
        if isinstance(event, QHoverEvent):
            self._on_hover(event)
        elif event.type() is QEvent.Type.Polish:
            # A screen reader goes by the order of the children: text, then buttons.
            for button in self.buttons:
                button.raise_()
        elif event.type() is QEvent.Type.WinIdChange and self.internalWinId():
            self._hints.keep_off_taskbar(self.internalWinId())
        return super().event(event)

    def _paint_first(self, event: QEvent) -> bool:
        done = super().event(event)
        # A picture that is taken of it is painted too, without a place on the screen.
        if self.isVisible():
            self._was_painted = True
            self.painted.emit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc hides it; Enter presses the button that has the focus."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            if isinstance(focus, QPushButton):
                focus.click()
        else:
            super().keyPressEvent(event)

    def _on_hover(self, event: QHoverEvent) -> None:
        if event.type() == QEvent.Type.HoverEnter:
            self._entered_at = event.position()
        elif event.type() == QEvent.Type.HoverLeave:
            self._entered_at = None
            self._hold(False)
            self.pointer_left.emit()
        elif self._entered_at is not None and event.position() != self._entered_at:
            self._hold(True)

    def _hold(self, held: bool) -> None:
        self._under_pointer = held
        self._tell_held()

    def _tell_held(self) -> None:
        held = self._under_pointer or self._pinned
        if held != self._held:
            self._held = held
            self.held_changed.emit(held)

    def _fade_in(self, duration_ms: int) -> None:
        fade = QPropertyAnimation(self, b"windowOpacity", self)
        fade.setDuration(duration_ms)
        fade.setStartValue(0.3)
        fade.setEndValue(1.0)
        fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
