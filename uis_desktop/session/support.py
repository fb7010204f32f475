"""Helps whoever helps: the program's log, and an archive of what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from uis_desktop.core.lights import Arrivals
from uis_desktop.core.link import LinkView
from uis_desktop.core.log_lines import LogLine, log_lines
from uis_desktop.core.masking import masked
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.support import Told, support_files

if TYPE_CHECKING:
    from uis_desktop.session.session import Session

_CALLS = 30


class Files(Protocol):
    """Where the log is, and where the archive goes."""

    async def newest_log(self) -> str:
        """The end of the log; empty if there is none."""
        ...

    async def whole_log(self) -> Mapping[str, str]:
        """All there is of it, by the names of the files."""
        ...

    async def pack(self, path: str, files: Mapping[str, str]) -> None:
        """Write the archive, whole or not at all.

        Raises:
            FileUnwritable
        """
        ...


class Support:
    """Works without a session too: signing in may be what does not work."""

    def __init__(
        self, *, files: Files, about: Mapping[str, str], now: Callable[[], datetime]
    ) -> None:
        """``about`` tells of program and system."""
        self._files = files
        self._about = about
        self._now = now

    async def log(self) -> Sequence[LogLine]:
        """The newest lines of the log, masked: older ones may be of a version that did not."""
        return log_lines(masked(await self._files.newest_log()))

    async def pack(
        self,
        path: str,
        *,
        preferences: Preferences,
        link: LinkView | None,
        arrivals: Arrivals | None,
        session: Session | None,
    ) -> None:
        """Write everything that may help into an archive.

        Raises:
            FileUnwritable
            HistoryUnreadable
        """
        calls = [] if session is None else (await session.lists.find("")).recent[:_CALLS]
        stories = [] if session is None else [(c, await session.fates.story(c)) for c in calls]
        told = Told(
            at=self._now(),
            about=self._about,
            logs=await self._files.whole_log(),
            preferences=preferences,
            link=link,
            arrivals=arrivals,
            call_api=None if session is None else session.checking.call_api,
            stories=stories,
        )
        await self._files.pack(path, support_files(told))
