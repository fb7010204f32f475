"""What a note on a release means to the program that runs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.release_notes import TODAY, release
from uis_desktop.core.updates import (
    FIRST_S,
    SPREAD_S,
    Platform,
    Verdict,
    is_due,
    is_page,
    judge,
    next_ask,
    pause_s,
    read_version,
)

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def test_versions_sort_as_packages_do() -> None:
    written = [
        "0.1.0~dev.20261127.1a2b3c4",
        "0.1.0~dev.20261128.0a2b3c4",
        "0.1.0",
        "0.2.0~dev.20250101.1a2b3c4",
        "0.2.0",
        "0.10.0",
        "1.0.0",
    ]
    versions = [read_version(text) for text in written]
    assert sorted(versions) == versions
    assert [str(one) for one in versions] == written


@pytest.mark.parametrize(
    "text", ["", "1.0", "v1.0.0", "1.0.0-rc1", "1.0.0\n", "٣.0.0", "1.0.0~dev"]
)
def test_anything_else_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match="version"):
        read_version(text)


@pytest.mark.parametrize(
    ("version", "running", "known", "verdict"),
    [
        ("0.2.0", "0.1.0", None, Verdict.NEWER),
        ("0.2.0", "0.1.0", "0.2.0", Verdict.NEWER),
        ("0.1.0", "0.1.0~dev.20261128.1a2b3c4", None, Verdict.NEWER),
        ("0.1.0", "0.1.0", None, Verdict.NOT_NEWER),
        ("0.1.0", "0.2.0", None, Verdict.NOT_NEWER),
        pytest.param("0.2.0", "0.1.0", "0.3.0", Verdict.ROLLED_BACK, id="an old note again"),
        pytest.param(
            "0.2.0~dev.20261128.1a2b3c4", "0.1.0", None, Verdict.NOT_NEWER, id="no release"
        ),
    ],
)
def test_only_a_newer_release_is_news(
    version: str, running: str, known: str | None, verdict: Verdict
) -> None:
    assert (
        judge(
            release(version),
            running=read_version(running),
            platform=Platform.LINUX,
            known=None if known is None else read_version(known),
            today=TODAY,
        )
        is verdict
    )


@pytest.mark.parametrize("platform", [Platform.WINDOWS, None])
def test_release_without_a_package_for_this_system_is_no_news(platform: Platform | None) -> None:
    running = read_version("0.1.0")
    verdict = judge(release(), running=running, platform=platform, known=None, today=TODAY)
    assert verdict is Verdict.ELSEWHERE


@pytest.mark.parametrize(
    ("today", "verdict"),
    [(date(2026, 12, 31), Verdict.NEWER), (date(2027, 1, 1), Verdict.EXPIRED)],
)
def test_note_is_believed_until_it_expires(today: date, verdict: Verdict) -> None:
    running = read_version("0.1.0")
    told = release(expires=date(2027, 1, 1))
    assert judge(told, running=running, platform=Platform.LINUX, known=None, today=today) is verdict
    assert verdict.kept is (verdict is Verdict.NEWER)


def test_nothing_is_asked_in_the_first_minutes_and_then_once_a_day() -> None:
    assert pause_s(None, NOW, chance=0) == FIRST_S
    assert pause_s(NOW - DAY, NOW, chance=0) == FIRST_S
    assert pause_s(NOW + timedelta(hours=5), NOW, chance=1) == 5 * 3600
    assert pause_s(None, NOW, chance=1) == FIRST_S + SPREAD_S
    due = next_ask(NOW, reached=True, chance=0.5)
    assert DAY < due - NOW < DAY + timedelta(hours=1)
    assert not is_due(due, NOW + DAY)
    assert is_due(due, due)
    assert next_ask(NOW, reached=False, chance=0) - NOW == timedelta(hours=2)


def test_clock_that_was_wrong_does_not_silence_the_program_for_years() -> None:
    far = NOW + 400 * DAY
    assert is_due(far, NOW)
    assert pause_s(far, NOW, chance=0) == FIRST_S


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://releases.example/uis-desktop/", True),
        ("http://releases.example/", False),
        ("file:///etc/passwd", False),
        ("https:///nobody", False),
        ("https://releases.example@evil.example/", False),
        ("https://[broken/", False),
        ("https://releases.example/ x", False),
        ("https://рelease.example/", False),
        ("https://a.example/" + "a" * 500, False),
    ],
)
def test_only_a_plain_https_page_is_ever_opened(address: str, good: bool) -> None:
    assert is_page(address) is good
