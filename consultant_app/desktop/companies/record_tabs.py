"""The tabs of a company that are lists: visits, measures, notes, and what happened to all of it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.companies.history import HistoryLine, company_history
from consultant_app.actions.companies.sheet import CompanyNote, CompanySheet
from consultant_app.desktop.companies.overview_tab import DatedRowDelegate
from consultant_app.desktop.companies.words import day_words, measure_row, visit_row
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.past_note import PastNote
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.messages import EmptyState
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language

translate = QCoreApplication.translate


class ListTab(QWidget):
    """A list that says what to do while it is empty, and one action above it. `opened(id)`, `action_asked()`."""

    opened = Signal(str)
    action_asked = Signal()

    def __init__(
        self, rows: RowList, *, empty: str, icon: str, action: str, action_icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        self._empty = EmptyState(empty, icon=icon)
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, 12, 0, 4)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if action:
            button = Button(action, icon=action_icon)
            button.clicked.connect(self.action_asked)
            self._bar.addWidget(button)
            self._bar.addStretch(1)
            column.addLayout(self._bar)
        column.addWidget(self._empty, 1)
        column.addWidget(rows, 1)
        rows.row_opened.connect(self.opened)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self._empty.setVisible(not rows)


def visits_tab() -> ListTab:
    rows = RowList(translate("CompanyTabs", "Visits of the company"), margin=0, open_on_click=True)
    rows.setItemDelegate(DatedRowDelegate(rows, margin=0))
    return ListTab(
        rows,
        empty=translate("CompanyTabs", "No visit yet."),
        icon="calendar-event",
        action=translate("CompanyTabs", "Plan a visit here"),
        action_icon="plus",
    )


def plan_tab() -> ListTab:
    return ListTab(
        RowList(translate("CompanyTabs", "Measures of the company"), margin=0, open_on_click=True),
        empty=translate("CompanyTabs", "No measures yet. In a visit, one line with “M:” is enough."),
        icon="list-check",
        action=translate("CompanyTabs", "Open the action plan"),
        action_icon="list-check",
    )


def notes_tab() -> ListTab:
    return ListTab(
        RowList(translate("CompanyTabs", "Notes about the company"), margin=0, open_on_click=True),
        empty=translate("CompanyTabs", "No notes yet."),
        icon="notes",
        action=translate("CompanyTabs", "Write a note"),
        action_icon="plus",
    )


def visit_rows(sheet: CompanySheet, today: date, language: Language) -> list[Row]:
    return [visit_row(one, today, language) for one in sheet.visits]


def plan_rows(sheet: CompanySheet, today: date, language: Language) -> list[Row]:
    """By field of action, each below its name."""
    fields = {code: field.de if language == "de" else field.en for code, field in csr_fields().items()}
    fields[""] = translate("CompanyTabs", "Without a field of action")
    rows: list[Row] = []
    for code, name in fields.items():
        measures = [one for one in sheet.measures if one.csr_field == code]
        if measures:
            done = sum(1 for one in measures if one.status == "done")
            words = translate("CompanyTabs", "{done}/{total} done").format(done=done, total=len(measures))
            rows.append(Row(id=f"field {code}", title=name, right=words, heading=True))
            rows += [measure_row(one, today, language=language) for one in measures]
    return rows


def note_rows(sheet: CompanySheet, today: date, language: Language) -> list[Row]:
    return [_note_row(note, today, language) for note in sheet.notes]


def _note_row(note: CompanyNote, today: date, language: Language) -> Row:
    return Row(
        id=note.id,
        title=note.title,
        subtitle=note.excerpt if note.excerpt != note.title else "",
        right=day_words(note.noted_on, today),
        right_below=label_of("note_kind", note.kind, language=language),
        icon="notes",
    )


class HistoryTab(ListTab):
    """Read when it is shown: the history of a company is longer than all else on its page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._job: Job[tuple[HistoryLine, ...]] | None = None
        self._past = PastNote(desk)
        super().__init__(
            RowList(translate("CompanyTabs", "History of the company"), margin=0),
            empty=translate("CompanyTabs", "Nothing has happened yet."),
            icon="history",
            action="",
            action_icon="",
            parent=parent,
        )
        self._column.insertWidget(0, self._past)

    def open(self, company: str) -> None:
        self._past.begin_anew()
        self.load(company)

    def load(self, company: str) -> None:
        language = self._desk.language
        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.read(
            lambda reader: company_history(reader, company, language), self._on_read, owner=self
        )

    def _on_read(self, lines: tuple[HistoryLine, ...]) -> None:
        today = self._desk.now().date()
        self.show_rows([_history_row(line, at, today) for at, line in enumerate(lines)])
        self._past.show_lacking({line.record for line in lines if line.is_at_server})


def _history_row(line: HistoryLine, at: int, today: date) -> Row:
    local = line.at.astimezone(LOCAL_ZONE)
    what = {
        "new": translate("CompanyTabs", "{what}: recorded"),
        "delete": translate("CompanyTabs", "{what}: deleted"),
        "restore": translate("CompanyTabs", "{what}: brought back"),
    }.get(line.kind, "{what}")
    values = " · ".join(f"{label}: {value}" for label, value in line.fields)
    return Row(
        id=f"{line.record} {line.at.timestamp()} {at}",
        title=what.format(what=line.what),
        subtitle=values,
        right=f"{day_words(local.date(), today)}, {local:%H:%M}",
        right_below=", ".join(word for word in (line.who, line.where) if word),
        dots=DotState.BOTH if line.has_receipt else DotState.WAITING,
    )
