"""For a workspace without a server: connecting it by an invitation. It keeps everything but what was only tried out."""

import socket
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.samples.removing import remove_sample
from consultant_app.actions.sync.setting_up import join
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.messages import announce
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.errors import RuleError
from consultant_app.sync.enrolment import parse_invitation

FIELD_WIDTH = 560


class JoinCard(Card):
    """`joined()` once the server has enrolled this device. Where sample data lie, it asks what becomes of them."""

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
        self._sample = QWidget()
        self._told = Label("", "body", wrap=True)
        self._build_sample()

    def _build_sample(self) -> None:
        remove = Button(self.tr("Remove the sample data and connect"), "primary")
        take = Button(self.tr("Take them along"))
        remove.clicked.connect(lambda: self._join(removes_sample=True))
        take.clicked.connect(lambda: self._join(takes_sample=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(remove)
        buttons.addWidget(take)
        buttons.addStretch(1)
        column = QVBoxLayout(self._sample)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._told)
        column.addLayout(buttons)
        self.column.addWidget(self._sample)
        self._sample.hide()

    def _on_connect(self) -> None:
        self._join()

    def _join(self, *, takes_sample: bool = False, removes_sample: bool = False) -> None:
        try:
            invitation = parse_invitation(self._line.text())
        except RuleError as error:
            self._field.set_error(error_text(error, self._desk.language))
            return
        self._set_busy(True)
        workspace = self._desk.workspace

        def work(_: object) -> None:
            if removes_sample:
                remove_sample(workspace)
            name = workspace.identity.device_name or socket.gethostname()
            join(workspace, invitation, name, takes_sample=takes_sample)

        self._desk.tasks.run(work, lambda _: self.joined.emit(), self._on_failed, lane=Lane.NETWORK, owner=self)

    def _set_busy(self, busy: bool) -> None:
        self._connect.setEnabled(not busy)
        self._sample.setEnabled(not busy)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        asks = isinstance(error, RuleError) and error.code == "sample_loaded"
        self._sample.setVisible(asks)
        self._connect.setVisible(not asks)
        if isinstance(error, RuleError) and asks:
            self._tell_sample(error.facts)
        else:
            self._field.set_error(error_text(error, self._desk.language))

    def _tell_sample(self, facts: Mapping[str, Any]) -> None:
        words = self.tr("This workspace holds sample data: %n invented company(ies).", "", facts["companies"])
        if facts["own"]:
            also = self.tr("With them goes what you wrote about them (%n record(s)).", "", facts["own"])
            words = f"{words} {also}"
        seen = self.tr("Taken along, all colleagues see them.")
        self._told.setText(f"{words} {seen}")
        announce(self._told, self._told.text())
