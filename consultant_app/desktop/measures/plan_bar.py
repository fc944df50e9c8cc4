"""The head of the plan page: whose plan, what of it, how far it is, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from consultant_app.actions.plans.listing import MeasureRow, PlanChoice, done_of
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.choices import FilterChip
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.indicators import StepProgress
from consultant_app.desktop.widgets.labels import Label

FILTERS = ("all", "open", "overdue", "mine")


def shown_by(key: str, row: MeasureRow) -> bool:
    """Whether a filter lets a measure through."""
    tests = {"all": True, "open": row.is_open, "overdue": row.is_overdue, "mine": row.is_mine}
    return tests[key]


class PlanBar(QWidget):
    """`plan_chosen(plan id, "" for all)`, `filter_chosen(key)`, `print_wanted()`, `addition_wanted()`,
    `details_wanted()`. `matrix_button` is there below 1400 px, for what stands at the right.
    """

    plan_chosen = Signal(str)
    filter_chosen = Signal(str)
    print_wanted = Signal()
    addition_wanted = Signal()
    details_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everyone = self.tr("All companies")
        self.companies = ComboBox(self.tr("Company"), [(self._everyone, "")], icon="building-factory-2")
        self.companies.setMinimumWidth(272)
        self.print_button = Button(self.tr("Print plan"), icon="printer")
        self.add_button = Button(self.tr("Add measure"), "primary", icon="plus")
        self._short = {
            self.print_button: (self.print_button.text(), self.tr("Print")),
            self.add_button: (self.add_button.text(), self.tr("Measure")),
        }
        self.details_button = Button(self.tr("About the plan"), "link")
        self.matrix_button = Button(self.tr("Matrix"), icon="table")
        self.matrix_button.setCheckable(True)
        self._progress_words = Label("", "small", role="text2")
        self._progress = StepProgress(self.tr("Done"))
        self._progress.setFixedWidth(112)
        self._texts = {
            "all": self.tr("All"),
            "open": self.tr("Open"),
            "overdue": self.tr("Overdue"),
            "mine": self.tr("Mine"),
        }
        self.chips = {key: FilterChip(self._texts[key]) for key in FILTERS}
        self._group = QButtonGroup(self)
        for key in FILTERS:
            self._group.addButton(self.chips[key])
            self.chips[key].clicked.connect(lambda _on, key=key: self.filter_chosen.emit(key))
        self.chips["all"].setChecked(True)
        self._connect()
        self._build()

    def _connect(self) -> None:
        self.companies.value_chosen.connect(lambda value: self.plan_chosen.emit(str(value)))
        self.print_button.clicked.connect(self.print_wanted)
        self.add_button.clicked.connect(self.addition_wanted)
        self.details_button.clicked.connect(self.details_wanted)

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        self._title = Label(self.tr("Action plan"), "page_title")
        first.addWidget(self._title)
        first.addSpacerItem(QSpacerItem(12, 0, QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum))
        first.addWidget(self.companies)
        first.addWidget(self.details_button)
        first.addStretch(1)
        first.addWidget(self.print_button)
        first.addWidget(self.add_button)
        second = QHBoxLayout()
        second.setSpacing(8)
        for chip in self.chips.values():
            second.addWidget(chip)
        second.addStretch(1)
        second.addWidget(self._progress_words)
        second.addSpacing(4)
        second.addWidget(self._progress)
        second.addSpacing(8)
        second.addWidget(self.matrix_button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 16, 12)
        column.setSpacing(12)
        column.addLayout(first)
        column.addLayout(second)

    def set_choices(self, choices: Sequence[PlanChoice], chosen: str) -> None:
        """`chosen` is a plan's id, "" for all companies."""
        self.companies.set_entries([(self._everyone, ""), *((choice.name, choice.plan) for choice in choices)])
        self.companies.set_value(chosen)

    def set_new_company(self, name: str) -> None:
        """A company without a plan stands in the selector until its first measure makes one."""
        self.companies.insertItem(1, name, "new")
        self.companies.setCurrentIndex(1)

    def set_rows(self, rows: Sequence[MeasureRow]) -> None:
        """The counts and the bar follow the whole plan, whatever the filter."""
        for key, chip in self.chips.items():
            count = sum(shown_by(key, row) for row in rows)
            chip.set_count(count, flagged=key == "overdue" and count > 0)
        done, total = done_of(rows)
        words = self.tr("{done} of {total} done").format(done=done, total=total)
        self._progress_words.setText(words)
        self._progress.set_progress(done, total, words)
        for widget in (self._progress_words, self._progress):
            widget.setVisible(total > 0)

    def set_plan(self, *, is_one: bool) -> None:
        """Printing and the data of the plan are there for one plan, not for all together."""
        self.print_button.setVisible(is_one)
        self.details_button.setVisible(is_one)

    def set_filter(self, key: str) -> None:
        self.chips[key].setChecked(True)

    def set_compact(self, compact: bool) -> None:
        self._title.setContentsMargins(0, 0, 4 if compact else 16, 0)
        self.matrix_button.setVisible(compact)
        for button, (whole, short) in self._short.items():
            button.set_text(short if compact else whole)
            button.set_name(whole)
        self.companies.setMinimumWidth(160 if compact else 272)
        self._column.setContentsMargins(32, 14 if compact else 20, 24, 12)
