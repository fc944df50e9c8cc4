"""The first start: how to begin, who works here, and the recovery code. One page each step, no dead end."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.start.frame import StartFrame
from consultant_app.desktop.start.setup import Setup, set_up
from consultant_app.desktop.start.steps import CodeStep, PersonStep, WayStep
from consultant_app.desktop.tasks import Lane, Tasks
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import StepProgress
from consultant_app.desktop.widgets.labels import Label
from consultant_app.errors import Language, RuleError
from consultant_app.workspace.workspace import Workspace

STEPS = 3


class StartWindow(StartFrame):
    """Calls `on_ready(workspace)` when the device is set up and the recovery code was taken note of."""

    def __init__(self, folder: Path, language: Language, *, on_ready: Callable[[Workspace], None]) -> None:
        super().__init__()
        self.set_words(
            self.tr("Set up this device"),
            self.tr("After that you work everywhere, without a network too. It syncs when you are back at the office."),
        )
        self.add_promises()
        self.left.addStretch(1)
        self._folder, self._language, self._on_ready = folder, language, on_ready
        self._tasks = Tasks(self._on_failed, self)
        self._made: Workspace | None = None
        self._way, self._person, self._code = WayStep(), PersonStep(), CodeStep()
        self._pages: tuple[QWidget, ...] = (self._way, self._person, self._code)
        self._build()
        self._show_step(0)

    def _build(self) -> None:
        self._count = Label("", "small", role="text2")
        self._progress = StepProgress(self.tr("Progress of the set-up"))
        self._progress.setFixedWidth(120)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._count)
        head.addWidget(self._progress)
        head.addStretch(1)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        self._back = Button(self.tr("Back"))
        self._reason = Label("", "body", role="text2")
        self._next = Button(self.tr("Continue"), "primary", tall=True)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._reason)
        foot.addWidget(self._next)
        self.right.addLayout(head)
        self.right.addWidget(self._stack, 1)
        self.right.addLayout(foot)
        self._back.clicked.connect(lambda: self._show_step(self._stack.currentIndex() - 1))
        self._next.clicked.connect(self._on_next)
        for step in (self._way, self._person, self._code):
            step.changed.connect(self._show_readiness)

    def _show_step(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._count.setText(self.tr("Step {number} of {count}").format(number=number + 1, count=STEPS))
        self._progress.set_progress(number + 1, STEPS, self._count.text())
        self._back.setVisible(number == 1)
        if number == 1:
            self._person.ask_for(self._way.way)
        self._show_readiness()

    def _show_readiness(self) -> None:
        step = (self._way, self._person, self._code)[self._stack.currentIndex()]
        missing = step.missing()
        self._reason.setText(missing)
        self._next.setEnabled(not missing)
        self._next.setAccessibleDescription(missing)

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
        setup = Setup(
            way=self._way.way,
            invitation=self._way.invitation,
            user_name=self._person.user_name,
            partner_code=self._person.partner_code,
            device_name=self._person.device_name,
            passphrase=self._person.passphrase,
        )
        self._next.setEnabled(False)
        self._reason.setText(self.tr("The device is being set up."))
        self._tasks.run(
            lambda _: set_up(self._folder, setup), self._on_made, self._on_failed, lane=Lane.WRITE, owner=self
        )

    def _on_made(self, made: tuple[Workspace, str]) -> None:
        self._made, code = made
        self._code.show_code(code)
        self._show_step(2)

    def _on_failed(self, error: Exception) -> None:
        """Shows the sentence where it belongs; what was typed is kept."""
        words = error_text(error, self._language)
        code = error.code if isinstance(error, RuleError) else ""
        if code == "passphrase_needed":
            self._person.ask_for_passphrase(words)
        elif code.startswith(("invitation_", "server_")):
            self._show_step(0)
            self._way.set_error(words)
        else:
            self._person.set_error(words)
        self._show_readiness()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tasks.shutdown()
        if self._made is not None:
            self._made.close()
        super().closeEvent(event)
