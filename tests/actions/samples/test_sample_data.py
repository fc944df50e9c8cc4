from collections import Counter
from datetime import date

import pytest

from consultant_app.actions.samples.files import SAMPLE_TAG, sample_id, time_shift
from consultant_app.actions.samples.sample import sample_records
from consultant_app.changes.spaces import SpaceKind, office_space, organisation_space, person_space, user_id
from consultant_app.domain.company import Company
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.funding_rules import profile_on
from consultant_app.domain.note import Note
from consultant_app.domain.record import Record, check_required, record_types, type_of
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import Visit

TODAY = date(2026, 5, 19)
PLACED = sample_records(TODAY)
RECORDS = {record.id: record for record, _ in PLACED}


def of(cls: type[Record]) -> list[Record]:
    return [record for record in RECORDS.values() if isinstance(record, cls)]


def test_everything_of_the_files_is_there() -> None:
    counted = Counter(record.__tablename__ for record, _ in PLACED)
    assert (counted["company"], counted["contact"], counted["visit"], counted["action_plan"]) == (25, 33, 3, 2)
    assert (counted["measure"], counted["kpi"], counted["agreement"], counted["note"]) == (20, 20, 10, 3)
    assert len(RECORDS) == len(PLACED)


@pytest.mark.parametrize("today", [TODAY, date(2024, 2, 29), date(2030, 12, 31)])
def test_the_newest_visit_is_today(today: date) -> None:
    visits = [record for record, _ in sample_records(today) if isinstance(record, Visit)]
    assert max(visit.held_on for visit in visits if visit.held_on) == today


def test_every_record_keeps_the_rules_and_names_only_what_is_there() -> None:
    for record in RECORDS.values():
        check_required(record)
        record.check()
        for name, kind in type_of(record).fields.items():
            value = getattr(record, name)
            for one in value if kind.name == "references" else [value]:
                if kind.refers_to and one:
                    assert RECORDS[one].__tablename__ in kind.refers_to


def test_every_code_stands_in_its_list() -> None:
    for record in RECORDS.values():
        for name, kind in type_of(record).fields.items():
            value = getattr(record, name)
            codes = value if kind.name == "codes" else [value] if kind.name == "code" and value else []
            assert not kind.codes or set(codes) <= set(value_list(kind.codes).entries)


def test_parents_come_before_their_parts_and_lend_them_root_and_space() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for record, space in PLACED:
        parent = record_types()[record.__tablename__].parent
        if parent is None:
            assert record.root == record.id
        else:
            assert seen[getattr(record, parent)] == (record.root, space)
        seen[record.id] = (record.root, space)


def test_each_stands_in_the_space_of_its_partner() -> None:
    spaces = {record.id: space for record, space in PLACED}
    assert spaces[sample_id("V-001")] == organisation_space("EN")
    assert spaces[sample_id("P-006")] == office_space("MH")
    private = person_space(user_id("MH", "aylin.platzhalter@example.org"))
    assert spaces[sample_id("V-003/note")] == private
    for record, space in PLACED:
        if type_of(record).home is SpaceKind.OFFICE:
            assert space in {office_space(code) for code in ("DO", "EN", "MH", "UPJ")}


def test_every_company_is_marked_as_sample_and_notes_belong_to_one() -> None:
    assert all(isinstance(one, Company) and SAMPLE_TAG in one.tags for one in of(Company))
    assert all(isinstance(one, Note) and one.company in RECORDS for one in of(Note))


def test_the_funding_profile_covers_every_visit() -> None:
    profiles = [one for one in of(FundingProfile) if isinstance(one, FundingProfile)]
    for visit in of(Visit):
        assert isinstance(visit, Visit)
        assert visit.held_on
        assert profile_on(profiles, visit.held_on)


def test_days_and_years_in_texts_move_with_the_days_of_the_records() -> None:
    shift = time_shift(date(2026, 3, 12))
    assert shift.text("Anfrage vom 03.05.2018, Basisjahr 2017") == "Anfrage vom 03.05.2025, Basisjahr 2024"
    assert shift.text("nach ISO 14001 seit 1978") == "nach ISO 14001 seit 1978"
    assert shift.text("am 30.02.2018") == "am 30.02.2018"
    assert shift.text(None) == ""


def test_the_same_day_makes_the_same_records() -> None:
    again = {record.id: record for record, _ in sample_records(TODAY)}
    for record_id, record in RECORDS.items():
        for name, kind in type_of(record).fields.items():
            assert kind.to_wire(getattr(record, name)) == kind.to_wire(getattr(again[record_id], name))
