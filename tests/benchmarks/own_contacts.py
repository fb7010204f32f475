"""A person's file of 100,000 contacts: looked into, imported, undone, while the window goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync

from tests.benchmarks.finder import with_stalls
from tests.benchmarks.report import Figure
from tests.end_to_end.stage.home import Home
from uis_desktop.adapters.contact_files import DiskContactFiles
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.session.contact_imports import ContactImports, Preview
from uis_desktop.ui.application import make_qt_application
from uis_desktop.ui.contacts.collecting import many_objects_come
from uis_desktop.ui.contacts.import_dialog import ImportDialog

_CONTACTS = 100_000
_IMPORT_AIM_S, _STALL_AIM_MS = 10.0, 50.0


def measure(home: Home, tell: Callable[[str], None]) -> list[Figure]:
    """Import a CSV and a vCard file, each into an empty journal."""
    application = make_qt_application()
    loop = qasync.QEventLoop(application)
    figures: list[Figure] = []
    with loop:
        for name, content in (("csv", _csv()), ("vcf", _vcard())):
            tell(f"book: {name}")
            path = home.path / f"book.{name}"
            path.write_text(content, "utf-8")
            figures += loop.run_until_complete(_measure(path))
    return figures


async def _measure(path: Path) -> list[Figure]:
    seen: list[Preview] = []
    dialog = ImportDialog(path.name)
    dialog.show()
    async with SqliteJournal(path.with_suffix(".sqlite3")) as journal:
        imports = ContactImports(
            files=DiskContactFiles(),
            store=journal,
            now=lambda: datetime.now(UTC),
            changed=_nothing,
        )

        async def look() -> None:
            with many_objects_come():
                seen.append(await imports.look_into(str(path)))
            dialog.show_preview(seen[0])

        async def carry_out() -> None:
            def go_on(written: int) -> bool:
                dialog.show_written(written, _CONTACTS)
                return True

            await imports.carry_out(seen[0], go_on)

        async def undo() -> None:
            past = await imports.last()
            assert past is not None
            assert past.count == _CONTACTS
            await imports.undo(past)

        looked, look_stall = await with_stalls(look())
        took, stall = await with_stalls(carry_out())
        undone, undo_stall = await with_stalls(undo())
    seen.clear()
    dialog.hide()
    kind = path.suffix.removeprefix(".")
    return [
        Figure("book", f"{kind}: looked into", looked, "s"),
        Figure("book", f"{kind}: longest stall meanwhile", look_stall, "ms", _STALL_AIM_MS),
        Figure("book", f"{kind}: {_CONTACTS} imported", took, "s", _IMPORT_AIM_S),
        Figure("book", f"{kind}: longest stall meanwhile", stall, "ms", _STALL_AIM_MS),
        Figure("book", f"{kind}: undone", undone, "s"),
        Figure("book", f"{kind}: longest stall meanwhile", undo_stall, "ms", _STALL_AIM_MS),
    ]


async def _nothing() -> None:
    pass


def _csv() -> str:
    lines = [
        f"Иванова Анна {n};+7 900 {n:07}, 8495{n:07};ООО «Ромашка {n % 997}»\n"
        for n in range(_CONTACTS)
    ]
    return "Имя;Телефон;Компания\n" + "".join(lines)


def _vcard() -> str:
    return "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nFN:Иванова Анна {n}\nORG:ООО «Ромашка {n % 997}»\n"
        f"TEL;TYPE=CELL:+7900{n:07}\nTEL;TYPE=WORK:+7495{n:07}\nEND:VCARD\n"
        for n in range(_CONTACTS)
    )
