"""The state of a leg, which ``list.calls`` tells in words for people, in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


class LegState(Enum):
    """Where a phone connection is."""

    DIALLING = auto()
    TALKING = auto()
    QUEUED = auto()
    DISCONNECTED = auto()
    OPERATORS_TALKING = auto()
    ON_HOLD = auto()
    TRANSFERRING = auto()
    SENDING_DTMF = auto()
    RECEIVING_FAX = auto()
    FAX_RECEIVED = auto()
    SENDING_FAX = auto()
    FAX_SENT = auto()
    #: It goes on, in a state nobody here has a word for.
    ACTIVE = auto()


def leg_state(text: str) -> LegState:
    """Of UIS's or CallGear's text, in any case; an unknown one is ``ACTIVE``."""
    return _STATES.get(text.strip().casefold(), LegState.ACTIVE)


#: "Call API", ``list.calls``: UIS's table, CallGear's table, and CallGear's sample,
#: which has another word than its table.
_STATES: Mapping[str, LegState] = {
    word: state
    for state, words in {
        LegState.DIALLING: ("дозвон", "dial"),
        LegState.TALKING: ("разговор", "conversation", "talking"),
        LegState.QUEUED: ("на очереди", "next in line"),
        LegState.DISCONNECTED: ("разъединено", "disconnected"),
        LegState.OPERATORS_TALKING: ("разговор операторов", "operators talking"),
        LegState.ON_HOLD: ("на удержании", "on hold"),
        LegState.TRANSFERRING: ("перевод вызова", "call transfer"),
        LegState.SENDING_DTMF: ("отправка dtmf", "sending dtmf"),
        LegState.RECEIVING_FAX: ("получение факса", "receiving a fax"),
        LegState.FAX_RECEIVED: ("факс получен", "fax received"),
        LegState.SENDING_FAX: ("отправка факса", "sending a fax"),
        LegState.FAX_SENT: ("факс отправлен", "fax sent"),
    }.items()
    for word in words
}
