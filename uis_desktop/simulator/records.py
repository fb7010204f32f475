"""Records of talks: a link in the notification, and a short tone behind it."""

from __future__ import annotations

import io
import math
import secrets
import wave
from collections import OrderedDict
from dataclasses import dataclass

from aiohttp import web

from uis_desktop.simulator.calls import Call

_RATE = 8000
_KEPT = 2000
#: Nobody needs an hour of tone.
_LONGEST_S = 10


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the reports name it, and as a notification does."""

    hash: str
    link: str


class Records:
    """The last records; whoever has the link can open it, as with UIS."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lengths: OrderedDict[str, int] = OrderedDict()

    def keep(self, call: Call) -> Record:
        """A record of this call."""
        hash_ = secrets.token_hex(16)
        key = f"{call.id}/{hash_}"
        # Both ids are seen in links.
        self._lengths[key] = self._lengths[f"{call.communication_id}/{hash_}"] = call.talk_s
        while len(self._lengths) > _KEPT:
            self._lengths.popitem(last=False)
        return Record(hash_, f"{self._address}media/{key}")

    async def open(self, request: web.Request) -> web.StreamResponse:
        """``GET /media/…``, and under the longer address the reports' hashes make."""
        length_s = self._lengths.get(request.match_info["key"])
        if length_s is None:
            return web.Response(status=404)
        return web.Response(body=_tone(min(length_s, _LONGEST_S)), content_type="audio/wav")


def _tone(length_s: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_RATE)
        second = bytes(
            128 + round(40 * math.sin(2 * math.pi * 440 * sample / _RATE))
            for sample in range(_RATE)
        )
        sound.writeframes(second * max(1, length_s))
    return file.getvalue()
