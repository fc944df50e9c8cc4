"""The day of a person: appointments, measures that are due this week, what waits, what was worked on last."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import msgspec

from consultant_app.actions.companies.joining import faces_by_id, group_of
from consultant_app.actions.sync.overview import contested_records
from consultant_app.changes.change import RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Address
from consultant_app.domain.measure import Measure
from consultant_app.domain.plan_figures import SETTLED, is_overdue
from consultant_app.domain.record import Record, record_types
from consultant_app.domain.user import User
from consultant_app.domain.visit import HELD, Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import Language
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.log import marks
from consultant_app.workspace.looking import Looking
from consultant_app.workspace.status import RoundSummary, Whereabouts, count_contested, rounds_of, states_of, waiting_of

MOST_MEASURES: Final = 60
MOST_RECENT: Final = 5
SHOWN_CONFLICTS: Final = 4
_RECENT_CHANGES: Final = 400
_RECENT_TYPES: Final = frozenset({"company", "visit", "action_plan", "note"})
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "visits": frozenset({"visit", "participant", "topic_note", "finding", "recommendation", "agreement"}),
    "measures": frozenset({"action_plan", "measure", "milestone", "kpi", "kpi_value"}),
    "notes": frozenset({"note"}),
    "companies": frozenset({"company", "company_profile", "contact", "consulting_case"}),
}


class Appointment(msgspec.Struct, frozen=True):
    """A visit of the day. `company_people` take part from the company, `colleagues` are consultants besides oneself."""

    id: RecordId
    company: str
    company_name: str
    address: Address
    kind: str | None
    status: str
    start: time | None
    end: time | None
    is_mine: bool
    company_people: tuple[str, ...]
    colleagues: tuple[str, ...]
    measures: int
    protocols: int
    state: Whereabouts

    @property
    def is_ahead(self) -> bool:
        """Planned or running: something is still to be done."""
        return self.status in ("planned", "draft")


class DueMeasure(msgspec.Struct, frozen=True):
    id: RecordId
    title: str
    letter: str
    company: str
    company_name: str
    responsible: str
    due_on: date | None
    status: str
    is_overdue: bool
    state: Whereabouts


class Recent(msgspec.Struct, frozen=True):
    """What was worked on here. `at` in UTC; `company` is set for plans and visits."""

    id: RecordId
    type: str
    title: str
    company: str
    company_name: str
    at: datetime


class ContestedThing(msgspec.Struct, frozen=True):
    id: RecordId
    title: str
    fields: tuple[str, ...]
    others: tuple[str, ...]


class DaySheet(msgspec.Struct, frozen=True):
    """`waiting` counts records by kind (visits, measures, notes, companies, others), those of none left out.

    `contested` are the newest `SHOWN_CONFLICTS`, `contested_fields` counts all.
    """

    day: date
    appointments: tuple[Appointment, ...]
    measures: tuple[DueMeasure, ...]
    contested: tuple[ContestedThing, ...]
    contested_fields: int
    waiting: tuple[tuple[str, int], ...]
    last_round: RoundSummary | None
    recent: tuple[Recent, ...]

    @property
    def next_appointment(self) -> Appointment | None:
        """A running visit, or else the one that begins first; one's own before those of colleagues."""
        ahead = [one for one in self.appointments if one.is_ahead]
        ordered = sorted(ahead, key=lambda one: (not one.is_mine, one.status != "draft", one.start or time.max))
        return next(iter(ordered), None)


def day_sheet(looking: Looking, user: RecordId, today: date, language: Language) -> DaySheet:
    contested = contested_records(looking, user, language, limit=SHOWN_CONFLICTS)
    return DaySheet(
        day=today,
        appointments=_appointments(looking, user, today),
        measures=_due_measures(looking, today),
        contested=tuple(
            ContestedThing(
                one.id,
                one.title,
                tuple(field.label for field in one.fields),
                tuple(dict.fromkeys(v.author_name for f in one.fields for v in f.versions if not v.is_mine)),
            )
            for one in contested
        ),
        contested_fields=count_contested(looking.raw),
        waiting=waiting_by_kind(waiting_of(looking.raw)),
        last_round=next(iter(rounds_of(looking.raw, 1)), None),
        recent=_recent(looking),
    )


def waiting_by_kind(waiting: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Records that wait for the server, in the order visits, measures, notes, companies, others."""
    counts = dict.fromkeys((*_KINDS, "others"), 0)
    for type_name, count in waiting.items():
        counts[next((kind for kind, types in _KINDS.items() if type_name in types), "others")] += count
    return tuple((kind, count) for kind, count in counts.items() if count)


def week_of(day: date) -> tuple[int, date, date]:
    """Calendar week by ISO 8601, its Monday and its Sunday."""
    monday = day - timedelta(days=day.weekday())
    return day.isocalendar().week, monday, monday + timedelta(days=6)


def cycle_status(writer: Writer, measure: str, today: date) -> str:
    """The measure's next status on the way from planned to done and round again; returns it."""
    from consultant_app.actions.plans.measures import next_status, set_status  # reading the day needs none of it

    status = next_status(writer.get(Measure, measure).status)
    set_status(writer, measure, status, today=today)
    return status


def _appointments(looking: Looking, user: RecordId, today: date) -> tuple[Appointment, ...]:
    """By start; those without a time last."""
    visits = looking.where(Visit, "held_on = ? AND status <> 'cancelled'", (today.isoformat(),))
    companies = faces_by_id(looking, [one.company for one in visits])
    users = {one.id: one.name for one in looking.where(User, "1")} if visits else {}
    states = states_of(looking.raw, [RecordId(one.id) for one in visits])
    found = [
        _appointment(
            looking,
            one,
            companies.get(one.company or ""),
            user=user,
            users=users,
            state=states[RecordId(one.id)].whereabouts,
        )
        for one in visits
    ]
    return tuple(sorted(found, key=lambda one: (one.start or time.max, one.company_name, one.id)))


def _appointment(
    looking: Looking,
    visit: Visit,
    company: Company | None,
    *,
    user: RecordId,
    users: Mapping[str, str],
    state: Whereabouts,
) -> Appointment:
    people = looking.where(Participant, "visit = ? ORDER BY sort_key", (visit.id,))
    times = visit.times
    return Appointment(
        id=RecordId(visit.id),
        company=company.id if company else "",
        company_name=company.name if company else "",
        address=(company.address if company else None) or Address(),
        kind=visit.kind,
        status=visit.status or "planned",
        start=times.start if times else None,
        end=times.end if times else None,
        is_mine=user in visit.consultants or not visit.consultants,
        company_people=tuple(one.name for one in people if one.person not in users and one.role != "consultant"),
        colleagues=tuple(sorted(users[id_] for id_ in visit.consultants if id_ in users and id_ != user)),
        measures=_measures_of(looking, visit.company),
        protocols=_protocols_of(looking, visit),
        state=state,
    )


def _measures_of(looking: Looking, company: str | None) -> int:
    group = group_of(looking.raw, company)
    plans = f"SELECT id FROM action_plan WHERE company IN ({marks(len(group))})"
    return looking.count(Measure, f"action_plan IN ({plans})", group)


def _protocols_of(looking: Looking, visit: Visit) -> int:
    earlier = sorted(HELD - {"draft"})
    group = group_of(looking.raw, visit.company)
    condition = f"company IN ({marks(len(group))}) AND id <> ? AND status IN ({marks(len(earlier))})"
    return looking.count(Visit, condition, (*group, visit.id, *earlier))


def _due_measures(looking: Looking, today: date) -> tuple[DueMeasure, ...]:
    """Overdue, due until Sunday, or finished today; first what has been due longest."""
    _, _, sunday = week_of(today)
    settled = sorted(SETTLED)
    status = "json_extract(state, '$.status')"
    measures = looking.where(
        Measure,
        f"due_on <= ? AND ({status} IS NULL OR {status} NOT IN ({marks(len(settled))}) OR done_on = ?)"
        " ORDER BY due_on, title LIMIT ?",
        (sunday.isoformat(), *settled, today.isoformat(), MOST_MEASURES),
    )
    plans = looking.by_id(ActionPlan, [one.action_plan for one in measures])
    companies = faces_by_id(looking, [plan.company for plan in plans.values()])
    people = _person_names(looking, [one.responsible for one in measures])
    states = states_of(looking.raw, [RecordId(one.id) for one in measures])
    found = []
    for one in measures:
        plan = plans.get(one.action_plan or "")
        company = companies.get(plan.company or "") if plan else None
        field = csr_fields().get(one.field_code)
        found.append(
            DueMeasure(
                id=RecordId(one.id),
                title=one.label(),
                letter=field.letter if field else "",
                company=company.id if company else "",
                company_name=company.name if company else "",
                responsible=people.get(one.responsible or "", ""),
                due_on=one.due_on,
                status=one.status,
                is_overdue=is_overdue(one, today),
                state=states[RecordId(one.id)].whereabouts,
            )
        )
    return tuple(found)


def _recent(looking: Looking) -> tuple[Recent, ...]:
    """The roots that were changed on this device last, each once."""
    rows = looking.raw.execute(
        "WITH own AS (SELECT number FROM origin WHERE own = 1 ORDER BY number DESC LIMIT 5),"
        " latest AS (SELECT record FROM change WHERE origin IN (SELECT number FROM own)"
        " ORDER BY origin DESC, number DESC LIMIT ?)"
        " SELECT root.id, root.type, max(part.changed_at), max(part.revision) FROM latest"
        " JOIN record part ON part.id = latest.record JOIN record root ON root.id = part.root"
        " WHERE root.present = 1 GROUP BY root.id, root.type ORDER BY 3 DESC, 4 DESC",
        (_RECENT_CHANGES,),
    )
    found: list[Recent] = []
    for id_, type_name, changed_at, _revision in rows:
        if type_name in _RECENT_TYPES and len(found) < MOST_RECENT:
            record = looking.find(record_types()[type_name].cls, id_)
            if record is not None:
                found.append(_recent_thing(looking, record, type_name, changed_at))
    return tuple(found)


def _recent_thing(looking: Looking, record: Record, type_name: str, changed_at: int) -> Recent:
    company = next(iter(faces_by_id(looking, [getattr(record, "company", None)]).values()), None)
    return Recent(
        id=RecordId(record.id),
        type=type_name,
        title=record.label(),
        company=company.id if company else "",
        company_name=company.name if company else "",
        at=datetime.fromtimestamp(changed_at / 1000, UTC),
    )


def _person_names(looking: Looking, ids: Sequence[str | None]) -> dict[str, str]:
    names: dict[str, str] = {one.id: one.label() for one in looking.by_id(Contact, ids).values()}
    return names | {one.id: one.name for one in looking.by_id(User, ids).values()}
