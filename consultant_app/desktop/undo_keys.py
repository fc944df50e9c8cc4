"""Taking back everywhere: Ctrl+Z and Ctrl+Y for the last steps, while an editor with steps of its own keeps its own."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.messages import MessageBar, MessageKind, Step

_REDO = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class UndoKeys(QObject):
    """Also shows the undo bar for what pages offer to take back."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._watched: QWidget | None = None
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)):
            QShortcut(QKeySequence(keys), window).activated.connect(act)
        self._offered: object = None
        desk.ways.undo_offered.connect(self._on_undo_offered)
        desk.feed.committed.connect(self._on_committed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def undo(self) -> None:
        self._desk.drafts.seal_all()
        self._desk.tasks.run(
            lambda _: self._desk.workspace.undo(), self._on_undone, lane=Lane.WRITE, owner=self._window
        )

    def redo(self) -> None:
        self._desk.drafts.seal_all()
        self._desk.tasks.run(
            lambda _: self._desk.workspace.redo(), self._on_redone, lane=Lane.WRITE, owner=self._window
        )

    def _newest(self) -> object:
        """The step that taking back would mean now."""
        return next(reversed(self._desk.workspace.steps.done), None)

    def _on_committed(self) -> None:
        # What a bar names shall be what its button takes back; Ctrl+Z still goes from step to step.
        if self._offered is not None and self._newest() is not self._offered:
            self._offered = None
            self._window.messages.clear_message("undo")

    def _on_undo_offered(self, text: str, step: str) -> None:
        self._offered = self._newest()
        self._window.messages.show_undo(text, Step(step)).undone.connect(self.undo)

    def _on_undone(self, label: str | None) -> None:
        nothing = self.tr("There is nothing to take back.")
        self._tell(nothing if label is None else self.tr("Taken back: {step}").format(step=label or self.tr("text")))

    def _on_redone(self, label: str | None) -> None:
        nothing = self.tr("There is nothing to do again.")
        self._tell(nothing if label is None else self.tr("Done again: {step}").format(step=label or self.tr("text")))

    def _tell(self, words: str) -> None:
        self._window.messages.clear_message("undo")
        bar = MessageBar(words, kind=MessageKind.DONE, closable=True)
        self._window.messages.show_message(bar, key="undone")

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = now if isinstance(now, QTextEdit | QPlainTextEdit | QLineEdit) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # An editor claims Ctrl+Z for itself even when it has nothing to take back.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            redo = event.matches(QKeySequence.StandardKey.Redo) or event.key() == Qt.Key.Key_Y
            if (undo and not _can(watched, "isUndoAvailable")) or (redo and not _can(watched, "isRedoAvailable")):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _can(editor: QObject, question: str) -> bool:
    asked = editor if isinstance(editor, QLineEdit) else getattr(editor, "document")()  # noqa: B009
    return bool(getattr(asked, question)())
