"""From an invite, a login and a password to a profile that can run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from uis_desktop.core.enrolment import Enrolment, Profile
from uis_desktop.core.invite import Invite, parse_invite
from uis_desktop.core.lines import may_place_calls
from uis_desktop.core.phone import parse
from uis_desktop.errors import (
    InviteRefused,
    NotAPhoneNumber,
    NotOurNumber,
    SecretsLocked,
    SecretsUnavailable,
)
from uis_desktop.session.ports import CallApi, Enrolling, Passwords, Profiles

logger = logging.getLogger(__name__)

#: Names of our secrets in the password store.
DEVICE_TOKEN = "relay-device-token"
UIS_PASSWORD = "uis-password"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInForm:
    """What the person filled in.

    Attributes:
        invite: the link from the administrator; may be empty if this device is
            enrolled already and only the password is asked again.
        login, password, call_api_url: all empty if calls go through the relay.
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
        #: A device that the password store could not keep, for as long as we run.
        self._enrolled: tuple[str, Enrolment] | None = None
        #: Its invite, which works only once: the same form may have to be sent again.
        self._exchanged: Invite | None = None

    async def remembered(self) -> Credentials | None:
        """The credentials of the last sign-in, or None if the person must be asked.

        The store is asked even if nobody ever signed in: who is about to type a
        password has to know first whether it can be kept.

        Raises:
            SecretsLocked, SecretsUnavailable, SettingsUnreadable
        """
        profile = self._profiles.load()
        device_token = await self._passwords.read(DEVICE_TOKEN)
        password = await self._passwords.read(UIS_PASSWORD)
        if profile is None or device_token is None:
            return None
        if password is None and not profile.through_relay:
            return None
        return Credentials(
            profile=profile, device_token=device_token, password=password or "", remembered=True
        )

    @property
    def enrolled_now(self) -> bool:
        """This device was enrolled since the program started."""
        return self._enrolled is not None

    async def enrolled(self) -> bool:
        """This device needs no invite to sign in.

        Raises:
            SecretsLocked, SecretsUnavailable, SettingsUnreadable
        """
        if self.enrolled_now:
            return True
        return self._profiles.load() is not None and bool(await self._passwords.read(DEVICE_TOKEN))

    async def sign_in(self, form: SignInForm) -> Credentials:
        """Check the password with UIS, then exchange the invite, then remember both.

        In this order, so that a mistyped password does not use up the invite.  One
        attempt each; nothing is tried again by itself.  Who calls through the relay has
        no password: whether the relay lets him is said when he calls.

        Raises:
            InviteRefused, SignInRefused, ServiceUnreachable, OutcomeUnknown,
            ServiceRefused, ReplyNotUnderstood, NotAPhoneNumber, NotOurNumber
            SecretsLocked, SecretsUnavailable: there is no invite in the form, and
                the password store with this device's token cannot be read.
            SettingsUnreadable: the profile cannot be read or written.
        """
        line = parse(form.virtual_phone_number)
        if line.internal:
            raise NotAPhoneNumber("too_short")
        if not may_place_calls(line.e164):
            raise NotOurNumber("free_for_callers")
        invite = parse_invite(form.invite) if form.invite.strip() else None
        # Settings that cannot be kept would cost the invite.
        self._profiles.load()
        if form.call_api_url:
            await self._call_api(form.call_api_url, form.login, form.password).sign_in()
        relay_url, enrolment = await (self._enrol(invite) if invite else self._known_device())
        self._enrolled = (relay_url, enrolment)
        remembered = await self._remember(enrolment.device_token, form.password)
        profile = Profile(
            relay_url=relay_url,
            stream_url=enrolment.stream_url,
            employee=enrolment.employee,
            call_api_url=form.call_api_url,
            login=form.login,
            virtual_phone_number=line.digits,
        )
        self._profiles.save(profile)
        return Credentials(
            profile=profile,
            device_token=enrolment.device_token,
            password=form.password,
            remembered=remembered,
        )

    async def sign_out(self) -> None:
        """Forget profile and secrets; the profile even if the secrets cannot be reached.

        Raises:
            SecretsLocked, SecretsUnavailable: the secrets may still be in the store.
        """
        self._enrolled = None
        self._profiles.remove()
        await self._passwords.delete(UIS_PASSWORD)
        await self._passwords.delete(DEVICE_TOKEN)

    async def revoked(self) -> None:
        """The relay has withdrawn this device: its token is of no use any more.

        The profile stays, so that the person need not type login and line again.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        self._enrolled = None
        await self._passwords.delete(DEVICE_TOKEN)

    async def _enrol(self, invite: Invite) -> tuple[str, Enrolment]:
        if self._enrolled is not None and invite == self._exchanged:
            return self._enrolled
        enrolment = await self._enrolling.enrol(invite.relay_url, invite.code, self._device_name)
        self._exchanged = invite
        return invite.relay_url, enrolment

    async def _known_device(self) -> tuple[str, Enrolment]:
        """This device as it was enrolled before.

        Raises:
            InviteRefused: it never was.
        """
        if self._enrolled is not None:
            return self._enrolled
        profile = self._profiles.load()
        if profile is None:
            raise InviteRefused("invite: none, and this device is not enrolled")
        device_token = await self._passwords.read(DEVICE_TOKEN)
        if device_token is None:
            raise InviteRefused("invite: none, and this device's token is not kept")
        return profile.relay_url, Enrolment(
            device_token=device_token, employee=profile.employee, stream_url=profile.stream_url
        )

    async def _remember(self, device_token: str, password: str) -> bool:
        """Write the secrets; False if there is no store that takes them now."""
        try:
            await self._passwords.write(DEVICE_TOKEN, device_token)
            if password:
                await self._passwords.write(UIS_PASSWORD, password)
            else:
                await self._passwords.delete(UIS_PASSWORD)
        except (SecretsLocked, SecretsUnavailable) as error:
            logger.info("secrets not kept: %s", error.detail)
            return False
        return True
