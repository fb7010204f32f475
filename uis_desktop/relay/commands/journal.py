"""``journal``: what the relay did by itself, and for whom."""

from __future__ import annotations

import functools
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import msgspec

from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.zones import ZoneDiffers
from uis_desktop.relay.interactive.reasons import sentence
from uis_desktop.relay.journals.entries import Entry, Sort, latest_entries
from uis_desktop.relay.uis.problems import Problem


def print_journal(data: Path, options: Namespace) -> int:
    """One entry a line, the oldest of the latest first."""
    sorts = list(Sort) if options.sort is None else [Sort(options.sort)]
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        entries = [
            entry
            for sort in sorts
            for entry in office.read_journals(
                functools.partial(
                    latest_entries, account=account.id, sort=sort, limit=options.limit
                )
            )
        ]
    entries.sort(key=lambda entry: entry.at)
    for entry in entries[-options.limit :]:
        answer(_told(entry), [_spoken(entry)], as_json=options.json)
    return 0


def _told(entry: Entry) -> dict[str, object]:
    return {
        "at": entry.at,
        "sort": entry.sort.value,
        "call_session_id": entry.call_session_id,
        "employee_id": entry.employee_id,
        "phone_number": entry.phone_number,
        **entry.detail,
    }


def _spoken(entry: Entry) -> str:
    at = entry.at.isoformat(sep=" ", timespec="seconds")
    about = [
        f"{word} {value}"
        for word, value in (
            ("employee", entry.employee_id),
            ("number", entry.phone_number),
            ("call", entry.call_session_id),
        )
        if value is not None
    ]
    detail = [f"{name}={value}" for name, value in entry.detail.items() if value is not None]
    return f"{at}  {entry.sort.value:12}  {'  '.join([*about, *detail, *_words(entry)])}"


def _words(entry: Entry) -> Iterator[str]:
    """Why, for people."""
    reason, problem = entry.detail.get("reason"), entry.detail.get("problem")
    if entry.sort is Sort.INTERACTIVE and isinstance(reason, str):
        yield sentence(reason, "en")
    if entry.sort is Sort.FETCHED and isinstance(problem, dict):
        yield msgspec.convert(problem, Problem).words("en")
    if entry.sort is Sort.FETCHED and isinstance(zone := entry.detail.get("zone"), dict):
        yield msgspec.convert(zone, ZoneDiffers).words("en")
