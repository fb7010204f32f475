"""What can be seen on a window: words, fields, buttons, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where a person would click."""
        return self.x + self.width // 2, self.y + self.height // 2

    def moved(self, x: int, y: int) -> Box:
        """The same rectangle, so far to the right and down."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    def overlaps(self, other: Box) -> bool:
        """They have a part in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget as a screen reader meets it.

    Attributes:
        text: what is written in it, for input fields; else its name.
        focusable: the keyboard can get there.
        at: where it is to be asked, on the bus of the screen reader.
    """

    role: str
    name: str
    text: str
    box: Box
    enabled: bool
    children: tuple[Widget, ...]
    focusable: bool = False
    at: tuple[str, str] = ("", "")

    def all(self) -> Iterator[Widget]:
        """It and everything in it, as read."""
        yield self
        for child in self.children:
            yield from child.all()

    def words(self) -> str:
        """Everything that is written on it, a line a widget."""
        lines = (line for w in self.all() for line in dict.fromkeys((w.name, w.text)))
        return "\n".join(line for line in lines if line)

    def find(self, role: str, *names: str) -> Widget | None:
        """The first widget of that role with one of these names (any, for none)."""
        fits = (w for w in self.all() if w.role == role and (not names or w.name in names))
        return next(fits, None)

    def moved(self, x: int, y: int) -> Widget:
        """The same, so far to the right and down."""
        children = tuple(child.moved(x, y) for child in self.children)
        return replace(self, box=self.box.moved(x, y), children=children)
