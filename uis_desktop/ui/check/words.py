"""Words for the connection check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from uis_desktop.core.events import Kind
from uis_desktop.core.fates import Fate
from uis_desktop.core.lights import Arrivals, Lamp, Tried, arrivals_lamp
from uis_desktop.core.link import LinkView
from uis_desktop.core.ring_test import RingProblem, RingStep
from uis_desktop.core.story import Story
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.wording import error_words, link_words

_FATES: Mapping[Fate, str] = {
    Fate.PAINTED: QT_TRANSLATE_NOOP("Check", "The card was shown"),
    Fate.NOTIFIED: QT_TRANSLATE_NOOP("Check", "Given to the system's notifications"),
    Fate.IN_WINDOW: QT_TRANSLATE_NOOP("Check", "Shown in the window of this program"),
    Fate.NO_ROOM: QT_TRANSLATE_NOOP("Check", "No room for the card: “and N more” counted it"),
    Fate.NO_SOUND: QT_TRANSLATE_NOOP("Check", "Rang without a sound: so it is chosen in Settings"),
    Fate.LOCKED: QT_TRANSLATE_NOOP("Check", "Card hidden: the screen was locked"),
    Fate.QUIET: QT_TRANSLATE_NOOP("Check", "Card hidden: “Do not show cards” was on"),
    Fate.FULL_SCREEN: QT_TRANSLATE_NOOP(
        "Check", "Card hidden: a program filled the screen; Settings can allow cards over it"
    ),
    Fate.COLLEAGUES_RING: QT_TRANSLATE_NOOP(
        "Check", "Card hidden: it did not ring at you, and Settings hide colleagues' calls"
    ),
    Fate.DISMISSED: QT_TRANSLATE_NOOP("Check", "You hid the card"),
    Fate.TOO_OLD: QT_TRANSLATE_NOOP(
        "Check", "No card: this computer heard of the call more than a minute late"
    ),
    Fate.OVER: QT_TRANSLATE_NOOP(
        "Check",
        "No card: the call was over, or a colleague had it, when this computer heard of it",
    ),
}
_KINDS: Mapping[Kind, str] = {
    Kind.INCOMING: QT_TRANSLATE_NOOP("Check", "Call on the line"),
    Kind.WAITING: QT_TRANSLATE_NOOP("Check", "A phone rings"),
    Kind.OUTGOING: QT_TRANSLATE_NOOP("Check", "Dialling out"),
    Kind.TALK_STARTED: QT_TRANSLATE_NOOP("Check", "Talk began"),
    Kind.TALK_ENDED: QT_TRANSLATE_NOOP("Check", "Talk ended"),
    Kind.CALL_ENDED: QT_TRANSLATE_NOOP("Check", "Call ended"),
    Kind.LOST: QT_TRANSLATE_NOOP("Check", "Lost call"),
    Kind.RECORDED: QT_TRANSLATE_NOOP("Check", "Recording ready"),
    Kind.OTHER: QT_TRANSLATE_NOOP("Check", "Other event"),
}
_STEPS: Mapping[RingStep, str] = {
    RingStep.SENT: QT_TRANSLATE_NOOP("Check", "Notification sent, as UIS sends them"),
    RingStep.RECEIVED: QT_TRANSLATE_NOOP("Check", "The company's server received it"),
    RingStep.STORED: QT_TRANSLATE_NOOP("Check", "The server wrote it down"),
    RingStep.DELIVERED: QT_TRANSLATE_NOOP("Check", "The server sent it to this computer"),
    RingStep.ACKNOWLEDGED: QT_TRANSLATE_NOOP("Check", "This computer confirmed it"),
}
_UNREACHED = QT_TRANSLATE_NOOP(
    "Check",
    "The server cannot reach its own public address, so UIS cannot either. "
    "Tell your administrator.",
)
_NOT_CONNECTED = QT_TRANSLATE_NOOP(
    "Check",
    "The server does not see this computer connected. See the second light in “Connection check”.",
)
_NOT_THROUGH = QT_TRANSLATE_NOOP(
    "Check", "It did not get through to this computer in time. Check the network and try again."
)
_PROBLEMS: Mapping[RingProblem, str] = {
    RingProblem.UNREACHABLE: _UNREACHED,
    RingProblem.NO_ANSWER: _UNREACHED,
    RingProblem.STATUS: _UNREACHED,
    RingProblem.ELSEWHERE: _UNREACHED,
    RingProblem.NOT_FOR_HIM: QT_TRANSLATE_NOOP(
        "Check", "The server does not count it as your call. Tell your administrator."
    ),
    RingProblem.NOT_CONNECTED: _NOT_CONNECTED,
    RingProblem.NOT_HERE: _NOT_CONNECTED,
    RingProblem.NOT_SENT: _NOT_THROUGH,
    RingProblem.NOT_READ: _NOT_THROUGH,
    RingProblem.UNKNOWN: QT_TRANSLATE_NOOP(
        "Check", "It stopped on the way. Tell your administrator."
    ),
}
LAMPS: Mapping[Lamp, str] = {
    Lamp.GOOD: QT_TRANSLATE_NOOP("Check", "works"),
    Lamp.DOUBT: QT_TRANSLATE_NOOP("Check", "in doubt"),
    Lamp.BAD: QT_TRANSLATE_NOOP("Check", "does not work"),
    Lamp.UNKNOWN: QT_TRANSLATE_NOOP("Check", "not known"),
}


def lamp_words(lamp: Lamp) -> str:
    """How a light shines, for who does not see it."""
    return translate("Check", LAMPS[lamp])


def clock(at: datetime) -> str:
    """``14:05:07.320``: hops are told apart by fractions of a second."""
    return at.astimezone().isoformat(sep=" ", timespec="milliseconds")[11:23]


def fate_words(fate: Fate) -> str:
    """What became of a card."""
    return translate("Check", _FATES[fate])


def kind_words(kind: Kind) -> str:
    """What an event tells."""
    return translate("Check", _KINDS[kind])


def step_words(step: RingStep) -> str:
    """What a test ring has passed."""
    return translate("Check", _STEPS[step])


def problem_words(problem: RingProblem) -> str:
    """What stopped a test ring, and what to do."""
    return translate("Check", _PROBLEMS[problem])


def link_light_words(link: LinkView | None) -> str:
    """The server and this computer."""
    words = link_words(link)
    if link is None or link.last_event_at is None:
        return words
    last = translate("Window", "last event {time}")
    return f"{words} · {last.format(time=moment_here(link.last_event_at))}"


def arrivals_words(arrivals: Arrivals | None, now: datetime) -> str:
    """UIS's notifications and the server."""
    if arrivals is None:
        return translate("Check", "The server has not been asked yet.")
    if arrivals.asked.failure is not None:
        title = error_words(arrivals.asked.failure).title
        return translate("Check", "The server does not tell: {problem}").format(problem=title)
    if arrivals.notified_at is None:
        return translate(
            "Check",
            "None has arrived yet. Your administrator sets them up in the UIS account.",
        )
    last = translate("Check", "Last notification {time}").format(
        time=moment_here(arrivals.notified_at)
    )
    if arrivals_lamp(arrivals, now) is Lamp.GOOD:
        return last
    advice = translate("Check", "If there have been calls since, tell your administrator.")
    return f"{last}. {advice}"


def call_api_words(tried: Tried | None) -> str:
    """Calling by a click."""
    if tried is None:
        return translate("Check", "Not tried since the program started. Press “Check now”.")
    time = moment_here(tried.at)
    if tried.failure is None:
        return translate("Check", "UIS answered {time}").format(time=time)
    words = error_words(tried.failure)
    return f"{time}: {words.line}"


def answer_words(story: Story) -> str:
    """Why a call was seen, or not, in a sentence."""
    answer = story.answer
    if answer is None:
        return translate("Check", "It was not noted what became of the card of this call.")
    return f"{fate_words(answer.fate)} · {moment_here(answer.at)}"
