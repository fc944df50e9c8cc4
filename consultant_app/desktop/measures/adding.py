"""Adding a measure to the shown plan or to that of a chosen company, from a line or from a template."""

from PySide6.QtCore import QObject, Qt, Signal

from consultant_app.actions.plans.listing import PlanPage
from consultant_app.actions.plans.measures import add_from_template, add_measure, running_plan
from consultant_app.actions.plans.sheet import people_of_company
from consultant_app.actions.visits.listing import list_companies
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.measures.new_measure import NewMeasure
from consultant_app.desktop.tasks import Job
from consultant_app.domain.catalogues import measure_templates
from consultant_app.domain.measure_line import MeasureLine
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Reader

_Choices = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


class Adding(QObject):
    """`row` is the input; `added(measure id, plan id)` when a measure stands."""

    added = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan = self._company = ""
        self._job: Job[_Choices] | None = None
        self.row = NewMeasure(desk.language)
        self.row.hide()
        self.row.line_wanted.connect(self._on_line)
        self.row.template_wanted.connect(self._on_template)
        self.row.company.value_chosen.connect(lambda _value: self._read_choices())

    def begin(self) -> None:
        self._set_for()
        self.row.show()
        self._read_choices()
        first = self.row.company if self._needs_company() and not self.row.company.value else self.row.line
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_page(self, page: PlanPage) -> None:
        changed = (page.plan, page.company) != (self._plan, self._company)
        self._plan, self._company = page.plan, page.company
        if changed and not self.row.isHidden():
            self._set_for()
            self._read_choices()

    def _needs_company(self) -> bool:
        return not self._company

    def _set_for(self) -> None:
        self.row.set_for(today=self._desk.now().date(), asks_company=self._needs_company())

    def _read_choices(self) -> None:
        company = self._company or str(self.row.company.value or "")
        needs_company = self._needs_company()

        def query(reader: Reader) -> _Choices:
            people = people_of_company(reader, company or None)
            names = list_companies(reader) if needs_company else ()
            return people, tuple((name, id_) for id_, name in names)

        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.read(query, self._on_choices, owner=self)

    def _on_choices(self, choices: _Choices) -> None:
        people, companies = choices
        self.row.set_choices(people=people, companies=companies)

    def _on_line(self, line: MeasureLine, company: str) -> None:
        text = self.tr("Measure “{measure}” added").format(measure=line.title)
        identity, typed = self._desk.workspace.identity, line

        def edit(writer: Writer) -> tuple[str, str]:
            plan = self._plan_in(writer, company)
            return add_measure(writer, plan, typed, identity), plan

        self._desk.write(
            text,
            edit,
            lambda made: self.added.emit(*made),
            owner=self,
            on_failed=lambda error: self._on_failed(error, line.title),
        )

    def _on_template(self, code: str, company: str) -> None:
        template, identity, today = measure_templates()[code], self._desk.workspace.identity, self._desk.now().date()

        def edit(writer: Writer) -> tuple[str, str]:
            plan = self._plan_in(writer, company)
            return add_from_template(writer, plan, template, identity, today=today), plan

        text = self.tr("Measure “{measure}” added").format(measure=template.de)
        self._desk.write(text, edit, lambda made: self.added.emit(*made), owner=self)

    def _plan_in(self, writer: Writer, company: str) -> str:
        """On the writing thread."""
        if self._plan:
            return self._plan
        today = self._desk.now().date()
        return running_plan(writer, company or self._company, self._desk.workspace.identity, day=today)

    def _on_failed(self, error: Exception, title: str) -> None:
        self.row.bring_back(title)
        self.row.show_error(error_text(error, self._desk.language))
