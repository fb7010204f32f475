"""What a party of a call hears ("Call API", message objects)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of the account's (Data API, ``get.media_files``)."""

    file_id: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A text that a voice reads; how long it may be depends on the tariff."""

    text: str


Message = Recording | Speech


def as_params(message: Message) -> Mapping[str, str]:
    """As UIS wants it; the id of a file is a string here, unlike every other id."""
    match message:
        case Recording(file_id):
            return {"type": "media", "value": file_id}
        case Speech(text):
            return {"type": "tts", "value": text}
