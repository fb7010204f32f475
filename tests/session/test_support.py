"""The archive for support: enough to help, and not one secret."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import START, at, waiting
from tests.session.stage import Stage, arrived, until
from uis_desktop.adapters.support_files import SupportFiles
from uis_desktop.core.crm_rules import CrmRule
from uis_desktop.core.fates import Fate
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.errors import FileUnwritable, ServiceUnreachable
from uis_desktop.session.support import Support

TOKEN = "pQ7rT2uV9wX4yZ1aB6cD3eF8gH5iJ0kL7mN2oP9qR4s"
NUMBER = "+79001234567"
CANARIES = (
    TOKEN,
    "correct-horse-battery",
    "s3cr3t-of-the-crm",
    "79001234567",
    "9001234567",
    "900) 123-45-67",
    "900 123-45-67",
    "Смирнов",
    "Ждёт счёт",
    "Пусть Ольга подождёт",
    "901820",
)
# As a version wrote it that did not mask its log.
LOG = f"""2026-05-18 10:00:00.000 INFO uis_desktop: Authorization: Bearer {TOKEN}
2026-05-18 10:00:00.001 INFO uis_desktop: password=correct-horse-battery
2026-05-18 10:00:00.002 WARNING uis_desktop: {{"password": "correct-horse-battery"}}
2026-05-18 10:00:00.003 INFO uis_desktop: token {TOKEN}
2026-05-18 10:00:00.004 INFO uis_desktop: call of {NUMBER}, 8 (900) 123-45-67, 79001234567
2026-05-18 10:00:00.004 INFO uis_desktop: call of +49 30 901820 12
2026-05-18 10:00:00.005 INFO uis_desktop: link is live
"""


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    file = tmp_path / "log" / "desktop.log"
    file.parent.mkdir()
    file.write_text(LOG, encoding="utf-8")
    file.with_name("desktop.log.1").write_text(LOG, encoding="utf-8")
    return file


def support(log_file: Path) -> Support:
    files = SupportFiles(log_file)
    return Support(files=files, about={"program": "uis-desktop 1"}, now=lambda: START)


def read(archive: Path) -> dict[str, str]:
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name).decode() for name in opened.namelist()}


async def packed(log_file: Path, to: Path) -> dict[str, str]:
    """An archive of a desk with a call, a note and a rule for the CRM."""
    stage = Stage()
    target = "https://crm.example/?key=s3cr3t-of-the-crm&phone={number}"
    async with stage.live() as session:
        await stage.say(arrived(1, replace(waiting(), contact_full_name="Смирнов Олег")))
        await session.notes.write("c1", "Ждёт счёт")
        session.fates.note("c1", Fate.QUIET)
        await until(lambda: bool(stage.journal.fates))
        stage.checks.notified = ServiceUnreachable(f"status: {NUMBER}")
        await support(log_file).pack(
            str(to),
            preferences=Preferences(
                crm_rules=(CrmRule(target=target),), hold_words="Пусть Ольга подождёт"
            ),
            link=LinkView(state=LinkState.LIVE, employee_name="Смирнов Олег"),
            arrivals=await session.checking.ask_relay(),
            session=session,
        )
    return read(to)


async def test_archive_has_no_secret_no_name_and_no_whole_number(
    log_file: Path, tmp_path: Path
) -> None:
    files = await packed(log_file, tmp_path / "help.zip")
    whole = "\n".join(files.values())
    assert [canary for canary in CANARIES if canary in whole] == []
    raw = (tmp_path / "help.zip").read_bytes()
    assert not any(canary.encode() in raw for canary in CANARIES)


async def test_archive_has_what_helps(log_file: Path, tmp_path: Path) -> None:
    files = await packed(log_file, tmp_path / "help.zip")
    assert set(files) == {
        "about.txt",
        "connection.txt",
        "settings.txt",
        "calls.txt",
        "log/desktop.log",
        "log/desktop.log.1",
    }
    assert "link is live" in files["log/desktop.log"]
    assert "uis-desktop 1" in files["about.txt"]
    settings = files["settings.txt"].splitlines()
    assert "crm_rules: 1" in settings
    assert "volume: 70 (default)" in settings
    assert [line.split(":")[0] for line in settings] == [one.key for one in SETTINGS]
    assert "ServiceUnreachable" in files["connection.txt"]
    assert "card: quiet" in files["calls.txt"]
    assert f"waiting {at(1).isoformat()}" in files["calls.txt"]
    assert "+790***67" in files["calls.txt"]


def test_canaries_are_in_what_goes_in(log_file: Path) -> None:
    """Or the test of the archive could not fail."""
    assert TOKEN in log_file.read_text(encoding="utf-8")
    assert NUMBER in log_file.read_text(encoding="utf-8")


async def test_archive_is_this_users_alone_and_written_without_a_session(
    log_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "help.zip"
    await support(log_file).pack(
        str(path), preferences=Preferences(), link=None, arrivals=None, session=None
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read(path)["calls.txt"] == ""


async def test_archive_that_cannot_be_written_says_so_and_leaves_nothing(
    log_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    with pytest.raises(FileUnwritable):
        await support(log_file).pack(
            str(folder / "help.zip"),
            preferences=Preferences(),
            link=None,
            arrivals=None,
            session=None,
        )
    assert not folder.exists()


async def test_log_that_is_shown_is_masked_too(log_file: Path) -> None:
    shown = "\n".join(line.text for line in await support(log_file).log())
    assert "link is live" in shown
    assert [canary for canary in CANARIES if canary in shown] == []


async def test_missing_log_is_an_empty_one(tmp_path: Path) -> None:
    assert await support(tmp_path / "none.log").log() == []
