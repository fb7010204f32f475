"""The text of a file, whatever program has written it."""

from __future__ import annotations

import codecs

from uis_desktop.relay.contact_files.rows import BadLine, FileRefused

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of_file(raw: bytes) -> str:
    """UTF-8 with or without a byte order mark, UTF-16 with one, or else cp1251.

    Excel writes all of them: "CSV UTF-8", "Unicode text" and plain "CSV" in Russia.

    Raises:
        FileRefused: none of them.
    """
    if raw.startswith(_WORKBOOKS):
        raise FileRefused(
            [BadLine(1, "this is a workbook: save it in Excel as CSV UTF-8, then import that")]
        )
    encodings = ("utf-16",) if raw.startswith(_UTF_16) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            line = text.count("\n", 0, text.index("\x00")) + 1
            raise FileRefused([BadLine(line, "a zero byte: this is no text file")])
        return text
    raise FileRefused([BadLine(1, "neither UTF-8, UTF-16 nor cp1251: save it as CSV UTF-8")])
