"""The rules of a call at one desk: events in, effects out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from uis_desktop.core.abilities import Ability, is_lost
from uis_desktop.core.absence import FRESH, Absence
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import moment_of
from uis_desktop.core.effects import (
    DropCard,
    Effect,
    FoldCard,
    ForgetHistory,
    KeepInHistory,
    NoteFate,
    OpenCustomer,
    ShowCard,
    TellDigest,
)
from uis_desktop.core.events import CallEvent, CallOutgoing, Delivered, Employee
from uis_desktop.core.facts import facts_of
from uis_desktop.core.fates import Fate
from uis_desktop.core.parameters import ShownParameter
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number, Phone
from uis_desktop.core.tracks import Dial, Track

#: A ring nobody says anything of for this long has lost its end on the way.
SILENCE = timedelta(seconds=120)
#: So long a talk without news is over; nobody told us.
LONGEST_TALK = timedelta(hours=4)
FOLD_TAKEN_S = 4.0
FOLD_ENDED_S = 8.0
#: A refusal has a sentence to be read.
FOLD_REFUSED_S = 20.0
#: So many finished calls are remembered, for late records and repeats.
REMEMBERED = 500

_TALKS = frozenset({CardState.TALKING, CardState.TAKEN})
_FOLD_S = {CardState.TAKEN: FOLD_TAKEN_S, CardState.REFUSED: FOLD_REFUSED_S}


class CallBook:
    """All calls that are going on at one desk.

    Feed it what happens; carry out the effects it returns.  It does no I/O,
    reads no clock and starts nothing: time comes in.

    One call session is one card and one history row, whatever arrives: repeats,
    any order, missing predecessors, a late replay after the end.  An event of a
    call the book does not know (:meth:`knows`) may be a late one of a call that
    was kept long ago: :meth:`restore` that call's earlier events first.
    """

    def __init__(self, me: Employee) -> None:
        self._me = me
        self._chosen: tuple[ShownParameter, ...] = ()
        self._lost: frozenset[Ability] = frozenset()
        self._tracks: dict[str, Track] = {}
        self._by_session: dict[str, Track] = {}
        self._by_external: dict[str, Track] = {}
        #: Click accepted by UIS, no event yet: call session id to track.
        self._promised: dict[str, Track] = {}
        #: What is missed until the next :meth:`caught_up`; None: that is no news here.
        self._absence: Absence | None = Absence()

    def begin_at_the_beginning(self) -> None:
        """This desk was never here before: what is replayed first is the past, not an absence."""
        self._absence = None

    def knows(self, call_session_id: str) -> bool:
        """Events of this call have been seen since the start."""
        return call_session_id in self._by_session

    def restore(self, delivered: Delivered) -> None:
        """Take in an event that was kept before; nothing is asked for."""
        track, _ = self._take(delivered.event, delivered.received_at)
        track.row = track.told_row()
        track.explained = True

    def replay(self, delivered: Delivered) -> list[Effect]:
        """Take in a missed event: no new card before :meth:`caught_up`."""
        known = self._by_session.get(delivered.event.call_session_id)
        before = None if known is None else known.row
        track, effects = self._take(delivered.event, delivered.received_at)
        effects += self._history(track)
        if self._absence is not None:
            self._absence.saw(delivered.received_at, before, track.row)
        return [*effects, *self._cards(track, may_open=False)]

    def apply(self, delivered: Delivered, now: datetime) -> list[Effect]:
        """Take in an event that happens now."""
        track, effects = self._take(delivered.event, delivered.received_at)
        fresh = now - delivered.received_at <= FRESH
        effects += [*self._history(track), *self._cards(track, may_open=fresh)]
        return [*effects, *_moment(track, fresh=fresh), *_why_no_card(track)]

    def caught_up(self, now: datetime) -> list[Effect]:
        """The replay is done: cards for what still goes on, and one digest of the rest."""
        effects: list[Effect] = []
        for track in list(self._tracks.values()):
            fresh = now - track.last_news <= FRESH
            talking = track.view().state is CardState.TALKING
            effects += self._cards(track, may_open=fresh or talking)
            effects += [*_moment(track, fresh=fresh), *_why_no_card(track)]
        digest = None if self._absence is None else self._absence.over(now)
        self._absence = Absence()
        return effects if digest is None else [*effects, TellDigest(digest)]

    def dial_started(
        self, external_id: str, phone: Phone, line: Number, now: datetime
    ) -> list[Effect]:
        """The person clicked; the request goes out next."""
        track = self._open(Track(f"dial:{external_id}", now))
        track.dial = Dial(external_id, phone, line, now)
        self._by_external[external_id] = track
        return [*self._history(track), *self._cards(track, may_open=True)]

    def dial_accepted(self, external_id: str, call_session_id: str, now: datetime) -> list[Effect]:
        """UIS has made the call session; the employee's phone rings next."""
        track = self._by_external[external_id]
        if track.dial is None or track.facts is not None:
            return []
        track.last_news = now
        track.dial.state = CardState.CALLING_MY_PHONE
        track.dial.call_session_id = call_session_id
        other = self._by_session.get(call_session_id)
        if other is None:
            self._promised[call_session_id] = track
            return self._said(track)
        return [*self._join(track, other), *self._said(track)]

    def dial_refused(
        self, external_id: str, problem: str, detail: str | None, now: datetime
    ) -> list[Effect]:
        """UIS declined, or the request certainly did not go out."""
        effects = self._dial_over(external_id, CardState.REFUSED, now, problem, detail)
        return [*effects, *self.lose(Ability.CALL)] if is_lost(problem) else effects

    def lose(self, *abilities: Ability) -> list[Effect]:
        """The account cannot do these: no card offers them any more."""
        if self._lost.issuperset(abilities):
            return []
        self._lost |= set(abilities)
        effects: list[Effect] = []
        for track in self._tracks.values():
            track.lost = self._lost
            effects += self._said(track)
        return effects

    def dial_unknown(self, external_id: str, now: datetime) -> list[Effect]:
        """The request went out and nobody answered: events will tell, or nobody."""
        return self._dial_over(external_id, CardState.UNKNOWN, now)

    def click(self, external_id: str) -> CardView | None:
        """What is known of a click and the call it became; None if it is forgotten."""
        track = self._by_external.get(external_id)
        return None if track is None else track.view()

    def contact_found(self, key: str, contact: Contact) -> list[Effect]:
        """The contact list knows who calls: his name, if UIS told none, and his company.

        ``key`` is a card's key or a call session id.
        """
        track = self._tracks.get(key) or self._by_session.get(key)
        if track is None:
            return []
        track.contact = contact
        return self._said(track)

    def past_found(self, key: str, past: Past) -> list[Effect]:
        """The history knows who calls; ``key`` as for :meth:`contact_found`."""
        track = self._tracks.get(key) or self._by_session.get(key)
        if track is None:
            return []
        track.past = past
        return self._said(track)

    def row_of(self, key: str) -> str:
        """The history row of a call or click, now; ``key`` itself if it is not known."""
        track = self._tracks.get(key)
        return key if track is None else _row_of(track)

    def forget(self, rows: Collection[str]) -> None:
        """The history has lost these rows; a late event must not bring them back whole."""
        for track in list(self._tracks.values()):
            if _row_of(track) in rows:
                self._forget(track)

    def choose(self, parameters: tuple[ShownParameter, ...]) -> list[Effect]:
        """The administrator has chosen which additional parameters are shown."""
        if parameters == self._chosen:
            return []
        self._chosen = parameters
        effects: list[Effect] = []
        for track in self._tracks.values():
            track.chosen = parameters
            effects += self._said(track)
        return effects

    def call_session_of(self, card_key: str) -> str | None:
        """The call session a card shows, once UIS has named it."""
        track = self._tracks.get(card_key)
        return None if track is None else track.call_session_id

    def tick(self, now: datetime) -> list[Effect]:
        """Time has passed: give up on calls nobody says anything of."""
        effects: list[Effect] = []
        for track in list(self._tracks.values()):
            due = self._due(track)
            if due is not None and due <= now:
                track.silent = True
                effects += self._said(track)
        return effects

    def next_tick(self) -> datetime | None:
        """When :meth:`tick` has something to do next, or None."""
        return min(filter(None, map(self._due, self._tracks.values())), default=None)

    def _due(self, track: Track) -> datetime | None:
        """When to give up on a call, or None if there is nothing to give up."""
        if track.silent or track.finished:
            return None
        talking = track.view().state in _TALKS
        return track.last_news + (LONGEST_TALK if talking else SILENCE)

    def _take(self, event: CallEvent, heard: datetime) -> tuple[Track, list[Effect]]:
        """Find or make the track of an event and add the event to its facts."""
        effects: list[Effect] = []
        track = self._by_session.get(event.call_session_id)
        if track is not None and track.facts is not None:
            track.facts.add(event, heard)
        else:
            track = self._click_of(event)
            if track is None:
                track = self._open(Track(event.call_session_id, heard))
            else:
                effects.append(ForgetHistory(track.key, event.call_session_id))
            track.facts = facts_of(event, heard, self._me)
            self._by_session[event.call_session_id] = track
            self._promised.pop(event.call_session_id, None)
        if event.external_id is not None:
            track, more = self._claimed(track, event.external_id)
            effects += more
        track.last_news = max(track.last_news, heard)
        track.silent = False
        return track, effects

    def _click_of(self, event: CallEvent) -> Track | None:
        """The click a new call came of, if it was one.

        By call session id, by external id, or as a last resort because I am
        dialling that very number now: the template of an outgoing call carries
        no external id.
        """
        promised = self._promised.get(event.call_session_id)
        if promised is not None:
            return promised
        if event.external_id is not None:
            clicked = self._by_external.get(event.external_id)
            return clicked if clicked is not None and clicked.facts is None else None
        if not isinstance(event, CallOutgoing) or event.employee_id != self._me.id:
            return None
        waiting = [
            track
            for track in self._by_external.values()
            if track.facts is None
            and track.dial is not None
            and track.dial.state in {CardState.REQUESTING, CardState.UNKNOWN}
            and track.dial.phone.e164 == event.contact_phone_number
        ]
        return waiting[0] if len(waiting) == 1 else None

    def _claimed(self, track: Track, external_id: str) -> tuple[Track, list[Effect]]:
        """The track to go on with, now that an event names the click it came of."""
        clicked = self._by_external.get(external_id)
        if clicked is None:
            # Clicked before a restart: the row of that click tells nothing new.
            return track, [ForgetHistory(f"dial:{external_id}", _row_of(track))]
        if clicked is track or clicked.facts is not None:
            return track, []
        return clicked, self._join(clicked, track)

    def _join(self, clicked: Track, stranger: Track) -> list[Effect]:
        """A call taken for a stranger's was our click: the click's card goes on."""
        clicked.facts = stranger.facts
        clicked.last_news = max(clicked.last_news, stranger.last_news)
        clicked.contact = clicked.contact or stranger.contact
        clicked.row = stranger.row
        self._tracks.pop(stranger.key, None)
        if clicked.facts is not None:
            self._promised.pop(clicked.facts.call_session_id, None)
            self._by_session[clicked.facts.call_session_id] = clicked
        effects: list[Effect] = [ForgetHistory(clicked.key, _row_of(clicked))]
        if stranger.card is not None:
            effects.append(DropCard(stranger.key))
        return effects

    def _open(self, track: Track) -> Track:
        """Take a new track in; the oldest finished one makes room."""
        if len(self._tracks) >= REMEMBERED:
            oldest = next((t for t in self._tracks.values() if t.finished or t.silent), None)
            if oldest is not None:
                self._forget(oldest)
        track.chosen = self._chosen
        track.my_id = self._me.id
        track.lost = self._lost
        self._tracks[track.key] = track
        return track

    def _forget(self, track: Track) -> None:
        del self._tracks[track.key]
        if track.call_session_id is not None:
            self._by_session.pop(track.call_session_id, None)
            self._promised.pop(track.call_session_id, None)
        if track.dial is not None:
            self._by_external.pop(track.dial.external_id, None)

    def _dial_over(
        self,
        external_id: str,
        state: CardState,
        now: datetime,
        problem: str | None = None,
        detail: str | None = None,
    ) -> list[Effect]:
        track = self._by_external.get(external_id)
        if track is None or track.dial is None or track.facts is not None:
            return []  # Events have told already how it went.
        track.dial.state = state
        track.dial.problem = problem
        track.dial.detail = detail
        track.last_news = now
        return self._said(track)

    def _said(self, track: Track) -> list[Effect]:
        """What changed on card and in history; no new card."""
        return [*self._history(track), *self._cards(track, may_open=False)]

    def _history(self, track: Track) -> list[Effect]:
        row = track.told_row()
        if row is None or row == track.row:
            return []
        track.row = row
        return [KeepInHistory(row)]

    def _cards(self, track: Track, *, may_open: bool) -> list[Effect]:
        view = track.view()
        if view == track.card:
            return []
        stays = view.state.running or view.state is CardState.UNKNOWN
        if track.card is None and not (may_open and stays):
            return []
        track.card = view
        if stays and not track.silent:
            return [ShowCard(view)]
        return [FoldCard(view, _FOLD_S.get(view.state, FOLD_ENDED_S))]


def _moment(track: Track, *, fresh: bool) -> list[Effect]:
    """What rules for the CRM may wait for: once, and never what is heard of too late."""
    moment = None if track.card is None else moment_of(track.card)
    if track.card is None or moment is None or moment in track.moments or track.card.test:
        return []
    track.moments.add(moment)
    return [OpenCustomer(track.card, moment)] if fresh else []


def _why_no_card(track: Track) -> list[Effect]:
    """Why nothing is shown of a call that the history has, told once."""
    if track.card is not None or track.row is None or track.explained:
        return []
    track.explained = True
    goes_on = track.view().state.running
    return [NoteFate(_row_of(track), Fate.TOO_OLD if goes_on else Fate.OVER)]


def _row_of(track: Track) -> str:
    """The key of its history row: the call's, or the click's before its first event."""
    return track.key if track.facts is None else track.facts.call_session_id
