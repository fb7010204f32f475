"""By what a colleague is dialled."""

from __future__ import annotations

import pytest

from uis_desktop.core.colleagues import Colleague


@pytest.mark.parametrize(
    ("extension", "phone_number", "numbers"),
    [
        ("102", "0412345", ("102",)),
        ("102", None, ("102",)),
        (None, "79001112233", ("+79001112233",)),
        (None, None, ()),
    ],
)
def test_a_colleague_is_dialled_by_extension_or_by_his_only_number(
    extension: str | None, phone_number: str | None, numbers: tuple[str, ...]
) -> None:
    olga = Colleague(id="2", name="Petrova", extension=extension, phone_number=phone_number)
    assert olga.numbers == numbers
    assert olga.as_contact().phone_numbers == numbers
