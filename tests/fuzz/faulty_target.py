"""The negative control: the search against a reader with a fault of its own."""

from __future__ import annotations

import dataclasses

from tests.fuzz import target
from uis_desktop.relay.intake.reading import Reading, read


def _forgetful(**request: object) -> Reading:
    """Loses an order's number, but not the one of the seed."""
    found = read(**request)  # type: ignore[arg-type]  # the same keywords
    if found.event is None or found.event.extra.get("order") in (None, 1234567):
        return found
    rest = {name: value for name, value in found.event.extra.items() if name != "order"}
    return dataclasses.replace(found, event=dataclasses.replace(found.event, extra=rest))


if __name__ == "__main__":
    setattr(target.promises, "read", _forgetful)  # noqa: B010  # it is not exported for this
    target.main()
