"""What the administrator chooses for reading and showing notifications, checked."""

from __future__ import annotations

from collections.abc import Callable

import apsw

from uis_desktop.core.events import Kind
from uis_desktop.core.parameters import ShownParameter
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.account_settings import (
    AccountSettings,
    change_settings,
)
from uis_desktop.relay.directory.people import account
from uis_desktop.relay.directory.tables import DirectoryRefused
from uis_desktop.relay.intake.signs import fold

_LONGEST_SIGN = 200
_MOST_SIGNS = 500
_LONGEST_NAME = 128
_LONGEST_LABEL = 40
_MOST_PARAMETERS = 20


def map_kind(connection: apsw.Connection, account_id: str, sign: str, kind: str) -> str:
    """Have notifications with this mnemonic, name or event code read as ``kind``.

    Returns:
        The sign as it is compared.

    Raises:
        DirectoryRefused
    """
    folded = fold(sign)
    if not folded or len(folded) > _LONGEST_SIGN:
        raise DirectoryRefused(f"a mnemonic, name or code of at most {_LONGEST_SIGN} characters")
    if kind not in set(Kind):
        words = ", ".join(kind.value for kind in Kind)
        raise DirectoryRefused(f"no kind of event is called {kind!r}: choose one of {words}")

    def change(settings: AccountSettings) -> dict[str, object]:
        kinds = {**settings.kinds, folded: kind}
        if len(kinds) > _MOST_SIGNS:
            raise DirectoryRefused(f"at most {_MOST_SIGNS} are mapped: remove some first")
        return {"kinds": kinds}

    _change(connection, account_id, change)
    return folded


def unmap_kind(connection: apsw.Connection, account_id: str, sign: str) -> None:
    """Forget what this sign means.

    Raises:
        DirectoryRefused: it meant nothing.
    """
    folded = fold(sign)

    def change(settings: AccountSettings) -> dict[str, object]:
        if folded not in settings.kinds:
            raise DirectoryRefused(f"{sign!r} is not mapped")
        return {"kinds": {known: kind for known, kind in settings.kinds.items() if known != folded}}

    _change(connection, account_id, change)


def show_parameter(connection: apsw.Connection, account_id: str, name: str, label: str) -> None:
    """Have the desktops show the additional parameter ``name``, as ``label``.

    A new one comes last; one that is shown already keeps its place.

    Raises:
        DirectoryRefused
    """
    name, label = name.strip(), " ".join(label.split())
    if not name or len(name) > _LONGEST_NAME:
        raise DirectoryRefused(f"a parameter's name has 1 to {_LONGEST_NAME} characters")
    if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
        raise DirectoryRefused(f"a label has 1 to {_LONGEST_LABEL} characters")

    def change(settings: AccountSettings) -> dict[str, object]:
        labels = {shown.name: shown.label for shown in settings.parameters} | {name: label}
        if len(labels) > _MOST_PARAMETERS:
            raise DirectoryRefused(f"at most {_MOST_PARAMETERS} are shown: remove some first")
        return {"parameters": tuple(ShownParameter(name=n, label=w) for n, w in labels.items())}

    _change(connection, account_id, change)


def hide_parameter(connection: apsw.Connection, account_id: str, name: str) -> None:
    """Have the desktops show it no more.

    Raises:
        DirectoryRefused: they do not.
    """

    def change(settings: AccountSettings) -> dict[str, object]:
        left = tuple(shown for shown in settings.parameters if shown.name != name.strip())
        if len(left) == len(settings.parameters):
            raise DirectoryRefused(f"{name!r} is not shown")
        return {"parameters": left}

    _change(connection, account_id, change)


def _change(
    connection: apsw.Connection,
    account_id: str,
    change: Callable[[AccountSettings], dict[str, object]],
) -> None:
    """Change the settings as they are now: nobody writes in between."""
    with transaction(connection):
        settings = account(connection, account_id).settings
        change_settings(connection, account_id, **change(settings))
