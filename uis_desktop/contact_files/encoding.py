"""The text of a file, whatever program has written it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from uis_desktop.contact_files.rows import BadLine, FileRefused

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
#: A line folded in the middle of a character, which vCard 3.0 lets a program do (RFC 2426, 5.8.1).
_CUT = re.compile(rb"(\r?\n[ \t])([\x80-\xbf]+)")
#: A megabyte takes 2 ms, and the window waits: what reads a text holds the interpreter.
_PIECE = 1024 * 1024
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Text(NamedTuple):
    """What a file says, and the encoding it was written in, as people call it."""

    text: str
    encoding: str


def text_of_file(raw: bytes) -> Text:
    """UTF-8 with or without a byte order mark, UTF-16 with one, or else cp1251.

    Excel writes all of them: "CSV UTF-8", "Unicode text" and plain "CSV" in Russia.

    Raises:
        FileRefused: none of them.
    """
    if raw.startswith(_WORKBOOKS):
        raise FileRefused(
            [
                BadLine(
                    1,
                    "this is a workbook: save it in Excel as CSV UTF-8, then import that",
                    "это книга Excel: сохраните её как CSV UTF-8 и загрузите тот файл",
                )
            ]
        )
    for written, codec, encoding in _readings(raw):
        try:
            pieces = list(_decoded(written, codec))
        except UnicodeDecodeError:
            continue
        text = "".join(pieces)
        if any("\x00" in piece for piece in pieces):
            line = text.count("\n", 0, text.index("\x00")) + 1
            zero = "a zero byte: this is no text file"
            raise FileRefused([BadLine(line, zero, "нулевой байт: это не текстовый файл")])
        return Text(text, encoding)
    neither = "neither UTF-8, UTF-16 nor cp1251: save it as CSV UTF-8"
    russian = "не UTF-8, не UTF-16 и не cp1251: сохраните как CSV UTF-8"
    raise FileRefused([BadLine(1, neither, russian)])


def _decoded(written: bytes, codec: str) -> Iterator[str]:
    """The text, piece by piece.

    Raises:
        UnicodeDecodeError
    """
    decoder = codecs.getincrementaldecoder(codec)()
    for begins in range(0, len(written), _PIECE):
        yield decoder.decode(written[begins : begins + _PIECE])
    yield decoder.decode(b"", final=True)


def _readings(raw: bytes) -> Iterator[tuple[bytes, str, str]]:
    """What the bytes may be, for Python and for people, the likeliest first."""
    if raw.startswith(_UTF_16):
        yield raw, "utf-16", "UTF-16"
        return
    yield raw, "utf-8-sig", "UTF-8"
    # Put whole again, the characters are UTF-8; what is cp1251 never becomes so.
    yield _CUT.sub(rb"\2\1", raw), "utf-8-sig", "UTF-8"
    yield raw, "cp1251", "cp1251"
