"""Where a case stands: its legal moves, and what follows from them for case and company."""

from datetime import date

from sqlalchemy import select

from consultant_app.actions.companies.joining import group_of
from consultant_app.domain.company import Company
from consultant_app.domain.consulting_case import ENDED, CaseState, ConsultingCase, needs_reason
from consultant_app.domain.status import check_transition
from consultant_app.errors import RuleError
from consultant_app.workspace.capture import Writer


def move_case(writer: Writer, case_id: str, status: str, *, reason: str, today: date) -> None:
    """Moves a case, or corrects the reason of where it stands.

    An ended case gets its day and a reopened one loses it; the company says whether any case is open. Raises
    RuleError("transition_refused") for an illegal move and "reason_required".
    """
    case = writer.get(ConsultingCase, case_id)
    before, plain = case.status, reason.strip()
    check_transition("case", before, after=status)
    if needs_reason(before, status) and not plain:
        raise RuleError("reason_required", field="state", status=status)
    case.state = CaseState(status, plain)
    if status in ENDED:
        case.closed_on = case.closed_on or today
    elif before in ENDED:
        case.closed_on = None
    group = group_of(writer.raw, case.company)
    company = writer.session.get(Company, group[0]) if group else None
    if company is not None:
        others = writer.session.scalars(
            select(ConsultingCase).where(ConsultingCase.company.in_(group), ConsultingCase.id != case_id)
        )
        company.case_open = any(one.status not in ENDED for one in (case, *others))
