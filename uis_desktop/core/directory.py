"""The company's directory of contacts, as it is copied page by page."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core.contacts import Contact


@dataclass(frozen=True, slots=True)
class DirectoryPlace:
    """How far a directory has been copied, and which one.

    Attributes:
        epoch: None: nobody has said yet.
    """

    cursor: int = 0
    epoch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """What changed in the company's directory.

    Attributes:
        removed: ids of contacts that are gone.
        cursor, epoch: ask with them next time.
        more: another page is ready now.
        reset: what has been copied is of another directory, or of one restored from
            a backup; forget it before this page is taken in.
    """

    contacts: tuple[Contact, ...]
    removed: tuple[str, ...]
    cursor: int
    more: bool
    epoch: str | None = None
    reset: bool = False

    @property
    def place(self) -> DirectoryPlace:
        """Where the next page begins."""
        return DirectoryPlace(self.cursor, self.epoch)
