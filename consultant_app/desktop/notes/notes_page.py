"""The page Notizen: list and editor side by side, kept true while others write."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consultant_app.actions.notes import NoteSheet, new_note, note_sheet, readers_of, set_visibility
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.notes.note_editor import NoteEditor
from consultant_app.desktop.notes.note_list import NoteList
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.tasks import Job, Lane
from consultant_app.desktop.widgets.list_detail import ListDetail
from consultant_app.desktop.widgets.messages import EmptyState, MessageArea, Step
from consultant_app.domain.note import Note
from consultant_app.workspace.workspace import CommitNotice, Reader

GATHER_MS = 60
LIST_WIDTH = 384


@dataclass(frozen=True, slots=True)
class _Read:
    sheet: NoteSheet | None
    readers: int


class NotesPage(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._note = ""
        self._job: Job[_Read] | None = None
        self._is_new = False
        self.messages = MessageArea()
        self.list = NoteList(desk)
        self.editor = NoteEditor(desk)
        self._nothing = EmptyState(
            self.tr("No note chosen"), self.tr("Choose a note at the left, or begin a new one."), icon="notes",
            action=self.tr("Begin a note"),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.editor)
        self.panes = ListDetail(self.list, self._stack, name="notes", list_width=LIST_WIDTH)
        mark_pane(self.list, self.tr("List of notes"))
        mark_pane(self._stack, self.tr("Note"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        row = QHBoxLayout()
        row.addWidget(self.panes)
        column.addLayout(row, 1)
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.read)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self.open_note)
        self.list.rows.clicked.connect(lambda _index: self.panes.open_detail())
        self.list.rows.row_opened.connect(lambda _note: self.panes.open_detail())
        self.panes.list_shown.connect(self.list.rows.setFocus)
        self.list.new_wanted.connect(lambda: self.begin_note(""))
        self._nothing.action_triggered.connect(lambda: self.begin_note(""))
        self.editor.visibility_wanted.connect(self._on_visibility)
        self.editor.delete_wanted.connect(self._on_delete)
        self.editor.title_typed.connect(self.list.show_title)
        self._desk.feed.committed.connect(self._on_committed)
        for keys, act in (
            ("Ctrl+F", self._focus_search),
            ("Ctrl+N", lambda: self.begin_note("")),
            ("Ctrl+Shift+N", lambda: self.begin_note("")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def set_breakpoint(self, name: str) -> None:
        self.panes.set_narrow(name == "narrow")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panes.shows_detail_alone:
            self.panes.open_list()
            self.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)
            event.accept()
            return
        super().keyPressEvent(event)

    def _focus_search(self) -> None:
        self.panes.open_list()
        self.list.search.setFocus()

    def read(self) -> None:
        self.list.read()
        note, partner = self._note, self._desk.workspace.identity.partner
        if not note:
            self._stack.setCurrentWidget(self._nothing)
            return

        def query(reader: Reader) -> _Read:
            if reader.find(Note, note) is None:
                return _Read(None, 0)
            sheet = note_sheet(reader, note)
            return _Read(sheet, readers_of(reader, sheet.wished or sheet.visibility, partner))

        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.read(query, lambda read: self._on_read(note, read), owner=self)

    def open_note(self, note: str) -> None:
        if note and note != self._note:
            self.editor.leave()
            self._note = note
            self.read()

    def show_note(self, note: str) -> None:
        """Opens a note from elsewhere."""
        self.list.search.clear()
        self.list.choose(note)
        self.open_note(note)
        self.panes.open_detail()

    def begin_note(self, about: str) -> None:
        """Makes an empty note about a record and goes into its title."""
        today = self._desk.now().date()
        self._is_new = True
        self._desk.write(self.tr("New note"), lambda writer: new_note(writer, about, today), self.show_note, owner=self)

    def _on_read(self, note: str, read: _Read) -> None:
        if note != self._note:
            return
        if read.sheet is None:
            self._note = ""
            self._stack.setCurrentWidget(self._nothing)
            return
        self.editor.show_sheet(read.sheet, read.readers)
        self._stack.setCurrentWidget(self.editor)
        self.list.choose(note)
        if self._is_new:
            self._is_new = False
            self.editor.focus_title()

    def _on_visibility(self, visibility: str) -> None:
        if self.editor.note:
            self._move(self.editor.note, visibility, self.editor.visibility)

    def _move(self, note: str, visibility: str, before: str) -> None:
        workspace = self._desk.workspace
        label = self.tr("Visibility of the note changed")
        self.editor.leave()
        self._desk.drafts.write_now()

        def moved(_: None) -> None:
            self.show_note(note)
            self.read()
            self.messages.show_undo(label, Step.VISIBILITY).undone.connect(lambda: self._move(note, before, visibility))

        self._desk.tasks.run(lambda _: set_visibility(workspace, note, visibility), moved, lane=Lane.WRITE, owner=self)

    def _on_delete(self) -> None:
        note, label = self.editor.note, self.tr("Note deleted")
        self._desk.write(
            label,
            lambda writer: writer.delete(writer.get(Note, note)),
            lambda _: self._desk.ways.undo_offered.emit(label, Step.DELETED),
            owner=self,
        )

    def _on_committed(self, notice: CommitNotice) -> None:
        if {"note", "company", "user", "attachment"} & set(notice.records.values()):
            self._gather.start()
