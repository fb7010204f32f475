"""What is said about recordings that are not heard."""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.refusals import Words

_ELSEWHERE = QT_TRANSLATE_NOOP("Record", "Open it in the system's player.")

#: By the reason of a :class:`~uis_desktop.errors.RecordingUnusable`.
UNUSABLE: Mapping[str, Words] = {
    "strange": Words(
        QT_TRANSLATE_NOOP("Record", "The recording is not opened"),
        QT_TRANSLATE_NOOP("Record", "Its address is not one of UIS's. Tell your administrator."),
    ),
    "led_away": Words(
        QT_TRANSLATE_NOOP("Record", "The recording is not opened"),
        QT_TRANSLATE_NOOP(
            "Record",
            "Its address leads away from UIS. In a guest network sign in to it in the browser, "
            "then try again.",
        ),
    ),
    "gone": Words(
        QT_TRANSLATE_NOOP("Record", "UIS does not give the recording"),
        QT_TRANSLATE_NOOP(
            "Record", "It was deleted, or its time is over. Look for it in the UIS account."
        ),
    ),
    "too_large": Words(
        QT_TRANSLATE_NOOP("Record", "The recording is too long to be played here"), _ELSEWHERE
    ),
    "empty": Words(
        QT_TRANSLATE_NOOP("Record", "The recording is empty"),
        QT_TRANSLATE_NOOP("Record", "UIS may not have it ready yet. Try again in a minute."),
    ),
    "no_sound": Words(
        QT_TRANSLATE_NOOP("Record", "What came is no recording"),
        QT_TRANSLATE_NOOP("Record", "Open it in the system's player to see what it is."),
    ),
    "broken": Words(QT_TRANSLATE_NOOP("Record", "The recording cannot be played here"), _ELSEWHERE),
    "no_output": Words(
        QT_TRANSLATE_NOOP("Record", "Nothing to hear it with"),
        QT_TRANSLATE_NOOP("Record", "Connect headphones or loudspeakers, then try again."),
    ),
}


#: What may be otherwise the next time.
PASSING = frozenset({"led_away", "empty", "no_output"})


def unusable_words(reason: str) -> Words:
    """Why a recording is not heard, and what to do."""
    words = UNUSABLE.get(reason, UNUSABLE["broken"])
    return Words(translate("Record", words.title), translate("Record", words.advice))


def no_answer_words() -> Words:
    """The recording did not come."""
    return Words(
        translate("Record", "The recording did not come"),
        translate("Record", "Check the network and try again."),
    )


def no_program_words() -> Words:
    """The system has nothing for https links."""
    return Words(
        translate("Record", "The recording cannot be opened"),
        translate("Record", "Choose a web browser in the settings of your system."),
    )


def paused_words() -> str:
    """It went silent by itself."""
    return translate("Record", "paused for the call")
