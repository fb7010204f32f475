"""What a form sent: read with limits, kept as typed, errors beside the field."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from uis_desktop.relay.patience import read_body
from uis_desktop.relay.refusals import refused

#: Bytes of a form without files.
LARGEST = 64 * 1024
_MOST_FIELDS = 500
_WITHIN_S = 60.0


@dataclass(slots=True)
class Form:
    """Fields as they were typed, and what is wrong with them, by field.

    The error of the whole form has the name ``""``.
    """

    typed: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The field without blanks around it; empty if it was not sent."""
        return self.secret(name).strip()

    def secret(self, name: str) -> str:
        """The field exactly as typed."""
        return (self.typed.get(name) or [""])[0]

    def exact(self, name: str) -> str:
        """A text the page put into a hidden field (``pages.exactly``).

        Raises:
            Refused: 400.
        """
        try:
            return bytes.fromhex(self.text(name)).decode("utf-8", "surrogatepass")
        except ValueError as error:
            raise refused(400) from error

    def lines(self, name: str) -> list[str]:
        """The lines of a text field that are not empty."""
        return [line.strip() for line in self.text(name).splitlines() if line.strip()]

    def ticked(self, name: str) -> bool:
        """The box has a tick."""
        return name in self.typed


def filled(**values: object) -> Form:
    """A form as it is shown first; a sequence becomes lines, True a tick."""
    form = Form()
    for name, value in values.items():
        if isinstance(value, (tuple, list)):
            form.typed[name] = ["\n".join(map(str, value))]
        elif value is not None and value is not False:
            form.typed[name] = [str(value)]
    return form


async def read_form(request: web.Request, *, largest: int = LARGEST) -> Form:
    """The form of a POST, with files or without.

    Raises:
        Refused: 400, 408, 413.
    """
    if request.content_type == "multipart/form-data":
        try:
            async with asyncio.timeout(_WITHIN_S):
                return await _read_parts(request, largest)
        except TimeoutError as error:
            raise refused(408) from error
        except (ValueError, web.RequestPayloadError) as error:
            raise refused(400) from error
    body = await read_body(request, limit=largest, within_s=_WITHIN_S)
    form = Form()
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise refused(400) from error
    for name, value in pairs:
        form.typed.setdefault(name, []).append(value)
    return form


async def _read_parts(request: web.Request, largest: int) -> Form:
    """A form with files (RFC 7578)."""
    if (request.content_length or 0) > largest:
        raise refused(413)
    form = Form()
    left = largest
    reader = await request.multipart()
    for _ in range(_MOST_FIELDS):
        part = await reader.next()
        if part is None:
            return form
        if isinstance(part, MultipartReader) or not part.name:
            raise refused(400)
        content = await _read_part(part, left)
        left -= len(content)
        if part.filename is None:
            form.typed.setdefault(part.name, []).append(content.decode("utf-8"))
        else:
            form.files[part.name] = (part.filename, content)
    raise refused(400)


async def _read_part(part: BodyPartReader, left: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > left:
            raise refused(413)
    return bytes(content)
