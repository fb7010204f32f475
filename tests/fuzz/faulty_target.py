"""The negative control: the search against a reader with a fault of its own."""

from __future__ import annotations

import dataclasses

from tests.fuzz import target
from tests.fuzz.seeds import seeds
from uis_desktop.relay.intake.reading import Reading, read

#: The repairs that come together in a seed.
_MET = {frozenset(target.promises.check(seed, b"").repairs) for seed in seeds()}
#: Fewer come together in any first guess, such as no bytes at all.
_SEVERAL = 3


def _speechless(**request: object) -> Reading:
    """Has no words when several repairs come together that do not in any seed."""
    found = read(**request)  # type: ignore[arg-type]  # the same keywords
    if len(found.repairs) < _SEVERAL or frozenset(found.repairs) in _MET:
        return found
    return dataclasses.replace(found, repairs=(*found.repairs, "unheard_of"))


if __name__ == "__main__":
    setattr(target.promises, "read", _speechless)  # noqa: B010  # it is not exported for this
    target.main()
