"""Build the desktop program: the only file that sees adapters and ui together.

The tray comes first.  What only a session needs is loaded behind it, in a thread.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import AsyncExitStack
from importlib import import_module
from typing import TYPE_CHECKING

from uis_desktop.adapters.places import Places, installation_name
from uis_desktop.core import number_library
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.requests import Request, Verb
from uis_desktop.core.updates import Telling
from uis_desktop.desk_doors import DeskDoors
from uis_desktop.session.autostart import Autostart
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.desk import Desk
from uis_desktop.ui.regions import region_of
from uis_desktop.ui.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from uis_desktop.doors import Doors
    from uis_desktop.session.updates import Updates
    from uis_desktop.session.workday import Workday

logger = logging.getLogger(__name__)


def run(places: Places, *, language: str | None, link: str) -> int:
    """Run the desktop program until the person quits; its exit code.

    ``link`` is opened here, or in the program that runs already.
    """

    async def main(application: Application) -> int:
        outside = DeskDoors(places)
        preferences = PreferenceBook(outside.preferences, outside.policy)
        channel = _update_channel()
        async with AsyncExitStack() as opened:
            opened.push_async_callback(outside.notifications.aclose)
            desk = await opened.enter_async_context(
                Desk(
                    application,
                    preferences,
                    notifications=outside.notifications,
                    portal_keys=outside.portal_keys,
                    support=outside.support(),
                    autostart=Autostart(outside.login_items, preferences),
                    telling=lambda: _telling(channel, preferences),
                )
            )
            desk.show_link(LinkView(state=LinkState.CONNECTING))
            logger.info("tray is ready")
            if link:
                desk.open_link(link)
            await asyncio.to_thread(_load_the_rest)
            if channel is not None:
                _ask_for_updates(desk, channel, places, preferences)
            _collect_again()
            await _work(desk, places)
        return 0

    return run_application(
        main,
        instance=installation_name(places) or "default",
        request=Request(do=Verb.OPEN, text=link) if link else Request(do=Verb.SHOW),
        language=language,
    )


_UPDATES = "uis_desktop.update_doors"
_DOORS, _WORKDAY = "uis_desktop.doors", "uis_desktop.session.workday"


def _load_the_rest() -> None:
    """What a session needs; the first card must not wait for it.  Nothing of Qt."""
    import_module(_DOORS)
    import_module(_WORKDAY)
    number_library.library()


def _update_channel() -> Path | None:
    """Where this build asks for new versions; None: it was made without the key for that."""
    try:
        return resource("updates", "channel.json")
    except FileNotFoundError:
        logger.info("updates are not asked for: this build has no key of releases")
        return None


def _telling(channel: Path | None, book: PreferenceBook) -> Telling:
    if channel is None:
        return Telling.NO_KEY
    return Telling.POSSIBLE if book.policy.allows("updates") else Telling.FORBIDDEN


def _ask_for_updates(desk: Desk, channel: Path, places: Places, book: PreferenceBook) -> None:
    updates: Updates | None = import_module(_UPDATES).updates(channel, places, book)
    if updates is not None:
        desk.updates.use(updates)


def _collect_again() -> None:
    """What is loaded stays until the end: Python's collector need not look at it, ever."""
    gc.freeze()
    gc.enable()


async def _work(desk: Desk, places: Places) -> None:
    doors: Doors = import_module(_DOORS).Doors(places, region_of=region_of)
    async with doors:
        workday: Workday = import_module(_WORKDAY).Workday(
            desk=desk,
            sign_in=doors.sign_in(),
            profiles=doors.profiles,
            sessions=doors,
        )
        await workday.run()
