"""What two starts of the program say to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.requests import (
    MOST_ROWS,
    Request,
    Verb,
    answer_line,
    read_answer,
    read_request,
    request_line,
)

REQUESTS = st.builds(
    Request,
    do=st.sampled_from(Verb),
    text=st.text(),
    line=st.none() | st.text(),
    wait=st.booleans(),
    missed=st.booleans(),
    limit=st.integers(1, MOST_ROWS),
)


@given(REQUESTS)
def test_request_arrives_as_it_was_sent_in_one_line(request: Request) -> None:
    line = request_line(request)
    assert "\n" not in line
    assert read_request(line) == request


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(str))
def test_anything_else_is_no_request(line: str) -> None:
    assert read_request(line) is None


def test_request_with_nothing_but_its_verb_has_what_is_usual() -> None:
    assert read_request('{"do": "history"}') == Request(do=Verb.HISTORY)


def test_only_true_is_yes() -> None:
    read = read_request('{"do": "history", "wait": 1, "missed": "true"}')
    assert read == Request(do=Verb.HISTORY)


def test_page_of_the_history_has_one_row_at_least_and_a_thousand_at_most() -> None:
    for limit in (1, MOST_ROWS):
        assert read_request(f'{{"do": "history", "limit": {limit}}}') is not None
    assert read_request(f'{{"do": "history", "limit": {MOST_ROWS + 1}}}') is None


@pytest.mark.parametrize(
    "line",
    [
        '{"do": "call", "text": null}',
        '{"do": "call", "text": "204", "line": 7}',
        '{"do": "history", "limit": 0}',
        '{"do": "history", "limit": "many"}',
        '{"do": ["call"]}',
        '"call"',
        "[" * 100_000,
    ],
)
def test_wrong_shapes_are_no_requests(line: str) -> None:
    assert read_request(line) is None


def test_answer_is_one_line_of_plain_ascii() -> None:
    told = {"words": "Иванова\n\x1b[31m\u202e", "exit": 0}
    line = answer_line(told)
    assert line.isascii()
    assert "\n" not in line
    assert "\x1b" not in line
    assert read_answer(line) == told


@pytest.mark.parametrize("line", ["", "[]", "no"])
def test_what_is_no_answer_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_answer(line)
