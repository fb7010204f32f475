"""Numbers as people in Russia type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core import phone
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.reminders import Reminder
from uis_desktop.errors import NotAPhoneNumber


@pytest.mark.parametrize(
    ("typed", "digits", "extension"),
    [
        ("8 (495) 123-45-67", "74951234567", None),
        ("+7 495 123-45-67", "74951234567", None),
        ("74951234567", "74951234567", None),
        ("9161234567", "79161234567", None),
        ("8-800-555-35-35", "78005553535", None),
        ("8 10 380 44 123 45 67", "380441234567", None),
        ("+44 20 7946 0958", "442079460958", None),
        ("+7 495 123-45-67 доб. 204", "74951234567", "204"),
        ("84951234567,,204", "74951234567", "204"),
        ("8 (495) 123‑45‑67", "74951234567", None),
        ("8 (9О3) 123-45-67", "79031234567", None),
    ],
)
def test_number_is_read_as_people_type_it(typed: str, digits: str, extension: str | None) -> None:
    read = phone.parse(typed)
    assert (read.digits, read.extension, read.raw) == (digits, extension, typed)
    assert not read.internal


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        # Russia
        ("8(495)1234567", "74951234567"),
        ("8-495-123-45-67", "74951234567"),
        ("8.495.123.45.67", "74951234567"),
        ("8/495/123-45-67", "74951234567"),
        ("7 (495) 123 45 67", "74951234567"),
        ("495 123-45-67", "74951234567"),
        ("(+7) 495 123-45-67", "74951234567"),
        ("+7 (8 495) 123-45-67", "74951234567"),
        ("007 495 123-45-67", "74951234567"),
        ("8 10 7 495 123-45-67", "74951234567"),
        ("8 (34345) 1-23-45", "73434512345"),
        ("8 (800) 555-35-35", "78005553535"),
        ("+7 940 123-45-67", "79401234567"),
        # Neighbours
        ("+7 701 123-45-67", "77011234567"),
        ("8 (7172) 12-34-56", "77172123456"),
        ("+375 29 123-45-67", "375291234567"),
        ("8-10-375-29-123-45-67", "375291234567"),
        ("+380 (44) 123-45-67", "380441234567"),
        ("+998 71 123-45-67", "998711234567"),
        ("+996 312 12-34-56", "996312123456"),
        ("+992 37 123-45-67", "992371234567"),
        ("+993 12 12-34-56", "99312123456"),
        ("+994 12 123-45-67", "994121234567"),
        ("+374 10 12-34-56", "37410123456"),
        ("+995 32 212-34-56", "995322123456"),
        ("+373 22 12-34-56", "37322123456"),
        # The world
        ("00 49 30 12345678", "493012345678"),
        ("810 44 20 7946 0958", "442079460958"),
        ("+44 (0)20 7946 0958", "442079460958"),
        ("+1 (212) 555-0123", "12125550123"),
        ("+86 10 1234 5678", "861012345678"),
        ("+84 28 1234 5678", "842812345678"),
        ("+972-3-123-4567", "97231234567"),
        ("+90 212 123 45 67", "902121234567"),
        ("+39 06 1234 5678", "390612345678"),
    ],
)
def test_numbers_of_russia_its_neighbours_and_the_world(typed: str, digits: str) -> None:
    read = phone.parse(typed)
    assert (read.digits, read.extension, read.internal) == (digits, None, False)


@pytest.mark.parametrize(
    "typed",
    [
        "8\N{NO-BREAK SPACE}495\N{NARROW NO-BREAK SPACE}123\N{FIGURE SPACE}45\N{THIN SPACE}67",
        "\N{LEFT-TO-RIGHT EMBEDDING}+7 495 123-45-67\N{POP DIRECTIONAL FORMATTING}",
        "\N{LEFT-TO-RIGHT MARK}+74951234567\N{RIGHT-TO-LEFT MARK}",
        "\N{ZERO WIDTH NO-BREAK SPACE}84951234567\N{ZERO WIDTH SPACE}",
        "8 495 123\N{EN DASH}45\N{EM DASH}67",
        "8 495 123\N{MINUS SIGN}45\N{NON-BREAKING HYPHEN}67",
        "8 495 123\N{SOFT HYPHEN}4567",
        "8 (495) 123·45·67",
        "\N{FULLWIDTH PLUS SIGN}7 4951234\N{FULLWIDTH DIGIT FIVE}67",
        "тел. 8 495 123-45-67",
        "Тел.: +7 (495) 123-45-67",
        "раб. тел. 8 (495) 123-45-67",
        "т. 8-495-123-45-67",
        "Phone: +7 495 123 45 67",
        "tel:+7-495-123-45-67",
    ],
)
def test_what_is_not_seen_and_what_stands_before_a_number_is_passed_over(typed: str) -> None:
    assert phone.parse(typed).digits == "74951234567"
    assert phone.key(typed) == "+74951234567"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("8 (9О3) 123-45-67", "79031234567"),
        ("8 9o3 123-45-67", "79031234567"),
        ("8 90З 123-45-67", "79031234567"),
        ("8 903 123-45-б7", "79031234567"),
        ("8 903 l23-45-67", "79031234567"),
    ],
)
def test_letters_that_look_like_digits_are_read_as_digits(typed: str, digits: str) -> None:
    assert phone.parse(typed).digits == digits


@pytest.mark.parametrize("word", ["зоо", "Оз", "Боб", "Il", "ОЗОЗО", "зоо 12", "О3"])
def test_a_word_of_such_letters_is_no_number(word: str) -> None:
    with pytest.raises(NotAPhoneNumber) as refused:
        phone.parse(word)
    assert refused.value.reason == "letters"


@pytest.mark.parametrize(
    "behind",
    [
        "доб. 204", "доб 204", "доб.204", "(доб. 204)", "(доб 204 )", "добавочный 204", "вн. 204",
        "внутр. 204", "внутренний: 204", "доб. номер 204", "доб. № 204", "ext 204", "ext. 204",
        "(ext. 204)", "extension 204", ";ext=204", ",204", ",,204", ";204", "x204", "х204",
        "X 204", "#204", "*204", "p204", "w204", "..204", "...204", "…204",
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", ["8 (495) 123-45-67", "+74951234567"])
def test_an_extension_is_set_apart_however_it_is_written(number: str, behind: str) -> None:
    read = phone.parse(f"{number} {behind}")
    assert (read.digits, read.extension) == ("74951234567", "204")
    assert phone.parse(f"{number}{behind}").extension == "204"


@pytest.mark.parametrize("typed", ["101", "102", "103", "104", "112", "01", "02", "03", "04"])
def test_where_help_is_called_is_known(typed: str) -> None:
    assert phone.parse(typed).emergency
    assert not phone.parse(f"8 495 123-45-67 доб. {typed}").emergency
    assert not phone.parse(f"{typed}5").emergency


@pytest.mark.parametrize(
    "typed", ["*21#", "*100#", "**21*84951234567#", "#31#", "*#06#", "* 2 1 #"]
)
def test_a_service_code_is_told_from_a_number(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber) as refused:
        phone.parse(typed)
    assert refused.value.reason == "service_code"
    assert phone.key(typed) is None


@pytest.mark.parametrize("typed", ["+8 495 123-45-67", "+8(495)1234567", "+8-903-123-45-67"])
def test_plus_eight_is_asked_about_and_compared_as_plus_seven(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber) as refused:
        phone.parse(typed)
    assert refused.value.reason == "plus_eight"
    assert phone.key(typed) == f"+{phone.parse(typed.replace('+8', '+7')).digits}"


@pytest.mark.parametrize("typed", ["204", "0412", "101101"])
def test_short_number_is_internal_and_keeps_its_zeros(typed: str) -> None:
    read = phone.parse(typed)
    assert read.internal
    assert (read.digits, read.e164) == (typed, typed)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("Иванов", "letters"),
        ("8 495 123-45-67 / 8 495 765-43-21", "several"),
        ("8 495 123-45-67, 8 916 765-43-21", "several"),
        ("+12", "too_short"),
        ("9" * 30, "too_long"),
        ("9" * 65, "too_long"),
        ("1234567", "not_valid"),
        ("8 029 123-45-67", "not_valid"),
        ("+7 495 123-45-67-89", "not_valid"),
        ("8 495 123-45-67/68", "several"),
        ("8 495 123-45-67 или 8 916 765-43-21", "several"),
        ("8 495 123-45-67; 8 916 765-43-21", "several"),
        ("8 495 123-45-67 | 8 916 765-43-21", "several"),
        ("٣٤٥٦٧٨٩٠١٢", "letters"),
        # Where too long and too short begin.
        ("+7 495 123-45-67" + " " * 47 + "1", "not_valid"),
        ("+7 495 123-45-67" + " " * 48 + "1", "too_long"),
        ("+" + "9" * 15, "not_valid"),
        ("+" + "9" * 16, "too_long"),
        ("+123456", "too_short"),
        ("+1234567", "not_valid"),
        ("1", "too_short"),
    ],
)
def test_what_is_no_number_says_why(typed: str, reason: str) -> None:
    with pytest.raises(NotAPhoneNumber) as refused:
        phone.parse(typed)
    assert refused.value.reason == reason


def test_extension_becomes_pauses_and_digits_after_the_answer() -> None:
    assert phone.parse("84951234567 доб. 204").dtmf_string == "..204"
    assert phone.parse("84951234567").dtmf_string is None


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+74951234567", "+7 495 123-45-67"),
        ("+78005553535", "8 800 555-35-35"),
        ("+380441234567", "+380 44 123 4567"),
        ("204", "204"),
        ("+", "+"),
    ],
)
def test_number_is_printed_as_people_read_it(e164: str, shown: str) -> None:
    assert phone.pretty(e164) == shown


@pytest.mark.parametrize("typed", ["12", "123456"])
def test_internal_number_has_two_to_six_digits(typed: str) -> None:
    assert phone.parse(typed).internal


def test_number_is_assigned_if_somebody_can_have_it() -> None:
    assert phone.is_assigned(phone.Number("+79161234567"))
    assert not phone.is_assigned(phone.Number("+70001234567"))
    assert not phone.is_assigned(phone.Number("204"))


@pytest.mark.parametrize("hidden", [None, "", "anonymous", "0000", "private number", "00000000000"])
def test_hidden_caller_has_no_key(hidden: str | None) -> None:
    assert phone.key(hidden) is None


@given(st.text(max_size=100))
def test_no_text_breaks_the_reader(typed: str) -> None:
    try:
        read = phone.parse(typed)
    except NotAPhoneNumber:
        return
    assert read.digits.isascii()
    assert read.digits.isdecimal()


@given(st.integers(min_value=74950000000, max_value=74959999999))
def test_printing_and_reading_again_gives_the_same_number(number: int) -> None:
    assert phone.parse(phone.pretty(f"+{number}")).digits == str(number)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+74951234567", "RU"),
        ("+77172123456", "KZ"),
        ("+493012345678", "DE"),
        ("+80012345678", None),
        ("204", None),
        ("anonymous", None),
    ],
)
def test_country_of_a_number(number: str, expected: str | None) -> None:
    assert phone.country(phone.Number(number)) == expected


@given(st.from_regex(r"\+7[3-79][0-9]{9}", fullmatch=True))
def test_key_of_an_ordinary_russian_number_is_what_the_library_makes_of_it(number: str) -> None:
    assert phone.key(number) == phone.parse(number).e164


if TYPE_CHECKING:
    # Each of these must be an error to the checker: mypy complains of an ignore too many.
    _TYPED, _PRINTED = "8 495 123-45-67", phone.pretty("+74951234567")
    HistoryRow.contact_phone_number = _TYPED  # type: ignore[assignment, misc]  # typed, not read
    Reminder.phone_number = _PRINTED  # type: ignore[assignment, misc]  # printed
    phone.dialled(_TYPED)  # type: ignore[arg-type]  # typed, not read
    phone.dialled(phone.parse(_TYPED))  # type: ignore[arg-type]  # it can be dialled already
    phone.country(_PRINTED)  # type: ignore[arg-type]  # printed


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("+74951234567", True), ("204", True), ("0412345", True), ("+12", False), ("2", False),
        ("84951234567", False), ("74951234567", False), ("+7 495 123-45-67", False),
        ("+٣٤٥٦٧٨٩٠", False), ("anonymous", False), ("sip:anna", False), ("", False),
        (None, False), ("204\n", False),
    ],
)  # fmt: skip
def test_only_the_form_numbers_are_kept_in_is_taken_unread(text: str | None, is_kept: bool) -> None:
    assert phone.kept(text) == (text if is_kept else None)


RUSSIAN = st.from_regex(r"\+7[3489][0-9]{9}", fullmatch=True)
FOREIGN = st.sampled_from(
    ["+375291234567", "+380441234567", "+998711234567", "+493012345678", "+442079460958",
     "+12125550123", "+861012345678", "+390612345678", "+8612345678901"]
)  # fmt: skip
EXTENSION = st.from_regex(r"[0-9]{1,7}", fullmatch=True)
SEPARATOR = st.sampled_from(["", " ", "-", ".", "\N{NO-BREAK SPACE}", "\N{EN DASH}", ") ", " ("])


@given(st.one_of(RUSSIAN, FOREIGN), st.one_of(st.none(), EXTENSION))
def test_a_number_is_read_again_from_what_it_says_it_was_typed_as(
    e164: str, extension: str | None
) -> None:
    number = phone.Phone(e164.removeprefix("+"), extension=extension)
    again = phone.parse(number.typed)
    assert (again.e164, again.extension, again.internal) == (e164, extension, False)


@given(st.one_of(RUSSIAN, FOREIGN, st.from_regex(r"[0-9]{2,6}", fullmatch=True)))
def test_what_is_dialled_for_a_kept_number_is_what_reading_it_gives(text: str) -> None:
    number = phone.parse(text)
    assert phone.kept(number.e164) == number.e164
    assert phone.dialled(number.e164) == number


@given(st.from_regex(r"\+7[0-9]{10}", fullmatch=True))
def test_a_callers_id_is_kept_even_if_nobody_can_have_the_number(e164: str) -> None:
    assert phone.key(e164) == e164


@given(RUSSIAN, st.sampled_from(["+7", "7", "8", "", "810 7", "007", "+7 8"]), st.data())
def test_a_russian_number_is_the_same_with_any_prefix_and_separators(
    e164: str, prefix: str, data: st.DataObject
) -> None:
    written = prefix + " " + "".join(d + data.draw(SEPARATOR) for d in e164[2:])
    assert phone.parse(written[:64]).e164 == e164


@given(st.text(alphabet="+80123456789 ()-доб.,/;*#оОзЗlб", max_size=40))
def test_whatever_looks_like_a_number_is_read_the_same_again_or_refused(typed: str) -> None:
    try:
        read = phone.parse(typed)
    except NotAPhoneNumber:
        return
    assert read.raw == typed
    if read.internal:
        assert 2 <= len(read.digits) <= 6
        return
    assert 7 <= len(read.digits) <= 15
    again = phone.parse(read.typed)
    assert (again.digits, again.extension) == (read.digits, read.extension)
    assert phone.key(read.e164) == read.e164
