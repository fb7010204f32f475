"""kill -9 of a program that writes its journal: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.builders import START
from uis_desktop.adapters.journal_db import SqliteJournal

#: Writes events for ever; a number on stdout says that event is on disk.
_WRITER = """
import asyncio, sys
from pathlib import Path
from tests.builders import delivered, incoming
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome

async def main() -> None:
    async with SqliteJournal(Path(sys.argv[1])) as journal:
        number = (await journal.place()).after
        while True:
            number += 1
            event = incoming(f"c{number}")
            row = HistoryRow(key=f"c{number}", direction=Direction.IN,
                             outcome=Outcome.GOING_ON, started_at=event.at)
            await journal.keep([delivered(number, event)], [row])
            sys.stdout.write(f"{number}\\n")
            sys.stdout.flush()

asyncio.run(main())
"""

#: Types a note for ever; a number on stdout says that so many letters are on disk.
_TYPIST = """
import asyncio, sys
from pathlib import Path
from uis_desktop.adapters.journal_db import SqliteJournal
from tests.builders import START
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.session.notes import Notes

async def main() -> None:
    async with SqliteJournal(Path(sys.argv[1])) as journal:
        await journal.keep([], [HistoryRow(key="c1", direction=Direction.IN,
                                           outcome=Outcome.TALKED, started_at=START)])
        notes = Notes(journal.keep_note)
        letters = 0
        while True:
            letters += 1
            await notes.write("c1", "я" * letters)
            sys.stdout.write(f"{letters}\\n")
            sys.stdout.flush()

asyncio.run(main())
"""


async def write_until_killed(path: Path, events: int, program: str = _WRITER) -> int:
    """Kill the writer after it has acknowledged so many; the last one it told."""
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    told = 0
    try:
        for _ in range(events):
            told = int(await writer.stdout.readline())
    finally:
        writer.kill()
    rest = await writer.stdout.read()
    await writer.wait()
    whole_lines = rest.decode().rpartition("\n")[0].split()
    return int(whole_lines[-1]) if whole_lines else told


@pytest.mark.timeout(60)
async def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    for events in (1, 7, 40):
        acknowledged = await write_until_killed(path, events)
        async with SqliteJournal(path) as journal:
            place = await journal.place()
            kept = [one.number for one in await journal.open_calls(START)]
            rows = await journal.recent(limit=100_000)
        assert place.after >= acknowledged
        assert kept == list(range(1, place.after + 1)), "event and place go together"
        assert len(rows) == place.after, "event and row go together"


@pytest.mark.timeout(60)
async def test_keystrokes_of_a_note_survive_kill_9(tmp_path: Path) -> None:
    for letters in (1, 9, 60):
        path = tmp_path / f"journal-{letters}.db"
        acknowledged = await write_until_killed(path, letters, _TYPIST)
        async with SqliteJournal(path) as journal:
            (row,) = await journal.recent(limit=9)
        assert len(row.note) >= acknowledged
        assert set(row.note) == {"я"}
