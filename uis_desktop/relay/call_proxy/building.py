"""Puts the proxy together out of the relay's parts."""

from __future__ import annotations

from uis_desktop.net.https import Https
from uis_desktop.relay.call_proxy.diary import Diary
from uis_desktop.relay.call_proxy.proxy import CallProxy
from uis_desktop.relay.call_proxy.rights import Rights
from uis_desktop.relay.call_proxy.sessions import CallApiSessions
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis_keys import UisKeys


def build_call_proxy(
    *,
    https: Https,
    keys: UisKeys,
    roster: Roster,
    log: Log,
    journals: Journals,
    metrics: Metrics,
) -> CallProxy:
    """A proxy; close it before the parts it is made of."""
    return CallProxy(
        sessions=CallApiSessions(https, keys, roster),
        rights=Rights(roster, log),
        diary=Diary(journals, metrics),
    )
