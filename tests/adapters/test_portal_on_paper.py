"""Portals newer than the one that runs here, by a bus that is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from uis_desktop.adapters.bus import Bus, BusSignal, CallFailed
from uis_desktop.adapters.portal_keys import PortalKeys
from uis_desktop.core.hotkeys import read_hotkey
from uis_desktop.errors import HotkeyRefused

SHORTCUT = "number-ctrl-alt-c"
UNKNOWN = "org.freedesktop.DBus.Error.UnknownMethod"
SESSION = "/org/freedesktop/portal/desktop/session/1_7/keys"
GIVEN = {"shortcuts": [[SHORTCUT, {"trigger_description": "Press <Control><Alt>c"}]]}
RESULTS: Mapping[str, Mapping[str, object]] = {
    "CreateSession": {"session_handle": SESSION},
    "ListShortcuts": {"shortcuts": []},
    "BindShortcuts": GIVEN,
}


class PaperBus:
    """A portal that answers at once.

    Attributes:
        refused: the errors of some methods.
        results: what its questions end with.
        code: what the question for keys ends with.
        called: the methods, in the order in which they were called.
    """

    def __init__(self) -> None:
        self.name = ":1.7"
        self.refused: dict[str, str] = {}
        self.results: dict[str, object] = dict(RESULTS)
        self.code = 0
        self.called: list[str] = []
        self.registered: Sequence[object] = ()
        self.open = True
        self.tell: Callable[[BusSignal], None] = lambda _signal: None

    async def connect(self, told: Callable[[BusSignal], None]) -> Bus:
        self.tell = told
        return self

    async def listen(self, rule: str) -> None:
        assert "type='signal'" in rule

    async def call(
        self,
        service: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Sequence[object] = (),
    ) -> Sequence[object]:
        self.called.append(member)
        if member in self.refused:
            raise CallFailed(self.refused[member])
        if member == "Register":
            self.registered = body
        if member in self.results:
            options = body[-1]
            assert isinstance(options, dict)
            request = f"/org/freedesktop/portal/desktop/request/1_7/{options['handle_token']}"
            code = self.code if member == "BindShortcuts" else 0
            # Before the call's own answer, as a thread of the portal may.
            self.tell(BusSignal(request, "Response", [code, self.results[member]]))
        return []

    def close(self) -> None:
        self.open = False


async def grab(bus: PaperBus, lost: list[str] | None = None) -> tuple[PortalKeys, list[str]]:
    keys = PortalKeys("uis-desktop", connect=bus.connect)
    hotkey = read_hotkey("Ctrl+Alt+C")
    assert hotkey is not None
    pressed: list[str] = []
    await keys.grab(
        hotkey,
        purpose="Dial",
        pressed=pressed.append,
        lost=lambda error: (lost if lost is not None else []).append(error.reason),
    )
    return keys, pressed


async def test_portal_is_told_which_program_this_is_before_anything_else() -> None:
    bus = PaperBus()
    keys, _ = await grab(bus)
    assert bus.called == ["Register", "CreateSession", "ListShortcuts", "BindShortcuts"]
    assert bus.registered == ["uis-desktop", {}]
    await keys.release()
    assert bus.called[-1] == "Close"
    assert not bus.open


async def test_portal_that_knows_no_such_program_asks_for_its_package() -> None:
    bus = PaperBus()
    bus.refused = {
        "Register": "org.freedesktop.portal.Error.Failed",
        "CreateSession": "org.freedesktop.portal.Error.NotAllowed",
    }
    with pytest.raises(HotkeyRefused, match="not_installed"):
        await grab(bus)
    assert not bus.open


async def test_portal_without_keys_is_no_portal_for_keys() -> None:
    bus = PaperBus()
    bus.refused = {"CreateSession": UNKNOWN}
    with pytest.raises(HotkeyRefused, match="unavailable"):
        await grab(bus)


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        pytest.param({"shortcuts": []}, "declined", id="none"),
        pytest.param({"shortcuts": 7}, "declined", id="a number"),
        pytest.param({"shortcuts": ["x", [], [SHORTCUT]]}, "declined", id="halves"),
        pytest.param({}, "unassigned", id="nothing"),
        pytest.param([1, 2], "unassigned", id="a list"),
    ],
)
async def test_yes_without_keys_is_no_yes(odd: object, reason: str) -> None:
    bus = PaperBus()
    bus.results["BindShortcuts"] = odd
    with pytest.raises(HotkeyRefused, match=reason):
        await grab(bus)


async def test_keys_that_are_given_are_given_whatever_the_code_says() -> None:
    bus = PaperBus()
    bus.code = 21930
    keys, pressed = await grab(bus)
    bus.tell(BusSignal("/p", "Activated", [SESSION, SHORTCUT, 1, {}]))
    assert pressed == [""]
    await keys.release()


async def test_signals_that_are_not_ours_or_not_whole_are_no_presses() -> None:
    bus = PaperBus()
    keys, pressed = await grab(bus)
    odd: list[tuple[str, list[object]]] = [
        ("/p", [SESSION, "another", 1, {}]),
        ("/p", ["/another/session", SHORTCUT, 1, {}]),
        ("/p", [SESSION]),
        ("/p", []),
    ]
    for path, body in odd:
        bus.tell(BusSignal(path, "Activated", body))
    bus.tell(BusSignal("/another/session", "Closed", []))
    bus.tell(BusSignal("/p", "Response", [0, {}]))
    assert pressed == []
    bus.tell(BusSignal("/p", "Activated", [SESSION, SHORTCUT, 1, {"activation_token": 5}]))
    assert pressed == [""]
    await keys.release()
