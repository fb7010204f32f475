"""The log is taken apart into records, and found by level and words."""

from __future__ import annotations

import pytest

from uis_desktop.core.log_lines import fitting, log_lines

LOG = """of a record that was cut off
2026-05-18 10:00:00.123 INFO uis_desktop.session: link is live
2026-05-18 10:00:01.000 ERROR uis_desktop: defect
Traceback (most recent call last):
ValueError: Ромашка
2026-05-18 10:00:02.000 WARNING py.warnings: careful
"""


def test_traceback_belongs_to_its_record_and_half_a_record_to_none() -> None:
    lines = log_lines(LOG)
    assert [line.level for line in lines] == ["INFO", "ERROR", "WARNING"]
    assert lines[1].text.endswith("(most recent call last):\nValueError: Ромашка")


@pytest.mark.parametrize(
    ("least", "typed", "found"),
    [
        ("DEBUG", "", ["INFO", "ERROR", "WARNING"]),
        ("WARNING", "", ["ERROR", "WARNING"]),
        ("ERROR", "", ["ERROR"]),
        ("DEBUG", "LINK live", ["INFO"]),
        ("DEBUG", "ромашка", ["ERROR"]),
        ("ERROR", "link", []),
    ],
)
def test_lines_are_found_by_level_and_words(least: str, typed: str, found: list[str]) -> None:
    assert [line.level for line in fitting(log_lines(LOG), least=least, typed=typed)] == found
