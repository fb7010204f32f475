"""What only the log in a file has: versions of its tables, and a memory of its calls."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from tests.relay.drafts import ANNA, NOW, draft, whoever_has_seen
from tests.relay.test_log_contract import BORIS
from uis_desktop.relay.database.storage import open_database, transaction
from uis_desktop.relay.log import known_calls
from uis_desktop.relay.log.appending import Appender
from uis_desktop.relay.log.port import Span
from uis_desktop.relay.log.reading import read_after, read_span
from uis_desktop.relay.log.sqlite_log import FILE_NAME, open_log
from uis_desktop.relay.log.tables import MIGRATIONS


def write_first_version(data: Path) -> None:
    """Three events of two calls, as version 1 kept them."""
    old = open_database(data / FILE_NAME, migrations=MIGRATIONS[:1])
    with transaction(old):
        old.execute("INSERT INTO numbering VALUES ('acme', 7, 4)")
        old.execute("INSERT INTO circle VALUES (1, 'acme', '[\"101\"]')")
        old.execute("INSERT INTO circle_member VALUES ('acme', '101', 1)")
        old.executemany(
            "INSERT INTO event VALUES"
            " (NULL, 'acme', ?, 1, 0, 'waiting', ?, ?, '{}', '[]', 'POST', '')",
            [(5, "c1", b"k1"), (6, "c1", b"k2"), (7, "c2", b"k3")],
        )
    old.close()


def test_log_of_the_first_version_goes_on(tmp_path: Path) -> None:
    write_first_version(tmp_path)
    log = open_log(tmp_path)
    appender = Appender(log)
    repeat, new = appender.append(
        [draft("k1", call="c1"), draft("k4", whoever_has_seen(), call="c1")]
    )
    assert repeat is None
    assert new is not None
    assert (new.seq, new.audience) == (8, frozenset({ANNA}))
    assert read_span(log, "acme") == Span(8, 4)
    assert [event.seq for event in read_after(log, "acme", {ANNA}, 4, 10)] == [5, 6, 7, 8]


def test_number_of_what_was_forgotten_is_not_given_again(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    appender = Appender(log)
    appender.append([draft("k1", call="c1"), draft("k2", call="c2")])
    assert appender.forget("acme", ["c2"], []) == [2]
    (third,) = Appender(log).append([draft("k3", call="c3")])
    assert third is not None
    assert third.seq == 3
    appender = Appender(log)
    assert appender.trim(NOW + timedelta(days=1)) == 2
    assert read_span(log, "acme") == Span(3, 3)
    (fourth,) = Appender(log).append([draft("k4", call="c3")])
    assert fourth is not None
    assert fourth.seq == 4


def test_repeats_are_told_in_a_call_with_more_events_than_are_remembered(tmp_path: Path) -> None:
    appender = Appender(open_log(tmp_path))
    many = [draft(f"k{n}", call="c1") for n in range(3 * known_calls._KEYS_A_CALL)]
    assert None not in appender.append(many)
    assert appender.append(many) == [None] * len(many)
    assert appender.append([*many[:2], draft("new", call="c1"), draft("new", call="c1")])[:2] == [
        None,
        None,
    ]
    assert appender.append([draft("new", call="c1")]) == [None]


def test_repeat_is_told_in_the_batch_in_which_a_call_outgrows_the_memory(tmp_path: Path) -> None:
    appender = Appender(open_log(tmp_path))
    some = [draft(f"k{n}", call="c1") for n in range(known_calls._KEYS_A_CALL)]
    appender.append(some)
    stored = appender.append([draft(f"new{n}", call="c1") for n in range(5)] + some[:1])
    assert [one is None for one in stored] == [False] * 5 + [True]


def test_file_itself_refuses_an_event_twice(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    Appender(log).append([draft("k1", call="c1")])
    with pytest.raises(apsw.ConstraintError):
        log.execute(
            "INSERT INTO event (account, seq, circle, received_at, kind, call_session_id, key,"
            " normal, repairs, method, raw) SELECT account, 2, circle + 1, received_at, kind,"
            " call_session_id, key, normal, repairs, method, raw FROM event"
        )


def test_call_that_is_not_remembered_any_more_is_read_from_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_calls, "_CALLS", 1)
    appender = Appender(open_log(tmp_path))
    appender.append(
        [
            draft("k1", whoever_has_seen(ANNA), call="c1"),
            draft("k2", whoever_has_seen(BORIS), call="c2"),
        ]
    )
    repeat, later = appender.append(
        [draft("k1", call="c1"), draft("k3", lambda seen_by: seen_by, call="c1")]
    )
    assert repeat is None
    assert later is not None
    assert later.audience == frozenset({ANNA})


def test_repeat_in_one_batch_is_told(tmp_path: Path) -> None:
    appender = Appender(open_log(tmp_path))
    for call in ("c1", ""):
        first, second = appender.append(
            [draft("k" + call, call=call), draft("k" + call, call=call)]
        )
        assert first is not None
        assert second is None


def test_trying_the_disk_writes_to_it_and_changes_nothing(tmp_path: Path) -> None:
    log, written = open_log(tmp_path), tmp_path / f"{FILE_NAME}-wal"
    appender = Appender(log)
    appender.append([draft("k1", call="c1")])
    rows, before = log.execute("SELECT * FROM numbering").fetchall(), written.stat().st_size
    appender.touch()
    assert written.stat().st_size > before
    assert log.execute("SELECT * FROM numbering").fetchall() == rows
    log.close()
