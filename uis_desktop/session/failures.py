"""Which of several failures ends a session."""

from __future__ import annotations

from uis_desktop.errors import HistoryUnreadable


def first_unreadable(several: BaseExceptionGroup) -> HistoryUnreadable | None:
    """The failure to read or write among these, if there is one."""
    for error in several.exceptions:
        if isinstance(error, HistoryUnreadable):
            return error
        if isinstance(error, BaseExceptionGroup):
            found = first_unreadable(error)
            if found is not None:
                return found
    return None
