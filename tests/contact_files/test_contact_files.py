"""Address books as people export them."""

from __future__ import annotations

import io
import itertools
import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.contact_files import read_contacts
from uis_desktop.contact_files.columns import TITLES, column_help, field_of
from uis_desktop.contact_files.encoding import text_of_file
from uis_desktop.contact_files.rows import MOST_BAD_LINES, BadLine, FileRefused, Staff
from uis_desktop.contact_files.text_lines import text_lines
from uis_desktop.core import phone
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Employee
from uis_desktop.core.phone import Number

EMPLOYEES = {
    "1": Employee(id="1", name="Королёва Анна", extension="101"),
    "2": Employee(id="2", name="Борис", extension="102"),
    "3": Employee(id="3", name="Борис", extension=None),
}
STAFF = Staff(EMPLOYEES.values())

_CYRILLIC = re.compile("[а-я]{2}")


def read(text: str | bytes, name: str = "book") -> list[Contact]:
    content = text.encode() if isinstance(text, str) else text
    return read_contacts(name, content, STAFF).all()


def told(text: str | bytes) -> list[tuple[str, str | None, tuple[str, ...], str | None]]:
    """The contacts without their ids."""
    return [(one.full_name, one.company, one.phone_numbers, one.employee_id) for one in read(text)]


def complaints(text: str | bytes, name: str = "book") -> list[tuple[int, str]]:
    with pytest.raises(FileRefused) as refused:
        read(text, name)
    assert all(_CYRILLIC.search(one.words("ru")) for one in refused.value.lines)
    return [(one.line, one.words("en")) for one in refused.value.lines]


PETROV = [("Пётр", "Ромашка, ООО", ("+79001234567", "+74951234567"), "1")]
BOOK = (
    "Телефон{d}Имя{d}Компания{d}Ответственный\r\n"
    '"8 900 123-45-67; +7 (495) 123-45-67"{d}Пётр{d}"Ромашка, ООО"{d}101\r\n'
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be+bom", "cp1251"])
def test_every_encoding_and_delimiter_of_excel(delimiter: str, encoding: str) -> None:
    text = BOOK.format(d=delimiter)
    if encoding == "utf-16-be+bom":
        content = b"\xfe\xff" + text.encode("utf-16-be")
    else:
        content = text.encode(encoding)
    assert told(content) == PETROV


def test_line_that_tells_excel_the_delimiter_is_no_header() -> None:
    assert told("sep=;\r\n" + BOOK.format(d=";")) == PETROV
    assert complaints("sep=,\nphone,name\nx,y\n")[0][0] == 3


def test_comma_inside_a_title_does_not_stand_between_values() -> None:
    assert told('Имя;Телефон;"a, b, c, d"\nПётр;84951234567;x\n') == [
        ("Пётр", None, ("+74951234567",), None)
    ]


def test_phones_are_gathered_from_every_column_and_cell() -> None:
    text = (
        "Name,Mobile phone,Рабочий телефон,Phone 2,Phone 3 - Value\n"
        'Anna,8 900 123 45 67 / 8(495)123-45-67,"84951234568\n84951234569",,\n'
        'Boris,"=""84951234570""",\'84951234571,+7 900 765-43-21 доб. 204,"84951234572,,12"\n'
    )
    assert [one[2] for one in told(text)] == [
        ("+79001234567", "+74951234567", "+74951234568", "+74951234569"),
        ("+74951234570", "+74951234571", "+79007654321", "+74951234572"),
    ]


def test_name_is_put_together_where_it_comes_in_parts() -> None:
    assert told("Фамилия;Имя;Отчество;Тел.\nПетров;Пётр;Ильич;84951234567\n")[0][0] == (
        "Петров Пётр Ильич"
    )
    google = "Name,Given Name,Family Name,Phone 1 - Value\nAnna K,Anna,K,84951234567\n"
    assert told(google)[0][0] == "Anna K"
    assert told("First name,Last name,phone\nAnna,K,84951234567\n")[0][0] == "K Anna"
    assert told("phone,company\n84951234567,Ромашка\n")[0][:2] == ("Ромашка", "Ромашка")


@pytest.mark.parametrize("who", ["1", "101", "королева  анна", "Королёва Анна"])
def test_responsible_employee_is_told_by_id_extension_or_name(who: str) -> None:
    assert told(f"phone;name;responsible\n84951234567;X;{who}\n")[0][3] == "1"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", (1, "the file is empty")),
        ("телефон;улица\n1;2\n", (1, "the header has no column for the name: call one of them")),
        ("name;street\n1;2\n", (1, "the header has no column for the phone number: call one")),
        ("phone;name\nabc;X\n", (2, "not a phone number: 'abc'")),
        ("phone;name\n7,9001E+10;X\n", (2, "Excel has rounded the phone number")),
        ("phone;name;responsible\n84951234567;X;Борис\n", (2, "more than one employee is 'Б")),
        ("phone;name\n\n84951234567;\n", (3, "no name: fill in the name or the company")),
        ("phone,name\n84951234567,ООО, Ромашка\n", (2, "more values than the header has")),
        ('phone,name\n1,"a" b\n', (2, "',' expected after '\"': a quote inside a value")),
        ('phone,name\n\n84951234567,"X\n' + "y\n" * 50, (3, "a quote that is opened here")),
        ('phone,name\n84951234567,"' + "y" * 140_000, (2, "a value longer than 128 KiB")),
        ("phone|name\n84951234567|X\n", (1, "no ; , or tab between the titles")),
        ("phone,name\n\n", (1, "there is no contact in it")),
        ("phone,name\n84951234567," + "y" * 100_000, (2, "a value longer than 500")),
        ("phone,name\n" + ";".join(map(str, range(84951234500, 84951234560))) + ",y",
         (2, "more than 50 phone numbers")),
        ("phone,name\n84951234567,a\x00b", (2, "a zero byte: this is no text file")),
        (b"PK\x03\x04rest", (1, "this is a workbook: save it in Excel as CSV UTF-8")),
        (b"\xff\xfea", (1, "neither UTF-8, UTF-16 nor cp1251")),
        (b"phone\x98", (1, "neither UTF-8, UTF-16 nor cp1251")),
    ],
)  # fmt: skip
def test_bad_line_is_named_with_what_to_do(text: str | bytes, complaint: tuple[int, str]) -> None:
    line, message = complaints(text)[0]
    assert line == complaint[0]
    assert message.startswith(complaint[1])


def test_all_bad_lines_are_collected_and_the_list_is_capped() -> None:
    text = "phone,name\n" + "abc,X\n" * 500
    with pytest.raises(FileRefused) as refused:
        read(text)
    assert len(refused.value.lines) == MOST_BAD_LINES
    assert refused.value.more == 500 - MOST_BAD_LINES


def test_good_lines_can_be_had_without_the_bad_ones() -> None:
    contents = read_contacts("book", b"phone,name\n84951234567,A\nabc,B\n", STAFF)
    assert [one.full_name for one in contents.good()] == ["A"]
    assert [one.line for one in contents.bad] == [3]
    with pytest.raises(FileRefused):
        read_contacts("book", b"phone,name\nabc,B\n", STAFF).good()


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1251", "cp1251")],
)
def test_encoding_of_a_file_is_told(codec: str, encoding: str) -> None:
    assert read_contacts("book", BOOK.format(d=";").encode(codec), STAFF).encoding == encoding


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_character_that_lies_across_two_pieces_of_a_large_file_is_whole(codec: str) -> None:
    written = "z" + "я" * 1_200_000 + "\nz"
    assert text_of_file(written.encode(codec)).text == written


def test_zero_byte_is_found_in_any_piece_of_a_large_file() -> None:
    with pytest.raises(FileRefused) as refused:
        text_of_file(("я" * 1_200_000 + "\n\x00").encode())
    assert refused.value.lines[0].line == 2


@given(st.text(alphabet="a\r\n\x0b\u2028", max_size=30))
def test_lines_are_those_of_a_file_whose_ends_are_kept(text: str) -> None:
    lines = io.StringIO(text, newline="").readlines()
    assert list(text_lines(text, keepends=True)) == lines
    assert list(text_lines(text)) == [line.rstrip("\r\n") for line in lines]


def test_employee_nobody_knows_may_be_kept_by_name() -> None:
    content = "phone,name,employee\n84951234567,A,Мария\n84951234568,B,101\n".encode()
    contents = read_contacts("book", content, Staff(EMPLOYEES.values(), strict=False), source="own")
    assert [(one.id[:4], one.employee_id, one.employee_name) for one in contents.all()] == [
        ("own:", None, "Мария"),
        ("own:", "1", "Королёва Анна"),
    ]


def test_hostile_text_is_one_clean_line() -> None:
    text = 'phone,name,company\n84951234567,"\u202eevil\u2066\x07 =HYPERLINK(1)\n<b>",@SUM(A1)\n'
    assert told(text) == [("evil =HYPERLINK(1) <b>", "@SUM(A1)", ("+74951234567",), None)]


OLD_CARD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CF=E5=F2=F0=EE=E2;=\r\n"
    b"=CF=B8=F2=F0;;;\r\n"
    b"TEL;CELL;PREF:8(900)123-45-67\r\n"
    b"PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg==\r\nABCD\r\n\r\n"
    b"END:VCARD\r\n"
)
THIRD_CARD = """begin:vcard
version:3.0
item1.ORG:Ромашка\\, ООО;Отдел\\; продаж
item1.X-ABLabel:work
FN:Пётр
  Петров
item2.TEL;type=CELL;type=VOICE:+7 900 123-45-67
TEL:8 495 123-45-67
TEL;TYPE=FAX:
EMAIL:a@example.com
end:vcard
"""
FOURTH_CARD = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:1
FN:Пётр\\nПетров
TEL;VALUE=uri;TYPE="voice,work":tel:+7-900-123-45-67;ext=102
AGENT:
BEGIN:VCARD
FN:Секретарь
TEL:84959999999
END:VCARD
X-UIS-EMPLOYEE:101
END:VCARD
"""


def test_cards_of_every_version_are_read() -> None:
    assert told(OLD_CARD) == [("Петров Пётр", None, ("+79001234567",), None)]
    assert told(OLD_CARD.replace(b"\r\n", b"\n") + THIRD_CARD.encode()) == [
        ("Петров Пётр", None, ("+79001234567",), None),
        ("Пётр Петров", "Ромашка, ООО", ("+79001234567", "+74951234567"), None),
    ]
    assert told(FOURTH_CARD) == [("Пётр Петров", None, ("+79001234567",), "1")]
    assert read(FOURTH_CARD)[0].id == "file:urn:uuid:1"
    assert told(THIRD_CARD.encode("cp1251"))[0][1] == "Ромашка, ООО"
    assert told(THIRD_CARD.encode("utf-16"))[0][0] == "Пётр Петров"


def test_fold_in_the_middle_of_a_character_is_mended() -> None:
    letter = "ё".encode()
    card = THIRD_CARD.encode().replace(letter, letter[:1] + b"\n " + letter[1:])
    assert told(card) == told(THIRD_CARD)


def test_colon_in_the_quotes_of_a_parameter_is_not_the_end_of_the_name() -> None:
    card = 'BEGIN:VCARD\nFN;X-A="a:b":X\nTEL;X-LABEL="work: 1":84951234567\nEND:VCARD\n'
    assert told(card) == [("X", None, ("+74951234567",), None)]
    assert told(card.replace('"a:b"', '"')) == [("X", None, ("+74951234567",), None)]


def test_bad_cards_are_named_too() -> None:
    good = "BEGIN:VCARD\nFN:X\nTEL:84951234567\nEND:VCARD\n"
    assert complaints(good + "FN:Y\n" + good + "BEGIN:VCARD\nFN:Z\n") == [
        (5, "outside of a card: BEGIN:VCARD is missing"),
        (10, "a card without an end: END:VCARD is missing"),
    ]
    assert complaints("BEGIN:VCARD\nnonsense\nTEL:*100#\nFN:X\nEND:VCARD\n") == [
        (1, "not a phone number: '*100#'"),
        (2, "a line without a colon"),
    ]
    assert complaints("nothing at all", "book.vcf")[0][0] == 1


def test_repeated_contacts_become_one() -> None:
    text = "id,phone,name,employee\n7,84951234567,A,\n7,84951234568,B,101\n"
    assert read(text) == [
        Contact(
            id="file:7",
            full_name="B",
            phone_numbers=(Number("+74951234567"), Number("+74951234568")),
            employee_id="1",
            employee_name="Королёва Анна",
        )
    ]


def test_photographs_and_folds_take_linear_time() -> None:
    photo = "PHOTO;ENCODING=b:" + "\n ".join(["A" * 75] * 60_000)
    name = "FN:" + "\n ".join(["x" * 75] * 60_000)
    began = time.process_time()
    lines = complaints(f"BEGIN:VCARD\n{photo}\n{name}\nTEL:84951234567\nEND:VCARD\n")
    assert "longer than" in lines[0][1]
    assert time.process_time() - began < 3


@given(st.text(alphabet='phone,name;\t"\n\r 84951234567=\\', max_size=200))
def test_no_text_makes_csv_fail_otherwise(rest: str) -> None:
    _read_or_refuse("phone,name\n" + rest)


@given(
    st.lists(
        st.sampled_from(
            ["BEGIN:VCARD", "END:VCARD", "TEL:8495", "FN:x", "N;ENCODING=QUOTED-PRINTABLE:=",
             "=D0", " fold", "PHOTO;BASE64:", "AAAA", "a.b:c", "\\", "N:;;;", ""]
        ),
        max_size=20,
    )
)  # fmt: skip
def test_no_lines_make_vcard_fail_otherwise(lines: list[str]) -> None:
    _read_or_refuse("BEGIN:VCARD\n" + "\n".join(lines))


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reading_fail_otherwise(content: bytes) -> None:
    for name in ("a.csv", "a.vcf"):
        _read_or_refuse(content, name)


def _read_or_refuse(content: str | bytes, name: str = "book") -> None:
    contacts, bad = _outcome(content, name)
    assert all(one.full_name.isprintable() and one.phone_numbers for one in contacts)
    assert all(1 <= one.line <= len(content) + 1 for one in bad)


def _outcome(content: str | bytes, name: str) -> tuple[list[Contact], Sequence[BadLine]]:
    try:
        return read(content, name), ()
    except FileRefused as error:
        return [], error.lines


@given(st.from_regex(r"(\+7|8|7)[ (-]{0,2}[0-9]{3}[ )-]{0,2}[0-9]{3}-?[0-9]{4}", fullmatch=True))
def test_quick_way_to_a_russian_number_is_the_right_one(number: str) -> None:
    if phone.key(number) is None:
        with pytest.raises(FileRefused):
            read(f"phone\tname\n{number}\tX\n")
        return
    found = read(f"phone\tname\n{number}\tX\n")
    assert found[0].phone_numbers == (phone.key(number),)


def test_help_names_the_columns_that_are_read() -> None:
    text = "\n".join(column_help())
    for field, titles in TITLES.items():
        assert all(field_of(title) == field for title in titles)
    for word in ("телефон", "phone", "имя", "компания", "company", "ответственный", "responsible"):
        assert word in text
    numbered = itertools.chain.from_iterable((f"Телефон {n}", f"phone_{n}") for n in range(1, 12))
    assert all(field_of(title) == "phones" for title in numbered)
