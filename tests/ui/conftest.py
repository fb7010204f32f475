"""Every test of a screen: quiet or red, one QApplication, Qt's own event loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest
import qasync
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.logging import _QtMessageCapture

# Whatever display there is belongs to the person at it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "disabled:"

from tests import forked
from tests.ui.person import Screen
from uis_desktop.ui.application import make_qt_application
from uis_desktop.ui.language import speak
from uis_desktop.ui.theme import Theme

#: What the offscreen platform says about itself; no screen of ours is at fault.
_OFFSCREEN = ("This plugin does not support", "QObject::connect: No such signal QPlatformNative")


forked.preload("tests.ui.preloaded")


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application of the test run, made as the product makes it."""
    return the_application()


@cache
def the_application() -> QApplication:
    """A process has only one."""
    return make_qt_application()


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Coroutines of screens run in Qt's loop, as in the product."""
    return {"qt": lambda: qasync.QEventLoop(the_application())}


@pytest.fixture(autouse=True)
def quiet_qt(qapp: QApplication, qtlog: _QtMessageCapture) -> Iterator[None]:
    """Any message of Qt fails the test."""
    speak(qapp, "ru")
    yield
    said = [record.message for record in qtlog.records]
    assert [message for message in said if not message.startswith(_OFFSCREEN)] == []


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def screen(theme: Theme) -> Iterator[Screen]:
    """A screen whose clock and pointer the test moves."""
    screen = Screen(theme)
    yield screen
    screen.stack.close()


@pytest.fixture(autouse=True)
def nothing_left_open(qapp: QApplication) -> Iterator[None]:
    """Windows of one test are gone before the next."""
    yield
    for widget in qapp.topLevelWidgets():
        widget.hide()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [widget for widget in qapp.topLevelWidgets() if widget.isVisible()] == []
