"""Rows whose end is always whole: a long name is cut off, the number behind it is not."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

#: The role of a row's end, a text; its whole text ends with it.
BEHIND = Qt.ItemDataRole.UserRole + 2

_MARGIN = 8


class WholeEnd(QStyledItemDelegate):
    """Cuts what is before the end; the row's text itself stays as it is."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """What is drawn, for the width there is."""
        super().initStyleOption(option, index)
        behind = str(index.data(BEHIND) or "")
        option.text = shown(option, behind)


def shown(option: QStyleOptionViewItem, behind: str) -> str:
    """The text of this row, in its width."""
    room = option.rect.width() - _MARGIN - option.fontMetrics.horizontalAdvance(behind)
    first = option.text.removesuffix(behind)
    return option.fontMetrics.elidedText(first, Qt.TextElideMode.ElideRight, room) + behind
