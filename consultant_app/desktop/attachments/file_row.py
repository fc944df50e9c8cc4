"""One photo or file in the list: its picture, its description, where it is, and what can be done with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.attachments import AttachmentRow
from consultant_app.desktop.attachments.pictures import SmallPicture
from consultant_app.desktop.attachments.words import PDF, can_be_shown, dots_of_file, facts_of, whereabouts_words
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.buttons import icon_button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.indicators import TwoDots
from consultant_app.desktop.widgets.labels import Hairline, Label
from consultant_app.desktop.widgets.outside import TextLine


class FileRow(QWidget):
    """`opened()` to look at it, `save_wanted()` for a copy elsewhere, `delete_wanted()`, `consent_set(on)`."""

    opened = Signal()
    save_wanted = Signal()
    delete_wanted = Signal()
    consent_set = Signal(bool)

    def __init__(self, row: AttachmentRow, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._row = desk, row
        self.picture = SmallPicture(_icon_of(row))
        self.description = TextLine()
        self.description.setPlaceholderText(self.tr("Description"))
        self.description.setMaxLength(200)
        self._facts = Label("", "small", role="text2", wrap=True)
        self._where = Label("", "small", role="text2", wrap=True)
        self._consent = CheckBox(self.tr("Whoever can be recognised agrees"))
        self._dots = TwoDots()
        self._save = icon_button("arrow-down", self.tr("Put a copy elsewhere"), "quiet")
        self._delete = icon_button("trash", self.tr("Take out"), "quiet")
        self._binding = TextBinding(desk.drafts, self.description, "description")
        self._build()
        self.picture.clicked.connect(self.opened)
        self._save.clicked.connect(self.save_wanted)
        self._delete.clicked.connect(self.delete_wanted)
        self._consent.clicked.connect(self.consent_set)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.description)
        words.addWidget(self._facts)
        words.addWidget(self._where)
        words.addWidget(self._consent)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(_Beside(self._dots, self.description), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(Hairline())

    def show_row(self, row: AttachmentRow, name: str) -> None:
        """`name` is how the file is called here, unlike every other of the list."""
        self._binding.show(row.id, row.description, row.heads.get("description", ()))
        self.description.setAccessibleName(self.tr("Description: {file}").format(file=name))
        self.picture.setAccessibleName(self.tr("Look at: {file}").format(file=name))
        self.picture.setToolTip(self.tr("Look at") if can_be_shown(row) else "")
        self._save.set_name(self.tr("Put a copy elsewhere: {file}").format(file=name))
        self._delete.set_name(self.tr("Take out: {file}").format(file=name))
        self._consent.setAccessibleName(self.tr("Whoever can be recognised agrees: {file}").format(file=name))
        self._row = row
        self._facts.setText(facts_of(row))
        where = whereabouts_words(row, self._desk)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._dots.set_state(dots_of_file(row))
        self._save.setEnabled(row.is_here)
        self._consent.setVisible(row.is_picture)
        self._consent.setChecked(row.consent_given)

    def show_picture(self, picture: QImage | None) -> None:
        can_open = can_be_shown(self._row) and (picture is not None or not self._row.is_picture)
        self.picture.show_picture(picture, can_open=can_open)

    def leave(self) -> None:
        """What was typed becomes a change."""
        self._binding.leave()


class _Beside(QWidget):
    """Holds a small widget at the middle of a line beside it, however large its letters are."""

    def __init__(self, small: QWidget, line: QWidget) -> None:
        super().__init__()
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(small)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._line.sizeHint().height())


def _icon_of(row: AttachmentRow) -> str:
    if row.is_picture:
        return "photo"
    return "file-type-pdf" if row.media_type == PDF else "notes"
