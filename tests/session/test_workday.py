"""A day at the desk: asked when there is no other way, told why, never asked twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pytest

from tests.builders import ME, waiting
from tests.fakes import (
    FakeCallApi,
    FakeEnrolling,
    MemoryPasswords,
    MemoryProfiles,
    PaperScreen,
    ScriptedStream,
)
from tests.session.stage import CONNECTED, PROFILE, Clock, Stage, arrived, until
from uis_desktop.core.cards import CardState
from uis_desktop.core.enrolment import Profile
from uis_desktop.core.invite import Invite
from uis_desktop.core.link import CaughtUp, LinkState, Refused, RefusedReason, StreamNews
from uis_desktop.core.phone import parse
from uis_desktop.errors import (
    DeviceRevoked,
    HistoryUnreadable,
    InviteRefused,
    SecretsLocked,
    SecretsUnavailable,
    SettingsUnreadable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.ports import Screen
from uis_desktop.session.session import Session
from uis_desktop.session.sign_in import DEVICE_TOKEN, UIS_PASSWORD, Credentials, SignIn, SignInForm
from uis_desktop.session.which_number import WhichNumber
from uis_desktop.session.workday import Workday

A = TypeVar("A")
FORM = SignInForm(
    invite=Invite(relay_url="https://relay.example", code="once").link(),
    login="anna",
    password="right",
    call_api_url="https://callapi.example/v4.0",
    virtual_phone_number="74950000001",
)
LIVE = (CONNECTED, CaughtUp())


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the sign-in dialog said when it opened."""

    enrolled: bool
    secrets_kept: bool
    filled: SignInForm | None
    problem: UisError | None


class PaperDesk(PaperScreen):
    """The whole screen on paper; the person fills in what the test says.

    Attributes:
        questions: every sign-in dialog that was opened.
        refusals: what an open dialog said about a form.
        which: the numbers it asked to choose from.
        session: who works at the desk now.
    """

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Question] = []
        self.refusals: list[UisError] = []
        self.which: list[WhichNumber] = []
        self.forms: asyncio.Queue[SignInForm] = asyncio.Queue()
        self.session: Session | None = None
        self._leaves = asyncio.Event()

    def attach(self, session: Session) -> None:
        self.session = session

    def detach(self) -> None:
        self.session = None

    def leave(self) -> None:
        """The person signs out."""
        self._leaves.set()

    async def sign_out_wanted(self) -> None:
        await self._leaves.wait()
        self._leaves.clear()

    async def ask_sign_in(
        self,
        attempt: Callable[[SignInForm], Awaitable[A | WhichNumber]],
        *,
        enrolled: bool = False,
        secrets_kept: bool = True,
        filled: SignInForm | None = None,
        problem: UisError | None = None,
    ) -> A:
        self.questions.append(
            Question(enrolled=enrolled, secrets_kept=secrets_kept, filled=filled, problem=problem)
        )
        while True:
            form = await self.forms.get()
            try:
                answer = await attempt(replace(form, invite="") if enrolled else form)
            except UisError as error:
                self.refusals.append(error)
            else:
                if not isinstance(answer, WhichNumber):
                    return answer
                self.which.append(answer)


class Sessions:
    """Sessions at one desk, each with the next of the scripted streams."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.scripts: list[tuple[StreamNews, ...]] = []
        self.credentials: list[Credentials] = []
        self.failures: list[HistoryUnreadable] = []
        self.streams: list[ScriptedStream] = []

    @asynccontextmanager
    async def session(self, credentials: Credentials, screen: Screen) -> AsyncIterator[Session]:
        if self.failures:
            raise self.failures.pop(0)
        self.credentials.append(credentials)
        news = self.scripts.pop(0) if self.scripts else LIVE
        yield self.stage.session(*news, stays=True)


@dataclass(kw_only=True)
class Office:
    """Everything around one desk."""

    desk: PaperDesk = field(default_factory=PaperDesk)
    passwords: MemoryPasswords = field(default_factory=MemoryPasswords)
    profiles: MemoryProfiles = field(default_factory=MemoryProfiles)
    enrolling: FakeEnrolling = field(default_factory=lambda: FakeEnrolling(once=ME))
    call_api: FakeCallApi = field(default_factory=FakeCallApi)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.stage = Stage(screen=self.desk, call_api=self.call_api, clock=self.clock)
        self.sessions = Sessions(self.stage)

    def sign_in_before(self) -> None:
        """The person signed in on an earlier day."""
        self.profiles.profile = PROFILE
        self.passwords.secrets = {DEVICE_TOKEN: "token", UIS_PASSWORD: "right"}

    @asynccontextmanager
    async def day(self) -> AsyncIterator[PaperDesk]:
        """The program runs."""
        sign_in = SignIn(
            enrolling=self.enrolling,
            passwords=self.passwords,
            profiles=self.profiles,
            call_api=lambda address, login, password: self.call_api,
            numbers=lambda credentials: (),
            device_name="desk-7",
        )
        workday = Workday(
            desk=self.desk,
            sign_in=sign_in,
            profiles=self.profiles,
            sessions=self.sessions,
            sleep=self.clock.sleep,
        )
        running = asyncio.create_task(workday.run())
        try:
            yield self.desk
        finally:
            running.cancel()
            await asyncio.wait({running})
        assert running.cancelled(), running.exception()

    async def until_live(self) -> None:
        await until(lambda: self.desk.link is LinkState.LIVE)

    async def until_asked(self, times: int = 1) -> None:
        await until(lambda: len(self.desk.questions) == times)


async def test_person_who_signed_in_before_is_not_asked() -> None:
    office = Office()
    office.sign_in_before()
    async with office.day() as desk:
        await office.until_live()
        assert desk.session is not None
    assert desk.questions == []
    assert office.sessions.credentials[0].device_token == "token"


async def test_state_is_shown_before_the_password_store_has_answered() -> None:
    office = Office()
    async with office.day() as desk:
        await until(lambda: bool(desk.links))
        assert desk.link is LinkState.CONNECTING


async def test_first_start_asks_and_then_works() -> None:
    office = Office()
    async with office.day() as desk:
        await office.until_asked()
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert desk.questions == [
        Question(enrolled=False, secrets_kept=True, filled=None, problem=None)
    ]
    assert office.passwords.secrets == {DEVICE_TOKEN: "token-1", UIS_PASSWORD: "right"}


async def test_number_that_was_left_open_is_asked_at_the_next_start_without_an_invite() -> None:
    office = Office()
    async with office.day() as desk:
        await office.until_asked()
        desk.forms.put_nowait(replace(FORM, virtual_phone_number=""))
        await until(lambda: bool(desk.which))
        assert desk.session is None
    async with office.day() as desk:
        await office.until_asked(2)
        question = desk.questions[-1]
        assert question.enrolled
        assert question.filled == replace(FORM, invite="", password="", virtual_phone_number="")
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert office.enrolling.enrolled == ["desk-7"]


async def test_wrong_password_is_told_and_the_form_stays_open() -> None:
    office = Office(call_api=FakeCallApi(password_right=False))
    async with office.day() as desk:
        await office.until_asked()
        desk.forms.put_nowait(FORM)
        await until(lambda: bool(desk.refusals))
        assert office.call_api.sign_ins == 1
        office.call_api.password_right = True
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert [type(error) for error in desk.refusals] == [SignInRefused]
    assert len(desk.questions) == 1


async def test_missing_password_store_is_told_and_asked_at_each_start() -> None:
    office = Office(passwords=MemoryPasswords(available=False))
    office.profiles.profile = PROFILE
    for start in (1, 2):
        office.enrolling.invites["once"] = ME
        async with office.day() as desk:
            await office.until_asked(start)
            desk.forms.put_nowait(FORM)
            await office.until_live()
        question = desk.questions[-1]
        assert isinstance(question.problem, SecretsUnavailable)
        assert (question.enrolled, question.secrets_kept) == (False, False)
        assert question.filled is not None
        assert (question.filled.login, question.filled.password) == ("anna", "")


async def test_missing_password_store_is_told_before_the_first_password_is_typed() -> None:
    office = Office(passwords=MemoryPasswords(available=False))
    async with office.day() as desk:
        await office.until_asked()
    assert isinstance(desk.questions[0].problem, SecretsUnavailable)
    assert not desk.questions[0].secrets_kept


async def test_password_that_could_not_be_kept_after_all_is_told() -> None:
    office = Office()
    async with office.day() as desk:
        await office.until_asked()
        office.passwords.available = False
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert [type(error) for error in desk.complaints] == [SecretsUnavailable]


async def test_locked_password_store_asks_for_the_password_only() -> None:
    office = Office()
    office.sign_in_before()
    office.passwords.locked = True
    async with office.day() as desk:
        await office.until_asked()
        assert desk.questions[0].enrolled
        assert isinstance(desk.questions[0].problem, SecretsLocked)
        office.passwords.locked = False
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert office.enrolling.enrolled == []


async def test_device_that_turns_out_not_to_be_enrolled_is_asked_for_an_invite() -> None:
    office = Office()
    office.sign_in_before()
    office.passwords.locked = True
    async with office.day() as desk:
        await office.until_asked()
        office.passwords.locked = False
        office.passwords.secrets = {}
        desk.forms.put_nowait(FORM)
        await office.until_asked(2)
        assert not desk.questions[1].enrolled
        assert isinstance(desk.questions[1].problem, InviteRefused)
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert office.enrolling.enrolled == ["desk-7"]


class BrokenProfiles(MemoryProfiles):
    """Settings somebody edited by hand, and not well."""

    broken = True

    def load(self) -> Profile | None:
        if self.broken:
            raise SettingsUnreadable("settings.json: line 3")
        return super().load()


async def test_unreadable_settings_are_told_and_cost_no_invite() -> None:
    profiles = BrokenProfiles()
    office = Office(profiles=profiles)
    async with office.day() as desk:
        await office.until_asked()
        assert isinstance(desk.questions[0].problem, SettingsUnreadable)
        desk.forms.put_nowait(FORM)
        await until(lambda: bool(desk.refusals))
        assert isinstance(desk.refusals[0], SettingsUnreadable)
        assert office.enrolling.enrolled == []
        profiles.broken = False
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert profiles.profile == PROFILE


async def test_revoked_device_asks_for_a_new_invite_and_forgets_the_token() -> None:
    office = Office()
    office.sign_in_before()
    office.sessions.scripts = [(Refused(reason=RefusedReason.DEVICE_REVOKED),)]
    async with office.day() as desk:
        await office.until_asked()
        question = desk.questions[0]
        assert isinstance(question.problem, DeviceRevoked)
        assert not question.enrolled
        assert question.filled is not None
        assert DEVICE_TOKEN not in office.passwords.secrets
        assert desk.session is None
        desk.forms.put_nowait(FORM)
        await office.until_live()
    assert office.sessions.credentials[-1].device_token == "token-1"


async def test_revoked_device_is_asked_even_if_its_token_cannot_be_removed() -> None:
    office = Office()
    office.sign_in_before()
    office.sessions.scripts = [(), (Refused(reason=RefusedReason.DEVICE_REVOKED),)]
    async with office.day() as desk:
        await until(lambda: desk.session is not None)
        office.passwords.locked = True
        office.stage.stream.say(Refused(reason=RefusedReason.DEVICE_REVOKED))
        await office.until_asked()
        assert [type(error) for error in desk.complaints] == [SecretsLocked]
    assert len(office.sessions.credentials) == 1


@pytest.mark.parametrize("reason", [RefusedReason.NOT_ALLOWED, RefusedReason.PROTOCOL])
async def test_other_refusals_leave_the_history_readable_until_signed_out(
    reason: RefusedReason,
) -> None:
    office = Office()
    office.sign_in_before()
    office.sessions.scripts = [(Refused(reason=reason),)]
    async with office.day() as desk:
        await until(lambda: desk.link is LinkState.REFUSED)
        assert desk.session is not None
        assert (await desk.session.lists.find("")).recent == []
        desk.leave()
        await office.until_asked()
        assert desk.session is None


async def test_sign_out_forgets_everything_and_asks() -> None:
    office = Office()
    office.sign_in_before()
    async with office.day() as desk:
        await office.until_live()
        desk.leave()
        await office.until_asked()
        assert desk.session is None
    assert office.passwords.secrets == {}
    assert office.profiles.profile is None
    assert desk.questions == [
        Question(enrolled=False, secrets_kept=True, filled=None, problem=None)
    ]


async def test_password_changed_at_uis_is_asked_for_without_an_invite() -> None:
    office = Office()
    office.sign_in_before()
    async with office.day() as desk:
        await office.until_live()
        assert desk.session is not None
        office.call_api.answers.append(SignInRefused("login.user"))
        await desk.session.dial(parse("79001234567"))
        await office.until_asked()
        assert desk.questions[0].enrolled
        assert isinstance(desk.questions[0].problem, SignInRefused)
        office.stage.stream.say(arrived(1, waiting()))
        await office.stage.stream.all_taken()
        assert desk.cards["c1"].state is CardState.RINGING_ME
        desk.forms.put_nowait(replace(FORM, password="new"))
        await until(lambda: len(office.sessions.credentials) == 2)
    assert office.sessions.credentials[1].password == "new"
    assert office.passwords.secrets[UIS_PASSWORD] == "new"
    assert office.enrolling.enrolled == []


async def test_journal_that_cannot_be_written_is_told_once_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    office = Office()
    office.sign_in_before()
    office.sessions.failures = [HistoryUnreadable("disk full"), HistoryUnreadable("disk full")]
    async with office.day() as desk:
        await until(lambda: office.clock.slept == 1)
        assert desk.link is LinkState.OFFLINE
        office.clock.move_to(30)
        await until(lambda: office.clock.slept == 2)
        office.clock.move_to(60)
        await office.until_live()
    assert [type(error) for error in desk.complaints] == [HistoryUnreadable]
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
