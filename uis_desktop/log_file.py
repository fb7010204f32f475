"""The program's log: one small file that turns over, and nothing secret in it."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path

from uis_desktop.core.masking import masked

_LONGEST = 1024 * 1024
_OLDER_FILES = 4

#: These print whole requests and headers, hence tokens, when asked for detail.
_TALKATIVE = ("httpx", "httpcore", "websockets", "qasync", "asyncio", "keyring")


class _Masked(logging.Formatter):
    """A line a person reads, without a whole phone number and without a secret."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s.%(msecs)03d %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S"
        )

    def format(self, record: logging.LogRecord) -> str:
        """One record; a traceback follows it."""
        return masked(super().format(record))


def start_log(file: Path, level: str) -> None:
    """Send the log to ``file``; to standard error if it cannot be written.

    ``level`` counts for our own lines; libraries are heard from *warning* on.
    """
    handler: logging.Handler
    problem: OSError | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=_LONGEST, backupCount=_OLDER_FILES, encoding="utf-8"
        )
    except OSError as error:
        handler, problem = logging.StreamHandler(sys.stderr), error
    handler.setFormatter(_Masked())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.root.level))
    logging.captureWarnings(True)
    if problem is not None:
        logging.getLogger(__name__).warning("no log file: %s", problem)
