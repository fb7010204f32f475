"""The page for people, as a browser without a script sees it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.simulator.stage import ENDED, TALK_STARTED, WAITING, Stage
from tests.simulator.test_call_lives import ANNA, inbound
from tests.simulator.test_start_employee_call import GOOD
from uis_desktop.simulator.page.html import empty, tag
from uis_desktop.simulator.page.words import LANGUAGES


async def _page(stage: Stage, language: str = "ru") -> str:
    headers = {"Accept-Language": language}
    async with stage.http.get(stage.served.web, headers=headers) as answer:
        assert answer.status == 200
        return await answer.text()


async def _press(stage: Stage, path: str, **fields: str) -> tuple[int, str]:
    """Send a form of the page."""
    web = stage.served.web
    headers = {"Origin": web.rstrip("/"), "Accept-Language": "ru"}
    async with stage.http.post(f"{web}desk/{path}", data=fields, headers=headers) as answer:
        return answer.status, _words(await answer.text())


def _words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


async def test_page_shows_phones_and_speaks_the_readers_language(stage: Stage) -> None:
    russian, english = await _page(stage, "ru-RU,en;q=0.5"), await _page(stage, "de")
    assert "Иванова Анна доб. 101 · Доступен свободен" in _words(russian)
    assert '<html lang="ru">' in russian
    assert "Employees' phones" in _words(english)


def test_every_word_is_there_in_both_languages() -> None:
    russian, english = LANGUAGES["ru"], LANGUAGES["en"]
    assert russian.keys() == english.keys()
    assert all(russian.values())
    assert all(english.values())


def test_markup_cannot_be_broken_by_what_it_shows() -> None:
    assert tag("p", "<b>&", title='"><i>') == '<p title="&quot;&gt;&lt;i&gt;">&lt;b&gt;&amp;</p>'
    assert tag("p", tag("b", "x"), hidden=False) == "<p><b>x</b></p>"
    assert empty("input", required=True, for_="a") == '<input required for="a">'


async def test_call_of_somebody_hidden_is_answered_and_ended_by_hand(stage: Stage) -> None:
    await _press(stage, "answers", by_hand="yes")
    status, words = await _press(stage, "call_in", who="", line="74950000001")
    assert status == 200
    assert "Входящий: номер скрыт ↔ 74950000001" in words
    heard = await stage.receiver.until(
        lambda heard: any(h.json["notification_mnemonic"] == WAITING for h in heard)
    )
    call = heard[0].json["call_session_id"]
    legs = (await stage.state_of(call))["legs"]
    anna = next(leg["leg_id"] for leg in legs if leg["employee_id"] == ANNA)
    await _press(stage, f"calls/{call}/legs/{anna}/answer")
    await stage.receiver.story(call, until=TALK_STARTED)
    assert "разговаривает — номер скрыт" in _words(await _page(stage))
    await _press(stage, f"calls/{call}/legs/{anna}/hang_up")
    await stage.receiver.story(call, until=ENDED)
    status, words = await _press(stage, f"calls/{call}/legs/{anna}/hang_up")
    assert (status, "Этого звонка или телефона уже нет." in words) == (400, True)


async def test_phone_that_does_not_ring_cannot_be_answered(stage: Stage) -> None:
    call = await stage.start(inbound(answers={"employee": ANNA, "after_s": 0}, talk_s=900))
    await stage.receiver.story(call, until=TALK_STARTED)
    legs = (await stage.state_of(call))["legs"]
    status, words = await _press(stage, f"calls/{call}/legs/{legs[1]['leg_id']}/answer")
    assert (status, "Этот телефон уже не звонит." in words) == (400, True)


async def test_employee_dials_by_hand(stage: Stage) -> None:
    status, words = await _press(stage, "call_out", employee=str(ANNA), contact="79001234567")
    assert status == 200
    assert "Исходящий: Смирнов Алексей, 79001234567" in words
    await stage.receiver.until(bool)
    assert stage.receiver.heard[0].json["employee_id"] == ANNA


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("call_in", {"who": "+7 900", "line": "74950000001"}, "Номер пишется цифрами"),
        ("call_in", {"who": "79001234567", "line": "7"}, "уже нет"),
        ("call_out", {"employee": str(ANNA), "contact": ""}, "Номер пишется цифрами"),
        ("call_out", {"employee": "Анна", "contact": "79001234567"}, "уже нет"),
        ("calls/1/legs/1/answer", {}, "уже нет"),
    ],
)
async def test_wish_that_cannot_be_granted_says_why(
    stage: Stage, path: str, fields: dict[str, str], words: str
) -> None:
    status, page = await _press(stage, path, **fields)
    assert status == 400
    assert words in page
    assert (await stage.get("state"))["calls"] == []


async def test_form_from_nowhere_or_elsewhere_does_nothing(stage: Stage) -> None:
    address = f"{stage.served.web}desk/call_in"
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        fields = {"who": "", "line": "74950000001"}
        async with stage.http.post(address, data=fields, headers=headers) as answer:
            assert answer.status == 403
    assert (await stage.get("state"))["calls"] == []


async def test_names_from_outside_stay_text(signed_in: Stage) -> None:
    contact = {"full_name": "<script>x</script>", "phone_number": "79001110000"}
    await signed_in.put("address_book/900", contact)
    await signed_in.call("start.employee_call", {**GOOD, "contact": "79001110000"})
    page = await _page(signed_in)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


async def test_script_and_style_are_the_pages_own(stage: Stage) -> None:
    for name, kind in (("page.js", "text/javascript"), ("page.css", "text/css")):
        async with stage.http.get(f"{stage.served.web}{name}") as answer:
            assert (answer.status, answer.content_type) == (200, kind)
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
