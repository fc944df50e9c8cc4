"""The three steps of the first start. Each says what is still missing, in words; empty when it is complete."""

import socket

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consultant_app.actions.setting_up import PARTNERS
from consultant_app.desktop.start.setup import Way
from consultant_app.desktop.start.way_card import WayCard
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.errors import RuleError
from consultant_app.sync.enrolment import parse_invitation

FIELD_WIDTH = 520


class _Step(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(12)
        self.heading = Label("", "page_title", wrap=True)
        self.column.addWidget(self.heading)

    def missing(self) -> str:
        return ""


class WayStep(_Step):
    """How to begin: with an invitation, alone, or with sample data."""

    def __init__(self) -> None:
        super().__init__()
        self.heading.setText(self.tr("How would you like to begin?"))
        self.way = Way.INVITATION
        self._line = QLineEdit()
        self._line.setPlaceholderText("https://server#EN7K-4RQ2-M9XX")
        self._field = LabelledField(
            self.tr("Invitation"), self._line, hint=self.tr("One line with server and code. Pasting it works, too.")
        )
        self._field.setContentsMargins(32, 0, 0, 0)
        self._cards = {
            Way.INVITATION: WayCard(
                self.tr("With an invitation"),
                self.tr("For work in the consortium. Your organisation has sent you the invitation."),
            ),
            Way.ALONE: WayCard(
                self.tr("Without a server"),
                self.tr(
                    "You work alone on this device at first. A server can be connected later; you keep everything."
                ),
            ),
            Way.SAMPLE: WayCard(
                self.tr("Look at sample data"), self.tr("Invented companies, visits and plans to try things out.")
            ),
        }
        for way, card in self._cards.items():
            self.column.addWidget(card)
            card.chosen.connect(lambda way=way: self._choose(way))
        self._cards[Way.INVITATION].column.addWidget(self._field)
        self.column.addStretch(1)
        self._line.textChanged.connect(self._on_typed)
        self._choose(Way.INVITATION)

    @property
    def invitation(self) -> str:
        return self._line.text().strip()

    def missing(self) -> str:
        if self.way is not Way.INVITATION:
            return ""
        if not self.invitation:
            return self.tr("The invitation is still missing.")
        try:
            parse_invitation(self.invitation)
        except RuleError:
            return self.tr("The invitation is not complete yet.")
        return ""

    def set_error(self, text: str) -> None:
        self._field.set_error(text)

    def _choose(self, way: Way) -> None:
        self.way = way
        for other, card in self._cards.items():
            card.set_chosen(other is way)
        self._field.setEnabled(way is Way.INVITATION)
        self.changed.emit()

    def _on_typed(self) -> None:
        self._field.set_error("")
        self.changed.emit()


class PersonStep(_Step):
    """Who works here, on which device, and a passphrase where one is wanted or needed."""

    def __init__(self) -> None:
        super().__init__()
        self.heading.setText(self.tr("Who works on this device?"))
        self._name = QLineEdit()
        self._name_field = LabelledField(self.tr("Your name"), self._name)
        self._partner = ComboBox(self.tr("Organisation"), [(name, code) for code, name in PARTNERS.items()])
        self._partner.set_value("EN")
        self._partner_field = LabelledField(self.tr("Organisation"), self._partner)
        self._device = QLineEdit(socket.gethostname())
        self._device_field = LabelledField(
            self.tr("Name of this device"), self._device, hint=self.tr("Under this name the history shows it.")
        )
        self._passphrase = QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase_field = LabelledField(
            self.tr("Passphrase"),
            self._passphrase,
            hint=self.tr("Only needed where this device has no keyring. It opens the workspace, so choose it well."),
        )
        for field in (self._name_field, self._partner_field, self._device_field, self._passphrase_field):
            field.setMaximumWidth(FIELD_WIDTH)
            self.column.addWidget(field)
        self.column.addStretch(1)
        self._way = Way.ALONE
        for line in (self._name, self._device, self._passphrase):
            line.textChanged.connect(self._on_typed)

    @property
    def user_name(self) -> str:
        return self._name.text().strip()

    @property
    def partner_code(self) -> str:
        return str(self._partner.value)

    @property
    def device_name(self) -> str:
        return self._device.text().strip()

    @property
    def passphrase(self) -> str:
        return self._passphrase.text()

    def ask_for(self, way: Way) -> None:
        """With an invitation the server knows who it is for."""
        self._way = way
        self._name_field.setVisible(way is not Way.INVITATION)
        self._partner_field.setVisible(way is not Way.INVITATION)

    def missing(self) -> str:
        if self._way is not Way.INVITATION and not self.user_name:
            return self.tr("Your name is still missing.")
        if not self.device_name:
            return self.tr("The device needs a name.")
        return ""

    def ask_for_passphrase(self, words: str) -> None:
        self._passphrase_field.set_error(words)
        self._passphrase.setFocus()

    def set_error(self, words: str) -> None:
        self._device_field.set_error(words)

    def _on_typed(self) -> None:
        self._device_field.set_error("")
        self._passphrase_field.set_error("")
        self.changed.emit()


class CodeStep(_Step):
    """The recovery code: shown once, to be written down or printed."""

    def __init__(self) -> None:
        super().__init__()
        self.heading.setText(self.tr("Keep the recovery code"))
        why = self.tr(
            "It opens your workspace when the keyring or the passphrase is lost. It is shown only here and only now."
        )
        self.column.addWidget(Label(why, "body", role="text2", wrap=True))
        card = Card()
        self._code = Label("", "clock", wrap=True)
        self._code.setAccessibleName(self.tr("Recovery code"))
        card.column.addWidget(self._code)
        self.column.addWidget(card)
        row = QHBoxLayout()
        copy = Button(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._code.text()))
        row.addWidget(copy)
        row.addStretch(1)
        self.column.addLayout(row)
        self._noted = CheckBox(self.tr("I have written down or printed the recovery code."))
        self._noted.toggled.connect(lambda _: self.changed.emit())
        self.column.addWidget(self._noted)
        self.column.addStretch(1)

    def show_code(self, code: str) -> None:
        self._code.setText(code)
        self._code.setAccessibleDescription(code)

    def missing(self) -> str:
        return "" if self._noted.isChecked() else self.tr("Please confirm that you have kept the code.")
