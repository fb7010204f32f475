"""Whether bytes from outside are a sound, and where it begins: WAV or MP3, what UIS records in.

A decoder guesses the form of what it is given, and some forms (playlists, session
descriptions) would send it to other addresses and files.  So it is given nothing that has
not been recognised here, and nothing but the sound: no tags, no pictures.
"""

from __future__ import annotations

_TAG_HEAD = 10
_OLD_TAG = 128
#: FFmpeg is sure of an MP3 that begins with more than seven whole frames, and takes it for
#: nothing else then (libavformat/mp3dec.c).  It is a fifth of a second.
_FRAMES = 8
#: kbit/s of Layer III by the four bits of a header; 0 is not allowed or tells no length.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_VERSION_1, _LAYER_3 = 3, 1
#: Samples a second by version and the two bits of a header (ISO 11172-3, 13818-3).
_SAMPLES = {
    3: (44100, 48000, 32000),
    2: (22050, 24000, 16000),
    0: (11025, 12000, 8000),
}


def sound_in(body: bytes) -> bytes | None:
    """The WAV or MP3 in ``body`` without its tags; None if it is anything else."""
    if body[:4] == b"RIFF" and body[8:12] == b"WAVE":
        return body
    start = _behind_tags(body)
    end = len(body) - (_OLD_TAG if body[-_OLD_TAG : -_OLD_TAG + 3] == b"TAG" else 0)
    return body[start:end] if _begins_with_frames(body, start, end) else None


def _behind_tags(body: bytes) -> int:
    """Where the sound begins behind its ID3v2 tags."""
    start = 0
    while body[start : start + 3] == b"ID3" and len(body) >= start + _TAG_HEAD:
        flags, sizes = body[start + 5], body[start + 6 : start + _TAG_HEAD]
        size = 0
        for byte in sizes:
            size = size << 7 | byte & 0x7F
        footer = _TAG_HEAD if flags & 0x10 else 0
        start += _TAG_HEAD + size + footer
    return start


def _begins_with_frames(body: bytes, start: int, end: int) -> bool:
    for _ in range(_FRAMES):
        length = _frame_length(body[start : start + 3])
        start += length
        if not length or start > end:
            return False
    return True


def _frame_length(head: bytes) -> int:
    """Bytes of the MPEG frame with this header; 0 if it is none."""
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version not in _SAMPLES or layer != _LAYER_3 or sampling == 3:
        return 0
    first = version == _VERSION_1
    kilobits = (_RATES_1 if first else _RATES_2)[rate]
    if not kilobits:
        return 0
    return (144 if first else 72) * kilobits * 1000 // _SAMPLES[version][sampling] + padding
