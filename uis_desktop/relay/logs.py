"""What the relay writes to its log: lines for people or for a collector, without secrets.

A message may carry facts of its own (``extra={"account": …, "call": …,
"event": …}``); they become fields.  Phone numbers are masked and secrets are
cut out here, whoever wrote them, because a log is copied to places that the
calls must not reach.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TextIO

#: Facts a record may carry, in the order in which they are told.
FACTS = ("account", "call", "event", "kind", "employee", "device")

_PHONE = re.compile(r"(?<![\w.])(\+?)([78]\d{10}|(?<=\+)\d{7,15})(?!\w)")
_SECRETS = (
    (re.compile(r"(/hook/[^/\s]+/)[^/\s?\"']+"), r"\1***"),
    (re.compile(r"(/admin/link/)[^/\s?\"']+"), r"\1***"),
    (re.compile(r"(?i)(bearer\s+)[\w.~+/=-]+"), r"\1***"),
    (re.compile(r"(?i)((?:access_token|password|secret|code)[\"']?\s*[=:]\s*[\"']?)[^\s\"',}&]+"),
     r"\1***"),
)  # fmt: skip


def masked(text: str) -> str:
    """``text`` with phone numbers shortened and secrets cut out."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return _PHONE.sub(_shortened, text)


def mask_phone(number: str) -> str:
    """The first and last figures of a number: enough to compare, too few to dial."""
    return f"{number[:4]}***{number[-2:]}" if len(number) > 7 else "***"


def _shortened(found: re.Match[str]) -> str:
    return mask_phone(found.group())


class TextLines(logging.Formatter):
    """A line a person reads."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One record, with its facts behind the message."""
        line = super().format(record)
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        return masked(f"{line}  [{facts}]" if facts else line)


class JsonLines(logging.Formatter):
    """A line a log collector reads: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """One record; ``error`` holds a traceback."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
            **_facts(record),
        }
        if record.exc_info:
            line["error"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _facts(record: logging.LogRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in FACTS if hasattr(record, name)}


def start_logging(*, as_json: bool, verbose: bool, stream: TextIO | None = None) -> None:
    """Write the program's log to ``stream``, or to standard error."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if as_json else TextLines())
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO, handlers=[handler], force=True
    )
    # These would print addresses, which contain secrets.
    logging.getLogger("aiohttp.access").setLevel(logging.CRITICAL)
    for chatty in ("asyncio", "httpx", "httpcore", "nats"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
