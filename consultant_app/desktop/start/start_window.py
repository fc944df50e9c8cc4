"""The first start: how to begin, who works here, and the recovery code. One page each step, no dead end."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget

from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.printing.systems import system_of_this_device
from consultant_app.desktop.start.code_step import CodeStep
from consultant_app.desktop.start.frame import StartFrame
from consultant_app.desktop.start.person_step import PersonStep
from consultant_app.desktop.start.setup import Setup, keep_sheet, print_sheet, recovery_sheet, set_up
from consultant_app.desktop.start.steps import Step, WayStep
from consultant_app.desktop.tasks import Lane, Tasks
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.indicators import StepProgress
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind
from consultant_app.errors import Language, ProductError
from consultant_app.workspace.keys import is_keyring_usable
from consultant_app.workspace.workspace import Workspace

STEPS = 3
_ABOUT_THE_SERVER = frozenset(
    {"not_the_partner_server", "certificate_not_trusted", "check_date", "answer_damaged", "message_unreadable"}
)


class StartWindow(StartFrame):
    """Calls `on_ready(workspace)` when the device is set up and the recovery code was taken note of.

    `language_chosen("de"/"en")` when a person wants the other language; `answers` then goes to the window that follows.
    `passphrase` is one that was given from outside; without it the keyring keeps the key, or a person is asked.
    """

    language_chosen = Signal(str)

    def __init__(
        self,
        folder: Path,
        language: Language,
        *,
        on_ready: Callable[[Workspace], None],
        passphrase: str | None = None,
        answers: Setup | None = None,
    ) -> None:
        super().__init__()
        self.set_words(
            self.tr("Set up this device"),
            self.tr("After that you work everywhere, without a network too. It syncs when you are back at the office."),
        )
        self.add_promises()
        self.left.addStretch(1)
        self._folder, self._language, self._on_ready = folder, language, on_ready
        self._given_passphrase = passphrase
        self._tasks = Tasks(self._on_failed, self)
        self._made: Workspace | None = None
        self._is_busy = False
        before = answers or Setup()
        self._way, self._person, self._code = WayStep(before), PersonStep(before), CodeStep()
        self._steps: tuple[Step, ...] = (self._way, self._person, self._code)
        self._build()
        self._show_step(0)
        if passphrase is None:
            self._tasks.run(lambda _: is_keyring_usable(), self._on_keyring_known, owner=self)
        else:
            self._person.set_asks_for_passphrase(False)

    @property
    def answers(self) -> Setup:
        """What was answered so far."""
        return Setup(
            way=self._way.way,
            invitation=self._way.invitation,
            user_name=self._person.user_name,
            partner_code=self._person.partner_code,
            device_name=self._person.device_name,
            passphrase=self._given_passphrase or self._person.passphrase,
        )

    def _build(self) -> None:
        self._languages = SegmentedControl(self.tr("Language"), [("de", "Deutsch"), ("en", "English")])
        self._languages.set_choice(self._language)
        self._languages.chosen.connect(self.language_chosen)
        self.left.addWidget(self._languages)
        self._count = Label("", "small", role="text2")
        self._progress = StepProgress(self.tr("Progress of the set-up"))
        self._progress.setFixedWidth(120)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._count)
        head.addWidget(self._progress)
        head.addStretch(1)
        self._messages = MessageArea()
        self._stack = QStackedWidget()
        for page in self._steps:
            self._stack.addWidget(page)
        self.right.addLayout(head)
        self.right.addWidget(self._messages)
        self.right.addWidget(self._stack, 1)
        self.right.addLayout(self._build_foot())
        for step in self._steps:
            step.changed.connect(self._show_readiness)
        self._code.print_asked.connect(self._on_print)
        self._code.file_asked.connect(self._on_keep)

    def _build_foot(self) -> QHBoxLayout:
        self._back = Button(self.tr("Back"))
        self._reason = Label("", "body", role="text2")
        self._next = Button(self.tr("Continue"), "primary", tall=True)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._reason)
        foot.addWidget(self._next)
        self._back.clicked.connect(lambda: self._show_step(self._stack.currentIndex() - 1))
        self._next.clicked.connect(self._on_next)
        return foot

    def _show_step(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._count.setText(self.tr("Step {number} of {count}").format(number=number + 1, count=STEPS))
        self._progress.set_progress(number + 1, STEPS, self._count.text())
        self._back.setVisible(number == 1)
        self._languages.setVisible(number < 2)
        self._next.set_text(self.tr("Begin") if number == 2 else self.tr("Continue"))
        if number == 1:
            self._person.ask_for(self._way.way)
        self._show_readiness()
        self._steps[number].focus_first()

    def _show_readiness(self) -> None:
        missing = self._steps[self._stack.currentIndex()].missing()
        words = self.tr("The device is being set up.") if self._is_busy else missing
        self._reason.setText(words)
        self._next.setEnabled(not words)
        self._next.setAccessibleDescription(words)
        self._back.setEnabled(not self._is_busy)
        self._stack.setEnabled(not self._is_busy)
        self._languages.setEnabled(not self._is_busy)

    def _on_keyring_known(self, usable: bool) -> None:
        self._person.set_asks_for_passphrase(not usable)

    def _on_next(self) -> None:
        number = self._stack.currentIndex()
        if number == 0:
            self._show_step(1)
        elif number == 1:
            self._make()
        elif self._made is not None:
            workspace, self._made = self._made, None
            self._tasks.shutdown()
            self._on_ready(workspace)

    def _make(self) -> None:
        setup = self.answers
        self._messages.clear_message("setup")
        self._set_busy(True)
        self._tasks.run(lambda _: set_up(self._folder, setup), self._on_made, self._on_failed, lane=Lane.WRITE)

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self._show_readiness()

    def _on_made(self, made: tuple[Workspace, str]) -> None:
        self._made, code = made
        self._code.show_code(code)
        self._is_busy = False
        self._show_step(2)

    def _on_failed(self, error: Exception) -> None:
        """Shows the sentence where it belongs; what was typed is kept."""
        self._set_busy(False)
        words = error_text(error, self._language)
        code = error.code if isinstance(error, ProductError) else ""
        if code == "passphrase_needed":
            self._person.set_passphrase_error(words)
        elif code.startswith(("invitation_", "server_")) or code in _ABOUT_THE_SERVER:
            self._show_step(0)
            self._way.set_error(words)
        else:
            self._messages.show_message(MessageBar(words, kind=MessageKind.SIGNAL, closable=True), key="setup")

    def _on_print(self, code: str) -> None:
        workspace, language, title = self._made, self._language, self.tr("Recovery code")
        if workspace is not None:
            self._code.tell(self.tr("The sheet is being printed."))
            told = self.tr("Sent to {printer}.")
            self._tasks.run(
                lambda _: print_sheet(recovery_sheet(workspace, code, language), title, system_of_this_device()),
                lambda printer: self._code.tell(told.format(printer=printer)),
                self._on_not_kept,
                owner=self,
            )

    def _on_keep(self, code: str) -> None:
        workspace, language = self._made, self._language
        suggested = str(Path.home() / f"{self.tr('Recovery code')}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Keep as PDF"), suggested, "PDF (*.pdf)")
        if workspace is not None and name:
            self._tasks.run(
                lambda _: keep_sheet(recovery_sheet(workspace, code, language), Path(name)),
                lambda _: self._code.tell(self.tr("Kept as {path}.").format(path=name)),
                self._on_not_kept,
                owner=self,
            )

    def _on_not_kept(self, error: Exception) -> None:
        self._code.tell(error_text(error, self._language), is_trouble=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isEnabled():
            self._on_next()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._steps[self._stack.currentIndex()].focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Asking a server may still take a while; nobody should look at a window that does not answer meanwhile.
        self.hide()
        made, self._made = self._made, None
        if made is not None:
            self._tasks.run(lambda _: made.close(), lane=Lane.WRITE)
        self._tasks.shutdown()
        super().closeEvent(event)
