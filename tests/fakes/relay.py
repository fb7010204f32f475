"""The relay's desk, in memory: invites, a directory and its checks."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from datetime import datetime

from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.company_contacts import CompanyContact
from uis_desktop.core.directory import DirectoryPage, DirectoryPlace
from uis_desktop.core.enrolment import Enrolment
from uis_desktop.core.events import Employee
from uis_desktop.core.lines import Line
from uis_desktop.core.my_status import Status, StatusNow
from uis_desktop.core.policy import NO_RULES, Rules
from uis_desktop.core.ring_test import RingReport
from uis_desktop.core.tags import Tag
from uis_desktop.core.versioned import Versioned
from uis_desktop.errors import InviteRefused, RecordingUnusable, UisError


class FakeEnrolling:
    """Takes each of its codes once.

    Attributes:
        invites: code to employee, for the codes nobody has used.
        enrolled: names of the devices that came.
        failure: when set, nothing gets through and this is raised.
    """

    def __init__(self, **invites: Employee) -> None:
        self.invites = dict(invites)
        self.enrolled: list[str] = []
        self.failure: UisError | None = None

    async def enrol(self, relay_url: str, code: str, device_name: str) -> Enrolment:
        if self.failure is not None:
            raise self.failure
        if code not in self.invites:
            raise InviteRefused("enrol: invite_refused")
        self.enrolled.append(device_name)
        return Enrolment(
            device_token=f"token-{len(self.enrolled)}",
            employee=self.invites.pop(code),
            stream_url=relay_url.replace("http", "ws", 1) + "/v1/stream",
        )


class FakeDirectory:
    """Gives its pages one after the other, then empty ones; an error in between is raised.

    Attributes:
        asked: the places it was asked with.
        staff: the employees; their version is how many there are.
        busy: the ids of those who talk.
        policy_told: what is decided about settings; the version is made of it.
        lines_told: the company's numbers; their version is how many there are.
        tags_told: its tags, likewise.
    """

    def __init__(self, *pages: DirectoryPage | UisError) -> None:
        self.pages: deque[DirectoryPage | UisError] = deque(pages)
        self.asked: list[DirectoryPlace] = []
        self.staff: tuple[Colleague, ...] = ()
        self.busy: frozenset[str] | UisError = frozenset()
        self.policy_told: Rules = NO_RULES
        self.lines_told: tuple[Line, ...] | UisError = ()
        self.tags_told: tuple[Tag, ...] = ()

    async def page(self, after: DirectoryPlace) -> DirectoryPage:
        self.asked.append(after)
        if not self.pages:
            return DirectoryPage(
                contacts=(), removed=(), cursor=after.cursor, more=False, epoch=after.epoch
            )
        page = self.pages.popleft()
        if isinstance(page, UisError):
            raise page
        return page

    async def colleagues(self, version: str | None) -> Versioned[tuple[Colleague, ...]]:
        now = str(len(self.staff))
        return Versioned(version=now, told=None if now == version else self.staff)

    async def talking(self) -> frozenset[str]:
        if isinstance(self.busy, UisError):
            raise self.busy
        return self.busy

    async def policy(self, version: str | None) -> Versioned[Rules]:
        now = repr(sorted(self.policy_told.items()))
        return Versioned(version=now, told=None if now == version else self.policy_told)

    async def lines(self, version: str | None) -> Versioned[tuple[Line, ...]]:
        if isinstance(self.lines_told, UisError):
            raise self.lines_told
        now = str(len(self.lines_told))
        return Versioned(version=now, told=None if now == version else self.lines_told)

    async def tags(self, version: str | None) -> Versioned[tuple[Tag, ...]]:
        now = str(len(self.tags_told))
        return Versioned(version=now, told=None if now == version else self.tags_told)


class FakeTags:
    """The tags of calls at UIS, behind a relay.

    Attributes:
        on: which tags are on which call.
        asked: every request, carried out or not.
        answers: what the next requests get instead of being carried out.
    """

    def __init__(self) -> None:
        self.on: set[tuple[str, str]] = set()
        self.asked: list[tuple[str, str, bool]] = []
        self.answers: deque[UisError] = deque()

    async def tag(self, call_session_id: str, tag_id: str, *, wanted: bool) -> None:
        self.asked.append((call_session_id, tag_id, wanted))
        if self.answers:
            raise self.answers.popleft()
        if wanted:
            self.on.add((call_session_id, tag_id))
        else:
            self.on.discard((call_session_id, tag_id))


class FakeChecks:
    """Says what it is told to say.

    Attributes:
        notified: when UIS last notified; an error is raised.
        report: what comes of a test ring; an error is raised.
        rung: how often somebody asked for one.
    """

    def __init__(self) -> None:
        self.notified: datetime | UisError | None = None
        self.report: RingReport | UisError = RingReport(call_session_id="test-1")
        self.rung = 0

    async def notified_at(self) -> datetime | None:
        if isinstance(self.notified, UisError):
            raise self.notified
        return self.notified

    async def ring(self) -> RingReport:
        self.rung += 1
        if isinstance(self.report, UisError):
            raise self.report
        return self.report


class FakeCompanyBook:
    """UIS's address book behind a relay.

    Attributes:
        allowed: what the administrator has chosen.
        saved: every contact that came, kept or not.
        answer: what the next ones get instead of being kept.
        answering: cleared, requests hang until it is set again.
    """

    def __init__(self) -> None:
        self.allowed = False
        self.saved: list[CompanyContact] = []
        self.answer: UisError | None = None
        self.answering = asyncio.Event()
        self.answering.set()

    async def may_save(self) -> bool:
        return self.allowed

    async def save(self, contact: CompanyContact) -> None:
        self.saved.append(contact)
        await self.answering.wait()
        if self.answer is not None:
            raise self.answer


class FakeRecords:
    """Records of talks at UIS.

    Attributes:
        bodies: what lies behind each link, or what is raised instead.
        asked: the links that were fetched.
        answering: cleared, requests hang until it is set again.
    """

    def __init__(self) -> None:
        self.bodies: dict[str, bytes | UisError] = {}
        self.asked: list[str] = []
        self.answering = asyncio.Event()
        self.answering.set()

    async def fetch(self, link: str) -> bytes:
        self.asked.append(link)
        await self.answering.wait()
        body = self.bodies.get(link, RecordingUnusable("gone"))
        if isinstance(body, UisError):
            raise body
        return body


class FakeOwnStatus:
    """My status at UIS behind a relay.

    Attributes:
        told: what UIS says; a change that is carried out changes it.
        wanted: every change that came, carried out or not.
        answer: what the next ones get; ``OutcomeUnknown`` is raised after ``happens``.
        happens: a change without an answer is carried out.
        away: why UIS cannot be asked.
        answering: cleared, requests hang until it is set again.
    """

    def __init__(self) -> None:
        self.told = StatusNow(
            id="1",
            statuses=(
                Status(id="1", name="Доступен", mnemonic="available", color="#48b53a"),
                Status(id="2", name="Перерыв", mnemonic="break", color="#ffb400"),
                Status(id="3", name="Не беспокоить", mnemonic="do_not_disturb"),
                Status(id="6", name="Обзвон", is_selectable=False),
            ),
        )
        self.wanted: list[str] = []
        self.questions = 0
        self.answer: UisError | None = None
        self.happens = False
        self.away: UisError | None = None
        self.answering = asyncio.Event()
        self.answering.set()

    def put(self, status_id: str) -> None:
        """UIS gives me this one."""
        self.told = replace(self.told, id=status_id)

    async def now(self) -> StatusNow:
        self.questions += 1
        if self.away is not None:
            raise self.away
        return self.told

    async def change(self, status_id: str) -> None:
        self.wanted.append(status_id)
        await self.answering.wait()
        if self.answer is None or self.happens:
            self.put(status_id)
        if self.answer is not None:
            raise self.answer
