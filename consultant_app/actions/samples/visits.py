"""The sample's visits as records, with their parts and the note that was taken beside each."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from consultant_app.actions.samples.files import People, Placed, Row, TimeShift, place, sample_file, sample_id
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind, consortium_space, organisation_space, person_space
from consultant_app.domain.catalogues import csr_fields, mapping
from consultant_app.domain.groups import Times
from consultant_app.domain.note import NOTE_SPACES, Note
from consultant_app.domain.ordering import keys_in_a_row
from consultant_app.domain.record import Record
from consultant_app.domain.visit import Appointment, Place, Visit
from consultant_app.domain.visit_parts import Agreement, Finding, Participant, Recommendation, TopicNote


def visit_records(shift: TimeShift, people: People, *, lead: Mapping[str, str]) -> Iterator[Placed]:
    for row in sample_file("visits")["visits"]:
        space = organisation_space(lead[row["company"]])
        visit = _visit(row, shift, people)
        yield place(visit, space)
        for part in _visit_parts(row, shift, people):
            yield place(part, space, root=visit.id)
        yield _note(row, shift, people)


def _visit(row: Row, shift: TimeShift, people: People) -> Visit:
    held_on = shift.day(row["date"])
    following = row["next_appointment"]
    first_contact = next((one["contact"] for one in row["participants"] if "contact" in one), None)
    return Visit(
        id=sample_id(row["id"]),
        company=sample_id(row["company"]),
        consulting_case=sample_id(f"{row['company']}/case"),
        contact=sample_id(first_contact) if first_contact else None,
        number=shift.number(row["number"], held_on or date.min),
        doc_version=1,
        kind=row["kind"],
        status=row["status"],
        held_on=held_on,
        times=Times(_time(row["start"]), _time(row["end"]), row["break_minutes"]),
        travel_minutes=row["travel_minutes"],
        place=Place(row["place"]["kind"], row["place"]["text"]),
        consultants=frozenset(people.id(name) for name in row["consultants"]),
        occasion=shift.text(row["occasion"]),
        goal=shift.text(row["goal"]),
        situation=shift.text(row["situation"]),
        equality=row["cross_cutting"]["equality"],
        non_discrimination=row["cross_cutting"]["non_discrimination"],
        sustainability=row["cross_cutting"]["sustainability"],
        handed_over="\n".join(shift.text(line) for line in row["handed_over"]),
        next_appointment=Appointment(
            day=shift.day(following["date"]),
            start=_time(following["start"]),
            end=_time(following["end"]),
            kind=following["kind"],
            place=following["place"],
        ),
        **_field_texts(row, shift),
    )


def _field_texts(row: Row, shift: TimeShift) -> dict[str, Any]:
    """The visit's text on each field of action is what was noted on its topics."""
    texts = {}
    for field in csr_fields().values():
        notes = [one["note"] for one in row["topics"] if one["topic"].startswith(field.code)]
        texts[field.text_field] = "\n\n".join(shift.text(note) for note in notes)
    return texts


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _visit_parts(row: Row, shift: TimeShift, people: People) -> Iterator[Record]:
    visit = sample_id(row["id"])
    company = next(one["name"] for one in sample_file("companies")["companies"] if one["id"] == row["company"])

    def part_id(kind: str, number: int) -> RecordId:
        return sample_id(f"{row['id']}/{kind}/{number}")

    for number, (one, key) in enumerate(_keyed(row["participants"]), 1):
        yield _participant(
            one, people, id=part_id("participant", number), visit=visit, organisation=company, sort_key=key
        )
    for number, (one, key) in enumerate(_keyed(row["topics"]), 1):
        codes = mapping()[one["topic"]]
        yield TopicNote(
            id=part_id("topic_note", number),
            visit=visit,
            topic=one["topic"],
            observation=shift.text(one["note"]),
            sdg=frozenset(codes.sdg[:1]),
            dnk=frozenset(codes.dnk[:1]),
            sort_key=key,
        )
    for number, (text, key) in enumerate(_keyed(row["findings"]), 1):
        yield Finding(id=part_id("finding", number), visit=visit, text=shift.text(text), sort_key=key)
    for number, (text, key) in enumerate(_keyed(row["recommendations"]), 1):
        yield Recommendation(id=part_id("recommendation", number), visit=visit, text=shift.text(text), sort_key=key)
    for number, (one, key) in enumerate(_keyed(row["agreements"]), 1):
        yield Agreement(
            id=part_id("agreement", number),
            visit=visit,
            what=shift.text(one["what"]),
            who=people.id(one["who"]),
            due_on=shift.day(one["due"]),
            measure=sample_id(one["measure"]) if "measure" in one else None,
            sort_key=key,
        )


def _keyed(rows: list[Any]) -> Iterator[tuple[Any, str]]:
    return zip(rows, keys_in_a_row(len(rows)), strict=True)


def _participant(row: Row, people: People, **named: Any) -> Participant:
    remark = row.get("note", "")
    if "contact" not in row:
        return Participant(name=row["name"], job=row["job"], role=row["role"], present=True, remark=remark, **named)
    contact = people.contacts[row["contact"]]
    name = " ".join(word for word in (contact["title"], contact["first_name"], contact["last_name"]) if word)
    return Participant(
        person=sample_id(row["contact"]),
        name=name,
        job=contact["job"],
        role=contact["role"],
        present=True,
        remark=remark,
        **named,
    )


def _note(row: Row, shift: TimeShift, people: People) -> Placed:
    confidential = row["confidential_note"]
    kind = NOTE_SPACES[confidential["visibility"]]
    author = row["consultants"][0]
    note = Note(
        id=sample_id(f"{row['id']}/note"),
        text=shift.text(confidential["text"]),
        kind="observation",
        company=sample_id(row["company"]),
        visit=sample_id(row["id"]),
        noted_on=shift.day(row["date"]),
    )
    if kind is SpaceKind.CONSORTIUM:
        return place(note, consortium_space())
    if kind is SpaceKind.ORGANISATION:
        return place(note, organisation_space(author.partition("-")[0]))
    return place(note, person_space(people.id(author)))
