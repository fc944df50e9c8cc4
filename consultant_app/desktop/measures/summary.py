"""The chosen measure in short: what it is, who does it until when, how far its key figures are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.plans.listing import FigureRow
from consultant_app.actions.plans.sheet import MeasureSheet
from consultant_app.desktop.day_words import long_date, short_date
from consultant_app.desktop.measures.number_note import NumberNote
from consultant_app.desktop.measures.words import field_letter, field_name, number_words
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import LetterTile
from consultant_app.desktop.widgets.labels import Label, Tag
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language


class Figure(QWidget):
    """A key figure with its three numbers; "noch zu erheben" where there is no baseline."""

    def __init__(self, row: FigureRow, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        words = f"{row.name}, {row.unit}" if row.unit else row.name
        column.addWidget(Label(words, "small", role="text2", wrap=True))
        numbers = QHBoxLayout()
        numbers.setSpacing(24)
        missing = row.baseline is None
        baseline = self.tr("to be found out") if missing else number_words(row.baseline, language)
        for value, name, strong in (
            (baseline, self.tr("Baseline"), not missing),
            (number_words(row.newest, language), self.tr("today"), True),
            (number_words(row.target, language), self.tr("Target"), True),
        ):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            style = "section" if strong else "small"
            pair.addWidget(Label(value, style, role="text" if strong else "text2"))
            pair.addWidget(Label(name, "small", role="text2"))
            numbers.addLayout(pair)
        numbers.addStretch(1)
        column.addLayout(numbers)


class MeasureSummary(QWidget):
    """`edit_wanted()` and `conflict_wanted()` by its buttons."""

    edit_wanted = Signal()
    conflict_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._tile = LetterTile("", "")
        self._number = Label("", "small", role="text2")
        self._conflict = Tag(self.tr("Conflict"), kind="signal", dots=DotState.CONFLICT)
        self._title = Label("", "section", wrap=True)
        self._who = Label("", "small", role="text2", wrap=True)
        self._status = Label("", "small", role="text2", wrap=True)
        self._text = Label("", "small", wrap=True)
        self._edit = Button(self.tr("Edit"))
        self._resolve = Button(self.tr("Show conflict"), "danger")
        self.number_note = NumberNote()
        self._figures = QVBoxLayout()
        self._figures.setSpacing(8)
        self._edit.clicked.connect(self.edit_wanted)
        self._resolve.clicked.connect(self.conflict_wanted)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._tile)
        top.addWidget(self._number, 1)
        top.addWidget(self._conflict)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self._edit, 1)
        self._buttons.addWidget(self._resolve, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addSpacing(4)
        for widget in (self.number_note, self._title, self._who, self._status):
            column.addWidget(widget)
        column.addLayout(self._figures)
        column.addSpacing(8)
        column.addWidget(self._text)
        column.addSpacing(12)
        column.addLayout(self._buttons)
        column.addStretch(1)

    def set_room(self, width: int) -> None:
        """The buttons stand side by side where both have room."""
        needed = self._edit.sizeHint().width() + self._resolve.sizeHint().width() + 8
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(across if needed <= width else down)

    def show_sheet(self, sheet: MeasureSheet, *, is_private: bool) -> None:
        """`is_private` while no client looks at the screen."""
        self._tile.set_letter(field_letter(sheet.letter_field), field_name(sheet.letter_field, self._language))
        self._tile.setVisible(bool(sheet.letter_field))
        self._number.setText(str(sheet.values["number"]))
        self.number_note.show_sheet(sheet)
        contested = bool(sheet.contested_record) and is_private
        self._conflict.setVisible(contested)
        self._resolve.setVisible(contested)
        self._title.setText(sheet.title)
        self._who.setText(self._who_words(sheet))
        self._who.setVisible(bool(self._who.text()))
        self._status.setText(self._status_words(sheet))
        self._status.set_role("signal" if sheet.is_overdue else "text2")
        remark = sheet.values["remark"] if is_private else ""
        self._text.setText(remark or sheet.values["description"])
        self._text.setVisible(bool(self._text.text()))
        self._show_figures(sheet)

    def _who_words(self, sheet: MeasureSheet) -> str:
        due = sheet.values["due_on"]
        if due is None:
            return sheet.responsible_name
        until = self.tr("by {day}").format(day=long_date(due))
        return f"{sheet.responsible_name}, {until}" if sheet.responsible_name else until

    def _status_words(self, sheet: MeasureSheet) -> str:
        words = label_of("measure_status", sheet.state.status, language=self._language)
        due, reminder = sheet.values["due_on"], sheet.state.reminder_on
        if sheet.is_overdue and due is not None:
            words += ", " + self.tr("overdue since {day}").format(day=short_date(due))
        if sheet.state.status == "postponed" and reminder is not None:
            words += ", " + self.tr("comes up again on {day}").format(day=short_date(reminder))
        return words

    def _show_figures(self, sheet: MeasureSheet) -> None:
        while self._figures.count():
            entry = self._figures.takeAt(0)
            widget = entry.widget() if entry is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kpi in sheet.kpis:
            self._figures.addWidget(Figure(kpi.row, self._language))
