"""Photos and files of a record: added by dialog, by dropping them here or from the clipboard; listed, looked at."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.attachments import AttachmentRow, safe_name
from consultant_app.changes.change import RecordId
from consultant_app.desktop.attachments.file_row import FileRow
from consultant_app.desktop.attachments.file_view import FileView
from consultant_app.desktop.attachments.files_work import FilesWork
from consultant_app.desktop.attachments.pictures import LARGE_SIDE, SMALL_WIDTH
from consultant_app.desktop.attachments.words import can_be_shown, carry_message, names_of
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.messages import EmptyState, MessageArea, MessageBar, MessageKind
from consultant_app.desktop.widgets.painting import paint_surface
from consultant_app.errors import RuleError


class FilesPanel(QWidget):
    """What it shows it reads by itself while it is on the screen."""

    def __init__(self, desk: Desk, *, dialogs: FileDialogs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dialogs = dialogs or FileDialogs()
        self._desk = desk
        self.work = FilesWork(desk, small_side=round(SMALL_WIDTH * 2), parent=self)
        self._rows: dict[RecordId, FileRow] = {}
        self._looked_at = RecordId("")
        self._looking: Job[QImage | bytes] | None = None
        self._is_dragged_over = False
        self.messages = MessageArea()
        self._add = Button(self.tr("Add files"), icon="plus")
        self._paste = Button(self.tr("From the clipboard"), icon="photo")
        self._hint = Label(
            self.tr("Files can be dropped here as well. Photos are kept without the place where they were taken."),
            "small", role="text2", wrap=True,
        )  # fmt: skip
        self._taking = Label("", "small", role="text2")
        self._empty = EmptyState(self.tr("No photos or files yet."), icon="photo")
        self._list = QWidget()
        self._view = FileView()
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self._add)
        bar.addWidget(self._paste)
        bar.addWidget(self._taking)
        bar.addStretch(1)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(12)
        listed = QVBoxLayout(self._list)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(16)
        listed.addLayout(bar)
        listed.addWidget(self._hint)
        listed.addLayout(self._entries)
        listed.addWidget(self._empty)
        listed.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.messages)
        column.addWidget(self._list)
        column.addWidget(self._view)
        column.addStretch(1)
        self._view.hide()

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._paste.clicked.connect(self.paste)
        self._view.closed.connect(self.close_file)
        self._view.turned.connect(self._on_turned)
        self.work.shown.connect(self._show)
        self.work.pictured.connect(self._on_pictured)
        self.work.refused.connect(self._on_refused)
        self.work.saved.connect(self._on_saved)
        self.work.busy_changed.connect(self._show_taking)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    # What is shown.

    def open(self, record: str) -> None:
        if record != self.work.record:
            self.leave()
            self.close_file()
            for key in ("refused", "saved"):
                self.messages.clear_message(key)
        self.work.open(record)

    def leave(self) -> None:
        """What was typed becomes a change."""
        for row in self._rows.values():
            row.leave()

    def first_input(self) -> QWidget:
        return self._add

    def _show(self) -> None:
        rows = self.work.rows
        for gone in self._rows.keys() - {row.id for row in rows}:
            entry = self._rows.pop(gone)
            entry.hide()
            entry.deleteLater()
        for at, (row, name) in enumerate(zip(rows, names_of(rows), strict=True)):
            if row.id not in self._rows:
                self._rows[row.id] = self._entry(row)
            self._entries.insertWidget(at, self._rows[row.id])
            self._rows[row.id].show_row(row, name)
            self._rows[row.id].show_picture(self.work.small.get(row.id))
        self._empty.setVisible(not rows and not self.work.taking)
        message = carry_message(self._desk) if any(not (row.is_here and row.is_sent) for row in rows) else None
        self.messages.clear_message("carried")
        if message is not None:
            self.messages.show_message(message, key="carried")
        if self._looked_at and self._looked_at not in self._rows:
            self.close_file()

    def _entry(self, row: AttachmentRow) -> FileRow:
        entry, record, work = FileRow(row, self._desk), row.id, self.work
        entry.opened.connect(lambda: self.look_at(record))
        entry.save_wanted.connect(lambda: self._on_save(record))
        entry.delete_wanted.connect(lambda: self._on_delete(record))
        entry.consent_set.connect(lambda given: work.set_consent(record, given))
        return entry

    def _on_pictured(self, record: str) -> None:
        entry = self._rows.get(RecordId(record))
        if entry is not None:
            entry.show_picture(self.work.small.get(RecordId(record)))

    def _show_taking(self) -> None:
        taking = self.work.taking
        self._taking.setText(self.tr("%n file(s) are being secured", "", taking) if taking else "")
        if taking:
            self.messages.clear_message("refused")
        self._empty.setVisible(not self.work.rows and not taking)

    def _on_refused(self, error: Exception) -> None:
        bar = MessageBar(error_text(error, self._desk.language), kind=MessageKind.SIGNAL, closable=True)
        self.messages.show_message(bar, key="refused")

    def _on_saved(self, path: Path) -> None:
        words = self.tr("A copy lies in {file}.").format(file=path)
        more = self.tr("It is not encrypted there.")
        self.messages.show_message(MessageBar(words, more, kind=MessageKind.DONE, closable=True), key="saved")

    # What a person does.

    def _on_add(self) -> None:
        self.work.add_files(self.dialogs.files_to_read(self, self.tr("Add files"), Path.home()))

    def paste(self) -> None:
        """Takes a picture, or files that were copied, from the clipboard."""
        if not self.work.add_from(QGuiApplication.clipboard().mimeData()):
            self._on_refused(RuleError("picture_not_in_clipboard"))

    def _on_save(self, record: RecordId) -> None:
        row = next(row for row in self.work.rows if row.id == record)
        path = self.dialogs.file_to_write(
            self, self.tr("Put a copy elsewhere"), Path.home() / safe_name(row.file_name), ""
        )
        if path is not None:
            self.work.save(record, path)

    def _on_delete(self, record: RecordId) -> None:
        self._rows[record].leave()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.work.delete(record)

    def look_at(self, record: RecordId) -> None:
        """Shows a photo or a paper in the place of the list."""
        shown = self._to_look_at()
        at = next((at for at, row in enumerate(shown) if row.id == record), None)
        if at is None:
            return
        row = shown[at]
        self._looked_at = record
        if self._looking is not None:
            self._looking.cancel()

        def read(content: QImage | bytes) -> None:
            try:
                self._view.show_file(content, row.description or row.file_name, at=at, count=len(shown))
            except RuleError as error:
                self.close_file()
                self.work.refuse(error)
                return
            if self._view.isHidden():
                self._list.hide()
                self._view.show()
                self._view.back.setFocus(Qt.FocusReason.OtherFocusReason)

        self._looking = self.work.look(row, LARGE_SIDE, read)

    def close_file(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        record, self._looked_at = self._looked_at, RecordId("")
        self._view.clear()
        if not self._view.isHidden():
            self._view.hide()
            self._list.show()
            if record in self._rows:
                self._rows[record].picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_turned(self, by: int) -> None:
        shown = [row.id for row in self._to_look_at()]
        if self._looked_at in shown:
            at = shown.index(self._looked_at) + by
            self.look_at(shown[min(max(at, 0), len(shown) - 1)])

    def _to_look_at(self) -> list[AttachmentRow]:
        """What the window can show, in the order of the list; a picture once its small one is there."""
        small = self.work.small
        return [
            row for row in self.work.rows if can_be_shown(row) and (not row.is_picture or small.get(row.id) is not None)
        ]

    # What comes from outside.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._set_dragged_over(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._set_dragged_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_dragged_over(False)
        if self.work.add_from(event.mimeData()):
            event.acceptProposedAction()

    def _set_dragged_over(self, on: bool) -> None:
        self._is_dragged_over = on
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._view.isHidden():
            self.close_file()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.work.set_active(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.work.set_active(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._is_dragged_over:
            tokens = tokens_of(self.palette())
            painter = QPainter(self)
            ground, border = tokens.color("accent_tint"), tokens.color("accent")
            paint_surface(painter, QRectF(self.rect()), ground, border=border, radius=8)
            painter.end()
