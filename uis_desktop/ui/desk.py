"""Everything the person sees, put together: the session's screen."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from PySide6.QtCore import QObject

from uis_desktop.core.absence import Digest
from uis_desktop.core.cards import CardView
from uis_desktop.core.link import LinkView
from uis_desktop.core.policy import NO_RULES, Rules, Source
from uis_desktop.core.reminders import Reminder
from uis_desktop.core.requests import ExitCode
from uis_desktop.core.updates import Telling
from uis_desktop.errors import NotAPhoneNumber, UisError
from uis_desktop.session.autostart import Autostart
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.aftercare import Aftercare
from uis_desktop.ui.announcing import Announcing
from uis_desktop.ui.application import Application
from uis_desktop.ui.calling import Calling
from uis_desktop.ui.cards.fate_watch import FateWatch
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.check.checking import Checking
from uis_desktop.ui.choices import Choices
from uis_desktop.ui.clipboard.copied_numbers import CopiedNumbers
from uis_desktop.ui.contacts.contacts_desk import ContactsDesk
from uis_desktop.ui.hotkey.hotkeys import Hotkeys
from uis_desktop.ui.hotkey.of_this_system import global_keys
from uis_desktop.ui.hotkey.seam import GlobalKeys
from uis_desktop.ui.instance.telling import code_of_link, status_told
from uis_desktop.ui.lock.while_locked import WhileLocked
from uis_desktop.ui.motion import Motion
from uis_desktop.ui.my_status.desk import StatusDesk
from uis_desktop.ui.native.in_window import InWindow
from uis_desktop.ui.native.surfaces import Surfaces
from uis_desktop.ui.native.teller import NotificationService
from uis_desktop.ui.network import NetworkWatch
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.signing.signing import Signing
from uis_desktop.ui.sound.flash import flash
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.tray.desk_tray import DeskTray
from uis_desktop.ui.tray.menu import TrayMenu
from uis_desktop.ui.updates.desk import UpdateDesk
from uis_desktop.ui.window.at_hand import WindowAtHand
from uis_desktop.ui.wording import not_a_number_words

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.session.sign_in import SignInForm
    from uis_desktop.session.support import Support
    from uis_desktop.session.which_number import WhichNumber
    from uis_desktop.ui.window.contact_window import ContactWindow

T = TypeVar("T")


class Desk:
    """Tray icon, cards, contact window and sign-in; the ``Screen`` of a session."""

    def __init__(
        self,
        application: Application,
        preferences: PreferenceBook,
        *,
        notifications: NotificationService | None = None,
        portal_keys: GlobalKeys | None = None,
        support: Support | None = None,
        autostart: Autostart | None = None,
        telling: Callable[[], Telling] = lambda: Telling.NO_KEY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``notifications`` are the system's; without ``support`` there is no log to show.

        ``portal_keys`` are keys of the whole desktop where its portal gives them.

        ``clock`` gives seconds that never run backwards.
        """
        self._application = application
        self._owner = QObject()
        self._stack = Stack(application.theme, clock=clock, parent=self._owner)
        self._motion = Motion(self._owner)
        self._motion.wanted_changed.connect(self._stack.allow_motion)
        self._announcing = Announcing(self._stack, self._owner)
        self._network = NetworkWatch(self._owner)
        self._notices = Notices(self._stack, application.theme)
        self._choices = Choices(
            preferences,
            application.theme,
            self._stack,
            self._notices,
            flash=lambda ms: flash(self._window.if_made, ms),
            autostart=autostart,
            telling=telling,
            parent=self._owner,
        )
        self._tasks = Tasks(self._report)
        self._window = WindowAtHand(application.theme, self._tasks, self._owner)
        self._calling = Calling(
            self._stack,
            self._tasks,
            preferences,
            self._notices.complain,
            self._notices.tell,
            self._status,
            clock=clock,
            parent=self._owner,
        )
        self._aftercare = Aftercare(
            self._stack,
            application.theme,
            self._tasks,
            self._notices,
            preferences,
            clock=clock,
            parent=self._owner,
        )
        self._contacts = ContactsDesk(self._tasks, self._owner)
        self._preferences = preferences
        self._tray = DeskTray(application.theme, self._stack, self._tasks, self._owner)
        self._status_desk = StatusDesk(
            self._tray.menu.status, self._tasks, self._notices, parent=self._owner
        )
        self._surfaces = Surfaces(self._stack, self._tasks, notifications, self._owner)
        self._locked = WhileLocked(
            self._stack, self._surfaces, self._aftercare.show_digest, self._owner
        )
        self._checking = Checking(
            FateWatch(self._stack, preferences, lambda: self._surfaces.surface, self._owner),
            application.theme,
            self._tasks,
            preferences=preferences,
            support=support,
            tell=self._notices.tell,
            parent=self._owner,
        )
        self.updates = UpdateDesk(
            self._stack,
            application.theme,
            self._tasks,
            self._notices,
            clock=clock,
            parent=self._owner,
        )
        self._session: Session | None = None
        self._link: LinkView | None = None
        self._missed = 0
        self._signing = Signing(self._notices.tell, self._owner)
        self._copied = CopiedNumbers(self._stack, clock=clock, parent=self._owner)
        self._hotkeys = Hotkeys(
            global_keys(portal_keys), self._tasks, self._notices, parent=self._owner
        )
        self._in_window = InWindow(
            self._surfaces,
            self._stack,
            self._tray.icon,
            self._notices,
            window=self._window,
            open_sign_in=self._signing.open_form,
            parent=self._owner,
        )
        self._connect()

    async def __aenter__(self) -> Self:
        """Show the tray icon, as the person likes it."""
        self._choices.load()
        self._preferences.listen(self._surfaces.live_by)
        self._preferences.listen(self._hotkeys.live_by)
        self._preferences.listen(self._copied.live_by)
        self._motion.ask()
        self._locked.watch()
        self._tray.icon.show()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what the windows started, then close them."""
        self.detach()
        await self._tasks.close()
        await self._surfaces.close()
        await self._hotkeys.close()
        self._checking.close()
        self._tray.icon.close()
        self._choices.close()
        self._aftercare.close()
        self._contacts.close()
        self._status_desk.close()
        self.updates.close()
        self._calling.close()
        self._stack.close()
        self._signing.close()
        self._window.close()
        self._owner.deleteLater()

    # Screen: what the session shows.

    def show_card(self, card: CardView) -> None:
        """Put the card on the screen, or bring the one with its key up to date."""
        self._stack.show_card(card)
        self._show_state()

    def fold_card(self, card: CardView, after_s: float) -> None:
        """Show its last state, and take it away after ``after_s`` unless it is held."""
        self._stack.fold_card(card, after_s)
        self._show_state()

    def drop_card(self, key: str) -> None:
        """Take the card away now."""
        self._stack.drop(key)
        self._show_state()

    def show_link(self, link: LinkView) -> None:
        """The connection has changed."""
        self._link = link
        self._checking.show_link(link)
        self._show_state()

    def show_policy(self, rules: Rules) -> None:
        """The relay's administrator has decided this about the settings."""
        self._preferences.obey(Source.RELAY, rules)

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at."""
        self._missed = count
        self._surfaces.show_missed(count)
        self._window.show_missed(count)
        self._show_state()

    def show_reminders(self, due: Sequence[Reminder]) -> None:
        """These are to be called back now."""
        self._aftercare.show_reminders(due)

    def show_digest(self, digest: Digest) -> None:
        """What happened while nobody was at the desk."""
        self._aftercare.show_digest(digest)

    def refresh_lists(self) -> None:
        """History or contacts have changed; what is shown is asked anew."""
        self._window.refresh()
        self._tray.refresh()
        self._checking.calls_changed()
        self._aftercare.calls_changed()

    def complain(self, error: UisError) -> None:
        """Tell the person about a failure that has no card of its own."""
        self._notices.complain(error)

    # What the program does with it.

    def attach(self, session: Session) -> None:
        """Work for this session from now on."""
        self._session = session
        self._stack.card_maker.expect_calls()
        self._network.use(session.hurry)
        self._calling.use(session)
        self._tray.use(session)
        self._copied.use(signed_in=True)
        self._aftercare.use(session)
        self._contacts.use(session.own_contacts)
        self._status_desk.use(session.my_status)
        self._checking.use(session)
        self._window.use(session)
        self.refresh_lists()
        if self._signing.signed_in():
            self._checking.welcome()
        self._signing.ask_about_left_invite()

    def detach(self) -> None:
        """Nobody is signed in any more: cards, badge and lists go."""
        self._session = None
        self._link = None
        self._signing.signed_out()
        self._network.use(None)
        self._tray.use(None)
        self._calling.use(None)
        self._copied.use(signed_in=False)
        self._aftercare.use(None)
        self._contacts.use(None)
        self._status_desk.use(None)
        self._checking.use(None)
        self._checking.show_link(None)
        self._stack.clear()
        self._locked.forget()
        self.show_policy(NO_RULES)
        self._window.use(None)
        self.show_missed(0)

    async def ask_sign_in(
        self,
        attempt: Callable[[SignInForm], Awaitable[T | WhichNumber]],
        *,
        enrolled: bool = False,
        secrets_kept: bool = True,
        filled: SignInForm | None = None,
        problem: UisError | None = None,
    ) -> T:
        """Ask until ``attempt`` succeeds with what was filled in; its answer."""
        return await self._signing.form.ask(
            attempt,
            enrolled=enrolled,
            secrets_kept=secrets_kept,
            filled=filled,
            problem=problem,
        )

    async def sign_out_wanted(self) -> None:
        """Return when the person has chosen and confirmed to sign out."""
        await self._signing.sign_out_wanted()

    def open_window(self) -> None:
        """Bring up what the person works with: the window, or the sign-in."""
        if not self._signing.open_form():
            self._window.get().open()

    def open_link(self, link: str) -> None:
        """Do what a link, or a number, asks for."""
        self._calling.open_link(link)

    def _open_missed(self) -> None:
        self._window.get().open_missed()

    def prefill(self, text: str) -> None:
        """Put a number into the dial field; dialling is the person's to do."""
        self._window.get().prefill(text)

    # What the person does.

    @property
    def tray_menu(self) -> TrayMenu:
        """The menu of the tray icon."""
        return self._tray.menu

    def _on_window_made(self, window: ContactWindow) -> None:
        window.settings_wanted.connect(self._choices.open_settings)
        window.missed_seen.connect(self._on_missed_seen)
        window.check_wanted.connect(self._checking.open)
        window.explain_wanted.connect(self._checking.explain)
        window.program.fill_with(self._tray.icon.fill_menu)
        self._aftercare.serve(window)
        self._contacts.serve(window)
        self._calling.serve(window)
        self._in_window.serve(window)

    def _connect(self) -> None:
        self._application.show_wanted.connect(self.open_window)
        self._window.made.connect(self._on_window_made)
        self._calling.hear(self._application)
        self._calling.prefill_wanted.connect(self.prefill)
        self._calling.invite_opened.connect(self._signing.open_invite)
        self._hotkeys.numbers_wanted.connect(self.prefill)
        self._hotkeys.front_wanted.connect(lambda: self._window.get().open())
        self._copied.call_wanted.connect(self._calling.call)
        self._stack.card_maker.open_wanted.connect(self.prefill)
        self._stack.more_wanted.connect(self.open_window)
        self._signing.form.closed.connect(self._on_sign_in_closed)
        self._calling.busy_changed.connect(self._on_busy)
        self._aftercare.call_wanted.connect(self._calling.call)
        self._aftercare.missed_wanted.connect(self._open_missed)
        self._aftercare.calls_wanted.connect(self.open_window)
        self._tray.recent_changed.connect(self._show_state)
        self._status_desk.changed.connect(self._show_state)
        self.updates.changed.connect(self._show_state)
        self._tray.menu.update_chosen.connect(self.updates.show_news)
        self._choices.quiet_changed.connect(self._show_state)
        self._choices.crm_rules_wanted.connect(self._aftercare.edit_crm_rules)
        self._tray.open_wanted.connect(self.open_window)
        self._tray.missed_wanted.connect(self._open_missed)
        self._surfaces.changed.connect(lambda: self._choices.show_surface(self._surfaces.surface))
        self._surfaces.missed_wanted.connect(self._open_missed)
        menu = self._tray.menu
        menu.number_chosen.connect(self._calling.call)
        self._choices.serve(menu)
        menu.check_chosen.connect(self._checking.open)
        menu.sign_out_chosen.connect(self._signing.ask_to_sign_out)
        menu.quit_chosen.connect(self._application.quit)

    def _running(self) -> list[CardView]:
        return [card for card in self._stack.cards() if card.state.running]

    def _show_state(self) -> None:
        running = self._running()
        quiet, locked = self._choices.quiet_words, self._choices.pause_locked
        status, update = self._status_desk.view, self.updates.menu_words
        self._tray.show_state(self._link, running, self._missed, quiet, status, locked, update)
        self._window.show_link(self._link)
        self._in_window.show_calls(running)
        self._aftercare.calls_go_on(running)
        self.updates.calls_changed(going_on=bool(running))
        self._calling.calls_changed()

    def _status(self) -> tuple[ExitCode, Mapping[str, object]]:
        told = status_told(self._link, self._running(), self._missed, self._choices.quiet_words)
        return code_of_link(self._link), told

    def _report(self, error: UisError) -> None:
        """A coroutine of the screen failed: beside the field, or as a notice."""
        if isinstance(error, NotAPhoneNumber):
            words = not_a_number_words(error.reason)
            if self._window.show_problem(words):
                return
        self._notices.complain(error)

    def _on_busy(self, busy: bool) -> None:
        self._stack.set_all_busy(busy=busy)
        self._window.set_busy(busy)

    def _on_missed_seen(self) -> None:
        if self._missed:
            self._tasks.start(self._mark_missed_seen())

    async def _mark_missed_seen(self) -> None:
        if self._session is not None:
            await self._session.lists.mark_missed_seen()

    def _on_sign_in_closed(self) -> None:
        """Without a tray there would be no way back to the form."""
        if not self._tray.icon.available:
            self._application.quit()
