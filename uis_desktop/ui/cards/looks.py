"""Which shape and colour stands for which state of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uis_desktop.core.cards import CardState
from uis_desktop.ui.icons import Glyph, Ground


@dataclass(frozen=True, slots=True)
class Look:
    """``name`` is the style sheet's word and the theme's colour."""

    name: str
    glyph: Glyph
    ground: Ground


LOOKS: Mapping[CardState, Look] = {
    CardState.RINGING_LINE: Look("ringing", Glyph.IN, Ground.SQUARE),
    CardState.RINGING_ME: Look("ringing", Glyph.RING, Ground.SQUARE),
    CardState.RINGING_COLLEAGUE: Look("ringing", Glyph.PERSON, Ground.SQUARE),
    CardState.REQUESTING: Look("talking", Glyph.WAIT, Ground.DISC),
    CardState.CALLING_MY_PHONE: Look("talking", Glyph.HANDSET, Ground.DISC),
    CardState.DIALLING: Look("talking", Glyph.OUT, Ground.DISC),
    CardState.TALKING: Look("live", Glyph.TALK, Ground.DISC),
    CardState.TAKEN: Look("ended", Glyph.PERSON, Ground.DISC),
    CardState.ENDED: Look("ended", Glyph.DONE, Ground.DISC),
    CardState.NOT_ANSWERED: Look("missed", Glyph.OUT, Ground.SQUARE),
    CardState.LOST: Look("missed", Glyph.MISSED, Ground.SQUARE),
    CardState.REFUSED: Look("problem", Glyph.PROBLEM, Ground.TRIANGLE),
    CardState.UNKNOWN: Look("problem", Glyph.QUESTION, Ground.DISC),
    CardState.SILENT: Look("ended", Glyph.QUESTION, Ground.DISC),
}
