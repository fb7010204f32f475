"""From an invite, a login and a password to a profile that can run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from uis_desktop.core.enrolment import Profile
from uis_desktop.session.ports import CallApi, Enrolling, Passwords, Profiles

#: Names of our secrets in the password store.
DEVICE_TOKEN = "relay-device-token"
UIS_PASSWORD = "uis-password"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInForm:
    """What the person filled in.

    Attributes:
        invite: the link from the administrator; may be empty if this device is
            enrolled already and only the password is asked again.
        virtual_phone_number: our line for outgoing calls, as typed.
    """

    invite: str
    login: str
    password: str = field(repr=False)
    call_api_url: str
    virtual_phone_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A profile with its secrets, in memory only.

    Attributes:
        remembered: the secrets are in the system's password store; otherwise the
            person is asked at the next start.
    """

    profile: Profile
    device_token: str = field(repr=False)
    password: str = field(repr=False)
    remembered: bool


class SignIn:
    """Turns a filled form into credentials, and finds them again at the next start."""

    def __init__(
        self,
        *,
        enrolling: Enrolling,
        passwords: Passwords,
        profiles: Profiles,
        call_api: Callable[[str, str, str], CallApi],
        device_name: str,
    ) -> None:
        """``call_api`` makes a Call API from its address, a login and a password."""
        self._enrolling = enrolling
        self._passwords = passwords
        self._profiles = profiles
        self._call_api = call_api
        self._device_name = device_name

    async def remembered(self) -> Credentials | None:
        """The credentials of the last sign-in, or None if the person must be asked.

        Raises:
            SecretsLocked, SecretsUnavailable, SettingsUnreadable
        """
        raise NotImplementedError

    async def sign_in(self, form: SignInForm) -> Credentials:
        """Check the password with UIS, then exchange the invite, then remember both.

        In this order, so that a mistyped password does not use up the invite.

        Raises:
            InviteRefused, SignInRefused, ServiceUnreachable, OutcomeUnknown,
            ServiceRefused, ReplyNotUnderstood, NotAPhoneNumber
        """
        raise NotImplementedError

    async def sign_out(self) -> None:
        """Forget profile and secrets."""
        raise NotImplementedError
