"""Who rings whom on a connection, by numbers."""

from __future__ import annotations

from uis_desktop.simulator.calls import Call, Leg


def from_to(call: Call, leg: Leg) -> tuple[str | None, str | None]:
    """The number that calls and the one that is called."""
    origin = call.origin
    line, contact = origin.line.virtual_phone_number, origin.contact_phone_number
    if leg.role == "contact":
        return (contact, line) if origin.call_source == "va" else (line, contact)
    if origin.call_source == "sip" and leg.role == "employee" and not leg.rang:
        return phone_of(leg), contact
    return (contact if origin.call_source == "va" else line), phone_of(leg)


def phone_of(leg: Leg) -> str | None:
    """The number of its phone, if it is one of ours or was called in."""
    return leg.phone.phone_number if leg.phone else None
