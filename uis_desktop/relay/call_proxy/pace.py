"""How often one device may ask."""

from __future__ import annotations

import time
from collections import OrderedDict, deque

_WINDOW_S = 60.0
_MOST_DEVICES = 20_000


class Pace:
    """Requests of the last minute, by device."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, device_id: str, now: float | None = None) -> float:
        """0 and the request counts; or seconds until the device may ask again."""
        now = time.monotonic() if now is None else now
        asked = self._asked.setdefault(device_id, deque(maxlen=self._limit))
        self._asked.move_to_end(device_id)
        while len(self._asked) > _MOST_DEVICES:
            self._asked.popitem(last=False)
        while asked and asked[0] <= now - _WINDOW_S:
            asked.popleft()
        if len(asked) >= self._limit:
            return asked[0] + _WINDOW_S - now
        asked.append(now)
        return 0.0
