"""Lines of a vCard file put together again: folded ones, quoted-printable, base64."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from uis_desktop.contact_files.text_lines import text_lines

_BASE64 = re.compile(r"[A-Za-z0-9+/=]+\Z")
#: What is before the colon; parameters may have one in quotes (RFC 6350, "param-value").
_HEAD = re.compile(r'[^:"]*(?:"[^"]*"[^:"]*)*(?=:)')
_IN_BASE64 = re.compile(r";(?:ENCODING=)?(?:BASE64|B)(?:;|\Z)")
_ESCAPED = re.compile(r"\\(.)")
_CHARSETS = {"windows-1251": "cp1251", "cp1251": "cp1251", "koi8-r": "koi8-r", "cp866": "cp866"}
#: No name, phone or company is longer; photographs are.
_LONGEST_VALUE = 20_000


class Line(NamedTuple):
    """``group.NAME;PARAMETERS:VALUE``; ``number`` is where it begins.

    Attributes:
        name: in capitals, without the group; None if there is no colon.
        value: still escaped.
    """

    number: int
    name: str | None
    value: str

    def parts(self) -> Sequence[str]:
        """The parts between the semicolons."""
        return [unescaped(part) for part in re.split(r"(?<!\\);", self.value)]


def unescaped(value: str) -> str:
    r"""``\,``, ``\;``, ``\\`` as they are meant; a line break is a space."""
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value).strip()


def lines_of(text: str) -> Iterator[Line]:
    """Every whole line that is not empty."""
    pending: list[str] = []
    began = 1
    kind = ""
    for number, line in enumerate(text_lines(text), 1):
        if pending and _goes_on(kind, pending[-1], line):
            pending.append(_piece(kind, pending[-1], line))
            continue
        if pending:
            yield _line(began, kind, pending)
        pending = [line] if line.strip() else []
        began, kind = number, _kind(line)
    if pending:
        yield _line(began, kind, pending)


def _kind(line: str) -> str:
    """How the value of the line is written."""
    head = line.partition(":")[0]
    if ";" not in head:
        return "plain"
    head = head.upper()
    if "QUOTED-PRINTABLE" in head:
        return "quoted"
    return "base64" if _IN_BASE64.search(head) else "plain"


def _goes_on(kind: str, before: str, line: str) -> bool:
    """A line that begins with a space goes on the one before; so do these."""
    if line[:1] in {" ", "\t"} and line.strip():
        return True
    if kind == "quoted":
        return before.endswith("=") and bool(line)
    return kind == "base64" and bool(_BASE64.match(line))


def _piece(kind: str, before: str, line: str) -> str:
    """What the line adds: the space that folds it is not part of the value."""
    soft = kind == "quoted" and before.endswith("=")
    return line if soft or line[:1] not in {" ", "\t"} else line[1:]


def _line(number: int, kind: str, pieces: list[str]) -> Line:
    if kind == "quoted":
        pieces = [piece.removesuffix("=") for piece in pieces[:-1]] + pieces[-1:]
    whole = "".join(pieces)
    told = _HEAD.match(whole)
    head = whole.partition(":")[0] if told is None else told[0]
    if head == whole:
        return Line(number, None, "")
    value = whole[len(head) + 1 :]
    name, *parameters = head.split(";")
    value = "" if kind == "base64" else value[:_LONGEST_VALUE]
    if kind == "quoted":
        value = _decoded(value, parameters)
    return Line(number, name.rpartition(".")[2].strip().upper(), value)


def _decoded(value: str, parameters: Sequence[str]) -> str:
    """Quoted-printable in the charset the line tells (vCard 2.1)."""
    raw = quopri.decodestring(value.encode())
    told = [one.partition("=")[2].strip().lower() for one in parameters if "=" in one]
    for charset in (*(_CHARSETS[name] for name in told if name in _CHARSETS), "utf-8"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1251", "replace")
