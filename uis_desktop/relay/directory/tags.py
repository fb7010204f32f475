"""A company's tags, as its desktops put them on calls that are over."""

from __future__ import annotations

import apsw

from uis_desktop.relay.directory.list_versions import version_of
from uis_desktop.wire.frames import TagList, TagRecord


def tag_list(connection: apsw.Connection, account: str, version: str | None) -> TagList:
    """The tags by name, or only the version if the desktop has them already.

    They come from UIS (:mod:`relay.uis.people`); without a key of UIS's Data API there
    are none.
    """
    rows = connection.execute(
        "SELECT id, name FROM tag WHERE account = ? ORDER BY name, id", (account,)
    )
    tags = tuple(TagRecord(id=id_, name=name) for id_, name in rows)
    now = version_of(tags)
    return TagList(version=now, tags=None if version == now else tags)
