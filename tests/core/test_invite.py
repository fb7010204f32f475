"""Invite links, true and false."""

from __future__ import annotations

import pytest

from uis_desktop.core.invite import Invite, parse_invite
from uis_desktop.errors import InviteRefused


def test_link_leads_back_to_its_invite() -> None:
    invite = Invite(relay_url="https://relay.example/base", code="A-b_9/+&")
    assert parse_invite(f"  {invite.link()}\n") == invite


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://relay.example/?code=1",
        "uis-desktop://enrol?code=1",
        "uis-desktop://enrol?relay=https%3A%2F%2Frelay.example",
        "uis-desktop://enrol?relay=file%3A%2F%2F%2Fetc&code=1",
        "uis-desktop://enrol?relay=https%3A%2F%2Fa%3Ab%40relay.example&code=1",
        "uis-desktop://other?relay=https%3A%2F%2Frelay.example&code=1",
        "uis-desktop://enrol?relay=https%3A%2F%2F%5Bbad&code=1",
        "x" * 5000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InviteRefused):
        parse_invite(text)
