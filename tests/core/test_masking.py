"""How much of a number is shown; ``tests/relay/operations`` masks whole lines of a log."""

from __future__ import annotations

import pytest

from uis_desktop.core.masking import mask_phone, masked


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+79001234567", "+790***67"),
        ("12345678", "1234***78"),
        ("1234567", "***"),
        ("204", "***"),
        ("", "***"),
    ],
)
def test_too_few_figures_are_shown_to_dial_the_number(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("8 (900) 123-45-67, +441632960961", "8900***67, +441***61"),
        ("+49 (30) 901820-123; +7\u00a0900 123-45-67", "+493***23; +790***67"),
        ("at +03:00 12 34567890", "at +03:00 12 34567890"),
        ("Bearer abc.def /hook/acme/s3cr3t", "Bearer *** /hook/acme/***"),
        ("password=abc&x=1", "password=***&x=1"),
        ("room 204", "room 204"),
        (
            "log = 'nats://me:geheim@n1:4222,nats://t0ken@n2:4222'",
            "log = 'nats://***@n1:4222,nats://***@n2:4222'",
        ),
        (
            "https://relay.example/a@b 'http://h' me@there",
            "https://relay.example/a@b 'http://h' me@there",
        ),
    ],
)
def test_numbers_and_secrets_are_cut_out_of_a_line(text: str, shown: str) -> None:
    assert masked(text) == shown
