"""Pictures of the administrator's page: ``python -m tests.relay.admin.pictures [WORD …]``.

A real relay, a pretend UIS and a real Chromium; every page and state, on a desk and on a
phone, light and dark, Russian and English, and at 200 %, into ``build/pictures/admin/``.
With words, only the states whose names begin with one of them.
Look at them before you say that a page is done.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.relay.admin import scenes
from tests.relay.admin.chromium import Browser, chromium
from tests.relay.admin.office import Office

FOLDER = Path(__file__).resolve().parents[3] / "build" / "pictures" / "admin"
_TALLEST = 6000


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page; at 200 % a window of 1280 pixels is 640 wide."""

    name: str
    language: str
    scheme: Literal["light", "dark"]
    width: int


LOOKS = (
    Look("desk", "ru", "light", 1280),
    Look("dark", "en", "dark", 1280),
    Look("phone", "ru", "dark", 360),
    Look("zoom", "en", "light", 640),
)


class Camera:
    """Takes a page in every look."""

    def __init__(self, browser: Browser, wanted: Sequence[str]) -> None:
        self.browser = browser
        self._wanted = tuple(wanted)

    def page(self, name: str, url: str, prepare: Callable[[], object] | None = None) -> None:
        """A page that can be opened; ``prepare`` does something on it first."""
        for look in LOOKS if name.startswith(self._wanted or "") else ():
            self._see(look)
            self.browser.open(f"{url}{'&' if '?' in url else '?'}language={look.language}")
            if prepare is not None:
                prepare()
            self._take(name, look)

    def state(self, name: str) -> None:
        """What the browser shows now, in its language."""
        for look in LOOKS if name.startswith(self._wanted or "") else ():
            self._see(look)
            self._take(name, look)
        self._see(LOOKS[0])

    def _see(self, look: Look) -> None:
        self.browser.set_scheme(look.scheme)
        self.browser.set_width(look.width)

    def _take(self, name: str, look: Look) -> None:
        driver = self.browser.driver
        size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        clip = {
            "x": 0, "y": 0, "scale": 1,
            "width": look.width, "height": min(size["height"], _TALLEST),
        }  # fmt: skip
        shot = driver.execute_cdp_cmd(
            "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
        )
        (FOLDER / f"{name}-{look.name}.png").write_bytes(base64.b64decode(shot["data"]))


def main(wanted: Sequence[str]) -> None:
    """Start everything and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        with chromium(profile, language="ru") as browser:
            office = Office(Path(folder))
            try:
                scenes.play(Camera(browser, wanted), office)
            finally:
                complaints = browser.complaints()
                office.relay.stop()
        for complaint in complaints:
            sys.stdout.write(complaint + "\n")
    sys.stdout.write(f"{FOLDER}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
