"""What a person types about a contact: read, complained about, never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.contact_draft import (
    HAS_EXTENSION,
    ContactDraft,
    DraftProblems,
    contact_of,
    draft_of,
    problems,
)
from uis_desktop.core.contacts import Contact
from uis_desktop.core.notes import LONGEST_NOTE
from uis_desktop.core.phone import Number

ANNA = ContactDraft(
    name="  Анна\tЁлкина ",
    company="Ромашка",
    numbers=("8 (916) 123-45-67", "", "74951234567", "+7 916 123 45 67", "204"),
    employee_id="7",
    employee_name="Ирина",
    note="любит чай\nзвонить утром",
)


def test_draft_becomes_a_contact_with_comparable_numbers() -> None:
    assert not problems(ANNA)
    assert contact_of(ANNA, "own:1") == Contact(
        id="own:1",
        full_name="Анна Ёлкина",
        company="Ромашка",
        phone_numbers=(Number("+79161234567"), Number("+74951234567"), Number("204")),
        employee_id="7",
        employee_name="Ирина",
        note="любит чай\nзвонить утром",
    )


def test_company_alone_is_a_name() -> None:
    assert contact_of(ContactDraft(company="Ромашка", numbers=("204",)), "own:1").full_name == (
        "Ромашка"
    )


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (ContactDraft(numbers=("204",)), DraftProblems(no_name=True)),
        (ContactDraft(name="\u200b ", numbers=("204",)), DraftProblems(no_name=True)),
        (ContactDraft(name="А"), DraftProblems(no_number=True)),
        (ContactDraft(name="А", numbers=(" ", "")), DraftProblems(no_number=True)),
        (ContactDraft(name="А", numbers=("", "абв")), DraftProblems(numbers={1: "letters"})),
        (
            ContactDraft(name="А", numbers=("8 495 123-45-67 доб. 204",)),
            DraftProblems(numbers={0: HAS_EXTENSION}),
        ),
        (
            ContactDraft(name="А", numbers=("204",), note="x" * (LONGEST_NOTE + 1)),
            DraftProblems(long_note=True),
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named(draft: ContactDraft, found: DraftProblems) -> None:
    assert problems(draft) == found


_PHONES = st.lists(
    st.sampled_from(["+79161234567", "+78005553535", "+442071234567", "204"]).map(Number),
    min_size=1,
    unique=True,
)


@given(_PHONES, st.text(max_size=30))
def test_contact_that_is_opened_and_kept_is_the_same(numbers: list[Number], note: str) -> None:
    contact = Contact(id="own:1", full_name="Анна", phone_numbers=tuple(numbers))
    draft = draft_of(contact)
    assert not problems(draft)
    assert contact_of(draft, "own:1") == contact
    kept = contact_of(ContactDraft(name="А", numbers=("204",), note=note), "own:1")
    assert contact_of(draft_of(kept), "own:1") == kept


@pytest.mark.parametrize(
    "problem",
    [
        DraftProblems(no_name=True),
        DraftProblems(no_number=True),
        DraftProblems(long_note=True),
        DraftProblems(numbers={0: "letters"}),
    ],
)
def test_one_problem_is_enough_and_none_is_none(problem: DraftProblems) -> None:
    assert problem
    assert not DraftProblems()
