"""From the start of the program to its end: sign in, work, sign out, again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

from uis_desktop.core.link import LinkState, LinkView, RefusedReason
from uis_desktop.errors import (
    DeviceRevoked,
    HistoryUnreadable,
    InviteRefused,
    SecretsLocked,
    SecretsUnavailable,
    SettingsUnreadable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.ports import Profiles, Screen
from uis_desktop.session.session import Session
from uis_desktop.session.sign_in import Credentials, SignIn, SignInForm
from uis_desktop.session.which_number import WhichNumber

logger = logging.getLogger(__name__)

A = TypeVar("A")
B = TypeVar("B")

#: A full disk may have room again; a new session starts from the journal.
_NEXT_SESSION_S = 30.0


class Desk(Screen, Protocol):
    """The whole screen: with nobody signed in, too."""

    def attach(self, session: Session) -> None:
        """Work for this session from now on."""
        ...

    def detach(self) -> None:
        """Nobody works any more: cards, badge and lists go."""
        ...

    async def ask_sign_in(
        self,
        attempt: Callable[[SignInForm], Awaitable[A | WhichNumber]],
        *,
        enrolled: bool = False,
        secrets_kept: bool = True,
        filled: SignInForm | None = None,
        problem: UisError | None = None,
    ) -> A:
        """Ask until ``attempt`` succeeds with what was filled in; its answer.

        :class:`WhichNumber` is none yet, but the next thing to ask.
        """
        ...

    async def sign_out_wanted(self) -> None:
        """Return when the person wants to sign out."""
        ...


class Sessions(Protocol):
    """Makes a session with everything it needs opened."""

    def session(
        self, credentials: Credentials, screen: Screen
    ) -> AbstractAsyncContextManager[Session]:
        """A session for these credentials.

        Raises:
            HistoryUnreadable: on entering.
        """
        ...


class _Ending(Enum):
    """Why a signed-in employee's work is over."""

    SIGNED_OUT = auto()
    REVOKED = auto()


class Workday:
    """Signs in, works and signs out until it is cancelled."""

    def __init__(
        self,
        *,
        desk: Desk,
        sign_in: SignIn,
        profiles: Profiles,
        sessions: Sessions,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._profiles = profiles
        self._sessions = sessions
        self._sleep = sleep

    async def run(self) -> None:
        """Never ends by itself: the person quits."""
        problem: UisError | None = None
        while True:
            self._desk.show_link(LinkView(state=LinkState.CONNECTING))
            credentials = await self._credentials(problem)
            ending = await self._work(credentials)
            problem = await self._end(ending)

    async def _credentials(self, problem: UisError | None) -> Credentials:
        """Those of the last time, or what the person fills in."""
        secrets_kept, enrolled = True, False
        try:
            if problem is None:
                remembered = await self._sign_in.remembered()
                if remembered is not None:
                    return remembered
                enrolled = await self._sign_in.enrolled()
        except SecretsLocked as error:
            # The token may be in there; with the store unlocked the password is enough.
            problem, secrets_kept, enrolled = error, False, self._filled() is not None
        except SecretsUnavailable as error:
            problem, secrets_kept, enrolled = error, False, self._sign_in.enrolled_now
        except SettingsUnreadable as error:
            problem = error
        logger.info("sign-in is asked for (%s)", problem.detail if problem else "nobody signed in")
        return await self._ask(problem, enrolled=enrolled, secrets_kept=secrets_kept)

    async def _ask(
        self, problem: UisError | None, *, enrolled: bool, secrets_kept: bool
    ) -> Credentials:
        """Ask the person, and tell him if the password could not be kept after all."""
        filled = self._filled()
        answer: Credentials | InviteRefused | None = None
        if enrolled:
            answer = await self._desk.ask_sign_in(
                self._without_invite,
                enrolled=True,
                secrets_kept=secrets_kept,
                filled=filled,
                problem=problem,
            )
        if not isinstance(answer, Credentials):
            answer = await self._desk.ask_sign_in(
                self._sign_in.begin,
                enrolled=False,
                secrets_kept=secrets_kept,
                filled=filled,
                problem=answer or problem,
            )
        if secrets_kept and not answer.remembered:
            self._desk.complain(SecretsUnavailable("password store: the secrets were not kept"))
        return answer

    async def _without_invite(self, form: SignInForm) -> Credentials | WhichNumber | InviteRefused:
        """Sign in as the device we think we are; a form without an invite cannot mend more."""
        try:
            return await self._sign_in.begin(form)
        except InviteRefused as error:
            return error

    def _filled(self) -> SignInForm | None:
        """What the person need not type again."""
        try:
            profile = self._profiles.load()
        except SettingsUnreadable:
            return None
        if profile is None:
            return None
        return SignInForm(
            invite="",
            login=profile.login,
            password="",
            call_api_url=profile.call_api_url,
            virtual_phone_number=profile.virtual_phone_number,
        )

    async def _work(self, credentials: Credentials) -> _Ending:
        """Sessions, one after the other, until signed out or revoked."""
        logger.info("employee %s is signed in", credentials.profile.employee.id)
        return await _first_of(self._until_signed_out(), self._session_after_session(credentials))

    async def _until_signed_out(self) -> _Ending:
        await self._desk.sign_out_wanted()
        return _Ending.SIGNED_OUT

    async def _session_after_session(self, credentials: Credentials) -> _Ending:
        """Sessions until the device is revoked; a journal that fails is tried again."""
        renewed: Credentials | None = credentials
        told: str | None = None
        while renewed is not None:
            credentials = renewed
            try:
                renewed = await self._session(credentials)
            except HistoryUnreadable as error:
                logger.warning("history unreadable: %s", error.detail)
                self._desk.show_link(LinkView(state=LinkState.OFFLINE))
                if told != error.detail:
                    self._desk.complain(error)
                told = error.detail
                await self._sleep(_NEXT_SESSION_S)
        return _Ending.REVOKED

    async def _session(self, credentials: Credentials) -> Credentials | None:
        """One session; the credentials for the next, or None if the device is revoked."""
        async with self._sessions.session(credentials, self._desk) as session:
            self._desk.attach(session)
            try:
                return await _first_of(_until_revoked(session), self._renewed(session))
            finally:
                self._desk.detach()

    async def _renewed(self, session: Session) -> Credentials:
        """Ask for the password once UIS no longer takes the one we have."""
        await session.password_refused.wait()
        problem = SignInRefused("the password does not fit any more")
        return await self._ask(problem, enrolled=True, secrets_kept=True)

    async def _end(self, ending: _Ending) -> UisError | None:
        """Forget what is over; what the person must be told when asked to sign in."""
        logger.info("session is over: %s", ending.name.lower())
        try:
            if ending is _Ending.SIGNED_OUT:
                await self._sign_in.sign_out()
            else:
                await self._sign_in.revoked()
        except (SecretsLocked, SecretsUnavailable) as error:
            logger.warning("secrets not removed: %s", error.detail)
            self._desk.complain(error)
        return DeviceRevoked("relay: device revoked") if ending is _Ending.REVOKED else None


async def _until_revoked(session: Session) -> None:
    """Run the session until its device is revoked.

    After any other refusal history can still be read; the person signs out or
    quits.
    """
    if await session.run() is not RefusedReason.DEVICE_REVOKED:
        await asyncio.Event().wait()


async def _first_of(one: Coroutine[Any, Any, A], other: Coroutine[Any, Any, B]) -> A | B:
    """The answer of the one that ends first; the other is cancelled and waited for."""
    first, second = asyncio.create_task(one), asyncio.create_task(other)
    try:
        await asyncio.wait({first, second}, return_when=asyncio.FIRST_COMPLETED)
        return first.result() if first.done() else second.result()
    finally:
        first.cancel()
        second.cancel()
        await asyncio.wait({first, second})
