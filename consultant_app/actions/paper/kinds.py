"""The documents there are: for each, how its contents are gathered, how it is set, and what numbers it shows.

A new document gets its line in `KINDS`; window, command line, files and printers take it from there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from consultant_app.actions.paper.attendance import attendance_contents
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.measures import sheet_of_measure, sheets_of_plan
from consultant_app.actions.paper.numbering import number_measure, number_plan, number_visit
from consultant_app.actions.paper.plan import plan_contents
from consultant_app.actions.paper.visit import visit_contents
from consultant_app.documents.contents import MeasureSheets
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """One document ready to be set. `make` reads nothing any more, so it runs when the workspace is free again."""

    name: str
    number: str
    company: str
    day: date | None = None
    is_landscape: bool = False
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Of a record of class `source`: `allot` gives the numbers that the paper shows.

    Both raise RuleError("record_not_found").
    """

    source: type[Visit] | type[ActionPlan] | type[Measure]
    allot: Callable[[Workspace, str], None]
    gather: Callable[[Reader, str, Edition], Pages]


# The layout is imported when the first paper is set: it costs start-up time.


def _visit_protocol(reader: Reader, visit: str, edition: Edition) -> Pages:
    contents = visit_contents(reader, visit, edition)

    def make() -> bytes:
        from consultant_app.documents.visit_protocol import render_visit_protocol

        return render_visit_protocol(contents)

    return Pages(
        name=edition.words["visit_protocol"],
        number=contents.number,
        company=contents.company.name,
        day=contents.appointment.held_on,
        make=make,
    )


def _action_plan(reader: Reader, plan: str, edition: Edition) -> Pages:
    contents = plan_contents(reader, plan, edition)

    def make() -> bytes:
        from consultant_app.documents.action_plan import render_action_plan

        return render_action_plan(contents)

    return Pages(
        name=edition.words["action_plan"],
        number=contents.number,
        company=contents.company_name,
        is_landscape=True,
        make=make,
    )


def _attendance_list(reader: Reader, visit: str, edition: Edition) -> Pages:
    contents = attendance_contents(reader, visit, edition)

    def make() -> bytes:
        from consultant_app.documents.attendance_list import render_attendance_list

        return render_attendance_list(contents)

    return Pages(
        name=edition.words["attendance_list"],
        number=contents.number,
        company=contents.company_name,
        day=contents.held_on,
        make=make,
    )


def _sheets_of_plan(reader: Reader, plan: str, edition: Edition) -> Pages:
    return _sheets(sheets_of_plan(reader, plan, edition), edition.words["measure_sheets"])


def _sheet_of_measure(reader: Reader, measure: str, edition: Edition) -> Pages:
    return _sheets(sheet_of_measure(reader, measure, edition), edition.words["measure_sheet"])


def _sheets(contents: MeasureSheets, name: str) -> Pages:
    def make() -> bytes:
        from consultant_app.documents.measure_sheets import render_measure_sheets

        return render_measure_sheets(contents)

    alone = contents.sheets[0].number if len(contents.sheets) == 1 else ""
    number = " ".join(part for part in (contents.number, alone) if part)
    return Pages(name=name, number=number, company=contents.company_name, make=make)


KINDS: Final[Mapping[str, Kind]] = {
    "visit": Kind(source=Visit, allot=number_visit, gather=_visit_protocol),
    "attendance": Kind(source=Visit, allot=number_visit, gather=_attendance_list),
    "sheets": Kind(source=ActionPlan, allot=number_plan, gather=_sheets_of_plan),
    "measure": Kind(source=Measure, allot=number_measure, gather=_sheet_of_measure),
    "plan": Kind(source=ActionPlan, allot=number_plan, gather=_action_plan),
}
