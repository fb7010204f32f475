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
from uis_desktop.relay.directory.refused_rules import RuleRefused
from uis_desktop.relay.directory.tables import DirectoryRefused
from uis_desktop.relay.intake.signs import fold

_LONGEST_SIGN = 200
_MOST_SIGNS = 500
_LONGEST_NAME = 128
_LONGEST_LABEL = 40
_MOST_PARAMETERS = 20


class ChoiceRefused(RuleRefused, DirectoryRefused):
    """This cannot be chosen."""


def map_kind(connection: apsw.Connection, account_id: str, sign: str, kind: str) -> str:
    """Have notifications with this mnemonic, name or event code read as ``kind``.

    Returns:
        The sign as it is compared.

    Raises:
        ChoiceRefused
    """
    folded = fold(sign)
    if not folded or len(folded) > _LONGEST_SIGN:
        raise ChoiceRefused(
            f"a mnemonic, name or code of at most {_LONGEST_SIGN} characters",
            f"Нужны мнемоника, название или код не длиннее {_LONGEST_SIGN} знаков.",
        )
    if kind not in set(Kind):
        words = ", ".join(kind.value for kind in Kind)
        raise ChoiceRefused(
            f"no kind of event is called {kind!r}: choose one of {words}",
            f"Вида события {kind!r} нет, есть {words}.",
        )

    def change(settings: AccountSettings) -> dict[str, object]:
        kinds = {**settings.kinds, folded: kind}
        if len(kinds) > _MOST_SIGNS:
            raise ChoiceRefused(
                f"at most {_MOST_SIGNS} are mapped: remove some first",
                f"Назначено уже {_MOST_SIGNS}, больше нельзя: сначала уберите лишние.",
            )
        return {"kinds": kinds}

    _change(connection, account_id, change)
    return folded


def unmap_kind(connection: apsw.Connection, account_id: str, sign: str) -> None:
    """Forget what this sign means.

    Raises:
        ChoiceRefused: it meant nothing.
    """
    folded = fold(sign)

    def change(settings: AccountSettings) -> dict[str, object]:
        if folded not in settings.kinds:
            raise ChoiceRefused(f"{sign!r} is not mapped", f"Для «{sign}» ничего не назначено.")
        return {"kinds": {known: kind for known, kind in settings.kinds.items() if known != folded}}

    _change(connection, account_id, change)


def show_parameter(connection: apsw.Connection, account_id: str, name: str, label: str) -> None:
    """Have the desktops show the additional parameter ``name``, as ``label``.

    A new one comes last; one that is shown already keeps its place.

    Raises:
        ChoiceRefused
    """
    name, label = name.strip(), " ".join(label.split())
    if not name or len(name) > _LONGEST_NAME:
        raise ChoiceRefused(
            f"a parameter's name has 1 to {_LONGEST_NAME} characters",
            f"В имени параметра от 1 до {_LONGEST_NAME} знаков.",
        )
    if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
        raise ChoiceRefused(
            f"a label has 1 to {_LONGEST_LABEL} characters",
            f"В подписи от 1 до {_LONGEST_LABEL} обычных знаков.",
        )

    def change(settings: AccountSettings) -> dict[str, object]:
        labels = {shown.name: shown.label for shown in settings.parameters} | {name: label}
        if len(labels) > _MOST_PARAMETERS:
            raise ChoiceRefused(
                f"at most {_MOST_PARAMETERS} are shown: remove some first",
                f"Показываются уже {_MOST_PARAMETERS}, больше нельзя: сначала уберите лишние.",
            )
        return {"parameters": tuple(ShownParameter(name=n, label=w) for n, w in labels.items())}

    _change(connection, account_id, change)


def hide_parameter(connection: apsw.Connection, account_id: str, name: str) -> None:
    """Have the desktops show it no more.

    Raises:
        ChoiceRefused: they do not.
    """

    def change(settings: AccountSettings) -> dict[str, object]:
        left = tuple(shown for shown in settings.parameters if shown.name != name.strip())
        if len(left) == len(settings.parameters):
            raise ChoiceRefused(
                f"{name!r} is not shown", f"Параметр «{name}» и так не показывается."
            )
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
