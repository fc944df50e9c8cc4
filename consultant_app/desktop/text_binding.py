"""Ties an editor to a text field of a record: what is typed is kept by itself, what others wrote arrives by itself.

While somebody types, nothing from outside touches the editor; both values survive, as the heads shown are remembered.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.desktop.draft_keeper import DraftKeeper
from consultant_app.desktop.widgets.writing import WritingEditor

UNVISITED_MS = 1000
"""What a program from outside wrote into an editor without going there becomes a change after this pause."""


class TextBinding(QObject):
    """One editor and one field. `edited(text)` comes after each change by hand, when it was handed on to be kept."""

    edited = Signal(str)

    def __init__(self, drafts: DraftKeeper, editor: WritingEditor | QLineEdit, field: str) -> None:
        super().__init__(editor)
        self._drafts, self._editor, self._field = drafts, editor, field
        self._record: RecordId | None = None
        self._shown: Sequence[ChangeId] = ()
        self._typing = False
        self._unvisited = QTimer(self, singleShot=True, interval=UNVISITED_MS)
        self._unvisited.timeout.connect(self.leave)
        if isinstance(editor, WritingEditor):
            editor.text_edited.connect(self._on_edited)
            editor.left.connect(self._on_left)
        else:
            editor.textEdited.connect(self._on_edited)
            editor.installEventFilter(self)

    def show(self, record: RecordId, text: str, shown: Sequence[ChangeId]) -> None:
        """Shows the field of a record with the heads it stands on; keeps what is being typed in the same record."""
        if record == self._record and self._typing:
            return
        if record != self._record:
            self.leave()
        self._record, self._shown, self._typing = record, tuple(shown), False
        text = str(self._drafts.over(record, self._field, text, shown=shown))
        if isinstance(self._editor, WritingEditor):
            self._editor.set_text(text)
        elif self._editor.text() != text:
            self._editor.setText(text)

    def leave(self) -> None:
        """The field is left: what was typed becomes a change."""
        if self._record is not None and self._typing:
            self._typing = False
            self._drafts.left(self._record)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._on_left()
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        if self._record is None:
            return
        self._typing = True
        self._drafts.typed(self._record, self._field, text, shown=self._shown)
        if not self._editor.hasFocus():
            self._unvisited.start()
        self.edited.emit(text)

    def _on_left(self) -> None:
        self.leave()
