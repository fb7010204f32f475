"""Copy the company's directory to the desk: contacts page by page, the rest at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from uis_desktop.core.versioned import Versioned
from uis_desktop.errors import UisError
from uis_desktop.session.ports import Directory, Journal

logger = logging.getLogger(__name__)

_T = TypeVar("_T")


class DirectorySync:
    """Copies the directory, one time after the other."""

    def __init__(
        self, directory: Directory, journal: Journal, taken_in: Callable[[], Awaitable[None]]
    ) -> None:
        """``taken_in`` is called when something has changed."""
        self._directory = directory
        self._journal = journal
        self._taken_in = taken_in
        self._copying: asyncio.Task[None] | None = None
        self._again = False

    def start(self, group: asyncio.TaskGroup) -> None:
        """Bring it up to date; once more, if that is being done already."""
        if self._copying is None or self._copying.done():
            self._copying = group.create_task(self._copy_all(), name="directory")
        else:
            self._again = True

    async def copy_now(self) -> None:
        """Take in what has changed, here and now."""
        await self._copy()

    def stop(self) -> None:
        """What was taken in stays."""
        if self._copying is not None:
            self._copying.cancel()

    async def _copy_all(self) -> None:
        await self._copy()
        while self._again:
            self._again = False
            await self._copy()

    async def _copy(self) -> None:
        if await copy_directory(self._directory, self._journal):
            await self._taken_in()


async def copy_directory(directory: Directory, journal: Journal) -> bool:
    """Take in what changed at the relay; True if anything did.

    A failure is logged and not raised: cards and dialling work without names, and
    the next connection tries again from the last page that was taken in.
    """
    changed = [
        await _copy_versioned(
            "policy", journal.policy_version, directory.policy, journal.keep_policy
        ),
        await _copy_versioned(
            "our numbers", journal.lines_version, directory.lines, journal.keep_lines
        ),
        await _copy_contacts(directory, journal),
        await _copy_versioned(
            "colleagues", journal.colleagues_version, directory.colleagues, journal.keep_colleagues
        ),
        await _copy_versioned("tags", journal.tags_version, directory.tags, journal.keep_tags),
    ]
    return any(changed)


async def _copy_versioned(
    what: str,
    kept: Callable[[], Awaitable[str | None]],
    ask: Callable[[str | None], Awaitable[Versioned[_T]]],
    keep: Callable[[_T, str], Awaitable[None]],
) -> bool:
    """True if it has changed; that there is nothing yet is no news."""
    try:
        version = await kept()
        answer = await ask(version)
        if answer.told is None:
            return False
        await keep(answer.told, answer.version)
    except UisError as error:
        logger.info("%s not copied (%s); tried again later", what, error.detail)
        return False
    return bool(answer.told) or version is not None


async def _copy_contacts(directory: Directory, journal: Journal) -> bool:
    changed = False
    try:
        place = await journal.contacts_place()
        more = True
        while more:
            page = await directory.page(place)
            news = bool(page.contacts or page.removed or page.reset)
            if news or page.place != place:
                await journal.keep_contacts(
                    page.contacts, page.removed, page.place, reset=page.reset
                )
            changed = changed or news
            more = page.more and page.place != place
            place = page.place
    except UisError as error:
        logger.info("directory not copied (%s); tried again at the next connection", error.detail)
    return changed
