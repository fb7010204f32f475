"""``mapping``: what the administrator's own names and codes of events mean."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import apsw

from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.directory import choices, people


def set_mapping(data: Path, options: Namespace) -> int:
    """``mapping set SIGN KIND``."""

    def work(directory: apsw.Connection) -> str:
        account = people.account(directory, options.account).id
        return choices.map_kind(directory, account, options.sign, options.kind)

    with Office(data, options) as office:
        sign = office.write(work)
    answer(
        {"sign": sign, "kind": options.kind},
        [f"Notifications with {sign!r} are read as {options.kind} from now on."],
        as_json=options.json,
    )
    return 0


def list_mapping(data: Path, options: Namespace) -> int:
    """``mapping list``."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
    kinds = sorted(account.settings.kinds.items())
    for sign, kind in kinds:
        answer({"sign": sign, "kind": kind}, [f"{kind:12}  {sign}"], as_json=options.json)
    if not kinds and not options.json:
        answer({}, ["Nothing is mapped."], as_json=False)
    return 0


def remove_mapping(data: Path, options: Namespace) -> int:
    """``mapping remove SIGN``."""

    def work(directory: apsw.Connection) -> None:
        account = people.account(directory, options.account).id
        choices.unmap_kind(directory, account, options.sign)

    with Office(data, options) as office:
        office.write(work)
    answer(
        {"sign": options.sign}, [f"{options.sign!r} is not mapped any more."], as_json=options.json
    )
    return 0
