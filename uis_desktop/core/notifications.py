"""One notification of the system's, as plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: The action of a click on the notification itself, not on one of its buttons.
CLICKED = "clicked"
#: The person closed it.
DISMISSED = "dismissed"

#: Services take markup in the text, some of them in the title too, and some that say
#: they do not take any; what could be read as markup does not get there at all.
_NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "+"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What a notification says.

    Attributes:
        key: one with the same key takes its place.
        buttons: name and words of each.
        urgent: it stays until it is withdrawn or closed.
    """

    key: str
    title: str
    body: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    urgent: bool = False

    @property
    def safe_title(self) -> str:
        """The title without a sign of markup."""
        return self.title.translate(_NO_MARKUP)

    @property
    def safe_body(self) -> str:
        """The text without a sign of markup."""
        return self.body.translate(_NO_MARKUP)


#: Told which button was pressed, by its name; or :data:`CLICKED`, or :data:`DISMISSED`.
Pressed = Callable[[str], None]
