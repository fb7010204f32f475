"""Where a call goes: what an account may be forbidden ("Call API", directions)."""

from __future__ import annotations

from uis_desktop.simulator.scenario import Destination

_AREA = len("7495")
_RUSSIAN = len("74950000001")
#: Moscow has several area codes; a call between them is none over a long distance.
_MOSCOW = frozenset({"7495", "7498", "7499"})


def destination(phone_number: str, from_line: str) -> Destination | None:
    """Where that number is, as seen from a virtual number; None: next door, or free of charge."""
    if len(phone_number) != _RUSSIAN or phone_number[0] != "7" or phone_number[1] in "67":
        # 76 and 77 are Kazakhstan.
        return "international"
    if phone_number[1] == "9":
        return "mobile"
    area, own_area = phone_number[:_AREA], from_line[:_AREA]
    if area in (own_area, "7800") or {area, own_area} <= _MOSCOW:
        return None
    return "long_distance"
