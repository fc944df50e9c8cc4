"""What was agreed today, and what is open since last time and can be finished, moved or remarked on."""

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.actions.visits.agreeing import OpenItem, finish_item, move_item, remark_item
from consultant_app.actions.visits.sheet import Agreed, VisitSheet
from consultant_app.desktop.day_words import due_date
from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.visits.emptying import empty
from consultant_app.desktop.visits.inputs import date_field
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import LetterTile
from consultant_app.desktop.widgets.labels import Hairline, Label, SectionHeading
from consultant_app.desktop.widgets.messages import Step
from consultant_app.desktop.widgets.painting import StatusState, paint_status, paint_surface
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.value_lists import label_of
from consultant_app.workspace.drafts import remark_line

_STATES = {"in_progress": StatusState.ACTIVE, "postponed": StatusState.WAITING, "done": StatusState.DONE}


def letter_of(csr_field: str) -> str:
    field = csr_fields().get(csr_field)
    return field.letter if field else "–"


class AgreedToday(QWidget):
    """`opened` when a person wants to correct what stands here."""

    opened = Signal()

    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._shown: tuple[Agreed, ...] | None = None
        self._heading = SectionHeading(self.tr("Agreed today"), line=False)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(self._list)

    def show_sheet(self, sheet: VisitSheet, today: date) -> None:
        if sheet.agreed == self._shown:
            return
        self._shown = sheet.agreed
        self._heading.set_note(str(len(sheet.agreed)) if sheet.agreed else "")
        empty(self._list)
        for one in sheet.agreed:
            self._list.addWidget(Hairline())
            self._list.addWidget(self._row(one, today))
        if not sheet.agreed:
            nothing = self.tr("Nothing is agreed on purpose.")
            hint = self.tr("Nothing yet. One line with “M:” is enough.")
            words = nothing if sheet.no_agreements else hint
            self._list.addWidget(Label(words, "small", role="text2", wrap=True))

    def _row(self, one: Agreed, today: date) -> QWidget:
        row = QWidget()
        field = csr_fields().get(one.csr_field)
        tile = LetterTile(letter_of(one.csr_field), field.de if field else self.tr("Agreement"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(one.what, "small_medium", wrap=True))
        below = [one.who_name, due_date(one.due_on, today) if one.due_on else ""]
        if any(below):
            words.addWidget(Label(", ".join(part for part in below if part), "small", role="text2", wrap=True))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        line.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return row


class _ItemHead(QPushButton):
    """Glyph, title and due date of something open; pressed it shows what can be done."""

    def __init__(self, item: OpenItem, today: date, parent: QWidget | None = None) -> None:
        super().__init__(item.title, parent)
        self._item, self._today = item, today
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_item(item)

    def show_item(self, item: OpenItem) -> None:
        self._item = item
        self.setText(item.title)
        self.setAccessibleName(item.title)
        due = due_date(item.due_on, self._today) if item.due_on else ""
        status = self.tr("overdue") if item.is_overdue else label_of("measure_status", item.status)
        spoken = ", ".join(part for part in (status, item.who_name, due) if part)
        self.setAccessibleDescription(spoken)
        self.setToolTip("\n".join(part for part in (item.title, spoken, item.remark) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(40, scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, item = tokens_of(self.palette()), self._item
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            ground = tokens.color("selected" if self.isChecked() else "hover")
            paint_surface(painter, QRectF(self.rect()), ground)
        state = StatusState.OVERDUE if item.is_overdue else _STATES.get(item.status, StatusState.OPEN)
        paint_status(painter, QRectF(4, self.height() / 2 - 10, 20, 20), state, tokens)
        right = self.width() - 6
        middle_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if item.due_on is not None:
            words = due_date(item.due_on, self._today)
            painter.setFont(text_font("small_strong" if item.is_overdue else "small"))
            painter.setPen(tokens.color("signal" if item.is_overdue else "text2"))
            width = QFontMetrics(painter.font()).horizontalAdvance(words) + 2
            painter.drawText(QRectF(right - width, 0, width, self.height()), middle_right, words)
            right -= width + 8
        painter.setFont(text_font("small"))
        painter.setPen(tokens.color("text"))
        room = QRectF(34, 0, max(0, right - 34), self.height())
        title = QFontMetrics(painter.font()).elidedText(item.title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.end()


class OpenItemRow(QWidget):
    """One open measure or agreement; what is done with it here changes both."""

    def __init__(self, item: OpenItem, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item, self._work, self._visit = item, work, work.visit
        self._jotting = remark_line(item.key)
        self.head = _ItemHead(item, work.desk.now().date())
        self.done = Button(self.tr("Done"), icon="check", name=self.tr("Done: {title}").format(title=item.title))
        self.due = date_field(self.tr("New due date: {title}").format(title=item.title), work.desk)
        self.due.setPlaceholderText(self.tr("New due date"))
        self._move = Button(self.tr("Move"), name=self.tr("Move: {title}").format(title=item.title))
        self.remark = RemarkLine(self.tr("Remark: {title}").format(title=item.title), self.tr("Remark, then Enter"))
        self._acts = QWidget()
        self._acts.hide()
        self._build()
        self.head.toggled.connect(self._acts.setVisible)
        self.done.clicked.connect(self._on_done)
        self._move.clicked.connect(self._on_moved)
        self.due.returnPressed.connect(self._on_moved)
        self.remark.written.connect(self._on_remarked)
        self.remark.textEdited.connect(lambda text: work.jot(self._jotting, text, visit=self._visit))
        self.begin_with(work.jotted(self._jotting))

    def _build(self) -> None:
        due = QHBoxLayout()
        due.setSpacing(8)
        due.addWidget(self.due, 1)
        due.addWidget(self._move)
        acts = QVBoxLayout(self._acts)
        acts.setContentsMargins(8, 8, 0, 12)
        acts.setSpacing(8)
        acts.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
        acts.addLayout(due)
        acts.addWidget(self.remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._acts)

    def show_item(self, item: OpenItem, *, locked: bool) -> None:
        self._item = item
        self.head.show_item(item)
        self.head.setCheckable(not locked)
        if locked:
            self._acts.hide()

    @property
    def jotting(self) -> str:
        """The name under which the begun remark is kept."""
        return self._jotting

    def begin_with(self, remark: str) -> None:
        """Shows a remark that was begun and not added yet; the row stands open with it."""
        self.remark.setText(remark)
        if remark:
            self.head.setChecked(True)

    def _on_done(self) -> None:
        self.remark.finish()
        item, desk = self._item, self._work.desk
        today, said = desk.now().date(), self.tr("{title}: done").format(title=item.title)
        self._work.write(
            self.tr("Measure done"),
            lambda writer: finish_item(writer, item, today),
            lambda _: desk.ways.undo_offered.emit(said, Step.STATUS),
        )

    def _on_moved(self) -> None:
        item, day = self._item, self.due.day
        if day is None:
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.remark.finish()
        self._work.write(self.tr("Due date moved"), lambda writer: move_item(writer, item, day))
        self.due.set_day(None)
        self.head.setChecked(False)

    def _on_remarked(self, text: str) -> None:
        item, label = self._item, self.tr("Remark added")
        edit = partial(remark_item, item=item, remark=text)
        self._work.take_up(self._jotting, text, label, edit, visit=self._visit)
        self.head.setChecked(False)


class RemarkLine(QLineEdit):
    """Its words are handed on by Enter and by leaving it, so that they are not lost."""

    written = Signal(str)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self.finish)

    def finish(self) -> None:
        """Hands on what stands in it."""
        text = self.text().strip()
        if text:
            self.clear()
            self.written.emit(text)


class OpenItems(QWidget):
    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._rows: dict[str, OpenItemRow] = {}
        self._visit = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHeading(self.tr("Still open from last time"), line=False))
        column.addLayout(self._list)

    def show_items(self, items: tuple[OpenItem, ...], *, locked: bool) -> None:
        self.setVisible(bool(items))
        keyed = {one.key: one for one in items}
        is_other = self._visit != self._work.visit
        self._visit = self._work.visit
        for gone in set(self._rows) if is_other else self._rows.keys() - keyed.keys():
            row = self._rows.pop(gone)
            if not is_other:
                # Finished elsewhere: what is being remarked on it belongs to it all the same.
                row.remark.finish()
            row.hide()
            row.deleteLater()
        for position, (key, item) in enumerate(keyed.items()):
            if key not in self._rows:
                self._rows[key] = OpenItemRow(item, self._work)
            self._list.insertWidget(position, self._rows[key])
            self._rows[key].show_item(item, locked=locked)

    def bring_back(self, jotting: str, remark: str) -> None:
        """A remark that could not be added stands in its line again and is kept."""
        self._work.jot(jotting, remark)
        for row in self._rows.values():
            if row.jotting == jotting:
                row.begin_with(remark)

    def row(self, title: str) -> OpenItemRow:
        """KeyError for something that is not open."""
        for row in self._rows.values():
            if row.head.text() == title:
                return row
        raise KeyError(title)
