"""Unlocking: asks for what the keyring did not give. What was wrong is said at the field, and typed words are kept."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.start.frame import StartFrame
from consultant_app.desktop.tasks import Lane, Tasks
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Label
from consultant_app.errors import Language, ProductError
from consultant_app.workspace.workspace import Workspace

FIELD_WIDTH = 520


class UnlockWindow(StartFrame):
    """`problem` is why the workspace did not open by itself. Calls `on_ready(workspace)` once it is open."""

    def __init__(
        self, folder: Path, problem: ProductError, language: Language, *, on_ready: Callable[[Workspace], None]
    ) -> None:
        super().__init__()
        self.set_words(
            self.tr("Unlock the workspace"),
            self.tr("Your records are encrypted on this device. Nothing has been lost."),
        )
        self.left.addStretch(1)
        self._folder, self._language, self._on_ready = folder, language, on_ready
        self._tasks = Tasks(self._on_failed, self)
        self._means = SegmentedControl(
            self.tr("Means of unlocking"),
            [("passphrase", self.tr("Passphrase")), ("recovery", self.tr("Recovery code"))],
        )
        self._secret = QLineEdit()
        self._field = LabelledField(self.tr("Passphrase"), self._secret)
        self._field.setMaximumWidth(FIELD_WIDTH)
        self._unlock = Button(self.tr("Unlock"), "primary", tall=True)
        self._again = Button(self.tr("Try the keyring again"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._unlock)
        row.addWidget(self._again)
        row.addStretch(1)
        why = Label("" if problem.code == "passphrase_needed" else error_text(problem, language), "body", wrap=True)
        why.setVisible(bool(why.text()))
        self.right.addStretch(1)
        self.right.addWidget(why)
        self.right.addWidget(self._means)
        self.right.addWidget(self._field)
        self.right.addLayout(row)
        self.right.addStretch(2)
        self._means.chosen.connect(self._show_means)
        self._secret.textChanged.connect(lambda: self._field.set_error(""))
        self._secret.returnPressed.connect(self._on_unlock)
        self._unlock.clicked.connect(self._on_unlock)
        self._again.clicked.connect(lambda: self._open(None, None))
        self._show_means("passphrase")

    def _show_means(self, means: str) -> None:
        by_passphrase = means == "passphrase"
        words = self.tr("Passphrase") if by_passphrase else self.tr("Recovery code")
        self._field.label.setText(words)
        self._secret.setAccessibleName(words)
        self._secret.clear()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password if by_passphrase else QLineEdit.EchoMode.Normal)
        self._secret.setFocus()

    def _on_unlock(self) -> None:
        text = self._secret.text()
        if not text:
            self._field.set_error(self.tr("This field is still empty."))
        elif self._means.choice == "passphrase":
            self._open(text, None)
        else:
            self._open(None, text)

    def _open(self, passphrase: str | None, recovery_code: str | None) -> None:
        self._unlock.setEnabled(False)
        self._tasks.run(
            lambda _: Workspace.open(self._folder, passphrase=passphrase, recovery_code=recovery_code),
            self._on_open,
            self._on_failed,
            lane=Lane.WRITE,
            owner=self,
        )

    def _on_open(self, workspace: Workspace) -> None:
        self._tasks.shutdown()
        self._on_ready(workspace)

    def _on_failed(self, error: Exception) -> None:
        self._unlock.setEnabled(True)
        self._field.set_error(error_text(error, self._language))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tasks.shutdown()
        super().closeEvent(event)
