"""The places where the relay keeps what concerns people."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.relay.database.port import Database
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.log.port import Log


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Open ones; of a running relay, or of a command."""

    log: Log
    directory: Database
    journals: Journals
