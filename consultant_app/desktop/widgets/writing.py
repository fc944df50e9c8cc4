"""The paper a person writes on: plain text in large type with the design's lines, as wide as reads well."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextBlockFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from consultant_app.desktop.fonts import TEXT_STYLES, pixel_font, text_scale

LINE_LENGTH = 680
SIZES = (15, 17, 19, 21, 24, 28)
_PARAGRAPH_GAP = 12


class WritingEditor(QTextEdit):
    """Plain text only. `style` is "writing" (19/30) or "notes" (18/29); Ctrl+wheel changes the size.

    `text_edited(text)` comes when a person changed the text, never for `set_text`; `size_chosen(px)` when the size was
    changed by hand, so that it can be remembered. Tab leaves the editor.
    """

    text_edited = Signal(str)
    size_chosen = Signal(int)
    left = Signal()

    def __init__(
        self, name: str, *, style: str = "writing", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        designed = TEXT_STYLES[style]
        self._ratio = designed.line / designed.px
        self._px = round(designed.px)
        self._setting = False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("paper", True)
        self.setProperty("focus_ring", "none")
        self.setCursorWidth(2)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self._dress()
        self.textChanged.connect(self._on_text_changed)

    @property
    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replaces the text from outside: no `text_edited`, no undo step, the caret stays where it was if it can."""
        if text == self.toPlainText():
            return
        position = self.textCursor().position()
        self._setting = True
        self.setPlainText(text)
        self._format_lines()
        self._setting = False
        cursor = self.textCursor()
        cursor.setPosition(min(position, len(self.toPlainText())))
        self.setTextCursor(cursor)

    @property
    def size_px(self) -> int:
        """The writing size before the text scale is applied."""
        return self._px

    def set_size(self, px: int) -> None:
        """Any size between the smallest and the largest of `SIZES`."""
        self._px = min(SIZES[-1], max(SIZES[0], px))
        self._dress()

    def _dress(self) -> None:
        self._setting = True
        self.setFont(pixel_font(self._px))
        self._format_lines()
        self._fit_line_length()
        self._setting = False

    def _format_lines(self) -> None:
        # setPlainText drops block formats, so they are set again, outside the undo history.
        block = QTextBlockFormat()
        line = round(self._px * self._ratio * text_scale())
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setBottomMargin(_PARAGRAPH_GAP)
        document = self.document()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        document.setUndoRedoEnabled(True)

    def _fit_line_length(self) -> None:
        room = self.viewport().width()
        limit = round(LINE_LENGTH * text_scale() * max(1.0, self._px / 19))
        if room < limit:
            self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        else:
            self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
            self.setLineWrapColumnOrWidth(limit)

    def _on_text_changed(self) -> None:
        if not self._setting:
            self.text_edited.emit(self.toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_line_length()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_setting"):
            self._dress()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        larger = event.angleDelta().y() > 0
        steps = [px for px in SIZES if (px > self._px if larger else px < self._px)]
        if steps:
            self.set_size(steps[0] if larger else steps[-1])
            self.size_chosen.emit(self._px)
        event.accept()
