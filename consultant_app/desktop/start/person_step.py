"""The second step: who works here, on which device, and a passphrase where the device has no usable keyring."""

import socket

from PySide6.QtWidgets import QLineEdit

from consultant_app.actions.sync.setting_up import PARTNERS
from consultant_app.desktop.start.setup import Setup, Way
from consultant_app.desktop.start.steps import Step
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Label

FIELD_WIDTH = 520
SHORTEST_PASSPHRASE = 10


class PersonStep(Step):
    """`ask_for_passphrase` once it is known that the keyring cannot keep the key."""

    def __init__(self, answers: Setup) -> None:
        super().__init__()
        self.heading.setText(self.tr("Who works on this device?"))
        self._way = answers.way
        self._name = QLineEdit(answers.user_name)
        self._partner = ComboBox(self.tr("Organisation"), [(name, code) for code, name in PARTNERS.items()])
        self._partner.set_value(answers.partner_code)
        self._device = QLineEdit(answers.device_name or socket.gethostname())
        self._passphrase, self._repeated = QLineEdit(), QLineEdit()
        self._name_field = self._add(self.tr("Your name"), self._name)
        self._partner_field = self._add(self.tr("Organisation"), self._partner)
        self._device_field = self._add(
            self.tr("Name of this device"), self._device, hint=self.tr("Under this name the history shows it.")
        )
        why = self.tr("No keyring of this device can keep the key, so a passphrase opens the workspace.")
        self._why = Label(why, "body", role="text2", wrap=True)
        self._why.setMaximumWidth(FIELD_WIDTH)
        self.column.addSpacing(8)
        self.column.addWidget(self._why)
        hint = self.tr("At least {count} characters; several words are easy to keep in mind.")
        self._passphrase_field = self._add(
            self.tr("Passphrase"), self._passphrase, hint=hint.format(count=SHORTEST_PASSPHRASE)
        )
        self._repeated_field = self._add(self.tr("Repeat the passphrase"), self._repeated)
        for secret in (self._passphrase, self._repeated):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addStretch(1)
        self._asks = False
        self._is_keyring_known = False
        self._show_passphrase()
        for line in (self._name, self._device, self._passphrase, self._repeated):
            line.textChanged.connect(self._on_typed)

    def _add(self, label: str, editor: QLineEdit | ComboBox, *, hint: str = "") -> LabelledField:
        field = LabelledField(label, editor, hint=hint)
        field.setMaximumWidth(FIELD_WIDTH)
        self.column.addWidget(field)
        return field

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
        return self._passphrase.text() if self._asks else ""

    def ask_for(self, way: Way) -> None:
        """With an invitation the server knows who it is for."""
        self._way = way
        self._name_field.setVisible(way is not Way.INVITATION)
        self._partner_field.setVisible(way is not Way.INVITATION)

    def focus_first(self) -> None:
        (self._device if self._way is Way.INVITATION else self._name).setFocus()

    def set_asks_for_passphrase(self, asks: bool) -> None:
        """Until this is known the step is not complete."""
        self._asks, self._is_keyring_known = asks, True
        self._show_passphrase()
        self.changed.emit()

    def _show_passphrase(self) -> None:
        for part in (self._why, self._passphrase_field, self._repeated_field):
            part.setVisible(self._asks)

    def missing(self) -> str:
        if self._way is not Way.INVITATION and not self.user_name:
            return self.tr("Your name is still missing.")
        if not self.device_name:
            return self.tr("The device needs a name.")
        if not self._is_keyring_known:
            return self.tr("The keyring of this device is being tried.")
        return self._missing_passphrase() if self._asks else ""

    def _missing_passphrase(self) -> str:
        left = SHORTEST_PASSPHRASE - len(self.passphrase)
        if not self.passphrase:
            return self.tr("A passphrase is still missing.")
        if left > 0:
            return self.tr("The passphrase needs %n more character(s).", "", left)
        if self._repeated.text() != self.passphrase:
            return self.tr("The two passphrases differ.")
        return ""

    def set_passphrase_error(self, words: str) -> None:
        self.set_asks_for_passphrase(True)
        self._passphrase_field.set_error(words)
        self._passphrase.setFocus()

    def _on_typed(self) -> None:
        self._passphrase_field.set_error("")
        self.changed.emit()
