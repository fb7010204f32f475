"""``events``: what came in, as it came and as it was understood."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import msgspec

from uis_desktop.relay.commands.event_log import open_events
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.directory import people
from uis_desktop.relay.intake.diagnosis import diagnosis
from uis_desktop.relay.intake.ladder import as_text
from uis_desktop.relay.log.port import Record
from uis_desktop.relay.log.reading import read_epoch, read_records


def print_events(data: Path, options: Namespace) -> int:
    """One stored event a line."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
    with open_events(config_of(options)) as log:
        epoch = read_epoch(log)
        for record in read_records(log, account.id, options.after):
            answer(_told(record, epoch), _spoken(record), as_json=options.json)
    return 0


def _told(record: Record, epoch: str) -> dict[str, object]:
    normal: dict[str, object] = {}
    if record.normal is not None:
        normal = msgspec.json.decode(record.normal, type=dict[str, object])
    extra = {"extra": normal.pop("extra")} if "extra" in normal else {}
    return {
        "seq": record.seq,
        "epoch": epoch,
        "received_at": record.received_at,
        "kind": record.kind,
        **normal,
        **extra,
        "repairs": record.repairs,
        "audience": sorted(record.audience),
        "method": record.method,
        "raw": as_text(record.raw),
    }


def _spoken(record: Record) -> list[str]:
    at = record.received_at.isoformat(sep=" ", timespec="seconds")
    call = f"call {record.call_session_id}  " if record.call_session_id else ""
    sentences = "; ".join(found.sentence for found in diagnosis(record.repairs, "en"))
    repairs = f"  ({sentences})" if sentences else ""
    audience = ", ".join(sorted(record.audience)) or "nobody"
    return [f"{record.seq:6}  {at}  {record.kind:12}  {call}for {audience}{repairs}"]
