"""``contacts sync``, ``employee fetch``, ``backfill``: the running relay asks UIS now."""

from __future__ import annotations

import functools
import time
from argparse import Namespace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused
from uis_desktop.relay.directory import people
from uis_desktop.relay.intake.moments import moments
from uis_desktop.relay.uis.progress import Fetched
from uis_desktop.relay.uis.wishes import Wanted, outcome, wish

_LOOK_EVERY_S = 0.2


def sync_contacts(data: Path, options: Namespace) -> int:
    """``contacts sync``: contacts, employees, groups, lines and time zone."""
    with Office(data, options) as office:
        return _ask(office, options, Wanted(what="sync"))


def fetch_employees(data: Path, options: Namespace) -> int:
    """``employee fetch``: employees, groups, lines and time zone."""
    with Office(data, options) as office:
        return _ask(office, options, Wanted(what="staff"))


def backfill(data: Path, options: Namespace) -> int:
    """``backfill``: the calls of a time the relay may have missed."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        since = min(_moments("--from", options.since, account.zone))
        until = datetime.now(UTC)
        if options.until is not None:
            until = max(_moments("--till", options.until, account.zone))
        if since >= until:
            raise ConfigRefused("--from must be before --till, and in the past")
        return _ask(office, options, Wanted(what="backfill", since=since, until=until))


def _moments(option: str, text: str, zone: tzinfo) -> tuple[datetime, ...]:
    """A time as people write it, in the account's zone; two in the hour a clock is set back.

    Raises:
        ConfigRefused
    """
    found = moments(text, zone)
    if not found:
        raise ConfigRefused(f"{option}: a time like 2026-05-18T09:30, not {text!r}")
    return found


def _ask(office: Office, options: Namespace, wanted: Wanted) -> int:
    """Leave the wish in the directory and wait until a relay has carried it out."""
    account = office.read(lambda directory: people.account(directory, options.account)).id
    id_ = office.write(
        functools.partial(wish, account=account, wanted=wanted, now=datetime.now(UTC))
    )
    give_up_at = time.monotonic() + options.wait
    while time.monotonic() < give_up_at:
        fetched = office.read(functools.partial(outcome, account=account, id_=id_))
        if fetched is not None:
            return _tell(fetched, options)
        time.sleep(_LOOK_EVERY_S)
    raise ConfigRefused(
        f"no relay has done it within {options.wait:g} s; it is done as soon as one serves"
        " this data (uis-relay serve)"
    )


def _tell(fetched: Fetched, options: Namespace) -> int:
    problem = fetched.problem
    answer(
        {
            "at": fetched.at,
            "seconds": fetched.seconds,
            "figures": fetched.figures,
            "problem": None if problem is None else problem.as_detail(),
            "zone": fetched.zone,
        },
        [
            *(f"{number:>8} {name.replace('_', ' ')}" for name, number in fetched.figures.items()),
            *(() if fetched.zone is None else (fetched.zone.words("en"),)),
            f"Done in {fetched.seconds:.1f} s." if problem is None else problem.words("en"),
        ],
        as_json=options.json,
    )
    return 0 if problem is None else 1
