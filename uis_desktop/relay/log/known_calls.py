"""What is in the log of the calls that are under way: asked once, then remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw
from msgspec import json

from uis_desktop.relay.log.port import Draft
from uis_desktop.relay.log.tables import members_of

#: What of them comes later than so many other calls is looked for in the log.
_CALLS = 4096
#: A call with more events is an attack or a fault; the log itself is asked then.
_KEYS_A_CALL = 64
_NOBODY: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Call:
    """A call session.

    Attributes:
        seen_by: who has been shown one of its events.
        keys: of all its events; None if only the log knows them all.
    """

    seen_by: frozenset[str]
    keys: set[bytes] | None


class KnownCalls:
    """Tells repeats, and who has seen a call.

    What it has forgotten, or has not seen because the relay was restarted, it
    reads from the log again.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._calls: OrderedDict[tuple[str, str], _Call] = OrderedDict()
        self._there: set[tuple[str, bytes]] = set()

    def look_up(self, drafts: Sequence[Draft]) -> None:
        """Ask the log for what must be known to file these; seldom anything."""
        calls = {(draft.account, draft.call_session_id) for draft in drafts}
        self._let_go(calls)
        self._recall(calls)
        asked = [draft for draft in drafts if self._keys_of(draft) is None]
        self._there = self._kept(asked) if asked else set()

    def is_repeat(self, draft: Draft) -> bool:
        """Whether it is in the log, or was noted, already; :meth:`look_up` first."""
        keys = self._keys_of(draft)
        if keys is None:
            return (draft.account, draft.key) in self._there
        return draft.key in keys

    def seen_by(self, draft: Draft) -> frozenset[str]:
        """Who has been shown an earlier event of its call."""
        call = self._calls.get((draft.account, draft.call_session_id))
        return _NOBODY if call is None else call.seen_by

    def note(self, draft: Draft, audience: frozenset[str]) -> None:
        """It is filed."""
        place = (draft.account, draft.call_session_id)
        call = self._calls.get(place)
        if call is None or call.keys is None:
            self._there.add((draft.account, draft.key))
        if call is None:
            return
        if not audience <= call.seen_by:
            call.seen_by |= audience
        if call.keys is not None:
            call.keys.add(draft.key)
        self._calls.move_to_end(place)

    def forget_oldest(self) -> None:
        """Keep the memory within bounds."""
        while len(self._calls) > _CALLS:
            self._calls.popitem(last=False)

    def clear(self) -> None:
        """Ask the log again for everything that was read from it or written to it."""
        self._calls.clear()
        self._there.clear()

    def _keys_of(self, draft: Draft) -> set[bytes] | None:
        call = self._calls.get((draft.account, draft.call_session_id))
        return None if call is None else call.keys

    def _let_go(self, calls: Iterable[tuple[str, str]]) -> None:
        """Leave large calls to the log; not within a batch, for which it has been asked."""
        for place in calls:
            call = self._calls.get(place)
            if call is not None and call.keys is not None and len(call.keys) > _KEYS_A_CALL:
                call.keys = None

    def _recall(self, calls: Iterable[tuple[str, str]]) -> None:
        """A call the log does not have is known to its last event from here on."""
        unknown = [call for call in calls if call[1] and call not in self._calls]
        if not unknown:
            return
        self._calls.update((call, _Call(_NOBODY, set())) for call in unknown)
        rows = self._connection.execute(
            "SELECT DISTINCT e.account, e.call_session_id, c.members FROM json_each(?) j"
            " JOIN event e ON e.account = j.value ->> 0 AND e.call_session_id = j.value ->> 1"
            " JOIN circle c ON c.id = e.circle",
            (json.encode(unknown).decode(),),
        )
        for account, session, members in rows:
            call = self._calls[account, session]
            call.seen_by |= members_of(members)
            call.keys = None

    def _kept(self, drafts: Sequence[Draft]) -> set[tuple[str, bytes]]:
        """Account and key of those that are in the log already."""
        wanted = [(draft.account, draft.call_session_id, draft.key.hex()) for draft in drafts]
        rows = self._connection.execute(
            "SELECT e.account, e.key FROM json_each(?) j JOIN event e"
            " ON e.account = j.value ->> 0 AND e.call_session_id = j.value ->> 1"
            " AND e.key = unhex(j.value ->> 2)",
            (json.encode(wanted).decode(),),
        )
        return {(account, bytes(key)) for account, key in rows}
