"""What the rooms of one relay process share."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.net.https import Https
from uis_desktop.relay.admin.ringing import TestRings
from uis_desktop.relay.call_proxy.proxy import CallProxy
from uis_desktop.relay.call_tags.tagger import Tagger
from uis_desktop.relay.config import Config
from uis_desktop.relay.contact_saving.saver import ContactSaver
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.fanout import Fanout
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.my_status.own_statuses import OwnStatuses
from uis_desktop.relay.phonebook import Phonebook
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis_keys import UisKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Made once, by :mod:`relay.server`; handed out one by one in :mod:`relay.rooms`.

    Attributes:
        url: where UIS and the desktops reach the relay.
        https: how the relay reaches UIS.
    """

    config: Config
    limits: Limits
    url: str
    metrics: Metrics
    log: Log
    fanout: Fanout
    roster: Roster
    directory: Database
    journals: Journals
    phonebook: Phonebook
    rings: TestRings
    https: Https
    uis_keys: UisKeys
    call_api: CallProxy
    contact_saver: ContactSaver
    own_statuses: OwnStatuses
    tagger: Tagger
