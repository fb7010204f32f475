"""What a contact hears while he waits: UIS reads a text out, because it requires something.

``hold.call`` wants a ``contact_message`` (UIS Call API).  How long it may be depends on the
company's tariff, and UIS says so (``tts_text_exceeded``); ours keeps well below.
"""

from __future__ import annotations

from uis_desktop.core.plain_text import plain

#: So many characters are read out in about a quarter of a minute.
LONGEST_HOLD_WORDS = 200
#: Who calls is far more often a Russian than the person who chose the language of the screen.
USUAL_HOLD_WORDS = "Пожалуйста, оставайтесь на линии."


def hold_words(typed: str) -> str:
    """What was typed as one line that can be read out; the usual words if it is nothing."""
    return plain(typed, LONGEST_HOLD_WORDS) or USUAL_HOLD_WORDS


def can_be_heard(text: object) -> bool:
    """It is such a line."""
    return isinstance(text, str) and text == hold_words(text)
