"""Words and marks of companies, visits and measures, as the pages of companies and of the day show them."""

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.day_words import due_date, short_date
from consultant_app.desktop.record_dots import DOTS
from consultant_app.desktop.widgets.painting import DotState, StatusState
from consultant_app.desktop.widgets.rows import Row
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language

# The day uses some of these words; it shall not load what the pages of companies read.
if TYPE_CHECKING:
    from consultant_app.actions.companies.listing import ListedCompany
    from consultant_app.actions.companies.sheet import CompanyVisit, PlannedMeasure

translate = QCoreApplication.translate
GLYPHS = {
    "idea": StatusState.OPEN,
    "planned": StatusState.OPEN,
    "in_progress": StatusState.ACTIVE,
    "postponed": StatusState.WAITING,
    "rejected": StatusState.WAITING,
    "done": StatusState.DONE,
}


def glyph(status: str, *, is_overdue: bool) -> StatusState:
    """Overdue replaces the glyph, not the status."""
    return StatusState.OVERDUE if is_overdue else GLYPHS.get(status, StatusState.OPEN)


def day_words(day: date | None, today: date) -> str:
    """`heute`, `gestern`, else the day without its year where that is the running one."""
    if day is None:
        return ""
    if day == today:
        return translate("CompanyWords", "today")
    if day == today - timedelta(days=1):
        return translate("CompanyWords", "yesterday")
    return due_date(day, today)


def clock_words(start: time | None) -> str:
    return f"{start:%H:%M}" if start else ""


def company_row(company: "ListedCompany", today: date) -> Row:
    """Made beside the interface, for many companies at once."""
    staff = translate("CompanyWords", "%n employees", None, company.headcount) if company.headcount else ""
    trade = company.branch.partition(";")[0]
    late = translate("CompanyWords", "%n overdue", None, company.overdue) if company.overdue else ""
    return Row(
        id=company.id,
        title=company.name or translate("CompanyWords", "Without a name"),
        subtitle=", ".join(word for word in (company.city, trade, staff) if word),
        right=day_words(company.last_visit_on, today),
        right_below=late,
        below_flagged=bool(late),
        dots=DOTS[company.state],
        strong=True,
    )


def visit_kind(visit: "CompanyVisit", language: Language) -> str:
    return label_of("visit_kind", visit.kind, language=language) or translate("CompanyWords", "Visit")


def visit_row(visit: "CompanyVisit", today: date, language: Language) -> Row:
    """The day stands in `middle`: a delegate paints it first."""
    status = label_of("visit_status", visit.status, language=language)
    right = status[:1].lower() + status[1:] if language == "de" else status
    if visit.held_on == today and visit.status in ("planned", "draft"):
        right = ", ".join(word for word in (translate("CompanyWords", "today"), clock_words(visit.start)) if word)
    return Row(
        id=visit.id,
        title=visit_kind(visit, language),
        middle=short_date(visit.held_on) if visit.held_on else translate("CompanyWords", "no day yet"),
        right=right,
    )


def measure_row(measure: "PlannedMeasure", today: date, *, language: Language, dots: DotState | None = None) -> Row:
    word = label_of("measure_status", measure.status, language=language)
    return Row(
        id=measure.id,
        title=measure.title,
        middle=measure.responsible,
        right=due_date(measure.due_on, today) if measure.due_on else "",
        right_flagged=measure.is_overdue,
        status=glyph(measure.status, is_overdue=measure.is_overdue),
        status_text=translate("CompanyWords", "{status}, overdue").format(status=word) if measure.is_overdue else word,
        letter=measure.letter,
        dots=dots,
    )
