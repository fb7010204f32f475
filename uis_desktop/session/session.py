"""A signed-in employee's session: asks the core, carries out the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.session.ports import (
    CallApi,
    Directory,
    EventStream,
    Journal,
    Profile,
    Screen,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the contact window lists for a few typed letters."""

    contacts: Sequence[Contact]
    recent: Sequence[HistoryRow]


class Session:
    """One employee at work: follows his calls and places new ones."""

    def __init__(
        self,
        *,
        profile: Profile,
        stream: EventStream,
        journal: Journal,
        call_api: CallApi,
        directory: Directory,
        screen: Screen,
        now: Callable[[], datetime],
    ) -> None:
        self._profile = profile
        self._stream = stream
        self._journal = journal
        self._call_api = call_api
        self._directory = directory
        self._screen = screen
        self._now = now

    async def run(self) -> None:
        """Rebuild the open calls, then follow the stream until cancelled or refused.

        Raises:
            HistoryUnreadable: the journal cannot be read or written.
        """
        raise NotImplementedError

    async def dial(self, text: str) -> None:
        """Click-to-call: at most one request for one call of this method.

        The card tells how it goes.

        Raises:
            NotAPhoneNumber: nothing was sent; the dial field says why.
        """
        raise NotImplementedError

    async def end_call(self, card_key: str) -> None:
        """End the call a card shows.

        Raises:
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        raise NotImplementedError

    async def find(self, search: str, *, missed_only: bool = False) -> Found:
        """Contacts and recent calls that fit the typed letters; all for none."""
        raise NotImplementedError

    async def mark_missed_seen(self) -> None:
        """The person has looked at the missed calls."""
        raise NotImplementedError

    def hurry(self) -> None:
        """The machine woke up or the network changed: reconnect now."""
        raise NotImplementedError
