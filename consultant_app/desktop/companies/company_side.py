"""One of two companies that are compared: what it is, how much hangs on it, and whether it stays in the lists."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from consultant_app.actions.companies.comparing import Compared
from consultant_app.desktop.widgets.checks import RadioButton
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.layouts import empty_layout
from consultant_app.domain.groups import Address


class CompanySide(Card):
    """`stays` is chosen for the one that is shown for both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.company: Compared | None = None
        self._name = Label("", "section", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self.stays = RadioButton(self.tr("Stays in the lists"))
        self.column.addWidget(self._name)
        self.column.addLayout(self._facts)
        self.column.addStretch(1)
        self.column.addWidget(self.stays)

    @property
    def weight(self) -> int:
        """How much hangs on it."""
        one = self.company
        return 0 if one is None else one.contacts + one.visits + one.measures

    def show_company(self, company: Compared | None) -> None:
        self.company = company
        empty_layout(self._facts)
        if company is None:
            return
        self._name.setText(company.name)
        self.stays.setAccessibleName(self.tr("{name} stays in the lists").format(name=company.name))
        facts = [
            (self.tr("Address"), address_words(company.address) or "–"),
            (self.tr("Responsible"), company.lead_partner or "–"),
            (self.tr("Contacts"), str(company.contacts)),
            (self.tr("Visits"), str(company.visits)),
            (self.tr("Measures"), str(company.measures)),
        ]
        for at, (name, value) in enumerate(facts):
            self._facts.addWidget(Label(name, "small", role="text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(value, "small", wrap=True), at, 1)


def address_words(address: Address) -> str:
    place = f"{address.plz} {address.city}".strip()
    return ", ".join(part for part in (address.street, place) if part)
