"""The serving relay carries out orders to erase a number."""

from __future__ import annotations

import asyncio
import functools
import logging
from datetime import UTC, datetime

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.privacy.erasing import Erased, erase
from uis_desktop.relay.privacy.orders import Order, end_order, open_orders, take_order
from uis_desktop.relay.stores import Stores

_log = logging.getLogger(__name__)
_EVERY_S = 0.5


class NumberEraser:
    """Looks for orders; what cannot be erased now is tried again."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    async def watch(self) -> None:
        """Carry out what is ordered, until cancelled."""
        while True:
            for account, id_ in await self._stores.directory.read(open_orders):
                try:
                    await self._carry_out(account, id_)
                except (UisError, ConnectionError, apsw.Error) as error:
                    _log.warning("account %s: a number is not erased yet: %s", account, error)
            await asyncio.sleep(_EVERY_S)

    async def _carry_out(self, account: str, id_: str) -> None:
        taken = await self._stores.directory.write(
            functools.partial(take_order, account=account, id_=id_, now=datetime.now(UTC))
        )
        if taken is None:
            return
        try:
            erased = await self._erase(account, taken)
        except UisError as error:
            await self._end(account, id_, problem=error.detail)
            raise
        await self._end(account, id_, erased=erased)
        await self._stores.directory.compact()
        _log.info(
            "account %s: personal data of a number erased: %d events, %d contacts, %d entries",
            account,
            erased.events,
            erased.contacts_removed + erased.contacts_changed,
            erased.journal_entries,
        )

    async def _erase(self, account: str, taken: Order) -> Erased:
        if taken.phone_number is None:
            raise RuntimeError("an order that is not carried out has a number")
        return await erase(self._stores, account, taken.phone_number, whole=taken.whole)

    async def _end(
        self, account: str, id_: str, *, erased: Erased | None = None, problem: str | None = None
    ) -> None:
        await self._stores.directory.write(
            functools.partial(end_order, account=account, id_=id_, erased=erased, problem=problem)
        )
