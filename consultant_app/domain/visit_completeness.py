"""What a visit still lacks before its protocol can be final, in the order of the printed sections."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.consulting_time import time_warnings
from consultant_app.domain.groups import Period
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement, Participant, Recommendation, TopicNote

SHORT_TEXT: Final = 200
"""Characters of situation and recommendations together below which an auditor learns too little."""
_NOT_OF_THE_COMPANY: Final = frozenset({"consultant", "partner_guest", "expert"})


@dataclass(frozen=True, slots=True)
class Missing:
    """`section` counts as in print; `code` is of value list `visit_check`; `field` is the visit's, where it is one."""

    section: int
    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class VisitContents:
    """A visit with its parts; `users` are the ids of users, so that contacts among the participants are told apart."""

    visit: Visit
    participants: Sequence[Participant] = ()
    topic_notes: Sequence[TopicNote] = ()
    recommendations: Sequence[Recommendation] = ()
    agreements: Sequence[Agreement] = ()
    users: Set[str] = field(default_factory=frozenset)


def missing_for_final(contents: VisitContents, *, today: date) -> list[Missing]:
    """Empty when the visit may become final."""
    return [*_missing_frame(contents, today), *_missing_texts(contents), *_missing_results(contents)]


def warnings_for_final(contents: VisitContents, *, today: date, grant: Period | None = None) -> list[Missing]:
    """What deserves a second look but blocks nothing."""
    visit = contents.visit
    codes = time_warnings(visit.held_on, visit.times, today=today, grant=grant)
    found = [Missing(5, code, "times") for code in codes if code != "future_date"]
    written = len(visit.situation) + sum(len(one.text) + len(one.hint) for one in contents.recommendations)
    if visit.situation and contents.recommendations and written < SHORT_TEXT:
        found.append(Missing(8, "too_short", "situation"))
    return found


def is_of_company(participant: Participant, users: Set[str]) -> bool:
    return participant.person not in users and participant.role not in _NOT_OF_THE_COMPANY


def _missing_frame(contents: VisitContents, today: date) -> Iterable[Missing]:
    visit = contents.visit
    if not visit.consultants:
        yield Missing(2, "no_consultant", "consultants")
    if not visit.kind:
        yield Missing(5, "no_kind", "kind")
    if visit.held_on is None:
        yield Missing(5, "no_date", "held_on")
    elif visit.held_on > today:
        yield Missing(5, "future_date", "held_on")
    if visit.times is None or visit.times.start is None or visit.times.end is None:
        yield Missing(5, "no_times", "times")
    if visit.place is None or not (visit.place.kind or visit.place.text.strip()):
        yield Missing(5, "no_place", "place")
    if not any(one.present and is_of_company(one, contents.users) for one in contents.participants):
        yield Missing(6, "nobody_of_company")


def _missing_texts(contents: VisitContents) -> Iterable[Missing]:
    visit = contents.visit
    if not visit.occasion.strip():
        yield Missing(7, "no_occasion", "occasion")
    if not visit.goal.strip():
        yield Missing(7, "no_goal", "goal")
    if not visit.situation.strip():
        yield Missing(8, "no_situation", "situation")
    field_texts = [getattr(visit, csr_field.text_field) for csr_field in csr_fields().values()]
    if not contents.topic_notes and not any(text.strip() for text in field_texts):
        yield Missing(9, "no_topic")


def _missing_results(contents: VisitContents) -> Iterable[Missing]:
    if not any(one.text.strip() for one in contents.recommendations):
        yield Missing(11, "no_recommendation")
    if not contents.visit.no_agreements and not any(one.what.strip() for one in contents.agreements):
        yield Missing(12, "no_agreement", "no_agreements")
