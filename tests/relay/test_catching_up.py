"""What many desktops lack of a log is read together, and each gets what he alone would."""

from __future__ import annotations

import asyncio
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relay.drafts import draft, whoever_has_seen
from uis_desktop.relay.database.storage import open_database
from uis_desktop.relay.log.appending import Appender
from uis_desktop.relay.log.catching_up import Lacking, read_lacking
from uis_desktop.relay.log.reading import read_after
from uis_desktop.relay.log.sqlite_log import SqliteLog
from uis_desktop.relay.log.tables import MIGRATIONS

EMPLOYEES = ("101", "102", "103", "nobody")
ACCOUNTS = ("acme", "other")

circles = st.frozensets(st.sampled_from(EMPLOYEES[:3]))
events = st.lists(st.tuples(st.sampled_from(ACCOUNTS), circles), max_size=30)
lacking = st.lists(
    st.builds(
        Lacking,
        st.sampled_from(ACCOUNTS),
        st.sampled_from(EMPLOYEES),
        st.integers(0, 31),
        st.integers(1, 5),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> apsw.Connection:
    return open_database(tmp_path_factory.mktemp("log") / "log.sqlite3", migrations=MIGRATIONS)


@given(events, lacking)
def test_everybody_gets_what_he_would_get_alone(
    connection: apsw.Connection,
    events: list[tuple[str, frozenset[str]]],
    lacking: list[Lacking],
) -> None:
    connection.execute("DELETE FROM event; DELETE FROM circle; DELETE FROM circle_member")
    connection.execute("DELETE FROM numbering")
    Appender(connection).append(
        [
            draft(f"k{number}", whoever_has_seen(*members), account=account, call=str(number))
            for number, (account, members) in enumerate(events)
        ]
    )
    together = read_lacking(connection, lacking)
    assert together == [
        read_after(connection, one.account, {one.employee_id}, one.seq, one.limit)
        for one in lacking
    ]


async def test_more_desktops_than_are_read_for_at_once_all_get_theirs(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path, on_stored=lambda _: None)
    await asyncio.gather(
        *(log.append(draft(f"k{n}", whoever_has_seen(str(n)))) for n in range(200))
    )
    found = await asyncio.gather(*(log.after("acme", str(n), 0, 10) for n in range(200)))
    assert [[event.audience for event in one] for one in found] == [
        [frozenset({str(n)})] for n in range(200)
    ]
    await log.close()


async def test_log_that_closes_answers_whoever_asked_before(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path, on_stored=lambda _: None)
    await log.append(draft("k", whoever_has_seen("101")))
    asked = [asyncio.ensure_future(log.after("acme", "101", 0, 10)) for _ in range(150)]
    await asyncio.sleep(0)
    await log.close()
    assert [len(one) for one in await asyncio.gather(*asked)] == [1] * 150
    with pytest.raises(RuntimeError):
        await log.after("acme", "101", 0, 10)
