"""``parameters``: which additional parameters the desktops show, and as what."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import apsw

from uis_desktop.core.parameters import ShownParameter
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.directory import choices, people
from uis_desktop.relay.directory.tables import DirectoryRefused


def set_parameters(data: Path, options: Namespace) -> int:
    """``parameters set NAME=LABEL …``; all of them or none."""
    pairs = [_pair(text) for text in options.parameter]

    def work(directory: apsw.Connection) -> tuple[ShownParameter, ...]:
        account = people.account(directory, options.account).id
        for name, label in pairs:
            choices.show_parameter(directory, account, name, label)
        return people.account(directory, account).settings.parameters

    with Office(data, options) as office:
        shown = office.write(work)
    _print(shown, options)
    return 0


def list_parameters(data: Path, options: Namespace) -> int:
    """``parameters list``."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
    _print(account.settings.parameters, options)
    return 0


def remove_parameters(data: Path, options: Namespace) -> int:
    """``parameters remove NAME …``; all of them or none."""

    def work(directory: apsw.Connection) -> tuple[ShownParameter, ...]:
        account = people.account(directory, options.account).id
        for name in options.name:
            choices.hide_parameter(directory, account, name)
        return people.account(directory, account).settings.parameters

    with Office(data, options) as office:
        shown = office.write(work)
    _print(shown, options)
    return 0


def _pair(text: str) -> tuple[str, str]:
    """``NAME=LABEL``.

    Raises:
        DirectoryRefused
    """
    name, equals, label = text.partition("=")
    if not equals:
        raise DirectoryRefused(f"{text!r} is not NAME=LABEL, as in order_id=Заказ")
    return name, label


def _print(shown: tuple[ShownParameter, ...], options: Namespace) -> None:
    answer(
        {"parameters": shown},
        [f"{one.label}: {one.name}" for one in shown] or ["No additional parameter is shown."],
        as_json=options.json,
    )
