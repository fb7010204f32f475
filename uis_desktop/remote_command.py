"""``uis-desktop call``, ``status`` and ``history``: asked of the program that runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TextIO

from uis_desktop.adapters.places import Places, installation_name
from uis_desktop.core.requests import ExitCode, Request, answer_line
from uis_desktop.ui.instance.client import ask

_NOT_RUNNING = "uis-desktop is not running: start it and try again"
_GONE = "uis-desktop has ended before it answered"


def run(places: Places, request: Request, *, as_json: bool) -> int:
    """Ask, and print the answers as they come; the exit code."""
    try:
        answers = ask(installation_name(places) or "default", request)
        if answers is None:
            return _failed(ExitCode.NOT_RUNNING, _NOT_RUNNING, as_json=as_json)
        return _printed(answers, as_json=as_json)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED


def _printed(answers: Iterator[Mapping[str, object]], *, as_json: bool) -> int:
    for answer in answers:
        code = answer.get("exit")
        failed = answer.get("event") == "error"
        if as_json:
            _write(sys.stdout, answer_line({k: v for k, v in answer.items() if k != "words"}))
        elif answer.get("words"):
            _write(sys.stderr if failed else sys.stdout, str(answer["words"]))
        if isinstance(code, int):
            return code
    return _failed(ExitCode.DEFECT, _GONE, as_json=as_json)


def _failed(code: ExitCode, words: str, *, as_json: bool) -> int:
    _write(sys.stderr, words)
    if as_json:
        _write(sys.stdout, answer_line({"event": "error", "exit": int(code)}))
    return code


def _write(stream: TextIO, line: str) -> None:
    """At once: another program may be waiting for it."""
    stream.write(f"{line}\n")
    stream.flush()
