"""The windows on the screen, as the X server stacks them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import BadDrawable, BadWindow
from Xlib.protocol.event import ClientMessage
from Xlib.xobject.drawable import Window as XWindow

from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.widgets import Box

#: Who asks the window manager: something a person has pressed.
_PAGER = 2


@dataclass(frozen=True, slots=True)
class Window:
    """A window that can be seen.

    Attributes:
        box: without the frame of the window manager.
        on_top: it asked the window manager to stay above ordinary windows.
        in_taskbar: a panel lists it.
        covered: another window lies over a part of it.
    """

    id: int
    pid: int | None
    title: str
    box: Box
    on_top: bool
    in_taskbar: bool
    covered: bool


class Windows:
    """Looks at the screen; asks the X server anew each time."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._root = display.screen().root

    def of(self, pid: int) -> tuple[Window, ...]:
        """The mapped windows of a program, the lowest first."""
        return tuple(window for window in self.all() if window.pid == pid)

    def all(self) -> tuple[Window, ...]:
        """Every mapped window of a program, without the frames, the lowest first."""
        frames = [frame for frame in self._root.query_tree().children if self._mapped(frame)]
        boxes = [self._box(frame) for frame in frames]
        found = []
        for place, frame in enumerate(frames):
            above = [box for box in boxes[place + 1 :] if box is not None]
            for client in self._clients(frame):
                box = self._box(client)
                if box is not None:
                    covered = any(box.overlaps(other) for other in above)
                    found.append(self._window(client, box, covered=covered))
        return tuple(found)

    def _window(self, client: XWindow, box: Box, *, covered: bool) -> Window:
        states = self._property(client, "_NET_WM_STATE") or []
        return Window(
            id=client.id,
            pid=self._pid(client),
            title=self._title(client),
            box=box,
            on_top=self._display.intern_atom("_NET_WM_STATE_ABOVE") in states,
            in_taskbar=self._display.intern_atom("_NET_WM_STATE_SKIP_TASKBAR") not in states,
            covered=covered,
        )

    def active(self) -> int | None:
        """The id of the window that has the focus, by the window manager's account."""
        value = self._property(self._root, "_NET_ACTIVE_WINDOW")
        return int(value[0]) if value else None

    def close(self, window: Window) -> None:
        """Ask for it as the cross on its frame does (EWMH, ``_NET_CLOSE_WINDOW``)."""
        asked = ClientMessage(
            window=window.id,
            client_type=self._display.intern_atom("_NET_CLOSE_WINDOW"),
            data=(32, [X.CurrentTime, _PAGER, 0, 0, 0]),
        )
        self._root.send_event(
            asked, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask
        )
        self._display.flush()

    def has_selection(self) -> bool:
        """Some text is selected, in whatever window (the primary selection)."""
        return self._display.get_selection_owner(Xatom.PRIMARY) != X.NONE

    def pixels(self, box: Box) -> bytes:
        """What is really on the screen there, four bytes a pixel."""
        image = self._root.get_image(
            max(box.x, 0), max(box.y, 0), box.width, box.height, X.ZPixmap, 0xFFFFFFFF
        )
        data = image.data
        return data if isinstance(data, bytes) else data.encode("latin-1")

    def _clients(self, frame: XWindow) -> Iterator[XWindow]:
        # The window manager gives each window it manages a WM_STATE (ICCCM 4.1.3.1);
        # what it does not manage, such as a menu, can at least name its process.
        if self._property(frame, "WM_STATE") or self._pid(frame) is not None:
            yield frame
            return
        try:
            children = frame.query_tree().children
        except BadWindow:
            return
        for child in children:
            if self._mapped(child):
                yield from self._clients(child)

    def _mapped(self, window: XWindow) -> bool:
        try:
            return bool(window.get_attributes().map_state == X.IsViewable)
        except BadWindow:
            return False

    def _box(self, window: XWindow) -> Box | None:
        try:
            size = window.get_geometry()
            place = self._root.translate_coords(window, 0, 0)
        except (BadWindow, BadDrawable):
            return None
        return Box(place.x, place.y, size.width, size.height)

    def _pid(self, window: XWindow) -> int | None:
        value = self._property(window, "_NET_WM_PID")
        return int(value[0]) if value else None

    def _title(self, window: XWindow) -> str:
        value = self._property(window, "_NET_WM_NAME") or self._property(window, "WM_NAME")
        return bytes(value).decode(errors="replace") if value else ""

    def _property(self, window: XWindow, name: str) -> list[int] | None:
        try:
            found = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        except BadWindow:
            return None
        return list(found.value) if found is not None else None


@contextmanager
def looking(home: Home) -> Iterator[Windows]:
    """An eye on the screen."""
    display = Display(home.env["DISPLAY"])
    try:
        yield Windows(display)
    finally:
        display.close()
