"""``uis-relay interactive show | set | try``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.relay.in_process import command, told

ACME = ("--account", "acme")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A company with Anna (extension 101), who looks after Petrov."""
    data, file = tmp_path / "data", tmp_path / "contacts.csv"
    told(data, "account", "add", "acme", "--interactive-default", '{"returned_code":"nobody"}')
    told(data, "employee", "add", *ACME, "--id", "123456", "--name", "Анна", "--extension", "101")
    file.write_text("phone,name,company,employee\n79001234567,Пётр,Ромашка,101\n", "utf-8")
    told(data, "contacts", "import", *ACME, str(file))
    return data


def test_try_tells_the_answer_and_why(data: Path) -> None:
    assert told(data, "interactive", "try", *ACME, "--numa", "8 (900) 123-45-67") == {
        "answer": {"phones": ["101"]},
        "reason": "responsible",
        "sentence": "Sent to the responsible employee.",
        "contact": "Пётр",
        "company": "Ромашка",
        "responsible": "Анна",
        "employee_id": "123456",
        "group": None,
    }
    unknown = told(data, "interactive", "try", *ACME, "--numa", "79990000000")
    assert (unknown["answer"], unknown["reason"]) == (
        {"returned_code": "nobody"},
        "caller_unknown",
    )
    assert command(data, "interactive", "try", *ACME).stdout == (
        'UIS is told: {"returned_code":"nobody"}\nThe question could not be read; the default.\n'
    )


def test_rules_are_changed_option_by_option_and_line_by_line(data: Path) -> None:
    told(data, "interactive", "set", *ACME, "--beside", '{"operator_text":"Это {contact}"}')
    told(data, "interactive", "set", *ACME, "--input", "1", '{"phones":["+7 (495) 123-45-67"]}')
    told(data, "interactive", "set", *ACME, "--default", '{"phones":["700"]}')
    line = ("--line", "8 495 000-00-01")
    told(data, "interactive", "set", *ACME, *line, "--responsible", "no")
    shown = told(data, "interactive", "set", *ACME, *line, "--default", '{"phones":["800"]}')
    assert shown["default"] == {"phones": ["700"]}
    assert shown == told(data, "interactive", "show", *ACME)
    answers = [
        told(data, "interactive", "try", *ACME, *asked)["answer"]
        for asked in (
            ("--numa", "79001234567"),
            ("--numa", "79001234567", "--numb", "74950000001"),
            ("--numa", "79990000000"),
            ("--numa", "79990000000", "--input", "1"),
        )
    ]
    assert answers == [
        {"phones": ["101"], "operator_text": "Это Пётр"},
        {"phones": ["800"]},
        {"phones": ["700"]},
        {"phones": ["74951234567"]},
    ]
    told(data, "interactive", "set", *ACME, *line, "--as-account")
    assert told(data, "interactive", "show", *ACME)["rules"] == {
        **dict(shown["rules"]),  # type: ignore[call-overload]
        "lines": {},
    }


def test_what_show_prints_can_be_put_back(data: Path, tmp_path: Path) -> None:
    told(data, "interactive", "set", *ACME, "--reach", "numbers,extension", "--groups", "own,7")
    printed = command(data, "interactive", "show", *ACME).stdout
    file = tmp_path / "rules.json"
    file.write_text(printed, "utf-8")
    told(data, "interactive", "set", *ACME, "--reach", "extension", "--all-phones", "yes")
    told(data, "interactive", "set", *ACME, "--rules", str(file))
    assert command(data, "interactive", "show", *ACME).stdout == printed
    assert json.loads(printed)["rules"]["groups"] == ["own", "7"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--default", "{}"), "needs phones or a returned_code"),
        (("--default", "[]"), "not an interactive answer"),
        (("--beside", '{"phones":["101"]}'), "can be no other phones"),
        (("--beside", '{"operator_text":"{surname}"}'), "known are {contact}, {company}"),
        (("--beside", '{"text":"a","message_name":"b.mp3"}'), "not both"),
        (("--input", "12a", '{"phones":["101"]}'), "nobody can type"),
        (("--input", "12", '{"phones":["abc"]}'), "write +74951234567 or an extension"),
        (("--reach", "pigeon"), "not interactive rules"),
        (("--groups", "sales"), "UIS's number for it"),
        (("--line", "x", "--reach", "numbers"), "no virtual number"),
        (("--rules", "/nowhere.json"), "/nowhere.json"),
        (("--other-input", "1"), "not a JSON object"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    data: Path, options: tuple[str, ...], said: str
) -> None:
    before = told(data, "interactive", "show", *ACME)
    refused = command(data, "interactive", "set", *ACME, *options)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert told(data, "interactive", "show", *ACME) == before
