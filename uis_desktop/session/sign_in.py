"""From an invite, a login and a password to a profile that can run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
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
from uis_desktop.session.company_numbers import NumberSource, which_number
from uis_desktop.session.ports import CallApi, Enrolling, Passwords, Profiles
from uis_desktop.session.which_number import WhichNumber

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
        virtual_phone_number: our line for outgoing calls, as typed; empty: it is still to be
            asked for (:meth:`SignIn.begin`).
    """

    invite: str
    login: str
    password: str = field(repr=False)
    call_api_url: str
    virtual_phone_number: str

    @property
    def access(self) -> tuple[str, str, str]:
        """What the Call API lets in; empty through the relay."""
        return self.call_api_url, self.login, self.password


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
        numbers: Callable[[Credentials], Iterable[NumberSource]],
        device_name: str,
    ) -> None:
        """``call_api`` makes a Call API from its address, a login and a password.

        ``numbers`` are those who may know the company's numbers, the best first.
        """
        self._enrolling = enrolling
        self._passwords = passwords
        self._profiles = profiles
        self._call_api = call_api
        self._numbers = numbers
        self._device_name = device_name
        #: A device that the password store could not keep, for as long as we run.
        self._enrolled: tuple[str, Enrolment] | None = None
        #: Its invite, which works only once: the same form may have to be sent again.
        self._exchanged: Invite | None = None
        #: What has just been let in, and only the number is missing: not checked twice.
        self._let_in: tuple[str, str, str] | None = None

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
        if profile is None or not profile.virtual_phone_number or device_token is None:
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

    async def begin(self, form: SignInForm) -> Credentials | WhichNumber:
        """As :meth:`sign_in`; with no number in the form, the question which it shall be.

        The device is kept with the question open, so that whoever closes the form then
        needs no second invite.

        Raises:
            as :meth:`sign_in`.
        """
        if form.virtual_phone_number:
            return await self.sign_in(form)
        credentials = await self._let_in_with(form, "")
        self._let_in = form.access
        return await which_number(credentials.profile.employee, self._numbers(credentials))

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
        credentials = await self._let_in_with(form, line.digits)
        self._let_in = None
        return credentials

    async def _let_in_with(self, form: SignInForm, digits: str) -> Credentials:
        """The way of :meth:`sign_in` with a number that can be one, or with none yet."""
        invite = parse_invite(form.invite) if form.invite.strip() else None
        # Settings that cannot be kept would cost the invite.
        self._profiles.load()
        if form.call_api_url and form.access != self._let_in:
            await self._call_api(*form.access).sign_in()
        relay_url, enrolment = await (self._enrol(invite) if invite else self._known_device())
        self._enrolled = (relay_url, enrolment)
        remembered = await self._remember(enrolment.device_token, form.password)
        profile = Profile(
            relay_url=relay_url,
            stream_url=enrolment.stream_url,
            employee=enrolment.employee,
            call_api_url=form.call_api_url,
            login=form.login,
            virtual_phone_number=digits,
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
