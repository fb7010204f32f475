"""The rules of my status at UIS: what is ours, what comes back, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import at
from uis_desktop.core import my_status as rules
from uis_desktop.core.my_status import (
    SETTLED_AFTER,
    TOO_LATE,
    MyStatusNote,
    News,
    Return,
    Status,
    StatusNow,
    Step,
    Wish,
)

FREE, BREAK, BUSY, DIALLER, GONE = "1", "2", "3", "6", "9"
STATUSES = (
    Status(id=FREE, name="Доступен", mnemonic="available"),
    Status(id=BREAK, name="Перерыв", mnemonic="break"),
    Status(id=BUSY, name="Не беспокоить"),
    Status(id=DIALLER, name="Обзвон", is_selectable=False),
)
HALF_PAST = at(1800)
OURS = MyStatusNote(given=BREAK, back=Return(id=FREE, at=HALF_PAST))


def now(id_: str | None) -> StatusNow:
    return StatusNow(id=id_, statuses=STATUSES)


@pytest.mark.parametrize(
    ("note", "present", "wish", "step"),
    [
        (MyStatusNote(), FREE, Wish(id=BREAK), Step.ASK),
        (MyStatusNote(), FREE, Wish(id=BREAK, agreed=FREE), Step.CHANGE),
        (MyStatusNote(), BUSY, Wish(id=BREAK, agreed=FREE), Step.ASK),
        (MyStatusNote(), None, Wish(id=BREAK), Step.ASK),
        (MyStatusNote(), None, Wish(id=BREAK, agreed=""), Step.CHANGE),
        (OURS, BREAK, Wish(id=BUSY), Step.CHANGE),
        (OURS, BUSY, Wish(id=FREE), Step.ASK),
        (OURS, BREAK, Wish(id=BREAK, until=at(60)), Step.KEEP),
        (MyStatusNote(), FREE, Wish(id=FREE), Step.KEEP),
        (OURS, BREAK, Wish(id=DIALLER), Step.GONE),
        (OURS, BREAK, Wish(id=GONE), Step.GONE),
    ],
)
def test_status_of_somebody_else_is_asked_about_before_it_is_changed(
    note: MyStatusNote, present: str | None, wish: Wish, step: Step
) -> None:
    assert rules.step_of(note, now(present), wish) is step


@pytest.mark.parametrize(
    ("note", "present", "wished", "back"),
    [
        (MyStatusNote(), FREE, BREAK, FREE),
        (MyStatusNote(), BUSY, BREAK, BUSY),
        # Over a break for a time comes back what was before the break.
        (OURS, BREAK, BUSY, FREE),
        # A break without an end is itself what comes back.
        (MyStatusNote(given=BREAK), BREAK, BUSY, BREAK),
        # Nobody can be given that one again.
        (MyStatusNote(), DIALLER, BREAK, FREE),
        (MyStatusNote(), None, BREAK, FREE),
        (MyStatusNote(), FREE, FREE, None),
    ],
)
def test_what_comes_back_is_the_status_before(
    note: MyStatusNote, present: str | None, wished: str, back: str | None
) -> None:
    status = rules.home(note, now(present), wished)
    assert (status.id if status is not None else None) == back


def test_return_belongs_to_the_change_only_once_that_is_done() -> None:
    wish = Wish(id=BREAK, until=HALF_PAST, agreed=FREE)
    sent = rules.sending(MyStatusNote(), now(FREE), wish, at(0))
    assert (sent.given, sent.back) == (None, None)
    assert rules.done(sent) == OURS
    assert rules.not_done(sent) == rules.not_sent(sent, at(1)) == MyStatusNote()
    # The one before stays in force if the next does not come about.
    next_one = rules.sending(OURS, now(BREAK), Wish(id=BUSY), at(5))
    assert rules.not_done(next_one) == OURS
    assert rules.done(next_one) == MyStatusNote(given=BUSY)


def test_lost_answer_is_settled_by_what_uis_says() -> None:
    sent = rules.sending(OURS, now(BREAK), Wish(id=BUSY), at(0))
    assert rules.heard(sent, now(BUSY), at(1)) == (MyStatusNote(given=BUSY), News.DONE)
    # It may still come.
    assert rules.heard(sent, now(BREAK), at(1)) == (sent, None)
    late = at(0) + SETTLED_AFTER
    assert rules.next_look(sent) == late
    assert rules.heard(sent, now(BREAK), late) == (OURS, News.NOT_DONE)
    assert rules.heard(sent, now(FREE), late)[0] == MyStatusNote()


def test_lost_answer_to_a_return_is_never_sent_again() -> None:
    sent = rules.sending_back(OURS, HALF_PAST)
    assert rules.heard(sent, now(FREE), HALF_PAST) == (MyStatusNote(given=FREE), News.RETURNED)
    note, news = rules.heard(sent, now(BREAK), HALF_PAST + SETTLED_AFTER)
    assert (note, news) == (MyStatusNote(given=BREAK), News.NOT_RETURNED)
    assert rules.next_look(note) is None


def test_return_that_could_not_be_sent_is_tried_again() -> None:
    note = rules.not_sent(rules.sending_back(OURS, HALF_PAST), HALF_PAST)
    assert note.back == OURS.back
    assert rules.next_look(note) == HALF_PAST + rules.NEXT_TRY


@pytest.mark.parametrize(
    ("present", "news"),
    [(BUSY, News.CHANGED_ELSEWHERE), (FREE, None), (None, News.CHANGED_ELSEWHERE)],
)
def test_what_somebody_else_has_changed_is_not_put_back(
    present: str | None, news: News | None
) -> None:
    assert rules.heard(OURS, now(present), at(60)) == (MyStatusNote(), news)
    assert rules.heard(replace(OURS, back=None), now(present), at(60)) == (MyStatusNote(), None)


def test_return_is_due_at_its_time_and_given_up_hours_later() -> None:
    assert not rules.is_due(OURS, HALF_PAST - timedelta(seconds=1))
    assert rules.is_due(OURS, HALF_PAST)
    assert not rules.is_too_late(OURS, HALF_PAST + TOO_LATE)
    assert rules.is_too_late(OURS, HALF_PAST + TOO_LATE + timedelta(seconds=1))


def test_status_i_have_already_gets_the_return_that_is_wanted_now() -> None:
    again = rules.kept(OURS, now(BREAK), Wish(id=BREAK, until=at(60)))
    assert again == MyStatusNote(given=BREAK, back=Return(id=FREE, at=at(60)))
    assert rules.kept(OURS, now(BREAK), Wish(id=BREAK)) == MyStatusNote(given=BREAK)


def test_what_uis_cannot_be_asked_now_is_asked_a_minute_later() -> None:
    assert rules.put_off(OURS, at(5)) == replace(OURS, try_at=at(65))


def test_nothing_is_sent_back_and_nothing_done_without_a_return_or_a_change() -> None:
    plain = MyStatusNote(given=BREAK)
    assert rules.sending_back(plain, at(5)) == plain
    assert rules.done(plain) == plain
