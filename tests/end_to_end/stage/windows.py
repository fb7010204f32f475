"""The windows on the screen, as the X server stacks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import BadDrawable, BadWindow
from Xlib.protocol.event import ClientMessage
from Xlib.protocol.request import GetProperty, GetWindowAttributes
from Xlib.protocol.rq import ReplyRequest
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
        return tuple(self._found(lambda client: self._pid(client) == pid))

    def all(self) -> tuple[Window, ...]:
        """Every mapped window of a program, without the frames, the lowest first."""
        return tuple(self._found(lambda _client: True))

    def _found(self, wanted: Callable[[XWindow], bool]) -> Iterator[Window]:
        frames = self._mapped(self._root.query_tree().children)
        boxes: dict[int, Box | None] = {}
        for place, clients in enumerate(self._clients(frames)):
            for client in clients:
                box = self._box(client) if wanted(client) else None
                if box is None:
                    continue
                above = frames[place + 1 :]
                for frame in above:
                    if frame.id not in boxes:
                        boxes[frame.id] = self._box(frame)
                over = (boxes[frame.id] for frame in above)
                covered = any(other is not None and box.overlaps(other) for other in over)
                yield self._window(client, box, covered=covered)

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
        """What is really on the screen there, four bytes a pixel; nothing of what lies beside it.

        A window that is on its way may lie beside it for a moment.
        """
        screen = self._display.screen()
        left, top = max(box.x, 0), max(box.y, 0)
        width = min(box.x + box.width, screen.width_in_pixels) - left
        height = min(box.y + box.height, screen.height_in_pixels) - top
        if width <= 0 or height <= 0:
            return b""
        image = self._root.get_image(left, top, width, height, X.ZPixmap, 0xFFFFFFFF)
        data = image.data
        return data if isinstance(data, bytes) else data.encode("latin-1")

    def _clients(self, frames: Sequence[XWindow]) -> list[list[XWindow]]:
        """The windows of programs in each of the frames, or what is one itself."""
        # The window manager gives each window it manages a WM_STATE (ICCCM 4.1.3.1);
        # what it does not manage, such as a menu, can at least name its process.
        known = zip(
            frames, self._has(frames, "WM_STATE"), self._has(frames, "_NET_WM_PID"), strict=True
        )
        return [
            [frame] if managed or named else self._inside(frame) for frame, managed, named in known
        ]

    def _inside(self, frame: XWindow) -> list[XWindow]:
        try:
            children = frame.query_tree().children
        except BadWindow:
            return []
        return list(chain.from_iterable(self._clients(self._mapped(children))))

    # A screen has hundreds of windows, and is looked at many times a second: what is asked
    # of each is asked for all before the first answer is waited for.

    def _mapped(self, windows: Iterable[XWindow]) -> list[XWindow]:
        asked = [
            (window, GetWindowAttributes(display=window.display, defer=True, window=window.id))
            for window in windows
        ]
        return [
            window
            for window, question in asked
            if _answered(question) and question.map_state == X.IsViewable
        ]

    def _has(self, windows: Iterable[XWindow], name: str) -> list[bool]:
        atom = self._display.intern_atom(name)
        asked = [
            GetProperty(
                display=window.display, defer=True, delete=False, window=window.id, property=atom,
                type=X.AnyPropertyType, long_offset=0, long_length=1,
            )
            for window in windows
        ]  # fmt: skip
        return [_answered(question) and question.property_type != X.NONE for question in asked]

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


def _answered(question: ReplyRequest) -> bool:
    """The window is still there."""
    try:
        question.reply()
    except BadWindow:
        return False
    return True


@contextmanager
def looking(home: Home) -> Iterator[Windows]:
    """An eye on the screen."""
    display = Display(home.env["DISPLAY"])
    try:
        yield Windows(display)
    finally:
        display.close()
