"""What of a contact goes to UIS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.company_contacts import company_contact, split_name
from uis_desktop.core.contact_draft import (
    SHORT_NUMBER,
    ContactDraft,
    DraftProblems,
    draft_of,
    problems,
)
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Иванова Анна", ("Иванова", "Анна", None)),
        ("Иванова-Ли Анна Петровна", ("Иванова-Ли", "Анна", "Петровна")),
        ("Анна", ("Анна", None, None)),
        ("ООО «Ромашка»", ("ООО «Ромашка»", None, None)),
        ("Склад 2", ("Склад 2", None, None)),
        ("Отдел по работе с клиентами", ("Отдел по работе с клиентами", None, None)),
    ],
)
def test_name_is_split_where_it_is_a_persons(
    name: str, parts: tuple[str, str | None, str | None]
) -> None:
    assert split_name(name) == parts


@given(st.text(st.characters(categories=["L", "Nd", "Pd"]), min_size=1, max_size=9).map(str.strip))
def test_name_reads_the_same_however_it_is_split(name: str) -> None:
    assert " ".join(filter(None, split_name(f"{name} Анна"))) == f"{name} Анна"


def test_only_a_contact_of_uis_keeps_his_number_there() -> None:
    uis, own = (
        Contact(
            id=id_,
            full_name="Иванова Анна",
            phone_numbers=(Number("+79161234567"),),
            employee_id="7",
        )
        for id_ in ("uis:42", "own:42")
    )
    assert company_contact(draft_of(uis), uis).id == "42"
    new = company_contact(draft_of(own), own)
    assert (new.id, new.name, new.phone_numbers, new.employee_id) == (
        None, ("Иванова", "Анна", None), ("+79161234567",), "7"
    )  # fmt: skip


def test_short_number_is_for_own_contacts_only() -> None:
    draft = ContactDraft(name="Ян", numbers=("8 916 123-45-67", "204"))
    assert not problems(draft)
    assert problems(draft, for_company=True) == DraftProblems(numbers={1: SHORT_NUMBER})
