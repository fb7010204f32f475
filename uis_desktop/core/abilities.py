"""What the company's account at UIS lets an employee do, as its refusals have told.

UIS tells of no component before it is needed; what it refused once is not offered
again until somebody signs in anew.  Words of UIS: Call API, "Errors".
"""

from __future__ import annotations

from enum import StrEnum


class Ability(StrEnum):
    """What a card may offer."""

    CALL = "call"
    END = "end"
    TRANSFER = "transfer"
    RECORD = "record"
    TAG = "tag"
    KEYS = "keys"
    COACH = "coach"
    BLOCK = "block"


_FOR_GOOD = frozenset({"component_disabled", "method_component_disabled"})

#: All that UIS sells as one component, "call management".
_MANAGEMENT = frozenset(Ability) - {Ability.CALL, Ability.END}


def is_lost(mnemonic: str | None) -> bool:
    """This refusal is about the account: the same again gets the same answer."""
    return mnemonic in _FOR_GOOD


def lost_by(mnemonic: str | None, ability: Ability) -> frozenset[Ability]:
    """What is gone when this was refused: a component takes all of its methods with it."""
    if not is_lost(mnemonic):
        return frozenset()
    whole = mnemonic == "component_disabled" and ability in _MANAGEMENT
    return _MANAGEMENT if whole else frozenset({ability})
