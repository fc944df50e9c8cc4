"""The sections of a visit in the order of its protocol, how far each is, and what is missing before it can be final."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from consultant_app.actions.visits.sheet import VisitSheet
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.text import word_count
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_completeness import Missing, VisitContents, missing_for_final, warnings_for_final
from consultant_app.domain.visit_parts import Agreement, Participant, Recommendation, TopicNote

SECTIONS: Final = (
    "frame",
    "occasion",
    "situation",
    "MA",
    "UM",
    "AR",
    "GE",
    "findings",
    "recommendations",
    "agreements",
    "next",
    "files",
    "note",
)
"""Keys of the sections; those of the fields of action are the fields' codes."""

PEOPLE: Final = "people"
"""Where the participants stand: a pane beside the sections."""

_PRINTED: Final = {
    2: "frame",
    5: "frame",
    6: PEOPLE,
    7: "occasion",
    8: "situation",
    9: "MA",
    11: "recommendations",
    12: "agreements",
}
"""By the number of a printed section (domain.md section 4)."""


class Filled(enum.Enum):
    EMPTY = "empty"
    OPEN = "open"
    """Something that the final state needs is missing."""
    WORDS = "words"
    COUNT = "count"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SectionState:
    """`number` counts words or entries."""

    filled: Filled
    number: int = 0


def section_of(missing: Missing) -> str:
    """The section, or `PEOPLE`, in which something missing is to be filled in."""
    return _PRINTED.get(missing.section, "frame")


def missing_of(sheet: VisitSheet, *, today: date) -> list[Missing]:
    """What the final protocol still needs; the end of a clock that runs comes with it."""
    missing = missing_for_final(_contents(sheet), today=today)
    starts = sheet.times is not None and sheet.times.start is not None
    return [one for one in missing if not (one.code == "no_times" and sheet.clock_runs and starts)]


def warnings_of(sheet: VisitSheet, *, today: date) -> list[Missing]:
    return warnings_for_final(_contents(sheet), today=today)


def section_states(sheet: VisitSheet, missing: Iterable[Missing]) -> dict[str, SectionState]:
    """By section key, for every section."""
    lacking = {section_of(one) for one in missing}
    following = sheet.next_appointment
    states = {
        "frame": SectionState(Filled.OPEN if "frame" in lacking else Filled.DONE),
        "occasion": _of_texts(sheet.texts["occasion"], sheet.texts["goal"], done="occasion" not in lacking),
        "situation": _of_texts(sheet.texts["situation"]),
        "findings": _of_count(sum(1 for one in sheet.findings if one.texts["text"].strip())),
        "recommendations": _of_count(sum(1 for one in sheet.recommendations if one.texts["text"].strip())),
        "agreements": _of_count(len(sheet.agreed)),
        "next": SectionState(Filled.DONE if following and (following.day or following.open) else Filled.EMPTY),
        "files": _of_count(sheet.files),
        "note": _of_texts(sheet.texts["internal_note"]),
    }
    if not sheet.agreed and sheet.no_agreements:
        states["agreements"] = SectionState(Filled.DONE)
    for code, csr_field in csr_fields().items():
        observed = [one.texts["observation"] for one in sheet.topic_notes if one.code.startswith(code)]
        states[code] = _of_texts(sheet.texts[csr_field.text_field], *observed)
    return states


def _of_texts(*texts: str, done: bool = False) -> SectionState:
    if done:
        return SectionState(Filled.DONE)
    words = sum(word_count(text) for text in texts)
    return SectionState(Filled.WORDS, words) if words else SectionState(Filled.EMPTY)


def _of_count(number: int) -> SectionState:
    return SectionState(Filled.COUNT, number) if number else SectionState(Filled.EMPTY)


def _contents(sheet: VisitSheet) -> VisitContents:
    texts: dict[str, Any] = dict(sheet.texts)
    return VisitContents(
        visit=Visit(
            kind=sheet.kind,
            held_on=sheet.held_on,
            times=sheet.times,
            place=sheet.place,
            consultants=sheet.consultants,
            no_agreements=sheet.no_agreements,
            **texts,
        ),
        participants=[Participant(person=one.person, role=one.role, present=one.present) for one in sheet.attendees],
        topic_notes=[TopicNote(topic=one.code) for one in sheet.topic_notes],
        recommendations=[Recommendation(text=one.texts["text"]) for one in sheet.recommendations],
        agreements=[Agreement(what=one.what) for one in sheet.agreed],
        users={one.id for one in sheet.people if one.is_user},
    )
