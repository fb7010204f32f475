"""A virtual screen with a desktop on it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from Xlib.display import Display
from Xlib.error import DisplayConnectionError, DisplayError

from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.log_in import on_the_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

SIZE = (1280, 800)
_BACKGROUND = 0x35566E  # red, green, blue


@contextmanager
def virtual_screen(home: Home, size: tuple[int, int] = SIZE) -> Iterator[None]:
    """An X server without a monitor on the first free display."""
    argv = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size[0]}x{size[1]}x24"]
    argv += ["-nolisten", "tcp", "-dpi", "96", "-noreset"]
    with Process("xvfb", argv, logs=home.logs, env=home.env) as server:
        home.env["DISPLAY"] = f":{server.first_line(within_s=30).strip()}"
        until(lambda: _answers(home), within_s=30, what="the X server answers")
        _paint(home)
        yield


@contextmanager
def window_manager(home: Home, name: str) -> Iterator[None]:
    """``openbox`` or ``xfwm4``, once it manages the screen."""
    # xfwm4 would otherwise draw the screen itself, and black where nothing is.
    argv = ["xfwm4", "--compositor=off"] if name == "xfwm4" else [name]
    with Process(name, argv, logs=home.logs, env=home.env):
        until(lambda: _managed(home), within_s=30, what=f"{name} manages the screen")
        yield


@contextmanager
def panel(home: Home) -> Iterator[Process]:
    """A panel at the lower edge with a window list, a tray and a clock."""
    channel = home.config / "xfce4" / "xfconf" / "xfce-perchannel-xml"
    channel.mkdir(parents=True, exist_ok=True)
    settings = files("tests.end_to_end.stage") / "xfce4-panel.xml"
    (channel / "xfce4-panel.xml").write_bytes(settings.read_bytes())
    argv = ["xfce4-panel", "--disable-wm-check"]
    with Process("xfce4-panel", argv, logs=home.logs, env=home.env) as started:
        watcher = "org.kde.StatusNotifierWatcher"
        until(lambda: on_the_bus(home, watcher), within_s=30, what="the panel has a tray")
        yield started


@contextmanager
def lxqt_panel(home: Home) -> Iterator[Process]:
    """LXQt's panel at the lower edge with a window list, a tray and a clock."""
    folder = home.config / "lxqt"
    folder.mkdir(parents=True, exist_ok=True)
    settings = files("tests.end_to_end.stage") / "lxqt-panel.conf"
    (folder / "panel.conf").write_bytes(settings.read_bytes())
    with Process("lxqt-panel", ["lxqt-panel"], logs=home.logs, env=home.env) as started:
        watcher = "org.kde.StatusNotifierWatcher"
        until(lambda: on_the_bus(home, watcher), within_s=30, what="the panel has a tray")
        yield started


@contextmanager
def notifications(home: Home) -> Iterator[None]:
    """A service that shows desktop notifications."""
    with Process("dunst", ["dunst"], logs=home.logs, env=home.env):
        service = "org.freedesktop.Notifications"
        until(lambda: on_the_bus(home, service), within_s=30, what="dunst is on the bus")
        yield


def screenshot(home: Home, picture: Path) -> None:
    """Save what is on the whole screen as a PNG."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    argv = ["import", "-window", "root", "-depth", "8", str(picture)]
    subprocess.run(argv, env=home.env, check=True, timeout=30)


def _answers(home: Home) -> bool:
    with suppress(DisplayConnectionError, DisplayError, OSError):
        Display(home.env["DISPLAY"]).close()
        return True
    return False


def _paint(home: Home) -> None:
    display = Display(home.env["DISPLAY"])
    root = display.screen().root
    root.change_attributes(background_pixel=_BACKGROUND)
    root.clear_area()
    display.sync()
    display.close()


def _managed(home: Home) -> bool:
    display = Display(home.env["DISPLAY"])
    try:
        check = display.intern_atom("_NET_SUPPORTING_WM_CHECK")
        return display.screen().root.get_full_property(check, 0) is not None
    finally:
        display.close()
