"""Offers to make a measure of a line that begins with "M:" in the notes; nobody has to take it up."""

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import ElidedLabel
from consultant_app.desktop.widgets.messages import announce
from consultant_app.desktop.widgets.writing import WritingEditor
from consultant_app.domain.measure_line import is_measure_line

_SHORTEST = 4
"""Letters of a title before it is worth an offer."""


class MeasureOffer(QWidget):
    """Stands below an editor while its text holds such a line; taken up, the line moves from the text to the plan."""

    def __init__(self, editor: WritingEditor, work: VisitWork, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor, self._work, self._field = editor, work, field
        self._line = ""
        self._words = ElidedLabel("", "small", role="text2")
        self.accept_button = Button(self.tr("Make it a measure"), "link", icon="list-check")
        self.accept_button.clicked.connect(self._on_accepted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self.accept_button)
        self.hide()
        editor.text_edited.connect(lambda _text: self._look())

    def _look(self) -> None:
        found = self._measure_block()
        line = found.text() if found is not None else ""
        if line == self._line:
            return
        self._line = line
        title = self._work.parsed(line, "").title if line else ""
        self._words.set_full_text(self.tr("“{title}” can become a measure.").format(title=title))
        self.accept_button.setAccessibleDescription(title)
        if line and not self.isVisible():
            announce(self, self._words.full_text)
        self.setVisible(bool(line))

    def _measure_block(self) -> QTextBlock | None:
        block = self._editor.document().begin()
        while block.isValid():
            if is_measure_line(block.text()) and len(block.text().strip()) >= len("M: ") + _SHORTEST:
                return block
            block = block.next()
        return None

    def _on_accepted(self) -> None:
        block = self._measure_block()
        if block is None:
            return
        line = self._work.parsed(block.text(), self._field)
        cursor = QTextCursor(block)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.removeSelectedText()
        if cursor.block().blockNumber() == 0 and not cursor.block().text() and cursor.block().next().isValid():
            cursor.deleteChar()
        self._work.agree(line)
        self._look()
        self._editor.setFocus()
