"""What the rules ask for.  Somebody above carries these out."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core.absence import Digest
from uis_desktop.core.cards import CardView
from uis_desktop.core.crm_rules import Moment
from uis_desktop.core.fates import Fate
from uis_desktop.core.history import HistoryRow


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Put this card on the screen, or bring the one with its key up to date."""

    card: CardView


@dataclass(frozen=True, slots=True)
class FoldCard:
    """Take the card away after ``after_s`` seconds, unless a person holds it.

    ``card`` is what it says meanwhile.
    """

    card: CardView
    after_s: float


@dataclass(frozen=True, slots=True)
class DropCard:
    """Take the card with this key away at once: another card tells its story."""

    key: str


@dataclass(frozen=True, slots=True)
class KeepInHistory:
    """Write this row, in place of an older one with the same key."""

    row: HistoryRow


@dataclass(frozen=True, slots=True)
class ForgetHistory:
    """Remove the row with this key: the row ``told_by`` tells its story."""

    key: str
    told_by: str


@dataclass(frozen=True, slots=True)
class TellDigest:
    """Tell quietly, once, what happened while nobody was here."""

    digest: Digest


@dataclass(frozen=True, slots=True)
class OpenCustomer:
    """Something happens now that a rule for the CRM may wait for."""

    card: CardView
    moment: Moment


@dataclass(frozen=True, slots=True)
class NoteFate:
    """Note why there is no card for the call with this key."""

    key: str
    fate: Fate


Effect = (
    ShowCard
    | FoldCard
    | DropCard
    | KeepInHistory
    | ForgetHistory
    | TellDigest
    | OpenCustomer
    | NoteFate
)
