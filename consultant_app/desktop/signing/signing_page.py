"""Signing at the table: at the left what is signed, at the right the pads; all of it turns for the person opposite."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.fonts import half_scaled
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.preview.page_view import GAP, PageView
from consultant_app.desktop.preview.paper_languages import PaperLanguages
from consultant_app.desktop.preview.pdf_pages import PdfPages
from consultant_app.desktop.signing.signers_pane import SignersPane
from consultant_app.desktop.signing.signing_work import SigningWork
from consultant_app.desktop.signing.summary_pane import SummaryPane
from consultant_app.desktop.signing.turning import Turnable
from consultant_app.desktop.top_bar import TopBar
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Ground, Label
from consultant_app.desktop.widgets.layouts import ScrollPane, lay_out_now
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind, announce
from consultant_app.domain.document import VISIT_PROTOCOL
from consultant_app.domain.signature import Signer

LEFT_WIDTH, LEFT_COMPACT = 456, 380
_READING = 5, 4
"""While the whole paper is read, its share of the width and that of the pads."""
_BEFORE_LATER = 2


class SigningPage(QWidget):
    """`left()` when nothing more is to be done here now."""

    left = Signal()

    def __init__(self, desk: Desk, top_bar: TopBar, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._top_bar = desk, top_bar
        self._is_finishing = self._is_compact = False
        self._pages: PdfPages | None = None
        self.work = SigningWork(desk, PaperLanguages(settings, default=desk.language), self)
        self.summary, self.view = SummaryPane(desk), PageView(self.tr("Pages"))
        self.signers = SignersPane(desk, self.work)
        self.messages = MessageArea()
        self._build()
        self._connect()
        self.set_compact(False)

    # Building.

    def _build(self) -> None:
        self.paper_button = Button(self.tr("On paper instead"), icon="printer")
        self._top_bar.add_action(self.paper_button)
        whole = QWidget()
        self.turnable = Turnable(whole)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self._left_side())
        self._row.addWidget(self._right_side(), 1)
        column.addLayout(self._row, 1)
        whole.setProperty("focus_stage", True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.turnable)
        self.setProperty("focus_ring", "none")

    def _left_side(self) -> QWidget:
        self._left = Ground("window", edges="right")
        mark_pane(self._left, self.tr("What is signed"))
        reading = QWidget()
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        self._summary_button = Button(self.tr("Back to the summary"), "quiet", icon="chevron-left")
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self._summary_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._sides = QStackedWidget()
        self._sides.addWidget(ScrollPane(self.summary))
        self._sides.addWidget(reading)
        inner = QVBoxLayout(self._left)
        inner.setContentsMargins(0, 0, 1, 0)
        inner.addWidget(self._sides)
        return self._left

    def _right_side(self) -> QWidget:
        right = Ground("panel")
        mark_pane(right, self.tr("Signatures"))
        self.turn_button = Button(self.tr("Turn for the person opposite"), tall=True)
        self.turn_button.setCheckable(True)
        self._state = Label("", "body", role="text2")
        self.later_button = Button(self.tr("Sign later"), tall=True)
        self.finish_button = Button(self.tr("Finish"), "primary", tall=True)
        self._buttons = row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.turn_button)
        row.addStretch(1)
        for widget in (self._state, self.later_button, self.finish_button):
            row.addWidget(widget)
        self._foot = foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(row)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.signers, 1)
        column.addLayout(foot)
        return right

    def _connect(self) -> None:
        work, ways = self.work, self._desk.ways
        work.shown.connect(self._on_shown)
        work.pages_read.connect(self._on_pages_read)
        work.refused.connect(self._on_refused)
        work.taken.connect(self._on_taken)
        self.signers.drawn.connect(self._show_state)
        self.signers.part_asked.connect(self._on_part_asked)
        self.summary.reading_asked.connect(lambda: self.read_paper(True))
        self._summary_button.clicked.connect(lambda: self.read_paper(False))
        self.turn_button.clicked.connect(self.turnable.set_turned)
        self.turnable.turned_changed.connect(self._on_turned)
        self.later_button.clicked.connect(self.left)
        self.finish_button.clicked.connect(self.finish)
        self.paper_button.clicked.connect(self._on_paper_asked)
        self._ways = ways

    # What the feature asks for.

    def open(self, paper: str) -> None:
        """A visit or a document, until `leave`."""
        self._is_finishing = False
        self.messages.clear_message("refused")
        self.read_paper(False)
        self.work.open(paper)
        self.setFocus()

    def leave(self) -> None:
        self.turnable.set_turned(False)
        self.work.close()

    def set_compact(self, compact: bool) -> None:
        self._is_compact = compact
        margin = 20 if compact else 32
        self.messages.setContentsMargins(margin, 12, margin, 0)
        self._foot.setContentsMargins(margin, 12, margin, 20)
        if compact:
            self._foot.insertWidget(0, self._state, 0, Qt.AlignmentFlag.AlignRight)
        else:
            self._buttons.insertWidget(_BEFORE_LATER, self._state)
        self.signers.set_compact(compact)
        self._share_width()

    # What is shown.

    def _on_shown(self) -> None:
        sheet = self.work.sheet
        self.signers.show_sheet(sheet)
        if sheet is not None:
            self.summary.show_sheet(sheet)
            is_protocol = sheet.kind == VISIT_PROTOCOL
            self._top_bar.set_title(self.tr("Sign the protocol") if is_protocol else self.tr("Sign the document"))
            # A paper that is printed by the preview: others are signed on screen, or their scan is attached.
            self.paper_button.setVisible(sheet.visit is not None)
        self._show_state()

    def _show_state(self) -> None:
        sheet, ready = self.work.sheet, self.signers.ready
        drawn = {one.signer.role for one in ready}
        lacking = [one for one in sheet.open if one.role not in drawn] if sheet is not None else []
        is_busy = bool(self.work.taking)
        if is_busy:
            words = self.tr("The signature is being kept.")
        elif sheet is None or sheet.missing:
            words = ""
        elif not sheet.stands:
            words = self.tr("This document is not signed here any more.")
        elif lacking:
            words = self.tr("%n signature(s) missing", "", len(lacking))
        else:
            words = "" if sheet.open or ready else self.tr("All signatures are there.")
        self._state.setText(words)
        self._state.setVisible(bool(words))
        self.finish_button.setEnabled(sheet is not None and sheet.may_be_signed and not lacking and not is_busy)
        self.later_button.setVisible(sheet is None or bool(sheet.open))

    def _on_pages_read(self, pdf: bytes) -> None:
        before, self._pages = self._pages, PdfPages(pdf, self)
        self._pages.setObjectName(str(self.work.sheet.paper) if self.work.sheet is not None else "")
        self.view.set_documents([self._pages])
        self.summary.show_pages(self._pages.count)
        self._fit_paper()
        if before is not None:
            before.deleteLater()

    def _on_refused(self, error: Exception) -> None:
        self._is_finishing = False
        words = error_text(error, self._desk.language)
        self.messages.show_message(MessageBar(words, kind=MessageKind.SIGNAL, closable=True), key="refused")

    def _on_taken(self, signer: Signer) -> None:
        self.messages.clear_message("refused")
        announce(self, self.tr("Signature of {name} kept").format(name=signer.name))
        if self._is_finishing:
            self._finish_next()

    def read_paper(self, on: bool) -> None:
        """The very pages in place of the summary."""
        self._sides.setCurrentIndex(1 if on else 0)
        self._share_width()
        if on:
            lay_out_now()
            self._fit_paper()
            self.view.setFocus()

    def _fit_paper(self) -> None:
        """As wide as its place: what is signed is read, not only seen."""
        if self.is_reading and self._pages is not None and self._pages.count:
            room = self.view.viewport().width() - 2 * GAP
            self.view.set_zoom(room / self._pages.size_of(0).width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_paper()

    @property
    def is_reading(self) -> bool:
        return self._sides.currentIndex() == 1

    def _share_width(self) -> None:
        left, right = _READING if self.is_reading else (0, 1)
        self._row.setStretch(0, left)
        self._row.setStretch(1, right)
        width = half_scaled(LEFT_COMPACT if self._is_compact else LEFT_WIDTH)
        self._left.setMinimumWidth(width)
        self._left.setMaximumWidth(16_777_215 if self.is_reading else width)

    def _on_turned(self, turned: bool) -> None:
        self.turn_button.setChecked(turned)
        self.turn_button.set_text(self.tr("Turn back") if turned else self.tr("Turn for the person opposite"))

    # What a person does.

    def finish(self) -> None:
        """Takes what is drawn, one after the other, and leaves when nothing is missing any more."""
        self._is_finishing = True
        self._finish_next()

    def _finish_next(self) -> None:
        ready = self.signers.ready
        if ready:
            self.work.take(ready[0])
        elif not self.work.taking:
            self._is_finishing = False
            self.left.emit()

    def _on_paper_asked(self) -> None:
        sheet = self.work.sheet
        if sheet is not None and sheet.visit is not None:
            self._ways.preview.emit("visit", sheet.visit.id)

    def _on_part_asked(self, section: str, code: str) -> None:
        sheet = self.work.sheet
        if sheet is not None and sheet.visit is not None:
            self._ways.visit_part.emit(sheet.visit.id, section, code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.turnable.is_turned:
            self.turnable.set_turned(False)
        elif event.key() == Qt.Key.Key_Escape and self.is_reading:
            self.read_paper(False)
        else:
            super().keyPressEvent(event)
