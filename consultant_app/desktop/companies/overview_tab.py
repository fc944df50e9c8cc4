"""The overview of a company: how its fields of action stand, what comes next, the latest visits."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.actions.companies.sheet import LATEST_VISITS, CompanySheet, FieldStanding
from consultant_app.desktop.companies.words import measure_row, visit_row
from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.tokens import Tokens
from consultant_app.desktop.widgets.indicators import LetterTile, ShareBar
from consultant_app.desktop.widgets.labels import Hairline, Label, SectionHeading
from consultant_app.desktop.widgets.row_delegate import ROW_ROLE, Index, RowDelegate, text
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.domain.catalogues import csr_fields
from consultant_app.errors import Language

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class DatedRowDelegate(RowDelegate):
    """Rows that begin with a date, which stands in the row's `middle`."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> None:
        row: Row = index.data(ROW_ROLE)
        ink, quiet = tokens.color("text"), tokens.color("text2")
        area, day = QRectF(rect), scaled(88)
        right = QFontMetrics(text_font("small")).horizontalAdvance(row.right) + 2
        text(painter, QRectF(area.left(), area.top(), day, area.height()), row.middle, "small", quiet, _LEFT)
        text(painter, area.adjusted(day, 0, -right - 12, 0), row.title, "list_title", ink, _LEFT)
        text(painter, QRectF(area.right() - right, area.top(), right, area.height()), row.right, "small", quiet, _RIGHT)


class OverviewTab(QWidget):
    """`measure_opened(id)`, `visit_opened(id)` by Enter or click on a row."""

    measure_opened = Signal(str)
    visit_opened = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._standings = QWidget()
        self._grid = QGridLayout(self._standings)
        self._rows = {code: self._standing_row(at, code) for at, code in enumerate(csr_fields())}
        self._next = RowList(self.tr("Next measures"), margin=0, fit=True, open_on_click=True)
        self._next.row_opened.connect(self.measure_opened)
        self._next_none = Label(self.tr("No measure is due yet."), "body", role="text2")
        self._latest = RowList(
            self.tr("Latest visits"), delegate=DatedRowDelegate(self, margin=0), fit=True, open_on_click=True
        )
        self._latest.row_opened.connect(self.visit_opened)
        self._latest_none = Label(self.tr("No visit yet."), "body", role="text2")
        self._build()

    def _build(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 24)
        column.setSpacing(0)
        column.addWidget(SectionHeading(self.tr("Measures by field of action")))
        column.addWidget(self._standings)
        column.addSpacing(16)
        column.addWidget(SectionHeading(self.tr("What comes next")))
        for none in (self._next_none, self._latest_none):
            none.setContentsMargins(0, 12, 0, 12)
        column.addWidget(self._next)
        column.addWidget(self._next_none)
        column.addSpacing(16)
        column.addWidget(SectionHeading(self.tr("Latest visits")))
        column.addWidget(self._latest)
        column.addWidget(self._latest_none)
        column.addStretch(1)

    def _standing_row(self, at: int, code: str) -> tuple[ShareBar, Label]:
        field = csr_fields()[code]
        name = field.de if self._language == "de" else field.en
        bar = ShareBar(self.tr("Measures done, {field}").format(field=name), height=10)
        bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar.setMaximumWidth(260)
        words = Label("", "small", role="text2")
        words.setAlignment(_RIGHT)
        line = at * 2
        self._grid.setRowMinimumHeight(line, scaled(47))
        self._grid.addWidget(LetterTile(field.letter, name), line, 0)
        self._grid.addWidget(Label(name, "body_strong"), line, 1)
        self._grid.addWidget(bar, line, 2)
        self._grid.addWidget(words, line, 3)
        self._grid.addWidget(Hairline(), line + 1, 0, 1, 4)
        return bar, words

    def show_sheet(self, sheet: CompanySheet, today: date) -> None:
        for standing in sheet.fields:
            self._show_standing(standing)
        upcoming = [replace(measure_row(one, today, language=self._language), letter="") for one in sheet.next_measures]
        self._next.set_rows(upcoming)
        self._next.setVisible(bool(upcoming))
        self._next_none.setVisible(not upcoming)
        visits = [visit_row(one, today, self._language) for one in sheet.visits[:LATEST_VISITS]]
        self._latest.set_rows(visits)
        self._latest.setVisible(bool(visits))
        self._latest_none.setVisible(not visits)

    def _show_standing(self, standing: FieldStanding) -> None:
        bar, label = self._rows[standing.code]
        if standing.total:
            words = self.tr("{done}/{total} done").format(done=standing.done, total=standing.total)
        else:
            words = self.tr("none yet")
        if standing.overdue:
            words = self.tr("%n overdue", "", standing.overdue)
        label.setText(words)
        label.set_style("small_strong" if standing.overdue else "small")
        label.set_role("signal" if standing.overdue else "text2")
        bar.set_share(standing.done / standing.total if standing.total else 0.0, words)
