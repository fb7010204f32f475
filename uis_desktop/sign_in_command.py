"""``uis-desktop sign-in`` and ``sign-out``: without a screen and without Qt."""

from __future__ import annotations

import asyncio
import getpass
import json
import logging
import sys
from enum import IntEnum

from uis_desktop.adapters.places import Places
from uis_desktop.doors import Doors
from uis_desktop.errors import (
    InviteRefused,
    NotAPhoneNumber,
    NotOurNumber,
    SecretsLocked,
    SecretsUnavailable,
    SettingsUnreadable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.sign_in import Credentials, SignInForm

logger = logging.getLogger(__name__)


class ExitCode(IntEnum):
    """How it went; ``uis-desktop sign-in --help`` lists the same numbers."""

    DONE = 0
    WRONG_ARGUMENTS = 2
    INVITE_REFUSED = 3
    SIGN_IN_REFUSED = 4
    SECRETS_UNAVAILABLE = 5
    NO_ANSWER = 6
    SETTINGS_UNREADABLE = 7


_REFUSALS: dict[type[UisError], tuple[ExitCode, str]] = {
    NotAPhoneNumber: (ExitCode.WRONG_ARGUMENTS, "--number is not a number that can be a line"),
    NotOurNumber: (ExitCode.WRONG_ARGUMENTS, "--number is 8 800 and only takes calls"),
    InviteRefused: (ExitCode.INVITE_REFUSED, "the relay does not accept this invite"),
    SignInRefused: (ExitCode.SIGN_IN_REFUSED, "UIS does not accept this login and password"),
    SecretsLocked: (ExitCode.SECRETS_UNAVAILABLE, "the system's password store is locked"),
    SecretsUnavailable: (
        ExitCode.SECRETS_UNAVAILABLE,
        "there is no password store that keeps secrets safe here",
    ),
    SettingsUnreadable: (ExitCode.SETTINGS_UNREADABLE, "the settings cannot be read or written"),
}


def sign_in(
    places: Places,
    *,
    invite: str,
    login: str,
    virtual_phone_number: str,
    call_api_url: str,
    password_stdin: bool,
) -> int:
    """Sign in once and say how it went; the exit code."""
    password = _password(from_stdin=password_stdin) if login else ""
    if login and not password:
        sys.stderr.write("uis-desktop sign-in: no password given\n")
        return ExitCode.WRONG_ARGUMENTS
    form = SignInForm(
        invite=invite,
        login=login,
        password=password,
        call_api_url=call_api_url,
        virtual_phone_number=virtual_phone_number,
    )
    try:
        credentials = asyncio.run(_sign_in(places, form))
    except UisError as error:
        return _refused("sign-in", error)
    return _signed_in(credentials)


def sign_out(places: Places) -> int:
    """Forget profile and secrets of this installation; the exit code."""
    try:
        asyncio.run(_sign_out(places))
    except UisError as error:
        return _refused("sign-out", error)
    logger.info("signed out without a screen")
    return ExitCode.DONE


async def _sign_out(places: Places) -> None:
    async with Doors(places) as doors:
        await doors.sign_in().sign_out()


async def _sign_in(places: Places, form: SignInForm) -> Credentials:
    """Make sure first that the secrets can be kept: an invite works only once."""
    async with Doors(places) as doors:
        await doors.passwords.check()
        return await doors.sign_in().sign_in(form)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().removesuffix("\n")
    if not sys.stdin.isatty():
        return ""
    return getpass.getpass("UIS password: ")


def _signed_in(credentials: Credentials) -> int:
    employee = credentials.profile.employee
    logger.info("signed in without a screen, employee %s", employee.id)
    if not credentials.remembered:
        sys.stderr.write(
            "uis-desktop sign-in: the invite has been used, but the password store did not keep "
            "the secrets; sign in again, with a new invite if this one was good only once\n"
        )
        return ExitCode.SECRETS_UNAVAILABLE
    told = {
        "event": "signed_in",
        "employee": {"id": employee.id, "name": employee.name},
        "relay_url": credentials.profile.relay_url,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return ExitCode.DONE


def _refused(command: str, error: UisError) -> int:
    known = (_REFUSALS[kind] for kind in type(error).__mro__ if kind in _REFUSALS)
    code, words = next(known, (ExitCode.NO_ANSWER, "no answer, or one that is not understood"))
    logger.info("%s failed: %s", command, error.detail)
    sys.stderr.write(f"uis-desktop {command}: {words} ({error.detail})\n")
    return code
