"""An administrator's page that remembers which addresses it has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from aiohttp import web

from uis_desktop.relay.admin.room import Admin


class RecordedAdmin(Admin):
    """Remembers methods and addresses."""

    addresses: ClassVar[list[tuple[str, str]]] = []

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """As they are."""
        found = list(super().routes())
        self.addresses[:] = [
            (route.method, route.path) for route in found if isinstance(route, web.RouteDef)
        ]
        return found
