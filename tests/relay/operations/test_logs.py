"""What may stand in the relay's log, and in which form."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from uis_desktop.core.masking import masked
from uis_desktop.relay.logs import start_logging


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers, unraisable = root.level, root.handlers[:], sys.unraisablehook
    yield
    sys.unraisablehook = unraisable
    sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("from +79001234567.", "from +790***67."),
        ("from 79001234567", "from 7900***67"),
        ("from 89001234567,", "from 8900***67,"),
        ("to +441632960961", "to +441***61"),
        ("to 375291234567, 4915112345678", "to 3752***67, 4915***78"),
        ("at 1795902642953 ms", "at 1795902642953 ms"),
        ("call 987654321 event 17", "call 987654321 event 17"),
        ("call 11700000001", "call 11700000001"),
        ("2026-11-24 10:15:30.123", "2026-11-24 10:15:30.123"),
        ("POST /hook/acme/S3cr3t-x_y/interactive?a=b", "POST /hook/acme/***/interactive?a=b"),
        ("GET /admin/link/abc-1 HTTP/1.1", "GET /admin/link/*** HTTP/1.1"),
        ("Authorization: Bearer abc.def-1", "Authorization: Bearer ***"),
        ('{"access_token":"abc", "id":1}', '{"access_token":"***", "id":1}'),
        ("uis-desktop://enrol?code=abcd&x=1", "uis-desktop://enrol?code=***&x=1"),
        ("from 8 (900) 123-45-67", "from 8900***67"),
        ("from +7 900 123 45 67", "from +790***67"),
        (f"KeyError: '{'aB3-_' * 8}xyz'", "KeyError: '***'"),
        (f"KeyError: '{'aB3-' * 8}'", "KeyError: '***'"),
        ("no invite abcdefghijkl234567234567", "no invite ***"),
        ("in test_that_has_a_name_of_32_letters", "in test_that_has_a_name_of_32_letters"),
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


def test_text_from_outside_cannot_write_a_line_of_its_own() -> None:
    stream = io.StringIO()
    start_logging(as_json=False, verbose=False, stream=stream)
    logging.getLogger("uis").info("no %s", "2026 CRITICAL\nstopped\x1b[2J", extra={"call": "5\n6"})
    assert stream.getvalue().endswith("no 2026 CRITICAL\\x0astopped\\x1b[2J  [call=5\\x0a6]\n")
    assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize("as_json", [True, False])
def test_facts_from_outside_are_masked(as_json: bool) -> None:
    stream = io.StringIO()
    start_logging(as_json=as_json, verbose=False, stream=stream)
    logging.getLogger("uis").info("stored", extra={"call": "+79001234567"})
    assert "+790***67" in stream.getvalue()
    assert "1234567" not in stream.getvalue()


class Unwell:
    """Cannot be forgotten without an exception, which nobody can catch."""

    def __del__(self) -> None:
        raise ValueError("+79001234567")


def test_what_nobody_catches_is_masked_and_told_as_a_line() -> None:
    stream = io.StringIO()
    start_logging(as_json=True, verbose=False, stream=stream)
    thread = threading.Thread(target=int, args=("+79001234567 x",), name="log-writer")
    thread.start()
    thread.join()
    error = ValueError("+79001234567")
    sys.excepthook(ValueError, error, None)
    Unwell()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["message"] for line in lines] == [
        "not caught in thread log-writer", "not caught", "not caught, in a finalizer",
    ]  # fmt: skip
    assert all("ValueError" in line["error"] for line in lines)
    assert "1234567" not in stream.getvalue()
