"""What a later start of the program may ask the one that runs, and what that answers.

Both are lines of JSON (RFC 8259), one object each: ``{"do": "call", "text": "+7…"}``
there, and back any number of objects, of which the last has ``exit``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum

#: So long a line may be, in bytes.
MOST_BYTES = 4096
#: So many rows of the history are told at once.
MOST_ROWS = 1000


class Verb(StrEnum):
    """What is asked for."""

    SHOW = "show"
    OPEN = "open"
    CALL = "call"
    STATUS = "status"
    HISTORY = "history"


class ExitCode(IntEnum):
    """How a command ended; the shell's number for it."""

    DONE = 0
    DEFECT = 1
    WRONG_ARGUMENTS = 2
    NOT_RUNNING = 3
    NOT_SIGNED_IN = 4
    REFUSED = 5
    UNREACHABLE = 6
    UNKNOWN = 7
    NOT_ANSWERED = 8
    BUSY = 9
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One wish.

    Attributes:
        text: a number or a link (open, call), or what to look for (history).
        line: the virtual number to call from; None: the usual one.
        wait: answer until the call is over.
        missed: missed calls only.
        limit: so many rows at most.
    """

    do: Verb
    text: str = ""
    line: str | None = None
    wait: bool = False
    missed: bool = False
    limit: int = 20


def request_line(request: Request) -> str:
    """The request as one line, without its end."""
    return json.dumps(asdict(request))


def read_request(line: str) -> Request | None:
    """What the line asks for; None if it is no request of ours."""
    try:
        told = json.loads(line)
        verb = Verb(told["do"]) if isinstance(told, dict) else None
    except (ValueError, KeyError, RecursionError):
        return None
    if verb is None:
        return None
    text, line_wanted, limit = told.get("text", ""), told.get("line"), told.get("limit", 20)
    if not isinstance(text, str) or not isinstance(line_wanted, str | None):
        return None
    if not isinstance(limit, int) or not 1 <= limit <= MOST_ROWS:
        return None
    return Request(
        do=verb,
        text=text,
        line=line_wanted,
        wait=told.get("wait") is True,
        missed=told.get("missed") is True,
        limit=limit,
    )


def answer_line(told: Mapping[str, object]) -> str:
    """One answer as one line, without its end; it has no character but ASCII."""
    return json.dumps(told)


def read_answer(line: str) -> Mapping[str, object]:
    """What was answered.

    Raises:
        ValueError: it is none of ours.
    """
    told: object = json.loads(line)
    match told:
        case dict():
            return told
        case _:
            raise ValueError("not an object")
