"""What a rule for the CRM opens, and what a stranger's words cannot make of it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.crm_filling import (
    PLACEHOLDERS,
    Choice,
    Fault,
    OpenUrl,
    RunProgram,
    by_button,
    choose,
    is_offered,
    preview,
    problem_of,
)
from uis_desktop.core.crm_rules import CrmCall, CrmRule, Moment, Way, line_of
from uis_desktop.core.crm_sample import sample_call
from uis_desktop.core.crm_templates import TEMPLATES, CrmTemplate, host_of
from uis_desktop.core.events import Direction
from uis_desktop.core.phone import Number

CALL = CrmCall(
    direction=Direction.IN,
    call_session_id="c1",
    contact_phone_number=Number("+79161234567"),
    contact_id="77",
    contact_full_name="Анна & Ко",
    company="ООО Ромашка",
    virtual_phone_number=Number("+74950000001"),
    scenario_name="Продажи",
    employee_id="5",
    employee_name="Мария",
    parameters={"Planfix": "4504", "Сделка": "12/7"},
)


def named(name: str | None, number: Number | None = CALL.contact_phone_number) -> CrmCall:
    return CrmCall(contact_full_name=name, contact_phone_number=number, parameters={})


def url(target: str, call: CrmCall = CALL) -> str:
    opening = preview(CrmRule(target=target), call).opening
    assert isinstance(opening, OpenUrl)
    return opening.url


def arguments(*lines: str, call: CrmCall = CALL) -> tuple[str, ...]:
    rule = CrmRule(way=Way.PROGRAM, target="\n".join(("crm", *lines)))
    opening = preview(rule, call).opening
    assert isinstance(opening, RunProgram)
    return opening.arguments


@pytest.mark.parametrize(
    ("placeholder", "value"),
    [
        ("number", "79161234567"),
        ("number_plus", "%2B79161234567"),
        ("number_8", "89161234567"),
        ("number_10", "9161234567"),
        ("contact_id", "77"),
        ("company", "%D0%9E%D0%9E%D0%9E%20%D0%A0%D0%BE%D0%BC%D0%B0%D1%88%D0%BA%D0%B0"),
        ("call_session_id", "c1"),
        ("employee_id", "5"),
        ("line", "74950000001"),
        ("direction", "in"),
        ("event", "button"),
        ("parameter:Сделка", "12%2F7"),
    ],
)
def test_each_placeholder_is_filled_in(placeholder: str, value: str) -> None:
    assert url(f"https://crm.example/{{{placeholder}}}") == f"https://crm.example/{value}"


def test_every_placeholder_is_known_to_the_rules() -> None:
    target = "https://crm.example/?" + "&".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
    assert problem_of(CrmRule(target=target)) is None
    assert "{" not in url(target)


def test_foreign_number_keeps_all_its_digits() -> None:
    call = named(None, Number("+442071838750"))
    assert url("https://c.example/{number_10}/{number_8}", call).endswith(
        "/442071838750/442071838750"
    )


@given(st.text(max_size=400))
def test_value_never_leads_to_another_host_or_part_of_the_address(name: str) -> None:
    parts = urlsplit(url("https://crm.example/find/{contact_name}?q={contact_name}", named(name)))
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "crm.example", "")
    assert parts.path.count("/") == 2
    assert unquote(parts.path) not in {"/find/.", "/find/.."}
    assert "&" not in parts.query
    assert parts.query.isascii()
    assert parts.query.isprintable()


@given(st.text(max_size=100))
def test_value_is_one_argument_and_no_option(name: str) -> None:
    first, second = arguments("{contact_name}", "--name={contact_name}", call=named(name))
    assert not first.startswith(("-", "/", "@"))
    assert second.startswith("--name=")
    assert (first + second).isprintable()


def test_blanks_and_quotes_stay_within_their_argument() -> None:
    call = named('a" ; rm -rf "$HOME" `id`')
    assert arguments("--find", "{contact_name}", call=call) == (
        "--find",
        'a" ; rm -rf "$HOME" `id`',
    )


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("", Fault.EMPTY),
        ("javascript:alert(1)", Fault.SCHEME),
        ("file:///etc/passwd", Fault.SCHEME),
        ("data:text/html,x", Fault.SCHEME),
        ("crm.example/{number}", Fault.SCHEME),
        ("{contact_name}://x", Fault.SCHEME),
        ("https:crm.example", Fault.SCHEME),
        ("https://{contact_name}/", Fault.HOST),
        ("https://crm.example@evil.example/", Fault.HOST),
        ("https:///path", Fault.HOST),
        ("https://crm.example:port/", Fault.HOST),
        ("https://crm.example/a b", Fault.CHARACTERS),
        ("https://crm.example\\x", Fault.CHARACTERS),
        ("https://crm.example/{phone}", Fault.PLACEHOLDER),
        ("https://crm.example/{parameter:}", Fault.PLACEHOLDER),
        ("https://crm.example/{number", Fault.BRACE),
        ("https://crm.example/" + "x" * 2000, Fault.TOO_LONG),
    ],
)
def test_address_that_cannot_be_opened_is_named(target: str, fault: Fault) -> None:
    problem = problem_of(CrmRule(target=target))
    assert problem is not None
    assert problem.fault is fault


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("{contact_name}", Fault.PROGRAM_VALUE),
        ("/bin/sh\n-c\n{contact_name}", Fault.SHELL),
        ("C:\\Windows\\System32\\cmd.exe\n/c\n{number}", Fault.SHELL),
        ("C:\\crm\\open.BAT\n{number}", Fault.SHELL),
    ],
)
def test_program_that_reads_its_arguments_as_commands_is_refused(target: str, fault: Fault) -> None:
    problem = problem_of(CrmRule(way=Way.PROGRAM, target=target))
    assert problem is not None
    assert problem.fault is fault


def test_rule_that_lacks_a_value_makes_way_for_the_next() -> None:
    by_id = CrmRule(moment=Moment.RING, target="https://c.example/id/{contact_id}")
    by_number = CrmRule(moment=Moment.RING, target="https://c.example/find/{number}")
    known, unknown = CALL, named("Анна")
    assert choose((by_id, by_number), Moment.RING, known) == Choice(
        OpenUrl("https://c.example/id/77")
    )
    assert choose((by_id, by_number), Moment.RING, unknown) == Choice(
        OpenUrl("https://c.example/find/79161234567")
    )


def test_hidden_number_opens_nothing_and_says_why() -> None:
    rule = CrmRule(moment=Moment.RING, target="https://c.example/{number}")
    assert choose((rule,), Moment.RING, named(None, None)) == Choice(missing="number")


def test_rule_is_for_its_moment_direction_and_line() -> None:
    rule = CrmRule(
        moment=Moment.ANSWER, direction=Direction.IN, line="74950000001", target="https://c.example"
    )
    assert rule.fits(Moment.ANSWER, CALL)
    assert not rule.fits(Moment.RING, CALL)
    other_line = CrmCall(
        direction=Direction.IN, virtual_phone_number=Number("+74950000002"), parameters={}
    )
    assert not rule.fits(Moment.ANSWER, other_line)
    outgoing = CrmCall(
        direction=Direction.OUT, virtual_phone_number=Number("+74950000001"), parameters={}
    )
    assert not rule.fits(Moment.ANSWER, outgoing)


def test_button_opens_what_is_meant_for_it_or_else_what_opens_by_itself() -> None:
    ring = CrmRule(moment=Moment.RING, target="https://c.example/ring")
    own = CrmRule(moment=Moment.BUTTON, target="https://c.example/button")
    useless = CrmRule(moment=Moment.BUTTON, target="https://c.example/{parameter:None}")
    assert by_button((ring, own), CALL).opening == OpenUrl("https://c.example/button")
    assert by_button((useless, ring), CALL).opening == OpenUrl("https://c.example/ring")
    assert by_button((useless,), CALL) == Choice(missing="parameter:None")
    assert is_offered((useless,), CALL)
    assert not is_offered((CrmRule(target="javascript:alert(1)"),), CALL)


@pytest.mark.parametrize("template", TEMPLATES)
def test_ready_rule_opens_a_page_at_the_accounts_host(template: CrmTemplate) -> None:
    rule = CrmRule(target=template.target(template.example))
    assert problem_of(rule) is None
    assert url(rule.target).startswith(f"https://{template.example}/")


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        (" https://Company.bitrix24.ru/crm/deal/ ", "company.bitrix24.ru"),
        ("company.amocrm.ru", "company.amocrm.ru"),
        ("bitrix.local:8443/x", "bitrix.local:8443"),
        ("company", None),
        ("user@evil.ru", None),
        ("{number}.ru", None),
        ("", None),
    ],
)
def test_host_is_read_from_what_the_browser_shows(typed: str, host: str | None) -> None:
    assert host_of(typed) == host


@pytest.mark.parametrize("document", ["crm.md", "crm.ru.md"])
def test_document_names_every_placeholder_and_ready_address(document: str) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / document).read_text()
    assert [name for name in PLACEHOLDERS if f"`{{{name}}}`" not in text] == []
    addresses = [template.target(template.example) for template in TEMPLATES]
    assert [address for address in addresses if f"`{address}`" not in text] == []


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("+7 (495) 000-00-01", "74950000001"),
        ("8 495 000 00 01", "74950000001"),
        ("  ", ""),
        ("the main one", "the main one"),
    ],
)
def test_line_is_read_as_people_type_it_and_no_word_becomes_all_lines(
    typed: str, line: str
) -> None:
    assert line_of(typed) == line


@pytest.mark.parametrize("template", TEMPLATES)
def test_made_up_call_has_all_a_ready_rule_needs(template: CrmTemplate) -> None:
    rule = CrmRule(target=template.target(template.example))
    assert preview(rule, sample_call(rule, contact="Anna", company="C")).opening is not None


def test_every_placeholder_is_filled_with_its_own_value() -> None:
    target = "https://crm.example/?" + "&".join(f"{name}={{{name}}}" for name in PLACEHOLDERS)
    filled = dict(pair.split("=") for pair in urlsplit(url(target)).query.split("&"))
    assert {name: unquote(value) for name, value in filled.items()} == {
        "number": "79161234567",
        "number_plus": "+79161234567",
        "number_8": "89161234567",
        "number_10": "9161234567",
        "contact_id": "77",
        "contact_name": "Анна & Ко",
        "company": "ООО Ромашка",
        "call_session_id": "c1",
        "employee_id": "5",
        "employee_name": "Мария",
        "line": "74950000001",
        "scenario": "Продажи",
        "direction": "in",
        "event": "button",
    }
