"""Writes the program's icon as files: PNG in the sizes of a menu, ICO for Windows, ICNS for macOS.

    icons.py FOLDER

Painted by the program itself, so that its window, its tray and the menu show the same.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from uis_desktop.ui.icons import Glyph, Ground, pixmap
from uis_desktop.ui.theme import Theme

PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES = (16, 24, 32, 48, 64, 256)
#: Apple's names of the entries that are PNG files.
_ICNS_TYPES = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def write_icons(folder: Path) -> None:
    """Write all of them into ``folder``, which is made."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QGuiApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        size: _png(running, size) for size in {*PNG_SIZES, *_ICO_SIZES, *_ICNS_TYPES.values()}
    }
    for size in PNG_SIZES:
        (folder / f"{size}.png").write_bytes(pictures[size])
    (folder / "uis-desktop.ico").write_bytes(_ico([(s, pictures[s]) for s in _ICO_SIZES]))
    entries = [(kind, pictures[size]) for kind, size in _ICNS_TYPES.items()]
    (folder / "uis-desktop.icns").write_bytes(_icns(entries))


def _png(running: object, size: int) -> bytes:
    assert isinstance(running, QApplication)
    theme = Theme(running)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = pixmap(
        Glyph.HANDSET, Ground.DISC, theme.colour("live"), theme.colour("surface"), size
    )
    if not picture.save(buffer, "PNG"):
        raise OSError("Qt cannot write PNG")
    return bytes(buffer.data().data())


def _ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """An ICO file: a directory, then the PNG files (Windows Vista and newer read those)."""
    place = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    body = b""
    for size, png in pictures:
        # 0 stands for 256.
        head += struct.pack(
            "<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), place + len(body)
        )
        body += png
    return head + body


def _icns(entries: list[tuple[bytes, bytes]]) -> bytes:
    """An ICNS file: entries of a name, their length with these eight bytes, and a PNG file."""
    body = b"".join(struct.pack(">4sI", kind, len(png) + 8) + png for kind, png in entries)
    return struct.pack(">4sI", b"icns", len(body) + 8) + body


if __name__ == "__main__":
    write_icons(Path(sys.argv[1]))
