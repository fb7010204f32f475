"""Signing in: the password first, then the invite, then the secrets."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from tests.builders import ME
from tests.fakes import FakeCallApi, FakeEnrolling, MemoryPasswords, MemoryProfiles
from tests.session.stage import PROFILE
from uis_desktop.core.enrolment import Profile
from uis_desktop.core.invite import Invite
from uis_desktop.core.lines import Line
from uis_desktop.core.phone import Number
from uis_desktop.errors import (
    InviteRefused,
    NotAPhoneNumber,
    NotOurNumber,
    SecretsLocked,
    SecretsUnavailable,
    ServiceUnreachable,
    SettingsUnreadable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.company_numbers import NumberSource, which_number
from uis_desktop.session.sign_in import DEVICE_TOKEN, UIS_PASSWORD, Credentials, SignIn, SignInForm
from uis_desktop.session.which_number import WhichNumber

FORM = SignInForm(
    invite=Invite(relay_url="https://relay.example", code="once").link(),
    login="anna",
    password="correct horse",
    call_api_url="https://callapi.example/v4.0",
    virtual_phone_number="8 (495) 000-00-01",
)
AGAIN = replace(FORM, invite=" ")
NO_NUMBER = replace(FORM, virtual_phone_number="")
OURS = (Line(phone_number=Number("+74950000001")), Line(phone_number=Number("+74950000002")))


class Numbers:
    """Somebody who knows our numbers, or why he does not tell them."""

    def __init__(self, *lines: Line, refuses: UisError | None = None) -> None:
        self._lines = lines
        self._refuses = refuses
        self.asked = 0

    async def lines(self) -> Sequence[Line]:
        self.asked += 1
        if self._refuses is not None:
            raise self._refuses
        return self._lines


@dataclass(kw_only=True)
class FirstDay:
    """A new machine, an invite, and UIS behind it."""

    enrolling: FakeEnrolling = field(default_factory=lambda: FakeEnrolling(once=ME))
    passwords: MemoryPasswords = field(default_factory=MemoryPasswords)
    profiles: MemoryProfiles = field(default_factory=MemoryProfiles)
    call_api: FakeCallApi = field(default_factory=FakeCallApi)
    asked_with: list[tuple[str, str, str]] = field(default_factory=list)
    sources: tuple[NumberSource, ...] = ()

    def start(self) -> SignIn:
        """The program starts."""
        return SignIn(
            enrolling=self.enrolling,
            passwords=self.passwords,
            profiles=self.profiles,
            call_api=self._call_api,
            numbers=lambda credentials: self.sources,
            device_name="desk-7",
        )

    def _call_api(self, address: str, login: str, password: str) -> FakeCallApi:
        self.asked_with.append((address, login, password))
        return self.call_api


async def test_right_form_signs_in_and_is_remembered_at_the_next_start() -> None:
    day = FirstDay()
    credentials = await day.start().sign_in(FORM)
    assert credentials.remembered
    assert credentials.profile == PROFILE
    assert day.asked_with == [("https://callapi.example/v4.0", "anna", "correct horse")]
    assert day.enrolling.enrolled == ["desk-7"]
    assert await day.start().remembered() == credentials


async def test_first_start_remembers_nobody() -> None:
    assert await FirstDay().start().remembered() is None
    assert not await FirstDay().start().enrolled()


async def test_device_that_has_just_been_enrolled_needs_no_invite_whatever_was_kept() -> None:
    day = FirstDay(passwords=MemoryPasswords(available=False))
    start = day.start()
    await start.sign_in(FORM)
    assert await start.enrolled()
    assert not await FirstDay().start().enrolled()


async def test_device_without_its_password_is_enrolled_and_asks_for_it() -> None:
    day = FirstDay()
    await day.start().sign_in(FORM)
    await day.passwords.delete(UIS_PASSWORD)
    again = day.start()
    assert await again.remembered() is None
    assert await again.enrolled()


async def test_wrong_password_is_tried_once_and_costs_no_invite() -> None:
    day = FirstDay(call_api=FakeCallApi(password_right=False))
    with pytest.raises(SignInRefused):
        await day.start().sign_in(FORM)
    assert day.call_api.sign_ins == 1
    assert "once" in day.enrolling.invites
    assert day.passwords.secrets == {}
    assert day.profiles.profile is None


async def test_used_invite_leaves_nothing_behind() -> None:
    day = FirstDay(enrolling=FakeEnrolling())
    with pytest.raises(InviteRefused):
        await day.start().sign_in(FORM)
    assert (day.passwords.secrets, day.profiles.profile) == ({}, None)


@pytest.mark.parametrize("line", ["", "101", "моя линия"])
async def test_line_that_is_no_public_number_is_refused_before_anybody_is_asked(line: str) -> None:
    day = FirstDay()
    with pytest.raises(NotAPhoneNumber):
        await day.start().sign_in(replace(FORM, virtual_phone_number=line))
    assert day.asked_with == []


async def test_a_number_that_only_takes_calls_is_no_line_to_call_from() -> None:
    day = FirstDay()
    with pytest.raises(NotOurNumber):
        await day.start().sign_in(replace(FORM, virtual_phone_number="8 800 555-35-35"))
    assert day.asked_with == []


async def test_broken_invite_link_is_refused_before_anybody_is_asked() -> None:
    day = FirstDay()
    with pytest.raises(InviteRefused):
        await day.start().sign_in(replace(FORM, invite="https://relay.example/"))
    assert day.asked_with == []


async def test_without_a_password_store_the_person_is_asked_at_the_next_start() -> None:
    day = FirstDay(passwords=MemoryPasswords(available=False))
    credentials = await day.start().sign_in(FORM)
    assert not credentials.remembered
    assert credentials.device_token == "token-1"
    with pytest.raises(SecretsUnavailable):
        await day.start().remembered()


async def test_locked_password_store_is_told_at_the_start() -> None:
    day = FirstDay()
    await day.start().sign_in(FORM)
    day.passwords.locked = True
    with pytest.raises(SecretsLocked):
        await day.start().remembered()


async def test_enrolled_device_needs_only_the_password_again() -> None:
    day = FirstDay()
    await day.start().sign_in(FORM)
    day.passwords.secrets[UIS_PASSWORD] = "old"
    credentials = await day.start().sign_in(AGAIN)
    assert credentials.device_token == "token-1"
    assert len(day.enrolling.enrolled) == 1
    assert day.passwords.secrets[UIS_PASSWORD] == "correct horse"


async def test_device_no_store_could_keep_needs_no_second_invite_while_we_run() -> None:
    day = FirstDay(passwords=MemoryPasswords(available=False))
    running = day.start()
    await running.sign_in(FORM)
    assert running.enrolled_now
    assert (await running.sign_in(AGAIN)).device_token == "token-1"
    with pytest.raises(SecretsUnavailable):
        await day.start().sign_in(AGAIN)


async def test_new_device_without_an_invite_is_refused() -> None:
    with pytest.raises(InviteRefused):
        await FirstDay().start().sign_in(AGAIN)


async def test_token_withdrawn_by_the_relay_needs_a_new_invite() -> None:
    day = FirstDay()
    running = day.start()
    await running.sign_in(FORM)
    await running.revoked()
    assert not await running.enrolled()
    assert await running.remembered() is None
    with pytest.raises(InviteRefused):
        await running.sign_in(AGAIN)
    day.enrolling.invites["once"] = ME
    assert (await running.sign_in(FORM)).device_token == "token-2"


async def test_relay_that_does_not_answer_leaves_nothing_behind() -> None:
    day = FirstDay()
    day.enrolling.failure = ServiceUnreachable("enrol")
    with pytest.raises(ServiceUnreachable):
        await day.start().sign_in(FORM)
    assert (day.passwords.secrets, day.profiles.profile) == ({}, None)


async def test_sign_out_forgets_profile_and_secrets() -> None:
    day = FirstDay()
    running = day.start()
    await running.sign_in(FORM)
    await running.sign_out()
    assert (day.passwords.secrets, day.profiles.profile) == ({}, None)
    assert await running.remembered() is None


async def test_sign_out_with_a_locked_store_tells_but_does_not_sign_in_again() -> None:
    day = FirstDay()
    running = day.start()
    await running.sign_in(FORM)
    day.passwords.locked = True
    with pytest.raises(SecretsLocked):
        await running.sign_out()
    assert DEVICE_TOKEN in day.passwords.secrets
    day.passwords.locked = False
    assert await day.start().remembered() is None


async def test_secrets_do_not_show_when_printed() -> None:
    credentials = await FirstDay().start().sign_in(FORM)
    assert "correct horse" not in f"{FORM!r} {credentials!r}"
    assert "token-1" not in repr(credentials)


async def test_who_has_no_login_at_uis_calls_through_the_relay() -> None:
    day = FirstDay(call_api=FakeCallApi(password_right=False))
    form = replace(FORM, login="", password="", call_api_url="")
    credentials = await day.start().sign_in(form)
    assert day.asked_with == []
    assert credentials.profile.through_relay
    assert UIS_PASSWORD not in day.passwords.secrets
    remembered = await day.start().remembered()
    assert remembered == credentials


async def test_password_of_before_goes_when_calls_go_through_the_relay() -> None:
    day = FirstDay()
    await day.start().sign_in(FORM)
    await day.start().sign_in(replace(AGAIN, login="", password="", call_api_url=""))
    assert UIS_PASSWORD not in day.passwords.secrets


class FullDisk(MemoryProfiles):
    """Takes no profile until there is room."""

    room = False

    def save(self, profile: Profile) -> None:
        if not self.room:
            raise SettingsUnreadable("no room")
        super().save(profile)


async def test_form_that_failed_after_its_invite_was_exchanged_works_when_sent_again() -> None:
    disk = FullDisk()
    day = FirstDay(profiles=disk)
    sign_in = day.start()
    with pytest.raises(SettingsUnreadable):
        await sign_in.sign_in(FORM)
    disk.room = True
    assert (await sign_in.sign_in(FORM)).device_token == "token-1"
    assert day.enrolling.enrolled == ["desk-7"]


async def test_who_has_not_said_his_number_is_offered_the_company_s_by_the_first_who_knows() -> (
    None
):
    refuses = Numbers(refuses=ServiceUnreachable("relay"))
    day = FirstDay(sources=(refuses, Numbers(), Numbers(*OURS), Numbers(OURS[0])))
    which = await day.start().begin(NO_NUMBER)
    assert which == WhichNumber(employee=ME, lines=OURS)


async def test_numbers_whose_calls_concern_him_are_offered_first() -> None:
    his = replace(ME, lines=(OURS[1].phone_number,))
    which = await which_number(his, [Numbers(*OURS)])
    assert which.lines == (OURS[1], OURS[0])


async def test_who_tells_no_number_is_named_so_that_it_is_typed() -> None:
    why = ServiceUnreachable("UIS")
    day = FirstDay(sources=(Numbers(), Numbers(refuses=why)))
    assert await day.start().begin(NO_NUMBER) == WhichNumber(employee=ME, lines=(), why=why)


async def test_who_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(Numbers):
        async def lines(self) -> Sequence[Line]:
            await asyncio.Event().wait()
            raise AssertionError("nobody answers")

    monkeypatch.setattr("uis_desktop.session.company_numbers._EACH_S", 0.01)
    assert (await which_number(ME, [Silent(), Numbers(*OURS)])).lines == OURS
    assert isinstance((await which_number(ME, [Silent()])).why, ServiceUnreachable)


async def test_choosing_the_number_asks_nobody_a_second_time() -> None:
    day = FirstDay(sources=(Numbers(*OURS),))
    sign_in = day.start()
    await sign_in.begin(NO_NUMBER)
    credentials = await sign_in.begin(FORM)
    assert isinstance(credentials, Credentials)
    assert credentials.profile == PROFILE
    assert (day.call_api.sign_ins, day.enrolling.enrolled) == (1, ["desk-7"])
    await sign_in.begin(FORM)
    assert day.call_api.sign_ins == 2, "later the password is checked as ever"


async def test_password_changed_at_the_last_question_is_checked() -> None:
    day = FirstDay()
    sign_in = day.start()
    await sign_in.begin(NO_NUMBER)
    await sign_in.begin(replace(FORM, password="another"))
    assert [password for _, _, password in day.asked_with] == ["correct horse", "another"]


async def test_form_that_was_closed_at_the_last_question_needs_no_second_invite() -> None:
    day = FirstDay()
    await day.start().begin(NO_NUMBER)
    next_day = day.start()
    assert await next_day.remembered() is None
    assert await next_day.enrolled()
    credentials = await next_day.begin(AGAIN)
    assert await day.start().remembered() == credentials
