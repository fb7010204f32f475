"""What colleagues are doing: asked when somebody is about to call one."""

from __future__ import annotations

import logging

from uis_desktop.errors import UisError
from uis_desktop.session.ports import Directory

logger = logging.getLogger(__name__)


class ColleagueStates:
    """Asks the relay, and only when it is wanted: nothing is kept, because it is old at once."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def talking(self) -> frozenset[str]:
        """The ids of those who talk now; nobody, if that cannot be known."""
        try:
            return await self._directory.talking()
        except UisError as error:
            logger.info("who talks is not known: %s", error.detail)
            return frozenset()
