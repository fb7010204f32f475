"""Values of settings as JSON, from a file or from the relay."""

from __future__ import annotations

import pytest

from uis_desktop.core.settings_catalogue import BY_KEY, SETTINGS
from uis_desktop.wire.setting_values import read_value, write_value


def test_every_default_comes_back_as_it_was() -> None:
    assert [read_value(one, write_value(one.default)) for one in SETTINGS] == [
        one.default for one in SETTINGS
    ]


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("volume", b"101", "only 0 to 100"),
        ("volume", b"true", "int"),
        ("volume", b"", "truncated"),
        ("corner", b'"middle"', "middle"),
        ("sound", b'"gong"', "chime, bell, knock"),
        ("hold_words", b'""', "1 to 200"),
        ("hold_words", b'" wait "', "1 to 200"),
        ("hold_words", b'"wait\\nhere"', "one line"),
        ("hold_words", b'"' + b"a" * 201 + b'"', "1 to 200"),
    ],
)
def test_value_of_no_use_is_refused_with_the_reason(key: str, text: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_value(BY_KEY[key], text)
