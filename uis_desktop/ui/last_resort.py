"""What happens to a defect nobody caught: it is logged with its traceback."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from types import TracebackType
from typing import Any

logger = logging.getLogger(__name__)


def install() -> None:
    """Log what escapes from slots, threads and finalisers.

    Qt only prints the exception of a slot and goes on.
    """
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread
    sys.unraisablehook = _on_unraisable


def on_loop_trouble(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The loop's exception handler."""
    error = context.get("exception")
    logger.error(
        "defect: %s",
        context.get("message", "in the event loop"),
        exc_info=error if isinstance(error, BaseException) else None,
    )


def _on_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    logger.error("defect: in a slot or at the top", exc_info=(kind, error, trace))


def _on_thread(arguments: threading.ExceptHookArgs) -> None:
    logger.error("defect: in a thread", exc_info=arguments.exc_value)


def _on_unraisable(arguments: sys.UnraisableHookArgs) -> None:
    logger.error("defect: %s", arguments.err_msg, exc_info=arguments.exc_value)
