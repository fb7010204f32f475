"""``personal-data export | delete``: what is kept about one phone number (152-FZ)."""

from __future__ import annotations

import asyncio
import functools
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from uis_desktop.core import phone
from uis_desktop.errors import UisError
from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import Config, ConfigRefused
from uis_desktop.relay.directory import people
from uis_desktop.relay.occupancy import Occupancy, Occupied
from uis_desktop.relay.privacy.erasing import Erased, erase, what_would_go
from uis_desktop.relay.privacy.exporting import export
from uis_desktop.relay.privacy.orders import drop_order, order, order_state
from uis_desktop.relay.stores import Readable, Stores, open_stores, open_stores_beside

_ASK_EVERY_S = 0.2
_LONGEST_S = 900.0

Work = Callable[[Readable, str, str], Coroutine[None, None, int]]


class NotErased(UisError):
    """The relay that serves has not carried the order out in time."""


def export_number(data: Path, options: Namespace) -> int:
    """``personal-data export``."""
    return _run(options, functools.partial(_export, file=Path(options.out), options=options))


def delete_number(data: Path, options: Namespace) -> int:
    """``personal-data delete``: shows what would go; with ``--yes`` it goes."""
    if not options.yes:
        return _run(options, functools.partial(_preview, options=options))
    return _run(options, functools.partial(_delete, options=options))


def _run(options: Namespace, work: Work) -> int:
    number = phone.key(options.phone)
    if number is None or not number.startswith("+"):
        raise ConfigRefused("write the whole phone number, for example +74951234567")

    async def run() -> int:
        async with _opened(config_of(options)) as stores:
            account = await stores.directory.read(
                functools.partial(people.account, wanted=options.account)
            )
            return await work(stores, account.id, number)

    return asyncio.run(run())


@asynccontextmanager
async def _opened(config: Config) -> AsyncIterator[Readable]:
    """:class:`Stores` while no relay serves this folder, to be read only otherwise."""
    try:
        occupancy = Occupancy(config.data)
    except Occupied:
        async with open_stores_beside(config) as beside:
            yield beside
        return
    try:
        async with open_stores(config, on_stored=_nobody, on_broken=_nobody) as stores:
            yield stores
    finally:
        occupancy.leave()


def _nobody(_news: object) -> None:
    """Nobody is told."""


async def _export(
    stores: Readable, account: str, number: str, *, file: Path, options: Namespace
) -> int:
    try:
        done = await export(stores, account, number, file)
    except OSError as error:
        raise ConfigRefused(f"{file}: {error.strerror}") from error
    answer(
        {**_figures(done), "file": str(file)},
        [
            f"{done.events} events, {done.contacts} contacts and"
            f" {done.journal_entries} journal entries are in {file}.",
            "Delete the file when it has been handed over.",
        ],
        as_json=options.json,
    )
    return 0


async def _preview(stores: Readable, account: str, number: str, *, options: Namespace) -> int:
    would = await what_would_go(stores, account, number, whole=options.whole_contacts)
    answer(
        {"deleted": False, **_figures(would)},
        ["Would be deleted: " + _spoken(would), "Nothing is deleted yet: repeat it with --yes."],
        as_json=options.json,
    )
    return 0


async def _delete(stores: Readable, account: str, number: str, *, options: Namespace) -> int:
    whole = options.whole_contacts
    if isinstance(stores, Stores):
        erased = await erase(stores, account, number, whole=whole)
    else:
        erased = await _ordered(stores, account, number, whole=whole)
    lines = ["Deleted: " + _spoken(erased)]
    if erased.contacts_in_uis:
        lines.append(
            f"{erased.contacts_in_uis} contacts come from UIS's address book:"
            " delete them there too, or they come back with the next copy of it."
        )
    lines.append("Desktops keep their own call history, and backups what they hold.")
    answer({"deleted": True, **_figures(erased)}, lines, as_json=options.json)
    return 0


async def _ordered(stores: Readable, account: str, number: str, *, whole: bool) -> Erased:
    """Have the relay that serves do it.

    Raises:
        NotErased
    """
    directory = stores.directory
    id_ = await directory.write(
        functools.partial(
            order, account=account, phone_number=number, whole=whole, now=datetime.now(UTC)
        )
    )
    problem = None
    for _ in range(round(_LONGEST_S / _ASK_EVERY_S)):
        state = await directory.read(functools.partial(order_state, account=account, id_=id_))
        if state is not None and state.erased is not None:
            await directory.write(
                functools.partial(drop_order, account=account, id_=id_, now=datetime.now(UTC))
            )
            await directory.compact()
            return state.erased
        problem = state.problem if state is not None else None
        await asyncio.sleep(_ASK_EVERY_S)
    raise NotErased(
        "the running relay has not deleted it yet; it goes on trying"
        + (f": {problem}" if problem else "")
    )


def _figures(found: object) -> dict[str, object]:
    figures: dict[str, object] = msgspec.to_builtins(found)
    return figures


def _spoken(erased: Erased) -> str:
    return (
        f"{erased.events} events of {erased.calls} calls, {erased.contacts_removed} contacts,"
        f" the number in {erased.contacts_changed} more contacts,"
        f" {erased.journal_entries} journal entries."
    )
