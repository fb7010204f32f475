"""The company's directory of contacts, as it is copied page by page."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core.contacts import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """What changed in the company's directory.

    Attributes:
        removed: ids of contacts that are gone.
        cursor: ask with it next time.
        more: another page is ready now.
    """

    contacts: tuple[Contact, ...]
    removed: tuple[str, ...]
    cursor: int
    more: bool
