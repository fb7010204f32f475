"""The log of aiohttp's server, without the addresses it would print: they hold secrets."""

from __future__ import annotations

import logging

from aiohttp.http_exceptions import HttpProcessingError


class _NoAddresses(logging.Filter):
    """A request that is no HTTP is a short line; a defect keeps its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Cut what quotes the request."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HttpProcessingError):
            record.levelno, record.levelname = logging.INFO, "INFO"
            record.msg, record.args = "refused a request that is not HTTP (%d)", (error.code,)
            record.exc_info = record.exc_text = None
        return True


def quiet_logger() -> logging.Logger:
    """The logger to give to aiohttp."""
    logger = logging.getLogger("uis_desktop.relay.http")
    if not logger.filters:
        logger.addFilter(_NoAddresses())
    return logger
