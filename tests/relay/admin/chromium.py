"""A real Chromium, as an administrator would sit at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeVar

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

_T = TypeVar("_T")
_DEADLINE_S = 15
#: A page that renews itself, or is on its way.
_CHANGING = (StaleElementReferenceException, NoSuchElementException)
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,900",
)


class Browser:
    """Finds things as a person does: by their words."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        """Type an address."""
        self.driver.get(url)

    @property
    def words(self) -> str:
        """What can be read now.

        Raises:
            StaleElementReferenceException: the page is being left.
        """
        return " ".join(self.driver.find_element(By.TAG_NAME, "body").text.split())

    def press(self, words: str) -> None:
        """A button or a link with these words, or with this accessible name."""
        path = f"(//button|//a|//summary)[@aria-label='{words}' or normalize-space()='{words}']"

        def pressed() -> bool:
            # What was found may be renewed by the page before it is pressed.
            self.driver.find_element(By.XPATH, path).click()
            return True

        self.wait(pressed, f"nothing to press is called {words!r}")

    def fill(self, label: str, text: str) -> None:
        """The field with this label."""
        field = self.field(label)
        field.clear()
        field.send_keys(text)

    def field(self, label: str) -> WebElement:
        """The field with this label."""
        id_ = self.driver.find_element(
            By.XPATH, f"//label[starts-with(normalize-space(), '{label}')]"
        ).get_attribute("for")
        return self.driver.find_element(By.ID, str(id_))

    def until(self, words: str) -> str:
        """Wait until these words can be read; everything that can be read then."""

        def read() -> str:
            return found if words in (found := self.words) else ""

        return self.wait(read, f"{words!r} cannot be read")

    def wait(self, wanted: Callable[[], _T], message: str) -> _T:
        """Wait until something is so."""
        waiting = WebDriverWait(
            self.driver, _DEADLINE_S, poll_frequency=0.1, ignored_exceptions=_CHANGING
        )
        return waiting.until(lambda _: wanted(), message)

    def evaluate(self, script: str) -> object:
        """What the page's engine says."""
        return self.driver.execute_script(script)

    def set_scheme(self, scheme: Literal["light", "dark"]) -> None:
        """What the system prefers."""
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
        )

    def set_width(self, width: int) -> None:
        """A window, or a phone."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )

    def complaints(self) -> list[str]:
        """What the console says, a violated policy among it, since the last look."""
        lines = self.driver.execute("getLog", {"type": "browser"})["value"]
        return [
            json.dumps(line, ensure_ascii=False)
            for line in lines
            if line["level"] in {"WARNING", "SEVERE"}
        ]


@contextmanager
def chromium(profile: Path, *, language: str) -> Iterator[Browser]:
    """A browser that has never been anywhere."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*_FLAGS, f"--user-data-dir={profile}", f"--lang={language}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # Named, so that selenium does not go and look for one.
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
