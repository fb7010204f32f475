"""Who should take a call: the rules by themselves."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relay.company import ANNA, BORIS, VERA
from uis_desktop.relay.directory.interactive_rules import (
    AnswerRefused,
    InteractiveAnswer,
    checked_answer,
    checked_rules,
)
from uis_desktop.relay.directory.placeholders import filled
from uis_desktop.relay.directory.staff import Colleague, Group, Staff
from uis_desktop.relay.interactive.decision import Decision, decide
from uis_desktop.relay.interactive.question import Question, read_question
from uis_desktop.relay.interactive.reasons import Reason, sentence
from uis_desktop.relay.phonebook import Known, Phonebook
from uis_desktop.wire.frames import ContactRecord, ContactsPage

CALLER, LINE = "+79001234567", "+74950000001"
DEFAULT = InteractiveAnswer(returned_code="nobody")
SALES, NIGHT = "7", "8"
STAFF = Staff(
    {
        ANNA: Colleague(id=ANNA, name="Анна", extension="101", phone_numbers=("74951111111",)),
        BORIS: Colleague(
            id=BORIS, name="Борис", extension=None, phone_numbers=("+74952222222", "0412345")
        ),
        VERA: Colleague(id=VERA, name="Вера", extension=None, phone_numbers=()),
    },
    {
        SALES: Group(id=SALES, name="Sales", phone_number=None, members=(VERA, ANNA, BORIS, "9")),
        NIGHT: Group(id=NIGHT, name="Night", phone_number="900", members=(ANNA,)),
    },
)


def contact(employee_id: str | None, name: str = "Пётр", company: str | None = "Ромашка") -> Known:
    return Known("file:1", name, company, employee_id, (CALLER,))


def decided(
    *contacts: Known,
    caller: str | None = CALLER,
    line: str | None = LINE,
    typed: str | None = None,
    **rules: object,
) -> Decision:
    return decide(
        Question(caller=caller, line=line, numa=caller, typed=typed, readable=True),
        rules=checked_rules(rules),
        default=DEFAULT,
        contacts=contacts,
        staff=STAFF,
    )


def phones(*contacts: Known, line: str | None = LINE, **rules: object) -> tuple[str, ...] | None:
    return decided(*contacts, caller=CALLER, line=line, typed=None, **rules).answer.phones


def test_employee_is_reached_in_the_order_the_rules_prefer() -> None:
    assert phones(contact(ANNA)) == ("101",)
    assert phones(contact(ANNA), reach=["numbers", "extension"]) == ("74951111111",)
    assert phones(contact(ANNA), all_phones=True) == ("101", "74951111111")
    assert phones(contact(ANNA), reach=["numbers"], all_phones=True) == ("74951111111",)
    assert phones(contact(BORIS)) == ("74952222222",)
    assert phones(contact(BORIS), all_phones=True) == ("74952222222", "0412345")


def test_whoever_has_left_uis_gets_no_calls_alone_or_in_a_group() -> None:
    left = Colleague(id=ANNA, name="Анна", extension="101", phone_numbers=(), gone=True)
    here = STAFF.employees[BORIS]
    groups = {SALES: Group(id=SALES, name="S", phone_number=None, members=(ANNA, BORIS))}

    def asked(staff: Staff) -> Decision:
        return decide(
            Question(caller=CALLER, readable=True),
            rules=checked_rules({}),
            default=DEFAULT,
            contacts=[contact(ANNA)],
            staff=staff,
        )

    alone = asked(Staff({ANNA: left}))
    assert (alone.answer, alone.reason) == (DEFAULT, Reason.EMPLOYEE_GONE)
    grouped = asked(Staff({ANNA: left, BORIS: here}, groups))
    assert (grouped.answer.phones, grouped.reason) == (("74952222222",), Reason.GROUP_INSTEAD)


@pytest.mark.parametrize(
    "body", [b"numa=&numb=74950000001", b'{"numa":null}', b'{"numa":""}', b"numa=None"]
)
def test_number_that_is_told_and_empty_is_a_hidden_one(body: bytes) -> None:
    question = read_question(body=body, query=b"")
    assert (question.numa, question.caller) == ("", None)
    assert read_question(body=b"numb=74950000001", query=b"").numa is None


def test_group_takes_the_call_of_who_cannot_be_reached() -> None:
    fallen = decided(contact(VERA))
    assert (fallen.reason, fallen.group) == (Reason.GROUP_INSTEAD, SALES)
    assert fallen.answer.phones == ("101", "74952222222")
    assert phones(contact(VERA), groups=[NIGHT, "own"]) == ("900",)
    assert phones(contact(VERA), groups=[NIGHT], group_ring="members") == ("101",)
    assert phones(contact(VERA), groups=[]) is None
    assert decided(contact("9"), groups=[NIGHT]).reason is Reason.GROUP_INSTEAD
    assert decided(contact(None), groups=[NIGHT]).reason is Reason.GROUP_FOR_CONTACT
    assert phones(contact(None), groups=["own"]) is None


def test_first_contact_whose_employee_can_be_reached_counts() -> None:
    shared = (contact(None, "A"), contact("9", "B"), contact(VERA, "C"), contact(BORIS, "D"))
    decision = decided(*shared)
    assert (decision.answer.phones, decision.contact) == (("74952222222",), shared[3])


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (decided(contact(ANNA), caller=None), Reason.CALLER_NOT_TOLD),
        (decided(), Reason.CALLER_UNKNOWN),
        (decided(contact(None)), Reason.NO_RESPONSIBLE),
        (decided(contact("9")), Reason.EMPLOYEE_GONE),
        (decided(contact(VERA), groups=[]), Reason.EMPLOYEE_UNREACHABLE),
        (decided(contact(ANNA), responsible=False), Reason.SWITCHED_OFF),
        (
            decide(
                Question(),
                rules=checked_rules({}),
                default=DEFAULT,
                contacts=(),
                staff=STAFF,
            ),
            Reason.UNREADABLE,
        ),
    ],
)
def test_everything_else_gets_the_default_and_says_why(decision: Decision, reason: Reason) -> None:
    assert (decision.answer, decision.reason) == (DEFAULT, reason)


def test_line_has_its_own_rules_and_its_own_default() -> None:
    lines = {"8 495 000-00-01": {"reach": ["numbers"], "default": {"phones": ["+74953333333"]}}}
    assert phones(contact(ANNA), lines=lines) == ("74951111111",)
    assert phones(contact(ANNA), lines=lines, line="+74950000002") == ("101",)
    assert phones(lines=lines) == ("74953333333",)
    assert phones(lines=lines, line=None) is None


def test_what_the_caller_typed_counts_most() -> None:
    inputs = {"12": {"returned_code": "vip"}, "*0": {"phones": ["100"]}}
    wrong = {"returned_code": "wrong"}
    answers = {
        typed: decided(contact(ANNA), typed=typed, inputs=inputs, other_input=wrong).answer
        for typed in ("12", "*0", "13", None)
    }
    assert answers == {
        "12": InteractiveAnswer(returned_code="vip"),
        "*0": InteractiveAnswer(phones=("100",)),
        "13": InteractiveAnswer(returned_code="wrong"),
        None: InteractiveAnswer(phones=("101",)),
    }
    assert decided(contact(ANNA), typed="13").reason is Reason.RESPONSIBLE


def test_answer_names_caller_company_and_employee() -> None:
    beside = {"operator_text": "Звонит {contact}, {company}", "text": "Соединяем: {responsible}"}
    answer = decided(contact(ANNA), beside=beside).answer
    assert answer.operator_text == "Звонит Пётр, Ромашка"
    assert answer.text == "Соединяем: Анна"
    assert decided(contact(ANNA, company=None), beside=beside).answer.operator_text == (
        "Звонит Пётр"
    )
    nobody = {"phones": ["700"], "operator_text": "Звонит {contact}", "text": "Минуту"}
    unknown = decided(lines={LINE: {"default": nobody}}).answer
    assert (unknown.operator_text, unknown.text) == (None, "Минуту")


def test_of_media_and_text_for_the_employee_media_wins() -> None:
    sent = checked_answer('{"phones":["101"],"operator_media":"a.mp3","operator_text":"b"}')
    assert msgspec.json.decode(sent) == {"phones": ["101"], "operator_media": "a.mp3"}


@pytest.mark.parametrize(
    "answer",
    [
        '{"phones":[]}',
        '{"phones":[""]}',
        '{"phones":["12345678"]}',
        '{"phones":["+7495123456789012"]}',
        '{"phones":["anonymous"]}',
        '{"phones":["84951234567 доб. 5"]}',
        '{"phones":[101]}',
        '{"text":"hello"}',
        '{"returned_code":" "}',
        '{"returned_code":"a\\u0000b"}',
        '{"returned_code":"a","operator_message":"x"}',
        '{"returned_code":"a","text":"{name}"}',
        '{"returned_code":"' + "a" * 500 + '"}',
        '["101"]',
        "",
        "[" * 100_000,
    ],
)
def test_answer_that_is_no_route_is_refused(answer: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        checked_answer(answer)
    russian, english = refused.value.words("ru"), refused.value.words("en")
    assert re.search("[а-яё]{3}", russian)
    assert english == refused.value.detail != russian


answers = st.fixed_dictionaries(
    {"phones": st.lists(st.sampled_from(["101", "+74951234567", "0412345"]), min_size=1)},
    optional={"text": st.sampled_from(["{contact}!", "Добрый день"])},
)
fields: dict[str, st.SearchStrategy[object]] = {
    "responsible": st.booleans(),
    "reach": st.lists(st.sampled_from(["extension", "numbers"]), max_size=3),
    "all_phones": st.booleans(),
    "groups": st.lists(st.sampled_from(["own", SALES, NIGHT, "99"]), max_size=3),
    "group_ring": st.sampled_from(["phone", "members"]),
    "beside": st.fixed_dictionaries({}, optional={"operator_text": st.just("{company}")}),
    "inputs": st.dictionaries(st.sampled_from(["1", "2", "#"]), answers),
    "other_input": st.none() | answers,
}
lines = st.dictionaries(
    st.sampled_from([LINE, "+74950000002"]),
    st.fixed_dictionaries({}, optional={**fields, "default": answers}),
)
rules_given = st.fixed_dictionaries({}, optional={**fields, "lines": lines})
names = st.text(max_size=200)
known = st.builds(
    Known,
    st.just("file:1"),
    names,
    st.none() | names,
    st.none() | st.sampled_from([ANNA, BORIS, VERA, "9"]),
    st.just((CALLER,)),
)
questions = st.builds(
    Question,
    caller=st.none() | st.just(CALLER),
    line=st.none() | st.sampled_from([LINE, "+74950000003"]),
    numa=st.none() | st.just("x"),
    typed=st.none() | st.sampled_from(["1", "9"]),
    readable=st.booleans(),
)


@given(questions, rules_given, st.lists(known, max_size=4))
def test_every_answer_is_a_route_that_uis_can_follow(
    question: Question, given_rules: dict[str, object], contacts: list[Known]
) -> None:
    rules = checked_rules(given_rules)
    decision = decide(question, rules=rules, default=DEFAULT, contacts=contacts, staff=STAFF)
    answer = decision.answer
    assert answer.phones or answer.returned_code
    assert all(re.fullmatch(r"[0-9]{2,15}", phone) for phone in answer.phones or ())
    assert len(set(answer.phones or ())) == len(answer.phones or ())
    assert msgspec.json.decode(msgspec.json.encode(answer), type=InteractiveAnswer) == answer
    for said in (answer.text, answer.operator_text):
        assert said is None or (said.isprintable() and 0 < len(said) < 1500)
    assert checked_rules(msgspec.to_builtins(rules)) == rules


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_bytes_make_the_reading_fail(body: bytes, query: bytes) -> None:
    question = read_question(body=body, query=query)
    assert question.caller is None or question.numa is not None


@given(
    st.lists(
        st.sampled_from(["{contact}", "{ company }", "{responsible}", ", ", ".", " – ", "(", ")"]),
        max_size=12,
    ),
    names,
    st.none() | names,
)
def test_names_cannot_break_a_text(pieces: list[str], name: str, company: str | None) -> None:
    text = "".join(pieces)
    said = filled(text, {"contact": name, "company": company})
    if said is not None and "{" in text:
        assert said.isprintable()
        assert not set(said) & set("<>&{}")
        assert len(said) <= 90 * (len(pieces) + 1)


def test_every_reason_has_words_in_both_languages() -> None:
    for reason in Reason:
        assert sentence(reason, "ru") != sentence(reason, "en") != reason.value
        assert re.search("[а-я]", sentence(reason, "ru"))
    assert sentence("of_a_newer_relay", "ru") == "of_a_newer_relay"


records = st.builds(
    ContactRecord,
    id=st.sampled_from(["a", "b", "c", "d"]),
    full_name=st.just("N"),
    phone_numbers=st.lists(st.sampled_from(["+71", "+72", "+73"]), max_size=3).map(tuple),
    employee_id=st.none() | st.just(ANNA),
)
pages = st.lists(records | st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@given(pages)
def test_phonebook_knows_exactly_who_has_a_number(changes: list[ContactRecord | str]) -> None:
    phonebook = Phonebook()
    model: dict[str, ContactRecord] = {}
    for cursor, change in enumerate(changes, 1):
        if isinstance(change, str):
            page = ContactsPage(cursor=cursor, more=False, contacts=(), removed=(change,))
            model.pop(change, None)
        else:
            page = ContactsPage(cursor=cursor, more=False, contacts=(change,))
            model.pop(change.id, None)
            model[change.id] = change
        phonebook.take_in("acme", page)
    for number in ("+71", "+72", "+73", "+74"):
        wanted = [record.id for record in model.values() if number in record.phone_numbers]
        found = [one.id for one in phonebook.contacts("acme", number)]
        assert found == wanted[::-1]
    assert phonebook.cursor("acme") == len(changes)
    assert phonebook.contacts("other", "+71") == ()
