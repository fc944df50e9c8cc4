"""The companies as a list: what finds a company again, how it stands, and where what is known of it lies."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import func, select, text
from sqlalchemy.orm import InstrumentedAttribute

from consultant_app.actions.companies.joining import joined_companies
from consultant_app.actions.today.counts import overdue
from consultant_app.changes.change import RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.company_profile import CompanyProfile
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.record import Record
from consultant_app.domain.text import collapsed, german_order
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import HELD, Visit
from consultant_app.errors import Language
from consultant_app.workspace.status import Whereabouts
from consultant_app.workspace.workspace import Reader

_ABOUT: Final[tuple[type[Record], ...]] = (CompanyProfile, Contact, ConsultingCase, Visit, ActionPlan, Note)
"""The roots that belong to a company, each by its field `company`."""
_URGENCY: Final = (Whereabouts.CONFLICT, Whereabouts.SET_ASIDE, Whereabouts.WAITING, Whereabouts.BOTH)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ListedCompany:
    """`fields` are those of action in which it has measures. `haystack` holds all that a search looks at, collapsed;
    `order` is the place of the name in German order.
    """

    id: RecordId
    name: str
    city: str
    branch: str
    headcount: int | None
    lead_partner: str | None
    last_visit_on: date | None
    overdue: int
    fields: frozenset[str]
    state: Whereabouts
    haystack: str
    order: tuple[str, str]

    def matches(self, words: tuple[str, ...]) -> bool:
        """Whether every one of the collapsed words occurs."""
        return all(word in self.haystack for word in words)


def search_words(typed: str) -> tuple[str, ...]:
    """What somebody typed into the search field, for `ListedCompany.matches`."""
    return tuple(collapsed(word) for word in typed.split())


def listed_companies(reader: Reader, today: date, language: Language) -> tuple[ListedCompany, ...]:
    """Every company for which no other one stands, by name. Ten thousand take a few hundred milliseconds."""
    joined = joined_companies(reader.raw)
    sections = {entry.code: entry.label(language) for entry in value_list("wz_section")}
    headcounts = _gathered(dict(_pairs(reader, CompanyProfile.company, CompanyProfile.headcount)), joined, _first)
    last, late = last_visits(reader, today), _gathered(_overdue_counts(reader, today), joined, operator.add)
    people = _gathered(_people(reader), joined, operator.add)
    states = _gathered(company_states(reader), joined, lambda one, other: min(one, other, key=_URGENCY.index))
    fields = _gathered(_fields(reader), joined, operator.or_)
    rows = reader.session.execute(
        select(Company.id, Company.name, Company.address, Company.branch, Company.wz, Company.lead_partner)
    )
    found = []
    former = _gathered({id_: f" {name}" for id_, name in _names(reader) if id_ in joined}, joined, operator.add)
    for id_, name, address, branch, activity, lead in rows:
        if id_ in joined:
            continue
        city = address.city if address else ""
        trade = branch or (sections.get(activity.section, "") if activity else "")
        found.append(
            ListedCompany(
                id=RecordId(id_),
                name=name,
                city=city,
                branch=trade,
                headcount=headcounts.get(id_),
                lead_partner=lead,
                last_visit_on=last.get(id_),
                overdue=late.get(id_, 0),
                fields=fields.get(id_, frozenset()),
                state=states.get(id_, Whereabouts.BOTH),
                haystack=collapsed(" ".join((name, city, trade, people.get(id_, ""), former.get(id_, "")))),
                order=german_order(name),
            )
        )
    return tuple(sorted(found, key=lambda one: one.order))


def last_visits(reader: Reader, today: date) -> dict[str, date]:
    """The newest day, by company, on which a visit took place."""
    held = select(Visit.company, func.max(Visit.held_on)).where(Visit.status.in_(HELD), Visit.held_on <= today)
    last = {id_: day for id_, day in reader.session.execute(held.group_by(Visit.company)) if id_ and day}
    return _gathered(last, joined_companies(reader.raw), max)


def _gathered(found: Mapping[str, V], joined: Mapping[str, str], together: Callable[[V, V], V]) -> dict[str, V]:
    """By the companies that stand for others: what was found of each, put together with what was found of these."""
    gathered = {company: value for company, value in found.items() if company not in joined}
    for company, face in joined.items():
        if company in found:
            gathered[face] = together(gathered[face], found[company]) if face in gathered else found[company]
    return gathered


def _first(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


def _names(reader: Reader) -> Sequence[tuple[str, str]]:
    return [(id_, name) for id_, name in reader.session.execute(select(Company.id, Company.name))]


def company_states(reader: Reader) -> dict[str, Whereabouts]:
    """Where all that belongs to a company is: itself, its roots and their parts; those all in both places left out."""
    about = " UNION ALL ".join(
        ["SELECT id, id AS company FROM company"]
        + [f"SELECT id, company FROM {cls.__tablename__} WHERE company IS NOT NULL" for cls in _ABOUT]
    )
    rows = reader.session.execute(
        text(
            "WITH moving AS (SELECT root, max(contested <> '') AS contested, max(accepted IS NOT NULL) AS waiting"
            " FROM record NOT INDEXED WHERE present = 1 AND (contested <> '' OR accepted IS NOT NULL) GROUP BY root)"
            " SELECT a.company, max(m.contested), max(m.waiting), max(a.id IN (SELECT root FROM record WHERE id IN"
            " (SELECT record FROM change WHERE state <> 1 AND state = 2 AND EXISTS (SELECT 1 FROM set_aside))))"
            f" FROM moving m JOIN ({about}) a ON a.id = m.root GROUP BY a.company"
        )
    )
    return {id_: _whereabouts(contested, aside, waiting) for id_, contested, waiting, aside in rows}


def _whereabouts(contested: int, aside: int, waiting: int) -> Whereabouts:
    if contested:
        return Whereabouts.CONFLICT
    if aside:
        return Whereabouts.SET_ASIDE
    return Whereabouts.WAITING if waiting else Whereabouts.BOTH


def _overdue_counts(reader: Reader, today: date) -> dict[str, int]:
    late = (
        select(ActionPlan.company, func.count())
        .join(Measure, Measure.action_plan == ActionPlan.id)
        .where(*overdue(today))
        .group_by(ActionPlan.company)
    )
    return {id_: count for id_, count in reader.session.execute(late) if id_}


def _fields(reader: Reader) -> dict[str, frozenset[str]]:
    """The fields of action of a company's measures; a topic says its field with its first letters."""
    found: dict[str, set[str]] = {}
    of_measures = select(ActionPlan.company, Measure.topic, Measure.csr_field).join(
        Measure, Measure.action_plan == ActionPlan.id
    )
    for company, topic, field in reader.session.execute(of_measures.distinct()):
        if company:
            found.setdefault(company, set()).add((topic or "").partition("-")[0] or field or "")
    return {company: frozenset(codes) for company, codes in found.items()}


def _people(reader: Reader) -> dict[str, str]:
    named: dict[str, str] = {}
    rows = select(Contact.company, Contact.first_name, Contact.last_name)
    for company, first, last in reader.session.execute(rows):
        if company:
            named[company] = f"{named.get(company, '')} {first} {last}"
    return named


def _pairs(
    reader: Reader, key: InstrumentedAttribute[str | None], value: InstrumentedAttribute[int | None]
) -> list[tuple[str, int | None]]:
    return [(id_, number) for id_, number in reader.session.execute(select(key, value)) if id_]
