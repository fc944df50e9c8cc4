"""For a workspace without a server: connecting it by an invitation. It keeps everything."""

import socket

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consultant_app.actions.sync.setting_up import join
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.errors import RuleError
from consultant_app.sync.enrolment import parse_invitation

FIELD_WIDTH = 560


class JoinCard(Card):
    """`joined()` once the server has enrolled this device."""

    joined = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line = TextLine()
        self._line.setPlaceholderText("https://server#EN7K-4RQ2-M9XX")
        self._field = LabelledField(self.tr("Invitation"), self._line, hint=self.tr("One line with server and code."))
        self._field.setMaximumWidth(FIELD_WIDTH)
        self._connect = Button(self.tr("Connect to the partner server"), "primary")
        self.column.addWidget(Label(self.tr("This workspace works without a server."), "section"))
        text = self.tr("With an invitation it joins the consortium and keeps everything that was written so far.")
        self.column.addWidget(Label(text, "body", role="text2", wrap=True))
        self.column.addWidget(self._field)
        self.column.addWidget(self._connect, 0, Qt.AlignmentFlag.AlignLeft)
        self._line.textChanged.connect(lambda: self._field.set_error(""))
        self._line.returnPressed.connect(self._on_connect)
        self._connect.clicked.connect(self._on_connect)

    def _on_connect(self) -> None:
        try:
            invitation = parse_invitation(self._line.text())
        except RuleError as error:
            self._field.set_error(error_text(error, self._desk.language))
            return
        self._connect.setEnabled(False)
        workspace = self._desk.workspace
        self._desk.tasks.run(
            lambda _: join(workspace, invitation, workspace.identity.device_name or socket.gethostname()),
            lambda _: self.joined.emit(),
            self._on_failed,
            lane=Lane.NETWORK,
            owner=self,
        )

    def _on_failed(self, error: Exception) -> None:
        self._connect.setEnabled(True)
        self._field.set_error(error_text(error, self._desk.language))
