"""What may stand in the relay's log, and in which form."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from uis_desktop.relay.logs import masked, start_logging


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("from +79001234567.", "from +790***67."),
        ("from 79001234567", "from 7900***67"),
        ("from 89001234567,", "from 8900***67,"),
        ("to +441632960961", "to +441***61"),
        ("call 987654321 event 17", "call 987654321 event 17"),
        ("call 11700000001", "call 11700000001"),
        ("2026-11-24 10:15:30.123", "2026-11-24 10:15:30.123"),
        ("POST /hook/acme/S3cr3t-x_y/interactive?a=b", "POST /hook/acme/***/interactive?a=b"),
        ("GET /admin/link/abc-1 HTTP/1.1", "GET /admin/link/*** HTTP/1.1"),
        ("Authorization: Bearer abc.def-1", "Authorization: Bearer ***"),
        ('{"access_token":"abc", "id":1}', '{"access_token":"***", "id":1}'),
        ("uis-desktop://enrol?code=abcd&x=1", "uis-desktop://enrol?code=***&x=1"),
    ],
)
def test_phones_and_secrets_are_cut(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_line_for_a_collector_is_one_json_object_with_facts() -> None:
    stream = io.StringIO()
    start_logging(as_json=True, verbose=False, stream=stream)
    logging.getLogger("uis").info(
        "stored for %s", "+79001234567", extra={"account": "acme", "call": "5", "event": 7}
    )
    line = json.loads(stream.getvalue())
    assert line["message"] == "stored for +790***67"
    assert (line["account"], line["call"], line["event"]) == ("acme", "5", 7)
    assert line["level"] == "info"
    assert line["time"].endswith("+00:00")


def test_a_traceback_is_masked_too() -> None:
    stream = io.StringIO()
    start_logging(as_json=True, verbose=False, stream=stream)
    try:
        int("+79001234567 is no number")
    except ValueError:
        logging.getLogger("uis").exception("failed")
    assert "+79001234567" not in stream.getvalue()
    assert "ValueError" in json.loads(stream.getvalue())["error"]


def test_a_line_for_people_has_the_facts_behind_it() -> None:
    stream = io.StringIO()
    start_logging(as_json=False, verbose=False, stream=stream)
    logging.getLogger("uis").debug("not told")
    logging.getLogger("uis").info("stored", extra={"event": 7})
    assert stream.getvalue().endswith("INFO uis: stored  [event=7]\n")
    assert "not told" not in stream.getvalue()
