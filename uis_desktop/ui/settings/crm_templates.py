"""Ready rules: the person chooses the CRM and tells the address of the account."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from uis_desktop.core.crm_filling import PARAMETER
from uis_desktop.core.crm_rules import CrmRule, Moment
from uis_desktop.core.crm_templates import TEMPLATES, host_of
from uis_desktop.core.events import Direction
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.settings.questions import mark_wrong


class CrmTemplates(QWidget):
    """``wanted`` gives a rule that opens the customer of whoever rings."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._which = QComboBox()
        self._which.setAccessibleName(translate("Crm", "Which CRM"))
        for template in TEMPLATES:
            self._which.addItem(template.name)
        self._host = QLineEdit()
        self._host.setAccessibleName(translate("Crm", "Address of your account"))
        self._add = QPushButton(translate("Crm", "Add a ready rule"))
        self._add.setAutoDefault(False)
        self._complaint = PlainLabel("complaint", lines=2)
        self._needs = PlainLabel("hint", lines=3)
        head = PlainLabel("hint", lines=2)
        head.show_text(
            translate("Crm", "Ready rule: choose your CRM and tell the address of your account."),
            200,
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for column, widget in enumerate((self._which, self._host, self._add)):
            grid.addWidget(widget, 1, column)
        grid.addWidget(head, 0, 0, 1, 3)
        grid.addWidget(self._complaint, 2, 0, 1, 3)
        grid.addWidget(self._needs, 3, 0, 1, 3)
        self._which.currentIndexChanged.connect(self._on_which)
        self._host.textChanged.connect(lambda: self._complain(""))
        self._host.returnPressed.connect(self._on_add)
        self._add.clicked.connect(self._on_add)
        self._complain("")
        self._on_which()

    def _on_which(self) -> None:
        template = TEMPLATES[self._which.currentIndex()]
        self._host.setPlaceholderText(template.example)
        needs = translate(
            "Crm",
            "{crm} finds a contact by its number in {crm} only: the administrator has it come "
            "with the call, as an additional parameter with the label {label}.",
        )
        by_id = PARAMETER in template.behind
        self._needs.show_text(
            needs.format(crm=template.name, label=template.name) if by_id else "", 300
        )

    def _on_add(self) -> None:
        template = TEMPLATES[self._which.currentIndex()]
        host = host_of(self._host.text())
        if host is None:
            words = translate(
                "Crm", "Copy the address of your CRM from the browser, such as {example}."
            )
            self._complain(words.format(example=template.example))
            self._host.setFocus()
            return
        self._host.clear()
        rule = CrmRule(moment=Moment.RING, direction=Direction.IN, target=template.target(host))
        self.wanted.emit(rule)

    def _complain(self, words: str) -> None:
        self._complaint.show_text(words, 200)
        mark_wrong(self._host, words)
