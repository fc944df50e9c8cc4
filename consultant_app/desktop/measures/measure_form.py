"""All fields of a measure in the pane at the right; each saves itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consultant_app.actions.plans.sheet import MeasureSheet
from consultant_app.desktop.day_words import moment_words
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.measures.form_fields import FormFields, beside
from consultant_app.desktop.measures.kpis import Kpis
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.measures.milestones import Milestones
from consultant_app.desktop.measures.number_note import NumberNote
from consultant_app.desktop.measures.status_fields import StatusFields
from consultant_app.desktop.measures.words import dots_of, field_letter, field_name
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.past_note import PastNote
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.indicators import LetterTile, TwoDots
from consultant_app.desktop.widgets.labels import ElidedLabel, Ground, Hairline, Label, SectionHeading
from consultant_app.desktop.widgets.layouts import ScrollPane
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.measure import PROGRESS_STEP
from consultant_app.errors import ProductError

_MOST_STEPS = 40


class MeasureForm(Ground):
    """`closed()` by its button and Esc, `deletion_wanted()`, `conflict_wanted()`."""

    closed = Signal()
    deletion_wanted = Signal()
    conflict_wanted = Signal()

    def __init__(self, work: MeasureWork, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent, edges="left top")
        mark_pane(self, self.tr("Edit measure"))
        self._work, self._language = work, work.desk.language
        self._topic_field: str | None = None
        self._broken = ""
        self._none = self.tr("not chosen")
        self.fields = FormFields(
            work.desk.drafts,
            lambda measure, field, value: work.set(measure, self.tr("Measure changed"), **{field: value}),
            today=lambda: work.desk.now().date(),
            language=self._language,
        )
        self.status = StatusFields(work)
        self.milestones = Milestones(work)
        self.kpis = Kpis(work)
        self._tile = LetterTile("", "")
        self._number = ElidedLabel("", "small", role="text2")
        self._dots = TwoDots()
        self._conflict = Button(self.tr("Show conflict"), "danger")
        self.number_note = NumberNote()
        self._history = QVBoxLayout()
        self._past = PastNote(work.desk)
        self._history_toggle = Button(self.tr("Show history"), "link", icon="history")
        self._build()
        self._conflict.clicked.connect(self.conflict_wanted)
        self._history_toggle.clicked.connect(self._toggle_history)

    def _build(self) -> None:
        close = icon_button("x", self.tr("Close the form"), "quiet")
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setContentsMargins(20, 10, 12, 10)
        top.setSpacing(8)
        top.addWidget(self._tile)
        top.addWidget(self._number, 1)
        top.addWidget(self._conflict)
        top.addWidget(self._dots)
        top.addWidget(close)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 12, 20, 24)
        column.setSpacing(12)
        column.addWidget(self.number_note)
        self._build_words(column)
        self._build_choices(column)
        column.addWidget(self.status)
        self._build_money(column)
        column.addWidget(self.milestones)
        column.addWidget(self.kpis)
        self._build_end(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(Hairline())
        outer.addWidget(ScrollPane(content), 1)

    def _build_words(self, column: QVBoxLayout) -> None:
        add = self.fields
        title = add.line("title", self.tr("Title"))
        if isinstance(title.editor, QLineEdit):
            title.editor.textEdited.connect(self._on_title_edited)
            title.editor.editingFinished.connect(self._work.carry_title)
        column.addWidget(title)
        column.addWidget(add.text("description", self.tr("Description")))
        column.addWidget(add.text("goal", self.tr("Goal")))

    def _build_choices(self, column: QVBoxLayout) -> None:
        add, none = self.fields, self._none
        column.addLayout(
            beside(
                add.code("csr_field", self.tr("Field of action"), "csr_field", empty=none),
                add.choice("topic", self.tr("Topic"), [(none, "")]),
            )
        )
        column.addLayout(
            beside(
                add.code("priority", self.tr("Priority"), "priority", empty=none),
                add.code("effort", self.tr("Effort"), "effort", empty=none),
                add.code("impact", self.tr("Impact"), "impact", empty=none),
            )
        )
        column.addLayout(
            beside(
                add.choice("responsible", self.tr("Responsible"), [(none, "")]),
                add.choice("accompanied_by", self.tr("Accompanied by"), [(none, "")]),
            )
        )
        column.addLayout(beside(add.date("start_on", self.tr("Start")), add.date("due_on", self.tr("Due"))))

    def _build_money(self, column: QVBoxLayout) -> None:
        add = self.fields
        steps: list[tuple[str, object]] = [(self._none, "")]
        steps += [(f"{percent} %", percent) for percent in range(0, 101, PROGRESS_STEP)]
        progress = add.choice("progress_percent", self.tr("Progress"), steps)
        column.addWidget(progress)
        column.addLayout(
            beside(
                add.amount("cost_estimated", self.tr("Estimated cost in €")),
                add.amount("cost_actual", self.tr("Actual cost in €")),
            )
        )
        column.addWidget(add.text("funding", self.tr("Funding")))
        column.addWidget(add.text("evidence", self.tr("Evidence")))
        column.addWidget(add.text("remark", self.tr("Remark")))

    def _build_end(self, column: QVBoxLayout) -> None:
        heading = SectionHeading(self.tr("History"))
        heading.add_widget(self._history_toggle)
        column.addWidget(heading)
        self._history_box = QWidget()
        self._history_box.setLayout(self._history)
        self._history.setContentsMargins(0, 0, 0, 0)
        self._history_box.hide()
        column.addWidget(self._past)
        column.addWidget(self._history_box)
        remove = Button(self.tr("Delete measure"), "danger", icon="trash")
        remove.clicked.connect(self.deletion_wanted)
        row = QHBoxLayout()
        row.addWidget(remove)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def take_focus(self) -> None:
        self.fields.fields["title"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_status(self, status: str) -> None:
        """Asks for what the status needs."""
        self.status.begin(status)

    def show_sheet(self, sheet: MeasureSheet | None, *, is_private: bool) -> None:
        self.setEnabled(sheet is not None)
        if sheet is None:
            return
        self._tile.set_letter(field_letter(sheet.letter_field), field_name(sheet.letter_field, self._language))
        self._tile.setVisible(bool(sheet.letter_field))
        self._number.set_full_text(" · ".join(part for part in (sheet.values["number"], sheet.company_name) if part))
        self._dots.set_state(dots_of(sheet.whereabouts))
        self._dots.setVisible(is_private)
        self._conflict.setVisible(bool(sheet.contested_record) and is_private)
        self.number_note.show_sheet(sheet)
        self._show_choices(sheet)
        self._show_fields(sheet)
        self.fields.fields["remark"].setVisible(is_private)
        self.status.show_sheet(sheet)
        self.milestones.show_sheet(sheet)
        self.kpis.show_sheet(sheet)
        if not self._history_box.isHidden():
            self._show_history(sheet)

    def _show_fields(self, sheet: MeasureSheet) -> None:
        """What two people's edits broke together is said at its field until one of them is changed."""
        if self._broken:
            self.fields.fields[self._broken].set_error("")
        self.fields.show(sheet.id, sheet.values, sheet.heads)
        is_said = sheet.broken is not None and self.show_error(sheet.broken)
        self._broken = str(sheet.broken.facts["field"]) if sheet.broken is not None and is_said else ""

    def show_error(self, error: Exception) -> bool:
        """At the field it is about; False when this form has no such field."""
        field = error.facts.get("field") if isinstance(error, ProductError) else None
        labelled = self.fields.fields.get(str(field))
        if labelled is None:
            return False
        labelled.set_error(error_text(error, self._language))
        return True

    def _show_choices(self, sheet: MeasureSheet) -> None:
        nobody: Sequence[tuple[str, object]] = [(self._none, "")]
        self.fields.entries("responsible", [*nobody, *sheet.people])
        self.fields.entries("accompanied_by", [*nobody, *sheet.consultants])
        field = sheet.letter_field
        if field != self._topic_field:
            self._topic_field = field
            topics = [
                (topic.de if self._language == "de" else topic.en, topic.code)
                for code, known in csr_fields().items()
                if field in ("", code)
                for topic in known.topics
            ]
            self.fields.entries("topic", [*nobody, *topics])

    def _on_title_edited(self, text: str) -> None:
        self._work.note_title()
        empty = self.tr("Please enter a title, so that the measure has a name in the plan.")
        self.fields.fields["title"].set_error("" if text.strip() else empty)

    def _toggle_history(self) -> None:
        opening = self._history_box.isHidden()
        self._history_box.setVisible(opening)
        self._history_toggle.set_text(self.tr("Hide history") if opening else self.tr("Show history"))
        self._past.begin_anew()
        self._past.setVisible(False)
        if opening and self._work.sheet is not None:
            self._show_history(self._work.sheet)

    def _show_history(self, sheet: MeasureSheet) -> None:
        while self._history.count():
            entry = self._history.takeAt(0)
            widget = entry.widget() if entry is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        steps = sheet.steps[:_MOST_STEPS]
        self._past.show_lacking({step.at_server for step in steps if step.at_server is not None})
        for step in steps:
            at = step.at.astimezone(LOCAL_ZONE)
            self._history.addWidget(Label(f"{moment_words(at)} · {step.who}", "small", role="text2"))
            self._history.addWidget(Label(step.what, "small", wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            event.accept()
            return
        super().keyPressEvent(event)
