"""Keys of Windows and macOS: what is asked of the system, which is not there."""

from __future__ import annotations

import ctypes
from collections.abc import AsyncIterator, Callable

import pytest
from PySide6.QtCore import QAbstractNativeEventFilter
from PySide6.QtWidgets import QApplication

from uis_desktop.core.hotkeys import Hotkey, read_hotkey
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey import mac_keys, windows_keys
from uis_desktop.ui.hotkey.mac_keys import MacKeys
from uis_desktop.ui.hotkey.seam import GlobalKeys
from uis_desktop.ui.hotkey.windows_keys import WM_HOTKEY, Message, WindowsKeys


def hotkey(text: str) -> Hotkey:
    found = read_hotkey(text)
    assert found is not None
    return found


async def grab(keys: GlobalKeys, text: str) -> list[str]:
    """Tokens of the presses to come."""
    pressed: list[str] = []

    def lost(error: HotkeyRefused) -> None:
        raise error

    await keys.grab(hotkey(text), purpose="Dial", pressed=pressed.append, lost=lost)
    return pressed


class PaperWindows:
    """Windows, as far as keys go.

    Attributes:
        registered: modifiers and key by number.
        error: what the next registration ends with.
    """

    def __init__(self) -> None:
        self.registered: dict[int, tuple[int, int]] = {}
        self.error = 0

    def register(self, number: int, modifiers: int, key: int) -> int:
        if not self.error:
            self.registered[number] = (modifiers, key)
        return self.error

    def unregister(self, number: int) -> None:
        del self.registered[number]


class Messages:
    """The messages of Qt's loop."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.filters: list[QAbstractNativeEventFilter] = []
        monkeypatch.setattr(
            QApplication, "installNativeEventFilter", lambda _, one: self.filters.append(one)
        )
        monkeypatch.setattr(
            QApplication, "removeNativeEventFilter", lambda _, one: self.filters.remove(one)
        )

    def post(self, message: int, wparam: int) -> list[object]:
        """Whether each filter keeps it to itself."""
        told = Message(None, message, wparam)
        address = ctypes.addressof(told)
        return [one.nativeEventFilter(b"windows_generic_MSG", address) for one in self.filters]


@pytest.fixture
def messages(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Messages:
    return Messages(monkeypatch)


@pytest.fixture
def windows() -> PaperWindows:
    return PaperWindows()


@pytest.fixture
async def windows_grabs(windows: PaperWindows) -> AsyncIterator[WindowsKeys]:
    keys = WindowsKeys(windows)
    yield keys
    await keys.release()
    assert windows.registered == {}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ctrl+Alt+C", (0x4003, 0x43)),
        ("Ctrl+Shift+1", (0x4006, 0x31)),
        ("Meta+F9", (0x4008, 0x78)),
    ],
)
async def test_windows_is_asked_for_the_key_whatever_layout_is_on(
    messages: Messages,
    windows: PaperWindows,
    windows_grabs: WindowsKeys,
    text: str,
    asked: tuple[int, int],
) -> None:
    await grab(windows_grabs, text)
    assert list(windows.registered.values()) == [asked]


async def test_windows_tells_presses_until_the_keys_are_released(
    messages: Messages, windows: PaperWindows, windows_grabs: WindowsKeys
) -> None:
    pressed = await grab(windows_grabs, "Ctrl+Alt+C")
    (number,) = windows.registered
    assert messages.post(WM_HOTKEY, number) == [(False, 0)]
    messages.post(WM_HOTKEY, number + 1)
    messages.post(WM_HOTKEY + 1, number)
    assert pressed == [""]
    await windows_grabs.release()
    assert messages.filters == []


async def test_windows_keeps_one_combination_at_a_time(
    messages: Messages, windows: PaperWindows, windows_grabs: WindowsKeys
) -> None:
    await grab(windows_grabs, "Ctrl+Alt+C")
    await grab(windows_grabs, "Ctrl+Alt+D")
    assert list(windows.registered.values()) == [(0x4003, 0x44)]
    assert len(messages.filters) == 1


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        ("Ctrl+Alt+C", windows_keys.TAKEN, "taken"),
        ("Ctrl+Alt+C", 5, "unavailable"),
        ("Ctrl+F12", 0, "taken"),
    ],
)
async def test_windows_refuses_in_words(
    messages: Messages,
    windows: PaperWindows,
    windows_grabs: WindowsKeys,
    text: str,
    error: int,
    reason: str,
) -> None:
    windows.error = error
    with pytest.raises(HotkeyRefused, match=reason):
        await grab(windows_grabs, text)
    assert messages.filters == []


class PaperMac:
    """MacOS, as far as keys go."""

    def __init__(self) -> None:
        self.registered: tuple[int, int] | None = None
        self.error = 0
        self.press: Callable[[], None] = lambda: None

    def register(self, key: int, modifiers: int, pressed: Callable[[], None]) -> int:
        if not self.error:
            assert self.registered is None
            self.registered, self.press = (key, modifiers), pressed
        return self.error

    def unregister(self) -> None:
        assert self.registered is not None
        self.registered = None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ctrl+Alt+C", (0x08, 0x0900)),
        ("Meta+Shift+0", (0x1D, 0x1200)),
        ("Alt+F5", (0x60, 0x0800)),
    ],
)
async def test_macos_is_asked_for_the_place_and_for_what_qt_calls_the_modifiers(
    text: str, asked: tuple[int, int]
) -> None:
    mac = PaperMac()
    keys = MacKeys(mac)
    pressed = await grab(keys, text)
    assert mac.registered == asked
    mac.press()
    assert pressed == [""]
    await keys.release()
    await keys.release()
    assert mac.registered is None


async def test_macos_knows_every_key_that_can_be_chosen() -> None:
    mac = PaperMac()
    keys = MacKeys(mac)
    names = [chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B))]
    names += [f"F{number}" for number in range(1, 13)]
    found = set()
    for name in names:
        await grab(keys, f"Ctrl+Alt+{name}")
        assert mac.registered is not None
        found.add(mac.registered[0])
    assert len(found) == len(names)


@pytest.mark.parametrize(("error", "reason"), [(mac_keys.TAKEN, "taken"), (-50, "unavailable")])
async def test_macos_refuses_in_words(error: int, reason: str) -> None:
    mac = PaperMac()
    mac.error = error
    keys = MacKeys(mac)
    with pytest.raises(HotkeyRefused, match=reason):
        await grab(keys, "Ctrl+Alt+C")
    await keys.release()
