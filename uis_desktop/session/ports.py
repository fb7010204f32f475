"""What a session needs from the outside, in the session's own words.

Adapters happen to fit these and do not import them; ``desktop.py`` puts them
together, and strict typing proves there that they fit.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Protocol

from uis_desktop.core.absence import Digest
from uis_desktop.core.call_control import TagButton
from uis_desktop.core.cards import CardView
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPage, DirectoryPlace
from uis_desktop.core.enrolment import Enrolment, Profile
from uis_desktop.core.events import Delivered, Place
from uis_desktop.core.history import HistoryRow, MissedCalls
from uis_desktop.core.lines import Line
from uis_desktop.core.link import LinkView, StreamNews
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number, Phone
from uis_desktop.core.policy import Rules
from uis_desktop.core.reminders import Reminder
from uis_desktop.core.tags import Tag
from uis_desktop.core.versioned import Versioned
from uis_desktop.errors import UisError
from uis_desktop.session.contact_imports import OwnContactStore
from uis_desktop.session.customers import Opened
from uis_desktop.session.fates import FateStore
from uis_desktop.session.my_status import StatusNotes
from uis_desktop.session.our_lines import LineStore
from uis_desktop.session.reminders import ReminderStore
from uis_desktop.session.tagging import TagStore


class EventStream(Protocol):
    """The events of the relay, for ever: it reconnects and resumes by itself."""

    def follow(self, place: Place) -> AsyncGenerator[StreamNews, None]:
        """Everything after ``place``, and what happens to the connection meanwhile.

        Ends only after a final refusal (``core.link.Refused``); whoever stops
        earlier closes it.
        """
        ...

    def hurry(self) -> None:
        """The network or the machine woke up: do not wait out the back-off."""
        ...


class CallStore(Protocol):
    """What holds the calls; every method may raise ``HistoryUnreadable``."""

    async def count_of_number(self, number: Number) -> int:
        """How many finished calls of a number there are."""
        ...

    async def erase_number(self, number: Number) -> Sequence[str]:
        """Take them out, with notes, events and the reminder; their keys."""
        ...

    async def erase_before(self, before: datetime, most: int) -> Sequence[str]:
        """Take out up to ``most`` calls that began earlier, likewise; their keys."""
        ...


class Journal(
    ReminderStore,
    CallStore,
    LineStore,
    Opened,
    OwnContactStore,
    FateStore,
    StatusNotes,
    TagStore,
    Protocol,
):
    """The desktop's own store: events, place in the stream and history."""

    async def place(self) -> Place:
        """Where the stream stopped."""
        ...

    async def keep(
        self,
        delivered: Sequence[Delivered],
        rows: Sequence[HistoryRow],
        forget: Sequence[tuple[str, str]] = (),
        place: Place | None = None,
    ) -> None:
        """Write events, rows and the new place in one transaction, on disk when it returns.

        ``forget`` has pairs: the key of a row to remove, and the key of the row that
        tells its story and takes its note over.  ``place`` moves the place without
        an event (after a gap).

        Raises:
            HistoryUnreadable: it could not be written.
        """
        ...

    async def open_calls(self, since: datetime) -> Sequence[Delivered]:
        """The events of every call that has no final history row, oldest first.

        Events received before ``since`` are left out.
        """
        ...

    async def recent(
        self, *, limit: int, search: str = "", behind: HistoryRow | None = None
    ) -> Sequence[HistoryRow]:
        """The newest rows first; those that come behind ``behind``, if it is given."""
        ...

    async def missed(self, *, limit: int, search: str = "") -> Sequence[MissedCalls]:
        """Missed calls that concern me, repeats put together, the newest first."""
        ...

    async def missed_since_seen(self) -> int:
        """How many lost calls that concern me nobody has looked at or answered since."""
        ...

    async def mark_missed_seen(self) -> None:
        """The person has looked at the missed calls."""
        ...

    async def keep_note(self, call: str, text: str) -> None:
        """Write the note of a call in place of an older one; an empty one goes.

        Nothing is written for a call that is not in the history.

        Raises:
            HistoryUnreadable: it could not be written.
        """
        ...

    async def past_with(self, number: Number, besides: Sequence[str]) -> Past | None:
        """The last talk with a number and the last note on it, not counting these calls."""
        ...

    async def calls_with(self, numbers: Sequence[Number], *, limit: int) -> Sequence[HistoryRow]:
        """The newest calls with any of these numbers, the newest first."""
        ...

    async def contacts(self, *, search: str, limit: int) -> Sequence[Contact]:
        """Contacts whose name, company or number fits, best first."""
        ...

    async def contact_by_number(self, number: Number) -> Contact | None:
        """Who a number belongs to."""
        ...

    async def colleagues(self, *, search: str, limit: int) -> Sequence[Colleague]:
        """Colleagues whose name or number fits, by name; all for no search."""
        ...

    async def colleague_by_extension(self, extension: str) -> Colleague | None:
        """Whose extension that is."""
        ...

    async def colleagues_version(self) -> str | None:
        """The version of the list that is kept, or None before the first."""
        ...

    async def keep_colleagues(self, colleagues: Sequence[Colleague], version: str) -> None:
        """Keep this list in place of the one before, in one transaction."""
        ...

    async def policy(self) -> Rules:
        """What the relay says of the settings."""
        ...

    async def policy_version(self) -> str | None:
        """The version of the rules that are kept, or None before the first."""
        ...

    async def keep_policy(self, rules: Rules, version: str) -> None:
        """Keep these rules in place of those before."""
        ...

    async def contacts_place(self) -> DirectoryPlace:
        """How far the directory has been copied."""
        ...

    async def keep_contacts(
        self,
        contacts: Sequence[Contact],
        removed: Sequence[str],
        place: DirectoryPlace,
        *,
        reset: bool = False,
    ) -> None:
        """Take a page of the directory in, with its place, in one transaction.

        ``reset``: forget all contacts of before first.
        """
        ...


class Directory(Protocol):
    """The company's contacts, employees and numbers at the relay."""

    async def page(self, after: DirectoryPlace) -> DirectoryPage:
        """What changed after ``after``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def colleagues(self, version: str | None) -> Versioned[tuple[Colleague, ...]]:
        """The employees, unless they are as they were at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def talking(self) -> frozenset[str]:
        """The ids of those who talk now.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def tags(self, version: str | None) -> Versioned[tuple[Tag, ...]]:
        """The company's tags, unless they are as they were at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def policy(self, version: str | None) -> Versioned[Rules]:
        """What is decided about settings, unless it is as it was at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def lines(self, version: str | None) -> Versioned[tuple[Line, ...]]:
        """Our active numbers, unless they are as they were at ``version``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...


class CallControls(Protocol):
    """UIS's Call API, component "call management".

    Each raises CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused.
    """

    async def hold_call(self, call_session_id: str, words: str) -> None:
        """Let the contact wait; a voice reads him ``words``."""
        ...

    async def unhold_call(self, call_session_id: str) -> None:
        """Back to the contact."""
        ...

    async def consult_call(self, call_session_id: str, to: Phone) -> None:
        """Dial somebody while the contact waits."""
        ...

    async def transfer_call(self, call_session_id: str) -> None:
        """Hand the contact over."""
        ...

    async def restore_call(self, call_session_id: str) -> None:
        """Give the consultation up and return to the contact."""
        ...

    async def record_call(self, call_session_id: str, *, on: bool) -> None:
        """Begin or stop to record."""
        ...

    async def tag_call(self, call_session_id: str, tag_id: str) -> None:
        """Put a tag on the call."""
        ...

    async def coach_call(self, call_session_id: str) -> None:
        """Let the employee's trainer listen in."""
        ...

    async def press_key(self, call_session_id: str, symbol: str) -> None:
        """Send one symbol to the contact, as a key of the phone does."""
        ...

    async def block_contact(self, call_session_id: str) -> None:
        """Put the contact's number on the blacklist."""
        ...

    async def tag_buttons(self) -> Sequence[TagButton]:
        """Which keys tag a call, in the order of the keys.

        Raises:
            CallRefused, ServiceUnreachable, SignInRefused, ReplyNotUnderstood
        """
        ...


class CallApi(CallControls, Protocol):
    """UIS's Call API as the desk uses it; keeps its session by itself."""

    async def sign_in(self) -> None:
        """Open a session now, to find out whether login and password are right.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        ...

    async def start_employee_call(
        self, *, contact: Phone, virtual_phone_number: Number, employee_id: str, external_id: str
    ) -> str:
        """Ring the employee, then dial the contact; the call session id.

        At most one request that may place a call goes out.

        Raises:
            CallRefused: UIS declined; nothing was dialled.
            ServiceUnreachable: the request certainly did not go out.
            OutcomeUnknown: it may have been dialled.
            SignInRefused: login or password are wrong.
        """
        ...

    async def call_of_click(self, external_id: str) -> str | None:
        """The session id of the call that goes on because of this click; None: there is none.

        One question, which costs the company's budget of requests: never asked in a loop.

        Raises:
            CallRefused, ServiceUnreachable, SignInRefused, ReplyNotUnderstood
        """
        ...

    async def release_call(self, call_session_id: str) -> None:
        """End the whole call.

        Raises:
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        ...


class Enrolling(Protocol):
    """The relay's desk for new devices."""

    async def enrol(self, relay_url: str, code: str, device_name: str) -> Enrolment:
        """Exchange a one-time code for this device's token.

        Raises:
            InviteRefused, ServiceUnreachable, OutcomeUnknown, ReplyNotUnderstood
        """
        ...


class Passwords(Protocol):
    """The system's password store."""

    async def read(self, name: str) -> str | None:
        """The secret, or None if there is none.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        ...

    async def write(self, name: str, secret: str) -> None:
        """Keep the secret.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        ...

    async def delete(self, name: str) -> None:
        """Forget the secret; no error if there is none.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        ...


class Profiles(Protocol):
    """Settings on disk: who signed in last."""

    def load(self) -> Profile | None:
        """The profile, or None on the first start.

        Raises:
            SettingsUnreadable
        """
        ...

    def save(self, profile: Profile) -> None:
        """Keep the profile."""
        ...

    def remove(self) -> None:
        """Forget the profile (sign-out)."""
        ...


class Screen(Protocol):
    """What the person sees.  Every method returns at once and never fails."""

    def show_card(self, card: CardView) -> None:
        """Put the card on the screen, or bring the one with its key up to date."""
        ...

    def fold_card(self, card: CardView, after_s: float) -> None:
        """Show its last state, and take it away after ``after_s`` unless it is held."""
        ...

    def drop_card(self, key: str) -> None:
        """Take the card away now."""
        ...

    def show_link(self, link: LinkView) -> None:
        """The connection has changed."""
        ...

    def show_reminders(self, due: Sequence[Reminder]) -> None:
        """These are to be called back now; others the person has been told of are not any more."""
        ...

    def show_digest(self, digest: Digest) -> None:
        """Tell quietly what happened while nobody was at the desk."""
        ...

    def show_policy(self, rules: Rules) -> None:
        """The relay's administrator has decided this about the settings, and nothing else."""
        ...

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at."""
        ...

    def refresh_lists(self) -> None:
        """History or contacts have changed; what is shown is to be asked anew."""
        ...

    def complain(self, error: UisError) -> None:
        """Tell the person about a failure that has no card of its own."""
        ...
