"""Tells the screen and the log how the connection is."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from uis_desktop.core.link import (
    Connected,
    Connecting,
    LinkState,
    LinkView,
    Offline,
    OfflineReason,
    RefusedReason,
    StreamNews,
)
from uis_desktop.session.ports import Screen

logger = logging.getLogger(__name__)

#: Attempts come every few seconds, all night long; the log tells of changes.
_WORTH_A_LINE = frozenset({LinkState.LIVE, LinkState.OFFLINE, LinkState.REFUSED})


class LinkTeller:
    """Keeps what is said of the connection of one session."""

    def __init__(self, screen: Screen, employee_name: str) -> None:
        self._screen = screen
        self._link = LinkView(state=LinkState.CONNECTING, employee_name=employee_name)
        self._logged: LinkState | None = None

    @property
    def live(self) -> bool:
        """What comes happens now."""
        return self._link.state is LinkState.LIVE

    def changed(self, news: StreamNews) -> None:
        """Something has happened to the connection itself."""
        match news:
            case Connecting():
                self.show(LinkState.CONNECTING)
            case Connected(employee=employee):
                self._link = replace(self._link, employee_name=employee.name)
                self.show(LinkState.CATCHING_UP)
            case Offline(reason=reason):
                self.show(LinkState.OFFLINE, reason)

    def event_came(self, at: datetime) -> None:
        """The relay had received it then."""
        self._link = replace(self._link, last_event_at=at)
        if self.live:
            self._screen.show_link(self._link)

    def show(self, state: LinkState, reason: OfflineReason | RefusedReason | None = None) -> None:
        """Show that it is like this now."""
        if state in _WORTH_A_LINE and state is not self._logged:
            self._logged = state
            logger.info("link is %s", state)
        self._link = replace(self._link, state=state, reason=reason)
        self._screen.show_link(self._link)
