"""The page Maßnahmenplan: the table of one plan or of all, what can be done with a row, the pane beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consultant_app.actions.plans.listing import PlanPage
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.measures.adding import Adding
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.measures.number_note import NumberClashes
from consultant_app.desktop.measures.plan_bar import PlanBar, shown_by
from consultant_app.desktop.measures.plan_reading import PlanReading
from consultant_app.desktop.measures.plan_table import PlanTable
from consultant_app.desktop.measures.right_pane import RightPane
from consultant_app.desktop.measures.row_edits import RowEdits
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.widgets.labels import Card
from consultant_app.desktop.widgets.loading import LoadingRows
from consultant_app.desktop.widgets.messages import EmptyState, MessageArea, MessageBar, MessageKind


class MeasuresPage(QWidget):
    """`open_plan` and `add_to` are the ways in; without either it shows all companies."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filter = "all"
        self._wanted_measure = ""
        self.work = MeasureWork(desk, self)
        self.reading = PlanReading(self.work, self)
        self.bar = PlanBar()
        self.table = PlanTable(desk.language)
        self._below = QHBoxLayout()
        self.right = RightPane(self.work, desk, self.bar.matrix_button, page=self, row=self._below)
        self.side, self.form, self.plan_form = self.right.side, self.right.form, self.right.plan_form
        self.adding = Adding(desk)
        self._messages = MessageArea()
        self.edits = RowEdits(self.work, self.table, self._messages)
        self.clashes = NumberClashes(self.work, self.reading, self._messages)
        self._empty = EmptyState(
            self.tr("No measures yet. In a visit a line with “M:” is enough."),
            icon="list-check",
            action=self.tr("Add the first measure"),
            action_icon="plus",
        )
        self._no_hits = EmptyState(
            self.tr("No measures of this kind."), icon="list-check", action=self.tr("Show all measures")
        )
        self._loading = LoadingRows()
        self._views = QStackedWidget()
        self._build()
        self._connect()
        self._bind_keys()
        self._loading.start(self.tr("The measures are being loaded"))
        self.set_breakpoint("wide")

    def _build(self) -> None:
        for view in (self._loading, self.table, self._empty, self._no_hits):
            self._views.addWidget(view)
        card = Card(margin=1)
        card.column.setSpacing(0)
        card.column.addWidget(self.adding.row)
        card.column.addWidget(self._views, 1)
        mark_pane(self.bar, self.tr("Action plan"))
        mark_pane(card, self.tr("Measures"))
        left = QVBoxLayout()
        left.setContentsMargins(32, 0, 24, 0)
        left.setSpacing(0)
        left.addWidget(card, 1)
        # Below the table: a message above it would move the rows under the pointer.
        self._messages.setContentsMargins(0, 8, 0, 12)
        left.addWidget(self._messages)
        self._below.setSpacing(0)
        self._below.insertLayout(0, left, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._below, 1)

    def _connect(self) -> None:
        self.reading.page_read.connect(self._on_page_read)
        self.work.shown.connect(self._on_sheet_shown)
        self.work.refused.connect(self._on_refused)
        self.bar.plan_chosen.connect(self._on_plan_chosen)
        self.bar.filter_chosen.connect(self._set_filter)
        self.bar.print_wanted.connect(self._print)
        self.bar.addition_wanted.connect(self._begin_adding)
        self.bar.details_wanted.connect(self.right.show_plan_form)
        self._empty.action_triggered.connect(self._begin_adding)
        self._no_hits.action_triggered.connect(lambda: self._set_filter("all"))
        self.adding.added.connect(self._on_added)
        self.adding.row.closed.connect(self._end_adding)
        table = self.table
        table.measure_chosen.connect(self._choose)
        table.measure_opened.connect(self._show_form)
        self.edits.needs_more.connect(self._ask_for_status)
        self.edits.restored.connect(self._want)
        table.cells.title_typed.connect(lambda _measure, text: self.work.type_title(text))
        self.side.matrix.measure_chosen.connect(self._choose_in_table)
        self.side.matrix.measure_opened.connect(self._show_form)
        self.side.summary.edit_wanted.connect(lambda: self._show_form(self.work.measure))
        self.side.summary.conflict_wanted.connect(self._show_conflict)
        self.form.closed.connect(self._close_form)
        self.form.deletion_wanted.connect(lambda: self.edits.delete(self.form.fields.record))
        self.form.conflict_wanted.connect(self._show_conflict)
        for note in (self.form.number_note, self.side.summary.number_note):
            note.renumber_wanted.connect(self.clashes.renumber)
        self.plan_form.closed.connect(self._close_form)
        self._desk.ways.client_view.connect(self._on_client_view)

    def _bind_keys(self) -> None:
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._begin_adding)

    # Ways in.

    def open_plan(self, company: str, measure: str = "") -> None:
        """The plan of a company, "" for all companies, with a measure chosen."""
        self._wanted_measure = measure
        self._set_filter("all")
        self.right.show_side()
        self.reading.open(company=company)

    def add_to(self, company: str) -> None:
        self.open_plan(company)
        self._begin_adding()

    def set_shown(self, shown: bool) -> None:
        if shown and self.reading.page is None:
            self.reading.read()
        self.reading.set_active(shown)

    # Reading.

    def _on_page_read(self, page: PlanPage) -> None:
        self._loading.stop()
        self.table.cells.today = self._desk.now().date()
        self.bar.set_choices(page.choices, page.plan)
        if page.company and not page.plan:
            self.bar.set_new_company(page.company_name)
        self.bar.set_plan(is_one=bool(page.plan))
        self.bar.set_rows(page.rows)
        self.plan_form.open(page.plan)
        self.adding.set_page(page)
        self.table.show_companies(not page.plan)
        self._show_rows()

    def _show_rows(self) -> None:
        page = self.reading.page
        if page is None:
            return
        rows = [row for row in page.rows if shown_by(self._filter, row)]
        self.table.plan_model.set_rows(rows)
        self.side.set_rows(rows)
        self._views.setCurrentWidget(self.table if rows else self._no_hits if page.rows else self._empty)
        wanted = self._wanted_measure or self.work.measure
        shown = {row.id for row in rows}
        if wanted not in shown:
            wanted = rows[0].id if rows and wanted not in {row.id for row in page.rows} else wanted
        self._wanted_measure = ""
        if not page.rows:
            self._choose("")
        elif wanted in shown:
            self.table.plan_model.open_group_of(wanted)
            self.table.choose(wanted, quiet=True)
            self._choose(wanted)

    def _on_sheet_shown(self) -> None:
        sheet = self.work.sheet
        self.table.set_sheet(sheet)
        self.side.show_sheet(sheet, is_private=not self._desk.client_view)
        self.form.show_sheet(sheet, is_private=not self._desk.client_view)
        if sheet is None and self.right.currentWidget() is self.form:
            self._close_form()

    def _on_refused(self, error: Exception) -> None:
        if not self.form.isVisible() or not self.form.show_error(error):
            text = error_text(error, self._desk.language)
            self._messages.show_message(MessageBar(text, kind=MessageKind.SIGNAL, closable=True), key="refused")

    # Choosing.

    def _choose(self, measure: str) -> None:
        self.side.matrix.choose(measure)
        self.work.open(measure)

    def _choose_in_table(self, measure: str) -> None:
        self.table.plan_model.open_group_of(measure)
        if not self.table.choose(measure):
            self._choose(measure)

    def _on_plan_chosen(self, plan: str) -> None:
        if plan == "new":
            return
        self.right.show_side()
        self.table.forget_choice()
        self._wanted_measure = ""
        self.work.open("")
        self.reading.open(plan=plan)

    def _set_filter(self, key: str) -> None:
        self._filter = key
        self.bar.set_filter(key)
        self._show_rows()

    def _ask_for_status(self, measure: str, status: str) -> None:
        self._show_form(measure)
        self.form.begin_status(status)

    def _want(self, measure: str) -> None:
        self._wanted_measure = measure

    # Adding.

    def _begin_adding(self) -> None:
        self.adding.begin()
        if self._views.currentWidget() is self._empty and not self._views.isHidden():
            self._empty.setVisible(True)

    def _end_adding(self) -> None:
        self.adding.row.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_added(self, measure: str, plan: str) -> None:
        self._wanted_measure = measure
        page = self.reading.page
        if page is not None and page.company and not page.plan:
            self.reading.open(plan=plan)
        if self._filter != "all":
            self._set_filter("all")

    def _show_conflict(self) -> None:
        if self.work.sheet is not None:
            self._desk.ways.conflicts.emit(self.work.sheet.contested_record)

    def _print(self) -> None:
        page = self.reading.page
        if page is not None and page.plan:
            self._desk.drafts.seal_all()
            self._desk.ways.preview.emit("plan", page.plan)

    # The pane at the right.

    def _show_form(self, measure: str) -> None:
        if not measure:
            return
        self._choose_in_table(measure)
        self.right.show_form()

    def _close_form(self) -> None:
        self.right.show_side()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_breakpoint(self, name: str) -> None:
        self.right.set_breakpoint(name)
        self.bar.set_compact(name != "wide")

    def _on_client_view(self, on: bool) -> None:
        self.table.show_dots(not on)
        self.bar.companies.setEnabled(not on)
        self._on_sheet_shown()
