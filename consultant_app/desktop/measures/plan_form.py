"""The data of the plan itself: title, goal, period, status; each saves itself."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.plans.measures import set_plan
from consultant_app.actions.plans.sheet import PlanSheet, plan_sheet
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.measures.form_fields import FormFields, beside
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.widgets.buttons import icon_button
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.labels import ElidedLabel, Ground, Hairline, Label
from consultant_app.desktop.widgets.layouts import ScrollPane
from consultant_app.domain.groups import Period
from consultant_app.workspace.workspace import CommitNotice

_MONTHS = (3, 6, 12)


class PlanForm(Ground):
    """`closed()` by its button and Esc."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent, edges="left top")
        mark_pane(self, self.tr("About the plan"))
        self._desk = desk
        self._plan = ""
        self._edits = 0
        self._period = Period()
        self.fields = FormFields(desk.drafts, self._save, today=lambda: desk.now().date(), language=desk.language)
        self._number = ElidedLabel("", "small", role="text2")
        self._build()
        desk.feed.committed.connect(self._on_committed)

    def _build(self) -> None:
        add = self.fields
        close = icon_button("x", self.tr("Close the form"), "quiet")
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setContentsMargins(20, 10, 12, 10)
        top.addWidget(Label(self.tr("About the plan"), "section"))
        top.addWidget(self._number, 1)
        top.addWidget(close)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 12, 20, 24)
        column.setSpacing(12)
        column.addWidget(add.line("title", self.tr("Title of the plan")))
        column.addWidget(add.text("goal", self.tr("Goal of the plan")))
        column.addLayout(beside(add.date("start", self.tr("Period from")), add.date("end", self.tr("Period until"))))
        column.addWidget(add.code("status", self.tr("Status of the plan"), "plan_status"))
        months: list[tuple[str, object]] = [(self.tr("not chosen"), "")]
        months += [(self.tr("every {months} months").format(months=number), number) for number in _MONTHS]
        column.addLayout(
            beside(
                add.date("agreed_on", self.tr("Agreed on")),
                add.choice("review_months", self.tr("Looked through"), months),
            )
        )
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(Hairline())
        outer.addWidget(ScrollPane(content), 1)

    def open(self, plan: str) -> None:
        """Nothing for ""."""
        if plan != self._plan:
            self._plan = plan
            self._read()

    def take_focus(self) -> None:
        self.fields.fields["title"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        plan, edits = self._plan, self._edits
        if plan:
            self._desk.read(
                lambda reader: plan_sheet(reader, plan), lambda sheet: self._on_read(sheet, edits), owner=self
            )

    def _on_read(self, sheet: PlanSheet | None, edits: int) -> None:
        if sheet is None or sheet.id != self._plan or edits != self._edits:
            return
        self._period = sheet.period
        self._number.set_full_text(sheet.number)
        offered = self.fields.fields["review_months"].editor
        if sheet.review_months and sheet.review_months not in _MONTHS and isinstance(offered, ComboBox):
            offered.addItem(self.tr("every {months} months").format(months=sheet.review_months), sheet.review_months)
        values: dict[str, Any] = {
            "title": sheet.title,
            "goal": sheet.goal,
            "start": sheet.period.start,
            "end": sheet.period.end,
            "status": sheet.status,
            "agreed_on": sheet.agreed_on,
            "review_months": sheet.review_months,
        }
        self.fields.show(sheet.id, values, sheet.heads)

    def _save(self, plan: RecordId, field: str, value: Any) -> None:
        if field in ("start", "end"):
            start = value if field == "start" else self._period.start
            end = value if field == "end" else self._period.end
            self._period = Period(start, end)
            field, value = "period", self._period
        self._edits += 1
        self._desk.drafts.left(plan)
        self._desk.write(
            self.tr("Plan changed"),
            lambda writer: set_plan(writer, plan, {field: value}),
            owner=self,
            on_failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self.fields.fields["end"].set_error(error_text(error, self._desk.language))

    def _on_committed(self, notice: CommitNotice) -> None:
        if self._plan in notice.records:
            self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            event.accept()
            return
        super().keyPressEvent(event)
