"""What every journal promises, on disk and in memory alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import (
    CALLER,
    START,
    at,
    call_ended,
    delivered,
    incoming,
    lost,
    talk_started,
    waiting,
)
from tests.fakes import MemoryJournal
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import CrmRule, Moment
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.events import Direction, OtherEvent, Place
from uis_desktop.core.fates import Fate, FateNote
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.lines import Line
from uis_desktop.core.my_status import MyStatusNote, Return, Sent
from uis_desktop.core.parameters import Parameter
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number
from uis_desktop.core.policy import Rule, Ruling
from uis_desktop.core.preferences import Corner
from uis_desktop.core.reminders import Reminder
from uis_desktop.core.tags import Tag, WishState
from uis_desktop.session.ports import Journal


@pytest.fixture(params=["on disk", "in memory"])
async def journal(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Journal]:
    if request.param == "in memory":
        yield MemoryJournal()
        return
    async with SqliteJournal(tmp_path / "journal.db") as on_disk:
        yield on_disk


def row(
    key: str,
    outcome: Outcome = Outcome.LOST,
    *,
    s: float = 0,
    number: Number | None = CALLER,
    name: str | None = "Смирнов Олег",
    direction: Direction = Direction.IN,
    mine: bool = True,
) -> HistoryRow:
    """A row of a call that began so many seconds after the start."""
    return HistoryRow(
        key=key,
        direction=direction,
        outcome=outcome,
        started_at=at(s),
        concerns_me=mine,
        contact_phone_number=number,
        contact_full_name=name,
    )


IVANOV = Contact(
    id="uis:1", full_name="Иванов Пётр", company="Ромашка", phone_numbers=(Number("+74951234567"),)
)
FEDOROV = Contact(
    id="uis:2",
    full_name="Фёдоров Иван",
    phone_numbers=(Number("+79001112233"), Number("+78005553535")),
)
SCHOOL = Contact(id="uis:3", full_name="Школа 204", company="ООО «Знание»")


async def test_first_start_begins_at_the_beginning(journal: Journal) -> None:
    assert await journal.place() == Place()
    assert await journal.contacts_place() == DirectoryPlace()
    assert list(await journal.recent(limit=10)) == []


async def test_an_event_comes_back_as_it_was(journal: Journal) -> None:
    odd = replace(
        incoming("c1"),
        extra={"utm": "осень", "list": [1, 2.5, None], "deep": {"a": True}},
        contact_phone_number=None,
    )
    events = [delivered(1, odd), delivered(2, waiting("c1")), delivered(3, lost("c1"))]
    await journal.keep(events, [])
    assert list(await journal.events_of("c1")) == events


async def test_an_event_of_an_unknown_kind_comes_back_too(journal: Journal) -> None:
    event = delivered(1, OtherEvent(call_session_id="c1", at=START))
    await journal.keep([event], [])
    assert list(await journal.events_of("c1")) == [event]


async def test_place_follows_the_events(journal: Journal) -> None:
    await journal.keep([delivered(4, incoming()), delivered(9, waiting())], [])
    assert await journal.place() == Place(epoch="e1", after=9)


async def test_an_event_that_comes_twice_is_kept_once(journal: Journal) -> None:
    await journal.keep([delivered(1, incoming()), delivered(2, waiting())], [])
    await journal.keep([delivered(1, incoming("changed"))], [])
    assert [one.number for one in await journal.events_of("c1")] == [1, 2]
    assert list(await journal.events_of("changed")) == []
    assert await journal.place() == Place(epoch="e1", after=2)


async def test_the_same_number_of_another_log_is_another_event(journal: Journal) -> None:
    await journal.keep([delivered(7, incoming())], [])
    await journal.keep([delivered(1, waiting(), epoch="e2")], [])
    assert len(await journal.events_of("c1")) == 2
    assert await journal.place() == Place(epoch="e2", after=1)


async def test_after_a_gap_the_place_moves_without_an_event(journal: Journal) -> None:
    await journal.keep([], [], place=Place(epoch="e2", after=40))
    assert await journal.place() == Place(epoch="e2", after=40)


async def test_only_calls_without_a_final_row_are_open(journal: Journal) -> None:
    await journal.keep(
        [
            delivered(1, incoming("rings")),
            delivered(2, incoming("talks")),
            delivered(3, incoming("over")),
            delivered(4, waiting("rings")),
        ],
        [row("talks", Outcome.GOING_ON), row("over", Outcome.LOST)],
    )
    opened = await journal.open_calls(at(0))
    assert [one.number for one in opened] == [1, 2, 4]


async def test_calls_from_long_ago_are_not_opened_again(journal: Journal) -> None:
    await journal.keep(
        [delivered(1, incoming("old", s=0)), delivered(2, incoming("new", s=50))], []
    )
    assert [one.number for one in await journal.open_calls(at(50))] == [2]


async def test_a_call_nobody_heard_of_has_no_events(journal: Journal) -> None:
    assert list(await journal.events_of("nobody")) == []


async def test_history_lists_the_newest_first_and_stops_at_the_limit(journal: Journal) -> None:
    await journal.keep([], [row("a", s=1), row("c", s=3), row("b", s=2)])
    assert [r.key for r in await journal.recent(limit=2)] == ["c", "b"]


async def test_history_goes_on_behind_a_row_even_among_calls_of_one_moment(
    journal: Journal,
) -> None:
    await journal.keep([], [row(key, s=s) for key, s in (("a", 1), ("b", 1), ("c", 1), ("d", 0))])
    seen: list[str] = []
    page = await journal.recent(limit=2, search="смирнов")
    while page:
        seen += [r.key for r in page]
        page = await journal.recent(limit=2, search="смирнов", behind=page[-1])
    assert seen == ["c", "b", "a", "d"]


async def test_a_row_comes_back_as_it_was(journal: Journal) -> None:
    full = HistoryRow(
        key="c1",
        direction=Direction.OUT,
        outcome=Outcome.TALKED,
        started_at=at(0.123456),
        ended_at=at(40),
        concerns_me=True,
        contact_phone_number=CALLER,
        contact_full_name="Ирина «Ёлка» <b>",
        contact_id="77",
        virtual_phone_number=Number("+74950000001"),
        scenario_name="Продажи",
        employee_name="Иванова Анна",
        talk_s=0,
        wait_s=None,
        external_id="x-1",
        record_links=("https://media.example/1", "https://media.example/2"),
        parameters=(Parameter(label="Заказ", value="«5» <b>"), Parameter(label="Город", value="x")),
    )
    await journal.keep([], [full])
    assert list(await journal.recent(limit=1)) == [full]


async def test_a_newer_row_takes_the_place_of_the_older_one(journal: Journal) -> None:
    await journal.keep([], [row("c1", Outcome.GOING_ON)])
    await journal.keep([], [row("c1", Outcome.TALKED)])
    assert [r.outcome for r in await journal.recent(limit=9)] == [Outcome.TALKED]


async def test_a_forgotten_row_is_gone(journal: Journal) -> None:
    await journal.keep([], [row("dial:x", Outcome.UNKNOWN)])
    await journal.keep(
        [], [row("c1", Outcome.TALKED)], forget=[("dial:x", "c1"), ("never was", "c1")]
    )
    assert [r.key for r in await journal.recent(limit=9)] == ["c1"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", {"oleg", "petr", "hidden"}),
        ("смир", {"oleg"}),
        ("ОЛЕГ СМИР", {"oleg"}),
        ("петр", {"petr"}),
        ("ПЁТР", {"petr"}),
        ("етр", set()),
        ("+7 900 123", {"oleg"}),
        ("8 (900) 123-45-67", {"oleg"}),
        ("4567", {"oleg", "petr"}),
        ("петр 495", {"petr"}),
        ("100%", set()),
        ("_", {"oleg", "petr", "hidden"}),
        ('"', {"oleg", "petr", "hidden"}),
    ],
)
async def test_history_is_found_by_name_and_number(
    journal: Journal, search: str, found: set[str]
) -> None:
    await journal.keep(
        [],
        [
            row("oleg"),
            row("petr", name="Иванов Пётр", number=Number("+74951234567")),
            row("hidden", name=None, number=None),
        ],
    )
    assert {r.key for r in await journal.recent(limit=9, search=search)} == found


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("фёд", ["full"]),
        ("ромашка", ["full"]),
        ("а-1042", ["full"]),
        ("1042", ["full"]),
        ("продаж", ["full"]),
        ("короб", ["full"]),
        ("8 (495) 777", ["full"]),
        ("иванов 777 ромаш", ["full"]),
        ("иванов борис", []),
        (",", ["full", "horis", "boris", "peter"]),
    ],
)
async def test_history_is_found_by_everything_a_row_says(
    journal: Journal, search: str, found: list[str]
) -> None:
    full = replace(
        row("full", s=9, name="Иванов Пётр"),
        company="ООО «Ромашка»",
        scenario_name="Отдел продаж",
        virtual_phone_number=Number("+74957770000"),
        parameters=(Parameter(label="Заказ", value="А-1042"),),
    )
    names = {"horis": "Хорис", "boris": "Борис", "peter": "Peter"}
    others = [row(key, s=n, name=name) for n, (key, name) in enumerate(reversed(names.items()))]
    await journal.keep([], [full, *others])
    await journal.keep_note("full", "40 коробок, звонить Фёдору")
    assert [r.key for r in await journal.recent(limit=9, search=search)] == found


async def test_a_row_is_found_by_what_it_says_now(journal: Journal) -> None:
    await journal.keep([], [row("a", name="Смирнов")])
    await journal.keep([], [row("a", name="Кузнецова")])
    assert list(await journal.recent(limit=9, search="смирнов")) == []
    assert [r.key for r in await journal.recent(limit=9, search="кузнец")] == ["a"]


async def test_a_note_stays_with_its_call_and_an_empty_one_goes(journal: Journal) -> None:
    await journal.keep([], [row("a", Outcome.GOING_ON), row("b")])
    await journal.keep_note("a", "первая")
    await journal.keep_note("a", "Договор №7,\nждёт Фёдора")
    await journal.keep_note("b", "x")
    await journal.keep([], [row("a", Outcome.TALKED)])
    await journal.keep_note("b", "")
    notes = {r.key: r.note for r in await journal.recent(limit=9)}
    assert notes == {"a": "Договор №7,\nждёт Фёдора", "b": ""}
    assert [r.key for r in await journal.recent(limit=9, search="смирнов федора")] == ["a"]
    assert list(await journal.recent(limit=9, search="первая")) == []


async def test_a_note_on_no_call_is_not_kept(journal: Journal) -> None:
    await journal.keep_note("gone", "x")
    await journal.keep([], [row("gone")])
    assert [r.note for r in await journal.recent(limit=9)] == [""]


async def test_a_note_follows_its_story_to_another_row(journal: Journal) -> None:
    await journal.keep([], [row("dial:x", Outcome.UNKNOWN), row("c1", Outcome.GOING_ON)])
    await journal.keep_note("c1", "во втором окне")
    await journal.keep_note("dial:x", "до звонка")
    await journal.keep([], [row("c1", Outcome.TALKED)], forget=[("dial:x", "c1")])
    (kept,) = await journal.recent(limit=9)
    assert kept.note == "во втором окне\nдо звонка"
    assert [r.key for r in await journal.recent(limit=9, search="до втором")] == ["c1"]


async def test_the_past_of_a_number_is_its_last_talk_and_its_last_note(journal: Journal) -> None:
    talk = replace(row("talk", Outcome.TALKED, s=1), employee_name="Анна")
    taken = replace(row("taken", Outcome.TAKEN_BY_COLLEAGUE, s=2), employee_name="Пётр")
    other = row("other", Outcome.TALKED, s=5, number=Number("+79990000000"))
    await journal.keep([], [taken, talk, row("lost", s=3), other, row("now", Outcome.TALKED, s=6)])
    assert await journal.past_with(Number("+79005550000"), ["now"]) is None
    await journal.keep_note("talk", "старая")
    await journal.keep_note("lost", "новая")
    await journal.keep_note("now", "эта")
    assert await journal.past_with(CALLER, ["now", "dial:x"]) == Past(
        talked_at=at(2), talked_with="Пётр", note="новая", noted_at=at(3)
    )


async def test_calls_with_a_contact_are_those_with_any_of_his_numbers(journal: Journal) -> None:
    mobile, office = Number("+79001112233"), Number("+78005553535")
    await journal.keep(
        [],
        [
            row("old", s=1, number=mobile),
            row("office", Outcome.TALKED, s=3, number=office),
            row("other", s=4),
            row("hidden", s=5, number=None),
            row("new", s=6, number=mobile, mine=False),
        ],
    )
    await journal.keep_note("office", "ждёт счёт")
    calls = await journal.calls_with([mobile, office, Number("+79990000000")], limit=9)
    assert [(call.key, call.note) for call in calls] == [
        ("new", ""),
        ("office", "ждёт счёт"),
        ("old", ""),
    ]
    newest = await journal.calls_with([mobile, office], limit=2)
    assert [call.key for call in newest] == ["new", "office"]
    assert list(await journal.calls_with([], limit=9)) == []


async def test_missed_calls_are_the_lost_ones_that_concern_me(journal: Journal) -> None:
    await journal.keep(
        [],
        [
            row("mine"),
            row("colleague's", mine=False),
            row("talked", Outcome.TALKED, number=Number("+79990000000")),
            row("taken", Outcome.TAKEN_BY_COLLEAGUE, number=Number("+79990000001")),
        ],
    )
    assert [m.newest.key for m in await journal.missed(limit=9)] == ["mine"]
    assert await journal.missed_since_seen() == 1


async def test_missed_calls_count_until_somebody_looks(journal: Journal) -> None:
    await journal.keep([], [row("a"), row("b", s=1), row("c", Outcome.GOING_ON, s=2)])
    assert await journal.missed_since_seen() == 2
    await journal.mark_missed_seen()
    assert await journal.missed_since_seen() == 0
    await journal.keep([], [row("a")])
    assert await journal.missed_since_seen() == 0, "a late record makes nothing new"
    await journal.keep([], [row("c", s=2)])
    assert await journal.missed_since_seen() == 1, "it still rang while the person looked"


async def test_calling_back_closes_a_missed_call(journal: Journal) -> None:
    await journal.keep([], [row("a"), row("again", s=5)])
    await journal.keep([], [row("tried", Outcome.NOT_ANSWERED, s=10, direction=Direction.OUT)])
    assert await journal.missed_since_seen() == 2
    await journal.keep([], [row("back", Outcome.TALKED, s=20, direction=Direction.OUT)])
    assert await journal.missed_since_seen() == 0
    await journal.keep([], [row("after", s=30)])
    assert await journal.missed_since_seen() == 1


async def test_a_colleague_s_talk_closes_a_missed_call_too(journal: Journal) -> None:
    await journal.keep([], [row("a"), row("back", Outcome.TAKEN_BY_COLLEAGUE, s=20)])
    assert await journal.missed_since_seen() == 0
    (closed,) = await journal.missed(limit=9)
    assert closed.answered == row("back", Outcome.TAKEN_BY_COLLEAGUE, s=20)


async def test_repeats_are_one_until_somebody_talks(journal: Journal) -> None:
    other = Number("+79990000000")
    await journal.keep(
        [],
        [
            row("1", s=1), row("2", s=2), row("3", s=4),
            row("no answer", Outcome.NOT_ANSWERED, s=3), row("other", s=5, number=other),
            row("talk", Outcome.TALKED, s=6),
            row("talk again", Outcome.TALKED, s=7), row("4", s=8), row("5", s=9),
            row("colleague's", s=10, mine=False),
        ],
    )  # fmt: skip
    await journal.keep_note("3", "заметка")
    folds = await journal.missed(limit=9)
    assert [(fold.newest.key, fold.times) for fold in folds] == [("5", 2), ("other", 1), ("3", 3)]
    answers = [fold.answered.key if fold.answered else None for fold in folds]
    assert answers == [None, None, "talk"]
    assert folds[2].newest.note == "заметка"
    assert [fold.newest.key for fold in await journal.missed(limit=1)] == ["5"]
    found = await journal.missed(limit=9, search="999 000")
    assert [fold.newest.key for fold in found] == ["other"]


async def test_a_number_has_one_reminder_and_every_call_of_it_shows_it(journal: Journal) -> None:
    await journal.keep([], [row("a"), row("b", s=1), row("other", number=Number("+79990000000"))])
    first = Reminder(phone_number=CALLER, due=at(900), set_at=at(2), name="Олег")
    other = Reminder(phone_number=Number("+79990000000"), due=at(600), set_at=at(2))
    for reminder in (first, other, replace(first, due=at(1800))):
        await journal.keep_reminder(reminder)
    assert list(await journal.reminders()) == [other, replace(first, due=at(1800))]
    shown = {r.key: r.remind_at for r in await journal.recent(limit=9)}
    assert shown == {"a": at(1800), "b": at(1800), "other": at(600)}
    assert {m.newest.remind_at for m in await journal.missed(limit=9)} == {at(1800), at(600)}
    await journal.drop_reminder(Number("+79990000000"))
    assert [one.phone_number for one in await journal.reminders()] == [CALLER]


async def test_note_on_my_status_is_kept_whole_in_place_of_the_one_before(journal: Journal) -> None:
    assert await journal.my_status_note() == MyStatusNote()
    back = Return(id="1", at=at(900))
    sent = Sent(id="3", at=at(5), back=Return(id="1", at=at(60)), returning=True)
    for note in (
        MyStatusNote(given="2", back=back),
        MyStatusNote(given="2", back=back, sent=sent, try_at=at(70)),
    ):
        await journal.keep_my_status_note(note)
        assert await journal.my_status_note() == note


async def test_my_talk_after_it_was_set_does_what_a_reminder_was_for(journal: Journal) -> None:
    await journal.keep_reminder(Reminder(phone_number=CALLER, due=at(900), set_at=at(10)))
    await journal.keep([], [row("during", Outcome.TALKED, s=5)])
    await journal.keep([], [row("not answered", Outcome.NOT_ANSWERED, s=20)])
    await journal.keep([], [row("colleague", Outcome.TAKEN_BY_COLLEAGUE, s=25)])
    await journal.keep([], [row("other", Outcome.TALKED, s=30, number=Number("+79990000000"))])
    assert len(await journal.reminders()) == 1
    await journal.keep([], [row("back", Outcome.TALKED, s=40)])
    assert list(await journal.reminders()) == []


async def test_the_history_of_a_number_is_erased_with_all_that_hangs_on_it(
    journal: Journal,
) -> None:
    other = Number("+79990000000")
    await journal.keep(
        [delivered(1, incoming("a")), delivered(2, incoming("other"))],
        [row("a"), row("b", s=1), row("going on", Outcome.GOING_ON), row("other", number=other)],
    )
    for key in ("a", "other"):
        await journal.keep_note(key, "заметка")
    for number in (CALLER, other):
        await journal.keep_reminder(Reminder(phone_number=number, due=at(9), set_at=at(1)))
    assert await journal.count_of_number(CALLER) == 2
    assert set(await journal.erase_number(CALLER)) == {"a", "b"}
    assert {r.key for r in await journal.recent(limit=9)} == {"going on", "other"}
    assert [r.key for r in await journal.recent(limit=9, search="заметка")] == ["other"]
    assert [one.phone_number for one in await journal.reminders()] == [other]
    assert list(await journal.events_of("a")) == []
    assert len(await journal.events_of("other")) == 1
    assert await journal.place() == Place(epoch="e1", after=2)
    await journal.keep([], [row("a")])
    assert {r.note for r in await journal.recent(limit=9)} == {"", "заметка"}
    assert list(await journal.erase_number(Number(""))) == []


async def test_calls_that_are_too_old_are_erased_some_at_a_time(journal: Journal) -> None:
    await journal.keep([delivered(1, incoming("0"))], [row(str(n), s=n) for n in range(5)])
    await journal.keep_note("0", "старая")
    await journal.keep_reminder(Reminder(phone_number=CALLER, due=at(1), set_at=at(0)))
    assert list(await journal.erase_before(at(3), 2)) == ["0", "1"]
    assert list(await journal.erase_before(at(3), 2)) == ["2"]
    assert list(await journal.erase_before(at(3), 2)) == []
    assert [r.key for r in await journal.recent(limit=9)] == ["4", "3"]
    assert list(await journal.recent(limit=9, search="старая")) == []
    assert list(await journal.reminders()) == []
    assert list(await journal.events_of("0")) == []


async def test_hidden_callers_are_not_put_together(journal: Journal) -> None:
    hidden = [row("a", number=None), row("b", number=None, s=1)]
    await journal.keep([], [*hidden, row("talk", Outcome.TALKED, number=None, s=2)])
    folds = await journal.missed(limit=9)
    assert [(fold.newest.key, fold.times, fold.answered) for fold in folds] == [
        ("b", 1, None),
        ("a", 1, None),
    ]


async def test_a_hidden_caller_is_not_called_back_by_another_hidden_call(
    journal: Journal,
) -> None:
    await journal.keep([], [row("a", number=None)])
    await journal.keep([], [row("b", Outcome.TALKED, s=9, number=None)])
    assert await journal.missed_since_seen() == 1


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["uis:1", "uis:2", "uis:3"]),
        ("иван", ["uis:1", "uis:2"]),
        ("иван фед", ["uis:2"]),
        ("ФЕДОР", ["uis:2"]),
        ("фёдоров", ["uis:2"]),
        ("петр ромаш", ["uis:1"]),
        ("ромаш", ["uis:1"]),
        ("омашка", []),
        ("204", ["uis:3"]),
        ("12", ["uis:1", "uis:2"]),
        ("8 800 555", ["uis:2"]),
        ("+7 (495) 123-45-67", ["uis:1"]),
        ("53535", ["uis:2"]),
        ("3378005", []),
        ("иванов 495", ["uis:1"]),
        ('"знание', ["uis:3"]),
        ("nobody OR иван*", []),
    ],
)
async def test_contacts_are_found_by_letters_and_digits(
    journal: Journal, search: str, found: list[str]
) -> None:
    await journal.keep_contacts([FEDOROV, SCHOOL, IVANOV], (), DirectoryPlace(1))
    assert [one.id for one in await journal.contacts(search=search, limit=9)] == found


async def test_contacts_stop_at_the_limit(journal: Journal) -> None:
    await journal.keep_contacts([IVANOV, FEDOROV, SCHOOL], (), DirectoryPlace(1))
    assert [one.id for one in await journal.contacts(search="иван", limit=1)] == ["uis:1"]


async def test_a_number_has_an_owner(journal: Journal) -> None:
    await journal.keep_contacts([IVANOV, FEDOROV], (), DirectoryPlace(1))
    assert await journal.contact_by_number(Number("+78005553535")) == FEDOROV
    assert await journal.contact_by_number(Number("+78005553536")) is None
    assert await journal.contact_by_number(Number("")) is None


async def test_directory_pages_change_and_remove_contacts(journal: Journal) -> None:
    await journal.keep_contacts([IVANOV, FEDOROV], (), DirectoryPlace(5))
    moved = replace(IVANOV, full_name="Яковлев Пётр", phone_numbers=(Number("+74957654321"),))
    await journal.keep_contacts([moved], ["uis:2", "uis:unknown"], DirectoryPlace(8))
    assert list(await journal.contacts(search="", limit=9)) == [moved]
    assert list(await journal.contacts(search="иванов", limit=9)) == []
    assert await journal.contact_by_number(Number("+74951234567")) is None
    assert await journal.contact_by_number(Number("+79001112233")) is None
    assert await journal.contact_by_number(Number("+74957654321")) == moved
    assert await journal.contacts_place() == DirectoryPlace(8)


async def test_directory_that_is_begun_anew_leaves_nothing_of_the_old_one(
    journal: Journal,
) -> None:
    await journal.keep_contacts([IVANOV, FEDOROV], (), DirectoryPlace(5, "old"))
    await journal.keep_contacts([SCHOOL], (), DirectoryPlace(2, "new"), reset=True)
    assert list(await journal.contacts(search="", limit=9)) == [SCHOOL]
    assert list(await journal.contacts(search="иванов", limit=9)) == []
    assert await journal.contact_by_number(Number("+74951234567")) is None
    assert await journal.contacts_place() == DirectoryPlace(2, "new")


MINE = Contact(id="own:1", full_name="Моя Анна", phone_numbers=(Number("+79161112233"),))


async def brought(journal: Journal, *contacts: Contact, title: str = "book.csv") -> int:
    """A finished import of these contacts."""
    number = await journal.begin_import(title, START)
    await journal.keep_imported(number, contacts)
    await journal.finish_import(number)
    return number


async def all_contacts(journal: Journal) -> dict[str, Contact]:
    return {one.id: one for one in await journal.contacts(search="", limit=99)}


async def test_own_contacts_are_found_like_the_companys(journal: Journal) -> None:
    await journal.keep_contacts([SCHOOL], (), DirectoryPlace(1))
    await brought(journal, MINE)
    assert list(await journal.contacts(search="моя", limit=9)) == [MINE]
    assert await journal.contact_by_number(Number("+79161112233")) == MINE
    assert list(await journal.contacts_with_ids(["own:1", "own:2"])) == [MINE]
    assert list(await journal.contacts_with_numbers([Number("+79161112233")])) == [MINE]


async def test_own_contacts_outlive_whatever_the_relay_says(journal: Journal) -> None:
    await brought(journal, MINE)
    stranger = replace(MINE, full_name="Чужая")
    await journal.keep_contacts([stranger, SCHOOL], [MINE.id], DirectoryPlace(1))
    await journal.keep_contacts([FEDOROV], (), DirectoryPlace(1, "new"), reset=True)
    assert await all_contacts(journal) == {MINE.id: MINE, FEDOROV.id: FEDOROV}
    assert list(await journal.contacts(search="моя", limit=9)) == [MINE]
    assert await journal.contact_by_number(MINE.phone_numbers[0]) == MINE


async def test_directory_knows_best_whose_number_it_is(journal: Journal) -> None:
    await brought(journal, MINE)
    directory = Contact(id="uis:9", full_name="Анна", phone_numbers=MINE.phone_numbers)
    await journal.keep_contacts([directory], (), DirectoryPlace(1))
    assert await journal.contact_by_number(MINE.phone_numbers[0]) == directory


async def test_undone_import_leaves_what_was_before(journal: Journal) -> None:
    other = Contact(id="own:2", full_name="Борис", phone_numbers=(Number("+78005553535"),))
    changed = replace(MINE, full_name="Анна Новая")
    await brought(journal, MINE, title="old.csv")
    number = await brought(journal, changed, other)
    past = await journal.last_import()
    assert past is not None
    assert (past.id, past.title, past.at, past.count) == (number, "book.csv", START, 2)
    while await journal.undo_import(number, 1):
        pass
    assert await all_contacts(journal) == {MINE.id: MINE}
    before = await journal.last_import()
    assert before is not None
    assert before.title == "old.csv"
    assert not await journal.undo_import(before.id, 9)
    assert await all_contacts(journal) == {}
    assert await journal.last_import() is None


async def test_note_on_an_own_contact_is_found_and_kept(journal: Journal) -> None:
    noted = replace(MINE, note="Ждёт каталог\nпо почте")
    await journal.keep_own_contact(MINE)
    await journal.keep_own_contact(noted)
    assert list(await journal.contacts(search="каталог", limit=9)) == [noted]
    assert await all_contacts(journal) == {MINE.id: noted}


async def test_what_was_changed_by_hand_is_not_the_imports_any_more(journal: Journal) -> None:
    gone = replace(MINE, id="own:2")
    number = await brought(journal, MINE, gone)
    by_hand = replace(MINE, full_name="Анна Сергеевна")
    await journal.keep_own_contact(by_hand)
    await journal.drop_own_contact(gone.id)
    assert await journal.last_import() is None
    await journal.undo_import(number, 9)
    assert await all_contacts(journal) == {MINE.id: by_hand}


async def test_a_whole_call_is_read_back_in_order(journal: Journal) -> None:
    events = [incoming(), waiting(), talk_started(), call_ended()]
    await journal.keep([delivered(3 * n, event) for n, event in enumerate(events, 1)], [])
    assert [one.event for one in await journal.events_of("c1")] == events


async def test_moment_of_a_call_is_opened_first_only_once(journal: Journal) -> None:
    assert await journal.first_opening("c1", Moment.RING)
    assert not await journal.first_opening("c1", Moment.RING)
    assert await journal.first_opening("c1", Moment.ANSWER)
    assert await journal.first_opening("c2", Moment.RING)


def fate(call: str, fate: Fate, *, s: float) -> FateNote:
    return FateNote(call=call, fate=fate, at=at(s))


async def test_fates_of_a_call_are_kept_once_each_in_the_order_of_time(journal: Journal) -> None:
    await journal.keep((), [row("c1"), row("c2")])
    await journal.keep_fates([fate("c1", Fate.PAINTED, s=9), fate("c1", Fate.QUIET, s=1)])
    await journal.keep_fates([fate("c1", Fate.QUIET, s=20), fate("c2", Fate.OVER, s=2)])
    assert await journal.fates_of("c1") == [
        fate("c1", Fate.QUIET, s=1),
        fate("c1", Fate.PAINTED, s=9),
    ]


async def test_fate_of_a_call_that_is_not_in_the_history_is_not_kept(journal: Journal) -> None:
    await journal.keep_fates([fate("c1", Fate.PAINTED, s=1)])
    await journal.keep((), [row("c1")])
    assert await journal.fates_of("c1") == []


async def test_fates_of_a_click_go_over_to_its_call_and_go_when_it_is_erased(
    journal: Journal,
) -> None:
    await journal.keep((), [row("dial:x")])
    await journal.keep_fates([fate("dial:x", Fate.PAINTED, s=1)])
    await journal.keep((), [row("c1")], forget=[("dial:x", "c1")])
    assert await journal.fates_of("c1") == [fate("c1", Fate.PAINTED, s=1)]
    await journal.erase_number(CALLER)
    await journal.keep((), [row("c1")])
    assert await journal.fates_of("c1") == []


async def test_times_of_the_hops_of_an_event_are_kept(journal: Journal) -> None:
    hops = replace(delivered(1, waiting()), sent_at=at(2), heard_at=at(3))
    await journal.keep([hops, delivered(2, talk_started())], ())
    assert await journal.events_of("c1") == [hops, delivered(2, talk_started())]


OLGA = Colleague(id="2", name="Петрова Ольга", extension="102", phone_number=Number("0412345"))
PETR = Colleague(id="3", name="Пётр Алексеев", phone_number=Number("79001112233"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [PETR, OLGA]),
        ("петр", [PETR, OLGA]),
        ("ольга пет", [OLGA]),
        ("102", [OLGA]),
        ("8 900 111", [PETR]),
        ("сидоров", []),
    ],
)
async def test_colleagues_are_found_by_letters_and_digits(
    journal: Journal, typed: str, found: list[Colleague]
) -> None:
    await journal.keep_colleagues([PETR, OLGA], "1")
    assert list(await journal.colleagues(search=typed, limit=9)) == found


async def test_a_list_of_colleagues_takes_the_place_of_the_one_before(journal: Journal) -> None:
    assert await journal.colleagues_version() is None
    await journal.keep_colleagues([OLGA, PETR], "1")
    assert await journal.colleague_by_extension("102") == OLGA
    await journal.keep_colleagues([PETR], "2")
    assert await journal.colleague_by_extension("102") is None
    assert list(await journal.colleagues(search="", limit=9)) == [PETR]
    assert await journal.colleagues_version() == "2"


MOSCOW = Line(phone_number=Number("+74951234567"), name="Москва")
PETERSBURG = Line(phone_number=Number("+78121234567"))


async def test_our_numbers_are_kept_in_the_order_they_were_told_in(journal: Journal) -> None:
    assert await journal.lines_version() is None
    assert list(await journal.lines()) == []
    await journal.keep_lines([PETERSBURG, MOSCOW], "1")
    assert list(await journal.lines()) == [PETERSBURG, MOSCOW]
    ruled = replace(MOSCOW, areas=("+375", "+7812"))
    await journal.keep_lines([ruled], "2")
    assert list(await journal.lines()) == [ruled]
    assert await journal.lines_version() == "2"


TARGET, SPAM = Tag(id="1", name="Целевой"), Tag(id="2", name="Спам")


async def test_tags_of_the_company_are_kept_whole_with_their_version(journal: Journal) -> None:
    assert await journal.tags_version() is None
    await journal.keep_tags([TARGET, SPAM], "1")
    assert list(await journal.tags()) == [TARGET, SPAM]
    await journal.keep_tags([SPAM], "2")
    assert (list(await journal.tags()), await journal.tags_version()) == ([SPAM], "2")


async def test_of_two_wishes_for_a_tag_the_later_counts(journal: Journal) -> None:
    await journal.keep([], [row("1"), row("2")])
    await journal.wish_tag("1", TARGET, wanted=True)
    (first,) = await journal.waiting_tags()
    await journal.wish_tag("1", SPAM, wanted=True)
    await journal.wish_tag("1", TARGET, wanted=False)
    # What becomes of the first one is no news any more.
    await journal.settle_tag(first.number, WishState.AT_UIS, "")
    waiting_now = await journal.waiting_tags()
    assert [(one.call, one.tag, one.wanted) for one in waiting_now] == [
        ("1", SPAM, True), ("1", TARGET, False)
    ]  # fmt: skip
    rows = {one.key: one for one in await journal.recent(limit=2)}
    assert list(rows["1"].tag_wishes) == list(waiting_now)
    assert rows["2"].tag_wishes == ()


async def test_settled_wish_stays_with_the_call_until_it_is_erased(journal: Journal) -> None:
    await journal.keep([], [row("1")])
    await journal.wish_tag("1", TARGET, wanted=True)
    (wish,) = await journal.waiting_tags()
    await journal.settle_tag(wish.number, WishState.REFUSED, "entity_not_found")
    assert await journal.waiting_tags() == []
    await journal.keep([], [row("1", Outcome.TALKED)])
    (call,) = await journal.recent(limit=1)
    (kept,) = call.tag_wishes
    assert (kept.state, kept.reason) == (WishState.REFUSED, "entity_not_found")
    assert await journal.missed(limit=1) == []
    await journal.wish_tag("1", SPAM, wanted=True)
    await journal.erase_number(CALLER)
    assert await journal.waiting_tags() == []


async def test_call_that_is_not_in_the_history_gets_no_tag(journal: Journal) -> None:
    await journal.wish_tag("1", TARGET, wanted=True)
    assert await journal.waiting_tags() == []


async def test_missed_call_is_read_with_its_tags(journal: Journal) -> None:
    await journal.keep([], [row("1")])
    await journal.wish_tag("1", TARGET, wanted=True)
    (missed,) = await journal.missed(limit=1)
    assert [wish.tag for wish in missed.newest.tag_wishes] == [TARGET]


async def test_rules_of_the_relay_are_kept_with_their_version(journal: Journal) -> None:
    assert await journal.policy_version() is None
    assert await journal.policy() == {}
    rules = {
        "corner": Ruling(Rule.LOCKED, Corner.TOP_LEFT),
        "crm_rules": Ruling(Rule.DEFAULT, (CrmRule(target="https://crm.example/{number}"),)),
        "flash": Ruling(Rule.FREE),
        "updates": Ruling(Rule.LOCKED, value=False),
    }
    await journal.keep_policy(rules, "1")
    assert await journal.policy() == rules
    await journal.keep_policy({}, "2")
    assert (await journal.policy(), await journal.policy_version()) == ({}, "2")
