"""Copy the company's directory to the desk: contacts page by page, colleagues at once."""

from __future__ import annotations

import logging

from uis_desktop.errors import UisError
from uis_desktop.session.ports import Directory, Journal

logger = logging.getLogger(__name__)


async def copy_directory(directory: Directory, journal: Journal) -> bool:
    """Take in what changed at the relay; True if anything did.

    A failure is logged and not raised: cards and dialling work without names, and
    the next connection tries again from the last page that was taken in.
    """
    contacts = await _copy_contacts(directory, journal)
    return await _copy_colleagues(directory, journal) or contacts


async def _copy_colleagues(directory: Directory, journal: Journal) -> bool:
    try:
        version = await journal.colleagues_version()
        listed = await directory.colleagues(version)
        if listed.colleagues is None:
            return False
        await journal.keep_colleagues(listed.colleagues, listed.version)
    except UisError as error:
        logger.info("colleagues not copied (%s); tried again later", error.detail)
        return False
    return bool(listed.colleagues) or version is not None


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
