"""What becomes of a file's contacts beside the company's and the person's own."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.contacts import Contact
from uis_desktop.core.own_contacts import Fate, ImportPlan, merged
from uis_desktop.core.phone import Number

ANNA, BORIS = Number("+74951234567"), Number("+78005553535")
MOBILE = Number("+79001112233")


def who(id_: str, name: str = "Анна", *numbers: Number, company: str | None = None) -> Contact:
    return Contact(id=id_, full_name=name, company=company, phone_numbers=numbers or (ANNA,))


def plan(page: Iterable[Contact], *known: Contact) -> ImportPlan:
    made = ImportPlan()
    sharing: dict[Number, list[Contact]] = {}
    for one in known:
        for number in one.phone_numbers:
            sharing.setdefault(number, []).append(one)
    made.judge(page, {one.id: one for one in known}, sharing)
    return made


def fates(made: ImportPlan) -> dict[str, Fate]:
    return {key: one.fate for key, one in made.judged.items()}


def test_contact_nobody_knows_is_new() -> None:
    assert fates(plan([who("own:1")])) == {"own:1": Fate.NEW}


def test_same_file_again_changes_nothing() -> None:
    again = plan([who("own:1")], who("own:1"))
    assert fates(again) == {"own:1": Fate.THERE}
    assert list(again.wanted()) == []


def test_file_changes_name_and_company_and_keeps_numbers_and_note_of_the_person() -> None:
    mine = Contact(id="own:1", full_name="Аня", phone_numbers=(MOBILE, ANNA), employee_name="Я")
    made = plan([who("own:1", "Анна Ёлкина", BORIS, ANNA, company="Ромашка")], mine)
    (changed,) = made.wanted()
    assert changed == Contact(
        id="own:1",
        full_name="Анна Ёлкина",
        company="Ромашка",
        phone_numbers=(MOBILE, ANNA, BORIS),
        employee_name="Я",
    )
    assert fates(made) == {"own:1": Fate.CHANGED}


def test_own_contact_of_the_same_name_and_number_is_the_same_person() -> None:
    made = plan([who("own:2", " анна ёлкина ", BORIS, ANNA)], who("own:1", "Анна Елкина", ANNA))
    assert fates(made) == {"own:1": Fate.CHANGED}


def test_number_alone_is_no_person() -> None:
    made = plan([who("own:2", "Приёмная", ANNA)], who("own:1", "Анна", ANNA))
    assert fates(made) == {"own:2": Fate.NEW}


def test_contact_the_directory_tells_whole_is_there_already() -> None:
    directory = who("uis:1", "АННА", ANNA, MOBILE)
    assert fates(plan([who("own:1")], directory)) == {"own:1": Fate.THERE}


def test_contact_that_tells_more_than_the_directory_stands_beside_it() -> None:
    directory = who("uis:1")
    made = plan([who("own:1", "Анна", ANNA, MOBILE)], directory)
    assert fates(made) == {"own:1": Fate.NEW}
    assert [one.id for one in made.wanted()] == ["own:1"]


def test_two_of_a_file_that_are_one_person_become_one() -> None:
    mine = who("own:1")
    made = plan([who("own:2", "Анна", ANNA, MOBILE), who("own:3", "Анна", ANNA, BORIS)], mine)
    (changed,) = made.wanted()
    assert changed.phone_numbers == (ANNA, MOBILE, BORIS)


def test_pages_are_one_file() -> None:
    made = plan([who("own:1")])
    made.judge([who("own:2", "Борис", BORIS)], {}, {})
    assert made.counts[Fate.NEW] == 2


_NAMES = st.sampled_from(["Анна", "Борис", "анна"])
_NUMBERS = st.lists(st.sampled_from([ANNA, BORIS, MOBILE]), min_size=1, max_size=3, unique=True)


@st.composite
def _contacts(draw: st.DrawFn, ids: str) -> list[Contact]:
    keys = draw(st.lists(st.sampled_from(ids.split()), unique=True, max_size=4))
    return [who(key, draw(_NAMES), *draw(_NUMBERS)) for key in keys]


@given(_contacts("own:1 own:2 uis:1 uis:2"), _contacts("own:1 own:2 own:3 own:4"))
def test_no_import_touches_the_directory_or_loses_a_number(
    known: list[Contact], page: list[Contact]
) -> None:
    made = plan(page, *known)
    written = {one.id: one for one in made.wanted()}
    assert all(key.startswith("own:") for key in written)
    for one in known:
        after = written.get(one.id, one)
        assert set(one.phone_numbers) <= set(after.phone_numbers)


def test_file_that_names_nobody_responsible_leaves_who_was() -> None:
    mine = Contact(id="own:1", full_name="Аня", employee_id="5", employee_name="Я", note="звонить")
    told = Contact(id="own:9", full_name="Анна", phone_numbers=(ANNA,))
    after = merged(mine, told)
    assert after == Contact(
        id="own:1",
        full_name="Анна",
        phone_numbers=(ANNA,),
        employee_id="5",
        employee_name="Я",
        note="звонить",
    )
    assert merged(mine, Contact(id="x", full_name="Аня", employee_name="Он")).employee_id is None
    assert merged(mine, Contact(id="x", full_name="Аня", employee_id="6")).employee_name is None
