"""Who is responsible for a contact: a colleague, a name, or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from uis_desktop.core.colleagues import Colleague
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import plain


class ResponsibleBox(QComboBox):
    """Colleagues by name; ``chosen`` is id and name of one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setAccessibleName(translate("Contact", "Responsible employee"))
        self._choices: list[tuple[str | None, str | None]] = []
        self._offer(None, None, translate("Contact", "Nobody"))

    def show_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        """Offer these, too; what is chosen stays chosen."""
        for one in colleagues:
            if one.id not in [id_ for id_, _ in self._choices]:
                extension = f" · {one.extension}" if one.extension else ""
                self._offer(one.id, one.name, f"{plain(one.name, 60)}{extension}")

    def choose(self, employee_id: str | None, employee_name: str | None) -> None:
        """Have this one chosen; whom nobody knows is offered by his name."""
        wanted = (employee_id, employee_name)
        places = [
            place
            for place, (id_, name) in enumerate(self._choices)
            if (id_ == employee_id if employee_id else (id_, name) == wanted)
        ]
        if not places:
            self._offer(employee_id, employee_name, plain(employee_name or employee_id or "", 60))
            places = [len(self._choices) - 1]
        self.setCurrentIndex(places[0])

    @property
    def chosen(self) -> tuple[str | None, str | None]:
        """Id and name; None and None for nobody."""
        return self._choices[self.currentIndex()]

    def _offer(self, id_: str | None, name: str | None, words: str) -> None:
        self._choices.append((id_, name))
        self.addItem(words)
