"""What a CRM is told of a card, a row and a contact, and which rule is for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import CALLER, LINE, ME, START
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import (
    CrmCall,
    CrmRule,
    Moment,
    line_of,
    moment_of,
    moments_of_row,
    of_card,
    of_contact,
    of_row,
)
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.parameters import Parameter

PARAMETERS = (Parameter(label="Город", value="Тверь"),)
CARD = CardView(
    key="dial:x1",
    state=CardState.TALKING,
    direction=Direction.OUT,
    since=START,
    call_session_id="c1",
    contact_phone_number=CALLER,
    contact_full_name="Смирнов Олег",
    company="Ромашка",
    virtual_phone_number=LINE,
    scenario_name="Продажи",
    parameters=PARAMETERS,
    contact_id="77",
)
ROW = HistoryRow(
    key="c1",
    direction=Direction.OUT,
    outcome=Outcome.TALKED,
    started_at=START,
    concerns_me=True,
    contact_phone_number=CALLER,
    contact_full_name="Смирнов Олег",
    company="Ромашка",
    contact_id="77",
    virtual_phone_number=LINE,
    scenario_name="Продажи",
    employee_name="Петров Пётр",
    parameters=PARAMETERS,
)
TOLD = CrmCall(
    direction=Direction.OUT,
    call_session_id="c1",
    contact_phone_number=CALLER,
    contact_id="77",
    contact_full_name="Смирнов Олег",
    company="Ромашка",
    virtual_phone_number=LINE,
    scenario_name="Продажи",
    employee_id=ME.id,
    employee_name=ME.name,
    parameters={"Город": "Тверь"},
)


def test_crm_is_told_the_same_of_a_card_and_of_its_row() -> None:
    assert of_card(CARD, ME) == TOLD
    assert of_row(ROW, ME) == TOLD


def test_click_that_became_no_call_has_no_number_of_a_call() -> None:
    assert of_row(replace(ROW, key="dial:x1"), ME) == replace(TOLD, call_session_id=None)


@pytest.mark.parametrize(("id_", "told"), [("uis:77", "77"), ("own:77", None), ("77", None)])
def test_contact_is_told_with_his_first_number_and_the_number_uis_has_for_him(
    id_: str, told: str | None
) -> None:
    contact = Contact(
        id=id_, full_name="Смирнов Олег", company="Ромашка", phone_numbers=(CALLER, LINE)
    )
    assert of_contact(contact, ME) == CrmCall(
        contact_phone_number=CALLER,
        contact_id=told,
        contact_full_name="Смирнов Олег",
        company="Ромашка",
        employee_id=ME.id,
        employee_name=ME.name,
        parameters={},
    )
    assert of_contact(replace(contact, phone_numbers=()), ME).contact_phone_number is None


@pytest.mark.parametrize(
    ("state", "moment"),
    [
        (CardState.RINGING_ME, Moment.RING),
        (CardState.CALLING_MY_PHONE, Moment.RING),
        (CardState.DIALLING, Moment.RING),
        (CardState.TALKING, Moment.ANSWER),
        (CardState.RINGING_LINE, None),
        (CardState.RINGING_COLLEAGUE, None),
        (CardState.TAKEN, None),
        (CardState.ENDED, None),
    ],
)
def test_customer_is_opened_while_my_phone_rings_or_i_talk(
    state: CardState, moment: Moment | None
) -> None:
    assert moment_of(replace(CARD, state=state)) is moment
    assert moment_of(replace(CARD, state=state, call_session_id=None)) is None


@pytest.mark.parametrize(
    ("row", "moments"),
    [
        (ROW, (Moment.RING, Moment.ANSWER)),
        (replace(ROW, outcome=Outcome.LOST), (Moment.RING,)),
        (replace(ROW, concerns_me=False), ()),
        (replace(ROW, key="dial:x1"), ()),
    ],
)
def test_call_that_is_over_had_its_moments_at_this_desk(
    row: HistoryRow, moments: tuple[Moment, ...]
) -> None:
    assert moments_of_row(row) == moments


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (CrmRule(moment=Moment.RING), True),
        (CrmRule(moment=Moment.ANSWER), False),
        (CrmRule(moment=Moment.RING, direction=Direction.OUT), True),
        (CrmRule(moment=Moment.RING, direction=Direction.IN), False),
        (CrmRule(moment=Moment.RING, line="74950000001"), True),
        (CrmRule(moment=Moment.RING, line="74950000002"), False),
    ],
)
def test_rule_is_for_a_moment_a_direction_and_a_line(rule: CrmRule, fits: bool) -> None:
    assert rule.fits(Moment.RING, TOLD) is fits


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (" 8 (495) 000-00-01 ", "74950000001"),
        ("+7 495 000-00-01", "74950000001"),
        ("84950000001", "74950000001"),
        ("8495000000", "8495000000"),
        ("Москва", "Москва"),
        ("", ""),
    ],
)
def test_line_is_kept_in_digits_however_it_was_typed(typed: str, line: str) -> None:
    assert line_of(typed) == line
