"""Fetches records of talks from UIS, and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

from uis_desktop.core.records import may_be_opened
from uis_desktop.errors import RecordingUnusable, ReplyNotUnderstood, ServiceUnreachable
from uis_desktop.net.https import Answer, Https

#: An hour as WAV has 57 MB; what is longer is for the system's player.
LARGEST = 64 * 1024 * 1024
_DEADLINE_S = 120.0
_MOST_STEPS = 4
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class UisRecords:
    """Follows redirects itself: each step has to be at UIS again, over https."""

    def __init__(
        self,
        https: Https,
        *,
        may_be_opened: Callable[[str], bool] = may_be_opened,
        largest: int = LARGEST,
        deadline_s: float = _DEADLINE_S,
    ) -> None:
        """``deadline_s`` bounds each step; ``largest`` is in bytes."""
        self._https = https
        self._may_be_opened = may_be_opened
        self._largest = largest
        self._deadline_s = deadline_s

    async def fetch(self, link: str) -> bytes:
        """What lies behind a link, whatever it is; the link opens it without a token.

        Raises:
            RecordingUnusable: ``strange``, ``led_away``, ``gone``, ``too_large``.
            ServiceUnreachable: no answer came, or none that helps.
        """
        if not self._may_be_opened(link):
            raise RecordingUnusable("strange")
        for _ in range(_MOST_STEPS):
            answer = await self._ask(link)
            if answer.status not in _REDIRECTS:
                return _body(answer)
            link = _next(link, answer)
            if not self._may_be_opened(link):
                break
        raise RecordingUnusable("led_away")

    async def _ask(self, link: str) -> Answer:
        try:
            return await self._https.download(
                link, kind="audio/*", largest=self._largest, deadline_s=self._deadline_s
            )
        except ReplyNotUnderstood as error:
            raise RecordingUnusable("too_large") from error


def _next(link: str, answer: Answer) -> str:
    try:
        return urljoin(link, answer.headers.get("location", ""))
    except ValueError:
        return ""


def _body(answer: Answer) -> bytes:
    if answer.status == _OK:
        return answer.body
    if 400 <= answer.status < 500:
        raise RecordingUnusable("gone")
    raise ServiceUnreachable(f"recording: HTTP {answer.status} of {answer.host}")
