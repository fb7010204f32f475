"""The person's own contacts: out of files, and written by hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from uis_desktop.session.contact_imports import ContactFiles, ContactImports, OwnContactStore


class OwnContacts:
    """What a session does about them."""

    def __init__(
        self,
        files: ContactFiles,
        store: OwnContactStore,
        now: Callable[[], datetime],
        changed: Callable[[], Awaitable[None]],
    ) -> None:
        """``changed`` is called when contacts have changed."""
        self.imports = ContactImports(files=files, store=store, now=now, changed=changed)
