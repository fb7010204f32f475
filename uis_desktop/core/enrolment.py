"""How this desktop came to its relay, and who works at it."""

from __future__ import annotations

from dataclasses import dataclass, field

from uis_desktop.core.events import Employee
from uis_desktop.core.phone import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What an invite was exchanged for; the token is a secret."""

    device_token: str = field(repr=False)
    employee: Employee
    stream_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Who is signed in and where; everything but the secrets.

    Attributes:
        relay_url: ``https://relay.example``.
        call_api_url: the Call API's address with its version; empty: calls are placed
            through the relay, with its access to UIS.
        login: UIS login; the password is in the password store.  Empty without one.
        virtual_phone_number: our line for outgoing calls, digits without ``+``; empty while
            the person has still to choose it, and then nobody is signed in yet.
    """

    relay_url: str
    stream_url: str
    employee: Employee
    call_api_url: str
    login: str
    virtual_phone_number: str

    @property
    def line(self) -> Number:
        """Our line for outgoing calls."""
        return Number(f"+{self.virtual_phone_number}")

    @property
    def through_relay(self) -> bool:
        """The employee has no login of his own at UIS."""
        return not self.call_api_url
