"""Does UIS let us in?  Tried at both interfaces, told in words an administrator can act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from uis_desktop.core.plain_text import plain
from uis_desktop.errors import ReplyNotUnderstood, ServiceRefused, SignInRefused, UisError
from uis_desktop.net.https import Https
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.uis.problems import Language, Problem, UisNotSetUp, problem_of
from uis_desktop.relay.uis_credentials import Interface
from uis_desktop.relay.uis_keys import UisKeys
from uis_desktop.uis_api.access import tokens_for
from uis_desktop.uis_api.in_session import InSession
from uis_desktop.uis_api.rpc import JsonRpc

#: No call session has it: asking for its end shows that we are let in, and does nothing.
_NO_SESSION = 0
_PARAMETERS = -32602
_DISABLED = -32008
_DEADLINE_S = 10.0


class _Told(msgspec.Struct, frozen=True):
    """What ``get.account`` tells."""

    name: str = ""
    timezone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How it went at one interface.

    Attributes:
        address: where it was tried; None: nobody has chosen one.
        told: what UIS told of itself, for people.
    """

    interface: Interface
    address: str | None
    problem: Problem | None = None
    told: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """We are let in."""
        return self.problem is None

    def words(self, language: Language) -> str:
        """One line."""
        title = "Call API" if self.interface == "call_api" else "Data API"
        if self.problem is None:
            well = {"ru": "работает", "en": "works"}[language]
            return f"{title}: {'; '.join((well, *self.told))}"
        own = _CALL_API_WORDS.get(self.problem.code) if self.interface == "call_api" else None
        if own is not None:
            return f"{title}: {own[0 if language == 'ru' else 1]}"
        return f"{title}: {self.problem.words(language)}"


async def check(account: Account, keys: UisKeys, https: Https) -> tuple[Checked, Checked]:
    """Try both interfaces; a handful of requests, none of which changes anything."""
    return (
        await _checked("call_api", account, keys, https),
        await _checked("data_api", account, keys, https),
    )


async def _checked(interface: Interface, account: Account, keys: UisKeys, https: Https) -> Checked:
    uis = account.settings.uis
    address = None if uis is None else getattr(uis, interface)
    try:
        told = await _try(interface, address, account, keys, https)
    except UisError as error:
        return Checked(interface=interface, address=address, problem=_problem(error))
    return Checked(interface=interface, address=address, told=told)


async def _try(
    interface: Interface, address: str | None, account: Account, keys: UisKeys, https: Https
) -> tuple[str, ...]:
    if address is None:
        raise UisNotSetUp("no_address")
    credentials = await keys.credentials(account.id)
    if credentials is None:
        raise UisNotSetUp("no_key")
    rpc = JsonRpc(https, address)
    tokens = tokens_for(credentials.of(interface), rpc, lambda: datetime.now(UTC))
    session = InSession(rpc, tokens)
    try:
        if interface == "call_api":
            return await _try_call_api(session)
        return await _try_data_api(session, account)
    finally:
        await tokens.log_out()


async def _try_call_api(session: InSession) -> tuple[str, ...]:
    try:
        await session.ask("release.call", {"call_session_id": _NO_SESSION}, deadline_s=_DEADLINE_S)
    except ServiceRefused as error:
        if error.code != _PARAMETERS:
            raise
    try:
        await session.ask("list.calls", {}, deadline_s=_DEADLINE_S)
    except ServiceRefused as error:
        if error.code != _DISABLED:
            raise
        return ("without call management (hold, transfer, list of calls)",)
    return ("with call management",)


async def _try_data_api(session: InSession, account: Account) -> tuple[str, ...]:
    result = await session.ask("get.account", {}, deadline_s=_DEADLINE_S)
    try:
        told = msgspec.json.decode(result.data, type=tuple[_Told, ...])[0]
    except (ValueError, IndexError) as error:
        raise ReplyNotUnderstood("get.account: no account in the reply") from error
    words = (f"account {plain(told.name)}", f"time zone {plain(told.timezone)}")
    if told.timezone and told.timezone != account.zone.key:
        return (*words, f"this relay reads its times in {account.zone.key}")
    return words


def _problem(error: UisError) -> Problem:
    if isinstance(error, SignInRefused | ServiceRefused | UisNotSetUp):
        return problem_of(error)
    known = problem_of(error)
    # Secrets that cannot be read are no failure to keep what was fetched.
    return Problem(code="no_secret", message=known.message) if known.code == "not_kept" else known


_CALL_API_WORDS: dict[str, tuple[str, str]] = {
    "forbidden": (
        "У пользователя, чей это ключ, нет права «Доступ к Call API»: включите его в личном"
        " кабинете.",
        "The user the key belongs to has no right to the Call API: grant it in UIS's cabinet.",
    ),
    "component_disabled": (
        "В тариф не входит Call API: подключите его у UIS.",
        "The tariff does not include the Call API: order it from UIS.",
    ),
}
