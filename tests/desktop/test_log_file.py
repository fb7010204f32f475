"""The log tells what happened and no secret, and never keeps the program from starting."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from uis_desktop.log_file import start_log


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """What a test does to the log ends with it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    libraries = {name: logging.getLogger(name).level for name in ("httpx", "websockets")}
    yield
    logging.captureWarnings(capture=False)
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in libraries.items():
        logging.getLogger(name).setLevel(before)


def test_own_lines_go_to_the_file_with_time_and_place(tmp_path: Path) -> None:
    file = tmp_path / "log" / "desktop.log"
    start_log(file, "info")
    logging.getLogger("uis_desktop.session").info("events %d to %d kept", 1, 2)
    logging.getLogger("uis_desktop.session").debug("not asked for")
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert line.endswith("INFO uis_desktop.session: events 1 to 2 kept")


@pytest.mark.parametrize("library", ["httpx", "httpcore.http11", "websockets.client"])
def test_libraries_that_print_headers_are_not_heard_even_at_debug(
    library: str, tmp_path: Path
) -> None:
    file = tmp_path / "desktop.log"
    start_log(file, "debug")
    logging.getLogger(library).debug("> Authorization: Bearer secret")
    logging.getLogger(library).info("GET https://relay.example/hook/secret")
    assert "secret" not in file.read_text(encoding="utf-8")


def test_warnings_of_python_are_in_the_log(tmp_path: Path) -> None:
    file = tmp_path / "desktop.log"
    start_log(file, "info")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old way", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    assert "old way" in file.read_text(encoding="utf-8")


def test_log_turns_over_before_it_fills_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "desktop.log"
    start_log(file, "info")
    for _ in range(400):
        logging.getLogger("uis_desktop").info("x" * 20_000)
    sizes = [older.stat().st_size for older in tmp_path.iterdir()]
    assert len(sizes) == 5
    assert sum(sizes) <= 5 * 1024 * 1024


def test_folder_that_cannot_be_written_does_not_keep_the_program_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "log"
    in_the_way.write_text("", encoding="utf-8")
    start_log(in_the_way / "desktop.log", "info")
    logging.getLogger("uis_desktop").info("started")
    told = capsys.readouterr().err
    assert "no log file" in told
    assert "started" in told


def test_no_whole_number_and_no_secret_gets_into_the_file(tmp_path: Path) -> None:
    file = tmp_path / "desktop.log"
    start_log(file, "info")
    defect = ValueError("password=correct-horse of +79001234567")
    logging.getLogger("uis_desktop").error("call of %s", "8 (900) 123-45-67", exc_info=defect)
    told = file.read_text(encoding="utf-8")
    assert "ValueError" in told
    assert "correct-horse" not in told
    assert "9001234567" not in told
    assert "123-45-67" not in told
