"""Invite links, true and false."""

from __future__ import annotations

import pytest

from uis_desktop.core.invite import Invite, parse_invite
from uis_desktop.errors import InviteRefused


def test_link_leads_back_to_its_invite() -> None:
    invite = Invite(relay_url="https://relay.example/base", code="A-b_9/+&")
    assert parse_invite(f"  {invite.link()}\n") == invite


def test_slash_behind_the_relays_address_is_no_part_of_it() -> None:
    link = Invite(relay_url="http://127.0.0.1:8080/", code="1").link()
    assert parse_invite(link).relay_url == "http://127.0.0.1:8080"


def test_relay_is_told_to_a_person_by_its_host() -> None:
    assert Invite(relay_url="https://relay.example:8443/base", code="1").host == (
        "relay.example:8443"
    )


def test_longest_link_is_read_and_one_character_more_is_refused() -> None:
    link = Invite(relay_url="https://relay.example", code="").link()
    longest = link + "x" * (2048 - len(link))
    assert parse_invite(longest).code == longest.removeprefix(link)
    with pytest.raises(InviteRefused):
        parse_invite(longest + "x")


def test_link_may_carry_what_a_mail_program_adds_and_not_without_end() -> None:
    link = Invite(relay_url="https://relay.example", code="1").link()
    assert parse_invite(link + "&utm=1" * 8).code == "1"
    with pytest.raises(InviteRefused):
        parse_invite(link + "&utm=1" * 9)


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
