"""What an administrator chooses for an account, beside its name and time zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

import apsw
import msgspec

from uis_desktop.core.parameters import ShownParameter
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.interactive_rules import InteractiveRules
from uis_desktop.relay.directory.list_versions import version_of
from uis_desktop.wire.policy_rules import RulingRecord


class UisAccess(msgspec.Struct, frozen=True, kw_only=True):
    """Which UIS account this is; its key is kept apart from here.

    Attributes:
        call_api, data_api: addresses of the two interfaces.
        sync_contacts: copy UIS's address book every 15 minutes.
        save_contacts: desktops may write contacts into UIS's address book.
        key_version: grows with every change of the key, so that running relays
            read it again.
    """

    brand: Literal["uis", "comagic", "novofon", "callgear", "other"] = "uis"
    call_api: str
    data_api: str
    sync_contacts: bool = True
    save_contacts: bool = False
    key_version: int = 0


class DesktopPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided about the settings of the desktops.

    Attributes:
        version: a digest of the rules, made when they are written: each stream asks for it
            at every beat.
    """

    version: str
    settings: dict[str, RulingRecord] = {}

    @classmethod
    def of(cls, settings: Mapping[str, RulingRecord]) -> Self:
        """These rules, with their version."""
        return cls(version=version_of(tuple(sorted(settings.items()))), settings=dict(settings))


NO_POLICY = DesktopPolicy.of({})


class AccountSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One JSON object in the account's row.

    Attributes:
        kinds: the administrator's mapping of a notification's mnemonic, name or
            event code (folded) to one of the kinds.
        parameters: the additional parameters shown, in this order.
        timezone_fixed: the administrator has chosen the time zone; UIS's is not taken.
        policy: what desktops let people choose.
        line_rules: which of the company's numbers calls to numbers that begin so are placed
            from, both E.164 with ``+``.
    """

    kinds: dict[str, str] = {}
    parameters: tuple[ShownParameter, ...] = ()
    interactive: InteractiveRules = InteractiveRules()
    uis: UisAccess | None = None
    timezone_fixed: bool = False
    policy: DesktopPolicy = NO_POLICY
    line_rules: dict[str, str] = {}


def read_settings(connection: apsw.Connection, account: str) -> AccountSettings:
    """An account's settings; nothing is chosen for one that is not there."""
    stored = connection.execute("SELECT settings FROM account WHERE id = ?", (account,)).get
    return msgspec.json.decode("{}" if stored is None else str(stored), type=AccountSettings)


def change_settings(connection: apsw.Connection, account: str, **changes: object) -> None:
    """Change some of an account's settings; the others stay as they are."""
    with transaction(connection):
        stored = connection.execute("SELECT settings FROM account WHERE id = ?", (account,)).get
        settings = msgspec.json.decode(str(stored), type=AccountSettings)
        connection.execute(
            "UPDATE account SET settings = ? WHERE id = ?",
            (msgspec.json.encode(msgspec.structs.replace(settings, **changes)).decode(), account),
        )
