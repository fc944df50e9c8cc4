"""Unlocking: says why the workspace is closed and asks for what opens it, only where typing something can help."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.start.frame import StartFrame
from consultant_app.desktop.start.opening import LOCKED, Obstacle
from consultant_app.desktop.start.wrong_tries import WrongTries
from consultant_app.desktop.tasks import Lane, Tasks
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Label
from consultant_app.errors import Language, ProductError

FIELD_WIDTH = 520
_WRONG = frozenset({"wrong_passphrase", "wrong_recovery_code", "workspace_key_wrong"})

Opener = Callable[[str | None, str | None], object]
"""Takes a passphrase or a recovery code, or neither for the keyring; runs off the interface's thread."""


class UnlockWindow(StartFrame):
    """`opened(what the opener returned)` once it is open. `closed_by_person()` when the window is given up."""

    opened = Signal(object)
    closed_by_person = Signal()

    def __init__(self, obstacle: Obstacle, language: Language, *, opener: Opener) -> None:
        super().__init__()
        self.set_words(
            self.tr("Unlock the workspace"),
            self.tr("Your records are encrypted on this device. Nothing has been lost."),
        )
        self.left.addStretch(1)
        self._language, self._opener = language, opener
        self._is_open = False
        self._tasks = Tasks(self._on_failed, self)
        self._tries = WrongTries(self)
        self._tries.changed.connect(self._show_pause)
        self._build(obstacle)
        self._secret.textChanged.connect(lambda: self._field.set_error(""))
        self._secret.returnPressed.connect(self._on_unlock)
        self._unlock.clicked.connect(self._on_unlock)
        self._again.clicked.connect(lambda: self._open(None, None))
        self._means.chosen.connect(self._show_means)
        self._show_means("passphrase" if obstacle.has_passphrase else "recovery")
        self._show_obstacle(obstacle.problem, asks=obstacle.is_about_keys or obstacle.code == LOCKED)

    def _build(self, obstacle: Obstacle) -> None:
        means = [("passphrase", self.tr("Passphrase"))] if obstacle.has_passphrase else []
        self._means = SegmentedControl(self.tr("Means of unlocking"), [*means, ("recovery", self.tr("Recovery code"))])
        self._secret = QLineEdit()
        self._field = LabelledField(self.tr("Passphrase"), self._secret)
        self._field.setMaximumWidth(FIELD_WIDTH)
        self._unlock = Button(self.tr("Unlock"), "primary", tall=True)
        keyring = self.tr("Unlock with the keyring") if obstacle.code == LOCKED else ""
        self._again = Button(keyring or self.tr("Try again"), tall=True)
        self._offers_keyring = obstacle.has_keyring and not (obstacle.has_passphrase and obstacle.code == LOCKED)
        self._pause = Label("", "body", role="text2")
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in (self._unlock, self._again, self._pause):
            row.addWidget(widget)
        row.addStretch(1)
        self._why = Label("", "section", wrap=True)
        self._why.setMaximumWidth(FIELD_WIDTH + 120)
        self.right.addStretch(1)
        self.right.addWidget(self._why)
        self.right.addSpacing(8)
        self.right.addWidget(self._means)
        self.right.addWidget(self._field)
        self.right.addLayout(row)
        self.right.addStretch(2)

    def _show_obstacle(self, problem: Exception, *, asks: bool) -> None:
        code = problem.code if isinstance(problem, ProductError) else ""
        if code in _WRONG:
            self._why.clear()
            self._field.set_error(error_text(problem, self._language))
        else:
            self._why.setText(self._reason(problem, code))
        self._why.setVisible(bool(self._why.text()))
        self._means.setVisible(asks)
        self._field.setVisible(asks)
        self._unlock.setVisible(asks)
        self._again.setVisible(self._offers_keyring or not asks)
        (self._secret if asks else self._again).setFocus()

    def _reason(self, problem: Exception, code: str) -> str:
        if code == "passphrase_needed":
            return self.tr("Your passphrase opens the workspace.")
        return error_text(problem, self._language)

    def _show_means(self, means: str) -> None:
        by_passphrase = means == "passphrase"
        words = self.tr("Passphrase") if by_passphrase else self.tr("Recovery code")
        self._means.set_choice(means)
        self._field.label.setText(words)
        self._secret.setAccessibleName(words)
        self._secret.clear()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password if by_passphrase else QLineEdit.EchoMode.Normal)
        self._secret.setFocus()

    def _on_unlock(self) -> None:
        text = self._secret.text()
        if not self._unlock.isEnabled():
            return
        if not text:
            self._field.set_error(self.tr("This field is still empty."))
        elif self._means.choice == "passphrase":
            self._open(text, None)
        else:
            self._open(None, text)

    def _open(self, passphrase: str | None, recovery_code: str | None) -> None:
        self._set_enabled(False)
        opener = self._opener
        self._tasks.run(lambda _: opener(passphrase, recovery_code), self._on_open, self._on_failed, lane=Lane.WRITE)

    def _on_open(self, outcome: object) -> None:
        self._is_open = True
        self._tasks.shutdown()
        self.opened.emit(outcome)

    def _on_failed(self, error: Exception) -> None:
        self._set_enabled(True)
        code = error.code if isinstance(error, ProductError) else ""
        if code in _WRONG:
            self._tries.note_wrong()
        if code in _WRONG or code == "recovery_code_mistyped":
            self._field.set_error(error_text(error, self._language))
            self._secret.selectAll()
            self._secret.setFocus()
        else:
            about_keys = isinstance(error, ProductError) and Obstacle(error).is_about_keys
            self._show_obstacle(error, asks=about_keys)

    def _show_pause(self, seconds: int) -> None:
        self._unlock.setEnabled(not seconds)
        self._pause.setText(self.tr("Next try in %n second(s).", "", seconds) if seconds else "")

    def _set_enabled(self, enabled: bool) -> None:
        self._unlock.setEnabled(enabled)
        self._again.setEnabled(enabled)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self._again if self._secret.isHidden() or self._field.isHidden() else self._secret).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()
        self._tasks.shutdown()
        super().closeEvent(event)
        if not self._is_open:
            self.closed_by_person.emit()
