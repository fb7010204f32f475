"""How much and how long the relay puts up with; every figure in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Figures in bytes, seconds and pieces.

    Attributes:
        request_s: from the first byte of a request to the last of its body.
        store_s: a notification that is not on disk by then is answered 503.
        ping_s, pong_s: a stream is asked that often, and cut that long after.
        resume_s: the desktop's first frame must come within.
        stall_s: one frame may take that long to leave.
        closing_s: a stuck stream may take that long to read its close frame.
        backlog: log numbers that may wait for one stream.
        streams_per_device: more are refused with 4429.
        watch_s: how often changes of the directory are looked for.
        enrol_failures: wrong codes an address, and all together, may try in a minute.
        call_api_per_minute: requests a device may send to UIS in a minute.
        test_rings_per_minute: test rings a device may ask for in a minute.
        admin_failures: wrong passwords of the administrator's page, the same way.
    """

    body: int = 64 * 1024
    request_s: float = 10.0
    store_s: float = 8.0
    keep_alive_s: float = 75.0
    ping_s: float = 5.0
    pong_s: float = 5.0
    resume_s: float = 5.0
    stall_s: float = 10.0
    closing_s: float = 5.0
    backlog: int = 1024
    streams_per_device: int = 8
    watch_s: float = 0.25
    enrol_failures: int = 10
    enrol_failures_of_all: int = 200
    call_api_per_minute: int = 60
    test_rings_per_minute: int = 6
    admin_failures: int = 5
    admin_failures_of_all: int = 50
