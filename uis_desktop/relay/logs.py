"""What the relay writes to its log: lines for people or for a collector, without secrets.

A message may carry facts of its own (``extra={"account": …, "call": …,
"event": …}``); they become fields.  Phone numbers are masked and secrets are
cut out here, whoever wrote them, because a log is copied to places that the
calls must not reach.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from uis_desktop.core.masking import masked
from uis_desktop.relay.directory.tables import Device

#: Facts a record may carry, in the order in which they are told.
FACTS = ("account", "call", "event", "kind", "employee", "device")

_log = logging.getLogger(__name__)

_CONTROL = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))} | {
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def facts_of(device: Device) -> Mapping[str, str]:
    """Whose desktop a line is about, as ``extra`` of a message."""
    return {
        "account": device.account,
        "employee": device.employee_id,
        "device": device.id,
    }


class TextLines(logging.Formatter):
    """A line a person reads."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message with its facts behind it; text from outside cannot begin a line."""
        line = super().formatMessage(record)
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        return (f"{line}  [{facts}]" if facts else line).translate(_CONTROL)

    def format(self, record: logging.LogRecord) -> str:
        """One record; a traceback follows it."""
        return masked(super().format(record))


class JsonLines(logging.Formatter):
    """A line a log collector reads: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """One record; ``error`` holds a traceback."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
            **{
                name: masked(fact) if isinstance(fact, str) else fact
                for name, fact in _facts(record).items()
            },
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
    # What nobody catches is a line of the log too, and masked like every other.
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
    else:
        _log.critical("not caught", exc_info=(kind, error, traceback))


def _uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        name = found.thread.name if found.thread is not None else "?"
        _log.critical(
            "not caught in thread %s",
            name,
            exc_info=(found.exc_type, found.exc_value, found.exc_traceback),
        )


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    """An exception that had nowhere to go, as in ``__del__``; what it is about stays unnamed."""
    error = found.exc_value
    traceback = None if error is None else (type(error), error, found.exc_traceback)
    _log.error("not caught, %s", found.err_msg or "in a finalizer", exc_info=traceback)
