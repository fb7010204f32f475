"""What the archive for support tells, line by line; ``tests/session`` packs it."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import CALLER, START, at
from uis_desktop.core.crm_rules import CrmRule
from uis_desktop.core.events import Direction, Kind
from uis_desktop.core.fates import Fate, FateNote
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.lights import Arrivals, Tried
from uis_desktop.core.link import LinkState, LinkView, OfflineReason
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.story import Hops, Story
from uis_desktop.core.support import Told, support_files
from uis_desktop.errors import ServiceUnreachable

NOTHING = Told(at=START, about={}, logs={}, preferences=Preferences())
ROW = HistoryRow(
    key="c1",
    direction=Direction.IN,
    outcome=Outcome.LOST,
    started_at=START,
    contact_phone_number=CALLER,
)
RANG = Hops(kind=Kind.WAITING, happened_at=at(1), received_at=at(2), heard_at=at(4))


def test_archive_says_when_it_was_made_and_of_what_program() -> None:
    files = support_files(replace(NOTHING, about={"program": "uis-desktop 1", "qt": "6"}))
    assert files["about.txt"] == ("at: 2026-05-18T10:00:00+00:00\nprogram: uis-desktop 1\nqt: 6\n")


def test_connection_that_nobody_has_tried_is_told_as_none() -> None:
    assert support_files(NOTHING)["connection.txt"] == (
        "link: None\nreason: None\nlast event: None\n"
        "relay: None\nlast notification: None\ncall api: None\n"
    )


def test_connection_tells_its_state_its_reason_and_what_answered() -> None:
    link = LinkView(state=LinkState.OFFLINE, reason=OfflineReason.TLS, last_event_at=at(1))
    failed = Tried(at=at(2), failure=ServiceUnreachable("status: +79001234567"))
    told = replace(
        NOTHING,
        link=link,
        arrivals=Arrivals(asked=failed, notified_at=at(3)),
        call_api=Tried(at=at(4)),
    )
    assert support_files(told)["connection.txt"] == (
        "link: offline\nreason: tls\nlast event: 2026-05-18 10:00:01+00:00\n"
        "relay: 2026-05-18T10:00:02+00:00 ServiceUnreachable: status: +790***67\n"
        "last notification: 2026-05-18 10:00:03+00:00\n"
        "call api: 2026-05-18T10:00:04+00:00 answered\n"
    )


def test_setting_is_told_as_usual_as_chosen_or_only_how_much_of_it_there_is() -> None:
    chosen = Preferences(volume=10, crm_rules=(CrmRule(target="https://crm.example/?key=1"),))
    settings = support_files(replace(NOTHING, preferences=chosen))["settings.txt"].splitlines()
    assert {"volume: 10", "keep_days: 365 (default)", "crm_rules: 1"} <= set(settings)


def test_call_is_told_with_its_way_here_and_what_became_of_its_card() -> None:
    story = Story(
        events=(RANG, replace(RANG, sent_at=at(3), repeat=True)),
        fates=(FateNote(call="c1", fate=Fate.QUIET, at=at(5)),),
    )
    hidden = replace(ROW, contact_phone_number=None)
    told = replace(NOTHING, stories=((ROW, story), (hidden, Story())))
    assert support_files(told)["calls.txt"] == (
        "c1 2026-05-18T10:00:00+00:00 in lost +790***67\n"
        "  waiting 2026-05-18T10:00:01+00:00 2026-05-18T10:00:02+00:00 - "
        "2026-05-18T10:00:04+00:00\n"
        "  waiting 2026-05-18T10:00:01+00:00 2026-05-18T10:00:02+00:00 "
        "2026-05-18T10:00:03+00:00 2026-05-18T10:00:04+00:00 repeat\n"
        "  card: quiet 2026-05-18T10:00:05+00:00\n"
        "\n"
        "c1 2026-05-18T10:00:00+00:00 in lost hidden\n"
    )


def test_logs_are_told_under_their_names_without_whole_numbers() -> None:
    files = support_files(replace(NOTHING, logs={"desktop.log": "call of 79001234567"}))
    assert files["log/desktop.log"] == "call of 7900***67"
