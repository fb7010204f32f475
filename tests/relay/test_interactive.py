"""UIS asks who should take a call: over HTTP, in every shape, and always gets a route."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from tests.relay.company import ANNA, BORIS, Company, company
from tests.relay.running import JsonObject
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.account_settings import change_settings
from uis_desktop.relay.directory.contacts import put_contacts
from uis_desktop.relay.directory.interactive_rules import checked_rules
from uis_desktop.relay.journals.entries import Sort, latest_entries
from uis_desktop.relay.journals.tables import open_journals
from uis_desktop.relay.limits import Limits
from uis_desktop.wire.frames import ContactRecord

CALLER, LINE = "+79001234567", "+74950000001"
PETROV = ContactRecord(
    id="file:1",
    full_name="Пётр Петров",
    company="Ромашка",
    phone_numbers=(CALLER, "+74951234567"),
    employee_id=ANNA,
)
TO_ANNA: JsonObject = {"phones": ["101"]}
DEFAULT: JsonObject = {"returned_code": "nobody"}


@asynccontextmanager
async def asked_company(data: Path) -> AsyncIterator[Company]:
    """A company with Anna, who looks after Petrov."""
    async with company(data, Limits(watch_s=0.02)) as acme:
        acme.employ(ANNA, name="Иванова Анна", extension="101")
        put_contacts(acme.directory, "acme", [PETROV])
        await until_answered(acme, TO_ANNA)
        yield acme


async def asked(
    acme: Company, data: bytes | str | None = None, *, query: str = "", type_: str | None = None
) -> JsonObject:
    """UIS asks; the relay's answer, which always is 200 and a JSON object."""
    url = acme.relay.listening_url + acme.account.interactive_path + query
    method = "GET" if data is None else "POST"
    headers = {} if type_ is None else {"Content-Type": type_}
    async with acme.http.request(method, url, data=data, headers=headers) as response:
        assert response.status == 200, await response.text()
        assert response.content_type == "application/json"
        return cast(JsonObject, json.loads(await response.text()))


async def until_answered(
    acme: Company, wanted: JsonObject, query: str = "?numa=79001234567"
) -> None:
    async with asyncio.timeout(15):
        while await asked(acme, query="?numa=79001234567") != wanted:
            continue


async def test_every_shape_of_the_question_is_understood(tmp_path: Path) -> None:
    async with asked_company(tmp_path) as acme:
        for query in (
            "?call_session_id=5&numa=79001234567&numb=74950000001",
            "?cdr_id=5&numa=%2B79001234567",
            "?numa=8%20900%20123-45-67",
            "?numa=anonymous&numa=79001234567",
            "?NUMA=79001234567",
        ):
            assert await asked(acme, query=query) == TO_ANNA, query
        form, text = "application/x-www-form-urlencoded", "text/plain"
        for body, type_ in (
            ("cdr_id=5&numa=79001234567&input_result=None", form),
            ('{"call_session_id":5,"numa":"74951234567"}', "application/json"),
            ('{"call_session_id":5,"numa":74951234567}', text),
            ('{"call_session_id":5,"numa":"74951234567"}', form),
            ("%7B%22numa%22%3A%2279001234567%22%7D=", form),
            ('\ufeff{"numa":"+7 (900) 123-45-67"}', "image/png"),
            ('{"numa":""79001234567""}', "application/json"),
            ('{"data":{"call_session_id":5,"numa":"79001234567"}}', "application/json"),
            ('{"numa":["79001234567","79990000000"]}', "application/json"),
            ("numa=79001234567", None),
            ("numa=79001234567", "multipart/form-data"),
            ("numa=７９００１２３４５６７", None),
        ):
            assert await asked(acme, body, type_=type_) == TO_ANNA, body
        assert await asked(acme, "{", query="?numa=79001234567") == TO_ANNA
        assert await asked(acme, "numa=79001234567", query="?numa=79990000000") == TO_ANNA


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"numa=79990000000", id="nobody we know"),
        pytest.param(b"numa=anonymous", id="hidden"),
        pytest.param(b"numa=0000", id="zeros"),
        pytest.param(b"numa=&numb=74950000001", id="empty"),
        pytest.param(b"\x00{{{", id="broken"),
        pytest.param(b"\xff\xfe\x00", id="half a character"),
        pytest.param(b"x" * 70_000, id="huge"),
        pytest.param(b'{"numa":' + b"[" * 10_000, id="deep"),
        pytest.param(b'{"numa":{"numa":{"a":1}}}', id="an object"),
        pytest.param(b'"numa"', id="a string"),
        pytest.param(b'{"numa":"' + b"9" * 12_000 + b'"}', id="a long number"),
        pytest.param("numa=７９９９０００００００".encode(), id="nobody in wide digits"),
    ],
)
async def test_whatever_comes_gets_the_default_route(tmp_path: Path, body: bytes) -> None:
    async with asked_company(tmp_path) as acme:
        assert await asked(acme, body) == DEFAULT
        assert await asked(acme, query="?numa=79001234567") == TO_ANNA


async def test_body_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    async with asked_company(tmp_path) as acme:
        host, port = acme.relay.listening_url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        path = acme.account.interactive_path + "?numa=79001234567"
        writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nnum".encode())
        async with asyncio.timeout(15):
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readuntil(b"}")
        assert head.startswith(b"HTTP/1.1 200 ")
        assert json.loads(body) == TO_ANNA
        writer.close()


async def test_wrong_secret_learns_nothing(tmp_path: Path) -> None:
    async with asked_company(tmp_path) as acme:
        assert (await acme.get("/hook/acme/wrong/interactive?numa=79001234567"))[0] == 404


async def test_rules_apply_without_a_restart_and_by_line(tmp_path: Path) -> None:
    async with asked_company(tmp_path) as acme:
        rules = checked_rules(
            {
                "beside": {"operator_text": "Звонит {contact}, {company}"},
                "inputs": {"77": {"returned_code": "auth_ok"}},
                "lines": {"74950000001": {"responsible": False, "default": {"phones": ["700"]}}},
            }
        )
        with transaction(acme.directory):
            change_settings(acme.directory, "acme", interactive=rules)
        spoken = {**TO_ANNA, "operator_text": "Звонит Пётр Петров, Ромашка"}
        await until_answered(acme, spoken)
        for query, wanted in (
            ("?numa=79001234567&numb=74950000002", spoken),
            ("?numa=79001234567&numb=74950000001", {"phones": ["700"]}),
            ("?numa=79001234567&input_result=77", {"returned_code": "auth_ok"}),
            ("?numa=79001234567&input_result=78", spoken),
            ("?numa=79001234567&input_result=None", spoken),
        ):
            assert await asked(acme, query=query) == wanted


async def test_employee_who_leaves_or_loses_his_phone_gets_no_more_calls(tmp_path: Path) -> None:
    async with asked_company(tmp_path) as acme:
        acme.employ(BORIS, extension="102")
        acme.employ(ANNA, extension=None)
        await until_answered(acme, DEFAULT)
        acme.directory.execute(
            'UPDATE employee SET phone_numbers = \'["0412345","74959999999"]\' WHERE id = ?',
            (ANNA,),
        )
        await until_answered(acme, {"phones": ["0412345"]})
        acme.directory.execute(
            "INSERT INTO employee_group VALUES ('acme', '7', 'Sales', NULL, ?)",
            (json.dumps([ANNA, BORIS]),),
        )
        acme.directory.execute("DELETE FROM employee WHERE id = ?", (ANNA,))
        await until_answered(acme, DEFAULT)
        with transaction(acme.directory):
            change_settings(acme.directory, "acme", interactive=checked_rules({"groups": ["7"]}))
        await until_answered(acme, {"phones": ["102"]})


async def test_journal_tells_what_was_asked_answered_and_why(tmp_path: Path) -> None:
    async with asked_company(tmp_path) as acme:
        await asked(acme, "cdr_id=8001&numa=79001234567&numb=74950000001&input_result=55")
        await asked(acme, query="?numa=anonymous")
    journals = open_journals(tmp_path)
    hidden, known, *_ = latest_entries(journals, "acme", Sort.INTERACTIVE, 10)
    journals.close()
    assert (known.call_session_id, known.employee_id, known.phone_number) == ("8001", ANNA, CALLER)
    detail = dict(known.detail)
    assert 0 <= cast(int, detail.pop("us")) < 1_000_000
    assert detail == {
        "method": "POST",
        "numa": "79001234567",
        "numb": "74950000001",
        "input": "55",
        "reason": "responsible",
        "answer": TO_ANNA,
        "contact": "Пётр Петров",
        "responsible": "Иванова Анна",
        "group": None,
    }
    assert (hidden.phone_number, hidden.detail["reason"]) == (None, "caller_hidden")
    assert (hidden.detail["numa"], hidden.detail["answer"]) == ("anonymous", DEFAULT)
