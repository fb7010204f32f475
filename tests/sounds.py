"""Short sounds, as UIS keeps records: WAV and MP3."""

from __future__ import annotations

import io
import math
import wave

#: MPEG 2, Layer III, 16 kbit/s, 16,000 samples a second: 72 bytes, 36 ms, silence.
_FRAME = b"\xff\xf3\x28\xc4" + bytes(68)
_RATE = 8000


def wav(seconds: int = 1) -> bytes:
    """A tone."""
    second = bytes(128 + round(40 * math.sin(one / 3)) for one in range(_RATE))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_RATE)
        sound.writeframes(second * seconds)
    return file.getvalue()


def mp3(frames: int = 20) -> bytes:
    """Silence, without any tag."""
    return _FRAME * frames


def id3(text: bytes) -> bytes:
    """A tag of the newer kind, which stands before the sound."""
    size = len(text)
    head = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + head + text
