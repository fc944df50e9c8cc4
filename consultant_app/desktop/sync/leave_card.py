"""Leaving this device: what no server has is sealed in exchange files, then the workspace goes and the program ends."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.actions.sync.leaving import Sealed, seal_waiting
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.sync.exchange_work import ExchangeWork, IsCancelled, OnProgress
from consultant_app.desktop.sync.exchange_write_card import SHORTEST_PASSWORD
from consultant_app.desktop.sync.password_line import PasswordLine
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Card, Label


class LeaveCard(Card):
    """`failed(Exception)` when nothing was removed. What is left of this device then ends with the window."""

    failed = Signal(object)

    def __init__(self, desk: Desk, work: ExchangeWork, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent, border="signal_line", margin=24)
        self._desk, self._work, self._dialogs = desk, work, dialogs
        self._password = PasswordLine()
        self._field = LabelledField(self.tr("Password for what still waits"), self._password)
        self._with_person = CheckBox(self.tr("Also seal my notes “only me”; only I can read that file"))
        self._leave = Button(self.tr("Seal and clear this device"), "danger")
        self._build()
        self._password.textChanged.connect(lambda _: self._field.set_error(""))
        self._leave.clicked.connect(self._on_leave)
        work.changed.connect(lambda: self._leave.setEnabled(not work.is_running))

    def _build(self) -> None:
        self.column.setSpacing(12)
        self.column.addWidget(Label(self.tr("Leave this device"), "section"))
        why = self.tr(
            "What the partner server does not have yet is first sealed in exchange files and read back. Then the work "
            "space on this device is removed and the program ends."
        )
        self.column.addWidget(Label(why, "body", role="text2", wrap=True))
        self.column.addWidget(self._field)
        self.column.addWidget(self._with_person)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._leave)
        self.column.addLayout(row)

    def _on_leave(self) -> None:
        password = self._password.text()
        if len(password) < SHORTEST_PASSWORD:
            words = self.tr("A password needs at least {count} characters.")
            self._field.set_error(words.format(count=SHORTEST_PASSWORD))
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self._dialogs.folder(self, self.tr("Where the exchange files go"), Path(documents))
        if folder is None:
            return
        workspace, with_person = self._desk.workspace, self._with_person.isChecked()

        def work(on_progress: OnProgress, is_cancelled: IsCancelled) -> Sealed:
            return seal_waiting(
                workspace, folder, password=lambda: password, with_person=with_person,
                on_progress=on_progress, is_cancelled=is_cancelled,
            )  # fmt: skip

        # Whoever listens closes the window; what waits is looked at once more before anything is removed.
        self._work.start(
            self.tr("Sealing what still waits"),
            work,
            self._desk.ways.left.emit,
            self.failed.emit,
        )
