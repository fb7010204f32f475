"""Build the desktop program: the only file that sees adapters and ui together."""

from __future__ import annotations

import logging

from uis_desktop.adapters.places import Places, installation_name
from uis_desktop.core.requests import Request, Verb
from uis_desktop.doors import Doors
from uis_desktop.session.autostart import Autostart
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.session.workday import Workday
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.desk import Desk
from uis_desktop.ui.regions import region_of

logger = logging.getLogger(__name__)


def run(places: Places, *, language: str | None, link: str) -> int:
    """Run the desktop program until the person quits; its exit code.

    ``link`` is opened here, or in the program that runs already.
    """

    async def main(application: Application) -> int:
        doors = Doors(places, region_of=region_of)
        preferences = PreferenceBook(doors.profiles)
        async with Desk(
            application,
            preferences,
            notifications=doors.notifications,
            support=doors.support(),
            autostart=Autostart(doors.login_items, preferences),
        ) as desk:
            logger.info("tray is ready")
            if link:
                desk.open_link(link)
            async with doors:
                await Workday(
                    desk=desk,
                    sign_in=doors.sign_in(),
                    profiles=doors.profiles,
                    sessions=doors,
                ).run()
        return 0

    return run_application(
        main,
        instance=installation_name(places) or "default",
        request=Request(do=Verb.OPEN, text=link) if link else Request(do=Verb.SHOW),
        language=language,
    )
