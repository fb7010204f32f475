"""Pictures of the simulator's page: ``python -m tests.simulator.pictures``.

A real simulator and a real Chromium; idle, ringing and in the middle of a transfer, on a
desk and on a phone, light and dark, Russian and English, into ``build/pictures/simulator/``.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import Literal

from tests.relay.admin.chromium import Browser, chromium
from tests.simulator.pretender import Pretender, pretender

_FOLDER = Path(__file__).resolve().parents[2] / "build" / "pictures" / "simulator"
_LOOKS: tuple[tuple[str, Literal["light", "dark"], int], ...] = (
    ("desk", "light", 1200),
    ("dark", "dark", 1200),
    ("phone", "light", 360),
)
_MARIA, _ANNA = 123458, 123456
_LINE = "74950000001"
_LONG = "Константинопольская-Преображенская Александра Константиновна"


def main() -> None:
    """Start everything and take the pictures."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for language in ("ru", "en"):
        with (
            tempfile.TemporaryDirectory() as profile,
            chromium(Path(profile), language=language) as browser,
            pretender() as simulator,
        ):
            _play(browser, simulator, language)
    sys.stdout.write(f"{_FOLDER}\n")


def _play(browser: Browser, simulator: Pretender, language: str) -> None:
    browser.open(simulator.web)
    _take(browser, f"idle-{language}")
    simulator.order(f"employees/{_MARIA}", {"does": "silent"})
    simulator.order(f"employees/{_ANNA}", {"does": "silent"})
    row = {"type": "inbound", "line": _LINE, "contact": "79001234567", "ring": [_ANNA]}
    simulator.order("calls", row)
    _wait(browser, simulator, "ringing")
    _take(browser, f"ringing-{language}")
    (call,) = simulator.calls()
    session = {"call_session_id": call["call_session_id"]}
    simulator.order(f"calls/{call['call_session_id']}/pick_up", {"employee_id": _ANNA})
    _wait(browser, simulator, "talking")
    simulator.ask("tag.call", **session, tag_id=1)
    simulator.ask("hold.call", **session, contact_message={"type": "tts", "value": "Минуту"})
    simulator.ask("make.call", **session, to="103")
    _wait(browser, simulator, "consulting")
    simulator.put("address_book/900", {"full_name": _LONG, "phone_number": "79001110000"})
    simulator.order("calls", {**row, "contact": "79001110000"})
    _take(browser, f"consulting-{language}")


def _wait(browser: Browser, simulator: Pretender, state: str) -> None:
    def reached() -> bool:
        return any(call["state"] == state for call in simulator.calls())

    browser.wait(reached, f"no call is {state}")


def _take(browser: Browser, name: str) -> None:
    for look, scheme, width in _LOOKS:
        browser.set_scheme(scheme)
        browser.set_width(width)
        browser.driver.refresh()
        driver = browser.driver
        size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        clip = {"x": 0, "y": 0, "scale": 1, "width": width, "height": size["height"]}
        shot = driver.execute_cdp_cmd(
            "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
        )
        (_FOLDER / f"{name}-{look}.png").write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    main()
