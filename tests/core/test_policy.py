"""Whose word counts for a setting, and where its value comes from."""

from __future__ import annotations

from itertools import product

import pytest

from uis_desktop.core.policy import (
    NO_RULES,
    PERMISSIONS,
    Policy,
    PolicyProblem,
    Rule,
    Ruling,
    Source,
    in_force,
    origin,
)
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import BY_KEY

LOCKED = Ruling(Rule.LOCKED, 10)
DEFAULT = Ruling(Rule.DEFAULT, 20)
FREE = Ruling(Rule.FREE)


def policy(**rulings: Ruling) -> Policy:
    """What each source says of the volume."""
    return Policy({Source(source): {"volume": ruling} for source, ruling in rulings.items()})


@pytest.mark.parametrize(
    ("decided", "chosen", "counts", "whose"),
    [
        (policy(), {}, 70, Source.PROGRAM),
        (policy(), {"volume": 5}, 5, Source.PERSON),
        (policy(relay=DEFAULT), {}, 20, Source.RELAY),
        (policy(relay=DEFAULT), {"volume": 5}, 5, Source.PERSON),
        (policy(relay=DEFAULT), {"volume": 70}, 70, Source.PERSON),
        (policy(relay=LOCKED), {}, 10, Source.RELAY),
        (policy(relay=LOCKED), {"volume": 5}, 10, Source.RELAY),
        (policy(relay=LOCKED, file=DEFAULT), {"volume": 5}, 5, Source.PERSON),
        (policy(relay=LOCKED, file=DEFAULT), {}, 20, Source.FILE),
        (policy(relay=LOCKED, file=FREE), {}, 70, Source.PROGRAM),
        (policy(relay=LOCKED, file=FREE), {"volume": 5}, 5, Source.PERSON),
        (policy(file=DEFAULT, environment=LOCKED), {"volume": 5}, 10, Source.ENVIRONMENT),
        (policy(file=LOCKED, environment=FREE), {"volume": 5}, 5, Source.PERSON),
    ],
)
def test_stronger_word_counts_and_a_default_only_until_the_person_chooses(
    decided: Policy, chosen: dict[str, object], counts: int, whose: Source
) -> None:
    assert in_force(chosen, decided) == Preferences(volume=counts)
    assert origin("volume", chosen, decided) is whose


def test_locked_is_what_the_strongest_word_locks_and_nothing_else() -> None:
    words = (None, LOCKED, DEFAULT, FREE)
    for environment, file, relay in product(words, repeat=3):
        said = {"environment": environment, "file": file, "relay": relay}
        decided = policy(**{who: word for who, word in said.items() if word is not None})
        strongest = next(((who, word) for who, word in said.items() if word is not None), None)
        lock = Source(strongest[0]) if strongest and strongest[1] is LOCKED else None
        assert decided.lock("volume") is lock
        assert decided.locks == ({} if lock is None else {"volume": lock})


def test_what_a_source_says_anew_takes_the_place_of_what_it_said() -> None:
    before = policy(relay=LOCKED, file=FREE)
    assert before.changed(Source.FILE, NO_RULES).lock("volume") is Source.RELAY
    assert before.changed(Source.RELAY, NO_RULES) == policy(file=FREE)
    assert before == policy(relay=LOCKED, file=FREE)


def test_policies_that_decide_the_same_are_equal_and_nothing_else_is() -> None:
    assert policy(relay=LOCKED) != policy(file=LOCKED)
    assert policy(relay=LOCKED) != policy(relay=DEFAULT)
    assert Policy() != {}


def test_problem_is_told_with_the_key_it_stands_at() -> None:
    assert str(PolicyProblem("volume", "no number")) == "volume: no number"


def test_what_nobody_has_forbidden_is_allowed() -> None:
    forbidden = {"updates": Ruling(Rule.LOCKED, value=False)}
    decided = Policy({Source.RELAY: forbidden})
    assert not decided.allows("updates")
    assert decided.allows("links")
    assert decided.changed(Source.FILE, {"updates": FREE}).allows("updates")
    assert Policy().allows("updates")


def test_permission_is_called_as_no_setting_is() -> None:
    assert not PERMISSIONS.keys() & BY_KEY.keys()
