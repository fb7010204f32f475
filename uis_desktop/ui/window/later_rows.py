"""Rows whose words are made when somebody looks at them.

A keystroke lists hundreds, and ten fit on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import overload

from uis_desktop.ui.window.row import Row, RowKind


class Rows(Sequence[Row]):
    """Rows in order; of each its kind is known at once, and the rest when it is asked for."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._kinds: list[RowKind] = []
        self._rows: list[Row | Callable[[], Row]] = []
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """A row that is made already."""
        self._kinds.append(row.kind)
        self._rows.append(row)

    def add_later(self, kind: RowKind, makers: Iterable[Callable[[], Row]]) -> None:
        """Rows of this kind, each made by its maker at the first look and then remembered."""
        before = len(self._rows)
        self._rows += makers
        self._kinds += [kind] * (len(self._rows) - before)

    def kind(self, place: int) -> RowKind:
        """What the row there is; that makes no row."""
        return self._kinds[place]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        row = self._rows[place]
        if not isinstance(row, Row):
            row = self._rows[place] = row()
        return row
