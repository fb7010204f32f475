"""The rows of the contact window's list, as Qt asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from uis_desktop.ui.window.later_rows import Rows
from uis_desktop.ui.window.row import Row, RowKind

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

#: Few more than the highest screens have room for; a keystroke finds hundreds.
_AT_FIRST, _MORE = 40, 200


class RowModel(QAbstractListModel):
    """Rows for Qt's list; those nobody has scrolled to are handed over later.

    Qt asks for the height of each row it has before it paints the first one.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = Rows()
        self._handed_over = 0

    @property
    def rows(self) -> Sequence[Row]:
        """All of them."""
        return self._rows

    def show_rows(self, rows: Sequence[Row], *, keep: bool) -> None:
        """List these instead; ``keep`` as many at hand as there were."""
        self.beginResetModel()
        self._rows = rows if isinstance(rows, Rows) else Rows(rows)
        wanted = max(_AT_FIRST, self._handed_over if keep else 0)
        self._handed_over = min(wanted, len(self._rows))
        self.endResetModel()

    def hand_over(self, count: int) -> None:
        """Give Qt so many rows, if there are as many."""
        first, count = self._handed_over, min(count, len(self._rows))
        if count > first:
            self.beginInsertRows(_NOWHERE, first, count - 1)
            self._handed_over = count
            self.endInsertRows()

    def hand_over_all(self) -> None:
        """Give Qt all rows."""
        self.hand_over(len(self._rows))

    def canFetchMore(self, parent: Index) -> bool:
        """There are rows Qt does not have yet."""
        return not parent.isValid() and self._handed_over < len(self._rows)

    def fetchMore(self, parent: Index) -> None:
        """Somebody has scrolled to the last row Qt has."""
        if not parent.isValid():
            self.hand_over(self._handed_over + _MORE)

    def row(self, index: Index) -> Row | None:
        """The row at ``index``."""
        return self._rows[index.row()] if index.isValid() else None

    def kind(self, index: Index) -> RowKind | None:
        """What the row at ``index`` is; that makes no row."""
        return self._rows.kind(index.row()) if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """Where the row with this key is; an invalid index if it is gone."""
        for position, row in enumerate(self._rows):
            if row.key == key:
                self.hand_over(position + 1)
                return self.index(position)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """The first row that can be chosen."""
        for position in range(len(self._rows)):
            if self._rows.kind(position) is not RowKind.SECTION:
                return self.index(position)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows Qt has."""
        return 0 if parent.isValid() else self._handed_over

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row; the delegate paints from the row itself."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A section cannot be chosen."""
        if self.kind(index) in {None, RowKind.SECTION}:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
