"""``uis set | show | check | unset``: the company's access to UIS."""

from __future__ import annotations

import asyncio
import getpass
import ipaddress
import sys
from argparse import Namespace
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from uis_desktop.core.brands import BRANDS, BrandName
from uis_desktop.net.https import Https
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused, checked_url
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.uis_check import Checked, check
from uis_desktop.relay.uis_credentials import Credentials, access_key, both, login
from uis_desktop.relay.uis_keys import UisKeys, credential_of, variable_of
from uis_desktop.uis_api.access import Access


def set_access(data: Path, options: Namespace) -> int:
    """``uis set``: brand or addresses, and the key; the key is never an argument."""
    keys = UisKeys(data)
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        wanted = _addresses(account.settings.uis, options)
        access = None if options.no_key else _given(options) or _asked()
        if access is not None:
            asyncio.run(keys.keep(account.id, _for(options, access, keys, account)))
            wanted = msgspec.structs.replace(wanted, key_version=wanted.key_version + 1)
        office.write(lambda directory: change_settings(directory, account.id, uis=wanted))
    where = asyncio.run(keys.where(account.id))
    answer(
        {"account": account.id, **_addresses_told(wanted), "key": where},
        [
            f"Call API: {wanted.call_api}",
            f"Data API: {wanted.data_api}",
            f"Key: {where or _nowhere(account.id)}",
            f"Try it: uis-relay uis check --account {account.id}",
        ],
        as_json=options.json,
    )
    return 0


def show(data: Path, options: Namespace) -> int:
    """``uis show``: addresses, and where the key is; never the key."""
    account = _account(data, options)
    where = asyncio.run(UisKeys(data).where(account.id))
    uis = account.settings.uis
    answer(
        {"account": account.id, **({} if uis is None else _addresses_told(uis)), "key": where},
        [
            f"Call API: {uis.call_api if uis else 'not chosen; uis-relay uis set'}",
            f"Data API: {uis.data_api if uis else 'not chosen; uis-relay uis set'}",
            f"Key: {where or _nowhere(account.id)}",
        ],
        as_json=options.json,
    )
    return 0


def check_access(data: Path, options: Namespace) -> int:
    """``uis check``: 0 if both interfaces let us in, 1 if not."""
    account = _account(data, options)

    async def tried() -> tuple[Checked, Checked]:
        async with Https() as https:
            return await check(account, UisKeys(data), https)

    found = asyncio.run(tried())
    answer(
        {one.interface: _told(one) for one in found},
        [one.words("en") for one in found],
        as_json=options.json,
    )
    return 0 if all(one.ok for one in found) else 1


def unset(data: Path, options: Namespace) -> int:
    """``uis unset``: forget key and addresses."""
    keys = UisKeys(data)
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        office.write(lambda directory: change_settings(directory, account.id, uis=None))
    asyncio.run(keys.forget(account.id))
    left = asyncio.run(keys.where(account.id))
    told = f"A key is still there: {left}." if left else "The key is forgotten here."
    answer({"account": account.id, "key": left}, [told], as_json=options.json)
    return 0


def _account(data: Path, options: Namespace) -> Account:
    with Office(data, options) as office:
        return office.read(lambda directory: people.account(directory, options.account))


def _addresses(known: UisAccess | None, options: Namespace) -> UisAccess:
    """Those of the brand, or the two given.

    Raises:
        ConfigRefused
    """
    version = 0 if known is None else known.key_version
    if options.call_api or options.data_api:
        if not (options.call_api and options.data_api) or options.brand:
            raise ConfigRefused("--call-api and --data-api belong together, without --brand")
        return UisAccess(
            brand="other",
            call_api=_secure(options.call_api),
            data_api=_secure(options.data_api),
            sync_contacts=_sync(known, options),
            save_contacts=_save(known, options),
            key_version=version,
        )
    if known is not None and options.brand is None:
        return msgspec.structs.replace(
            known, sync_contacts=_sync(known, options), save_contacts=_save(known, options)
        )
    name: BrandName = options.brand or "uis"
    brand = BRANDS[name]
    return UisAccess(
        brand=name,
        call_api=brand.call_api,
        data_api=brand.data_api,
        sync_contacts=_sync(known, options),
        save_contacts=_save(known, options),
        key_version=version,
    )


def _sync(known: UisAccess | None, options: Namespace) -> bool:
    if options.sync_contacts is not None:
        return bool(options.sync_contacts == "yes")
    return known is None or known.sync_contacts


def _save(known: UisAccess | None, options: Namespace) -> bool:
    if options.save_contacts is not None:
        return bool(options.save_contacts == "yes")
    return known is not None and known.save_contacts


def _secure(url: str) -> str:
    """An address a key may be sent to.

    Raises:
        ConfigRefused
    """
    url = checked_url(url)
    parts = urlsplit(url)
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise ConfigRefused("https is wanted: the key travels with every request")
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _given(options: Namespace) -> Access | None:
    """The key, or login and password, out of files."""
    if options.key_file and (options.login or options.password_file):
        raise ConfigRefused("either --key-file, or --login and --password-file")
    if options.key_file:
        return access_key(_first_line(options.key_file))
    if bool(options.login) != bool(options.password_file):
        raise ConfigRefused("--login and --password-file belong together")
    if options.login:
        return login(options.login, _first_line(options.password_file))
    return None


def _asked() -> Access:
    """What somebody types; it is not shown.

    Raises:
        ConfigRefused: nobody is there.
    """
    if not sys.stdin.isatty():
        raise ConfigRefused("pass --key-file, or --login and --password-file, or --no-key")
    try:
        key = getpass.getpass("Key (empty: login and password instead): ")
        if key.strip():
            return access_key(key)
        return login(input("Login: "), getpass.getpass("Password: "))
    except (EOFError, KeyboardInterrupt) as error:
        raise ConfigRefused("nothing was typed; nothing was changed") from error


def _first_line(name: str) -> str:
    """Of a file others cannot see on the command line; ``-`` is standard input.

    Raises:
        ConfigRefused
    """
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise ConfigRefused(f"{name}: {reason}") from error
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        raise ConfigRefused(f"{name}: its first line should be the secret")
    return lines[0]


def _for(options: Namespace, access: Access, keys: UisKeys, account: Account) -> Credentials:
    """For both interfaces, or for one beside what the other has."""
    if options.for_ == "both":
        return both(access)
    known = asyncio.run(keys.credentials(account.id)) or both(access)
    if options.for_ == "call-api":
        return Credentials(access, known.data_api)
    return Credentials(known.call_api, access)


def _addresses_told(uis: UisAccess) -> dict[str, object]:
    return {
        "brand": uis.brand,
        "call_api": uis.call_api,
        "data_api": uis.data_api,
        "sync_contacts": uis.sync_contacts,
        "save_contacts": uis.save_contacts,
    }


def _told(one: Checked) -> dict[str, object]:
    return {
        "ok": one.ok,
        "address": one.address,
        "problem": None if one.problem is None else one.problem.code,
        "words": one.words("en"),
    }


def _nowhere(account_id: str) -> str:
    return (
        f"none yet; uis-relay uis set, or {variable_of(account_id)} in the environment,"
        f" or systemd's LoadCredential={credential_of(account_id)}:FILE"
    )
