import dataclasses
from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.change import encode_value
from consultant_app.domain import RECORD_CLASSES
from consultant_app.domain.company_profile import company_profile_id
from consultant_app.domain.consulting_case import CaseState, ConsultingCase
from consultant_app.domain.groups import Period, Times
from consultant_app.domain.kinds import (
    DATE_PART,
    DECIMAL_PART,
    FLAG_PART,
    INSTANT_PART,
    MONEY_PART,
    TEXT_PART,
    TIME_PART,
    WHOLE_PART,
    FieldKind,
    GroupPart,
    Merge,
)
from consultant_app.domain.measure import KpiValue, Measure, MeasureState, Reading
from consultant_app.domain.record import RecordType, check_required, record_types
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import Clock, Visit
from consultant_app.errors import RuleError, UsageError
from tests.support.scenarios import scenario

TYPES = list(record_types().values())
FIELDS = [(record_type, name, kind) for record_type in TYPES for name, kind in record_type.fields.items()]
FIELD_IDS = [f"{record_type.name}.{name}" for record_type, name, _ in FIELDS]


@pytest.mark.parametrize("record_type", TYPES, ids=lambda one: one.name)
def test_an_empty_record_has_a_label_and_breaks_no_rule(record_type: RecordType) -> None:
    record = record_type.cls()
    assert record.label().strip()
    record.check()


@pytest.mark.parametrize("record_type", TYPES, ids=lambda one: one.name)
def test_a_part_hangs_on_an_earlier_type_by_a_required_field_of_that_name(record_type: RecordType) -> None:
    if record_type.parent is None:
        return
    names = [cls.__tablename__ for cls in RECORD_CLASSES]
    assert names.index(record_type.parent) < names.index(record_type.name)
    kind = record_type.kind(record_type.parent)
    assert kind.refers_to == (record_type.parent,)
    assert kind.traits.required
    assert record_type.home is record_types()[record_type.parent].home


@pytest.mark.parametrize(("record_type", "name", "kind"), FIELDS, ids=FIELD_IDS)
def test_lists_and_references_that_a_field_names_exist(record_type: RecordType, name: str, kind: FieldKind) -> None:
    assert set(kind.refers_to) <= set(record_types())
    if kind.codes:
        assert value_list(kind.codes).entries
    if kind.empty and kind.codes and kind.name == "code":
        assert kind.empty in value_list(kind.codes)


@pytest.mark.parametrize(("record_type", "name", "kind"), FIELDS, ids=FIELD_IDS)
def test_a_fresh_value_survives_the_wire(record_type: RecordType, name: str, kind: FieldKind) -> None:
    value = getattr(record_type.cls(), name)
    assert kind.from_wire(kind.to_wire(value)) == value


def test_nothing_of_a_note_and_no_internal_note_or_money_figure_may_print() -> None:
    printable = {(t.name, name) for t in TYPES for name, kind in t.fields.items() if kind.traits.printable}
    assert not [one for one in printable if one[0] in {"note", "attachment"}]
    assert printable.isdisjoint(
        {("visit", "internal_note"), ("visit", "travel_minutes"), ("company_profile", "figures"), ("contact", "remark")}
    )


def test_everything_that_names_a_contact_is_marked_personal() -> None:
    unmarked = [
        (record_type.name, name)
        for record_type, name, kind in FIELDS
        if "contact" in kind.refers_to and not kind.traits.personal
    ]
    assert unmarked == []


STANDING_ALONE = {
    "line": TEXT_PART, "date": DATE_PART, "time": TIME_PART, "integer": WHOLE_PART, "flag": FLAG_PART,
    "instant": INSTANT_PART,
}  # fmt: skip
"""The kind of a field that would hold such a part of a group by itself; decimals, codes and references are compared
as they are.
"""


def holds(kind: FieldKind, part: GroupPart) -> bool:
    if kind.name == "decimal":
        return part in {MONEY_PART, DECIMAL_PART}
    if kind.codes or kind.refers_to:
        return (kind.codes, kind.refers_to) == (part.codes, part.refers_to)
    return STANDING_ALONE.get(kind.name) == part


def torn_groups(record_type: RecordType) -> list[tuple[str, list[str]]]:
    """The groups of which this type has two parts or more as fields of their own; their names may begin alike."""
    groups = {kind.group for _, _, kind in FIELDS if kind.group is not None}
    torn = []
    for group in groups:
        parts = {one.name: cast("GroupPart", one.metadata["part"]) for one in dataclasses.fields(group)}
        beside: dict[str, list[str]] = {}
        for name, kind in record_type.fields.items():
            for part, declared in parts.items():
                if (name == part or name.endswith(f"_{part}")) and holds(kind, declared):
                    beside.setdefault(name.removesuffix(part), []).append(name)
        torn += [(group.__name__, names) for names in beside.values() if len(names) > 1]
    return torn


@scenario("F32")
@pytest.mark.parametrize("record_type", TYPES, ids=lambda one: one.name)
def test_values_that_belong_together_are_one_field(record_type: RecordType) -> None:
    assert torn_groups(record_type) == []


@scenario("F32")
def test_a_type_that_tears_an_address_apart_is_found() -> None:
    line = record_types()["company"].kind("name")
    company = record_types()["company"]
    torn = dataclasses.replace(company, fields={**company.fields, "invoice_street": line, "invoice_city": line})
    assert torn_groups(torn) == [("Address", ["invoice_street", "invoice_city"])]


def test_a_profile_begun_on_two_laptops_is_one_record() -> None:
    assert company_profile_id("c" * 32) == company_profile_id("c" * 32) != company_profile_id("d" * 32)


def test_a_required_field_must_be_filled() -> None:
    with pytest.raises(RuleError) as refused:
        check_required(Visit())
    assert refused.value.facts["field"] == "company"


@pytest.mark.parametrize("reading", [None, Reading(Decimal(9)), Reading(None, date(2026, 5, 1))], ids=str)
def test_of_a_required_group_every_part_must_be_filled(reading: Reading | None) -> None:
    check_required(KpiValue(kpi="k", reading=Reading(Decimal(0), date(2026, 5, 1))))
    with pytest.raises(RuleError) as refused:
        check_required(KpiValue(kpi="k", reading=reading))
    assert refused.value.facts["field"] == "reading"


@pytest.mark.parametrize(
    ("record", "code", "field"),
    [
        (Visit(times=Times(time(10), time(9, 30))), "end_before_start", "times"),
        (Visit(times=Times(time(10), time(11), -5)), "break_negative", "times"),
        (Measure(title="x", state=MeasureState("rejected", "  ")), "reason_required", "state"),
        (Measure(title="x", state=MeasureState("postponed")), "reminder_required", "state"),
        (Measure(title="x", progress_percent=42), "progress_steps", "progress_percent"),
        (Measure(title="x", start_on=date(2026, 5, 2), due_on=date(2026, 5, 1)), "end_before_start", "due_on"),
        (ConsultingCase(state=CaseState("on_hold")), "reason_required", "state"),
    ],
)
def test_rules_over_several_fields_name_the_field(record: Visit, code: str, field: str) -> None:
    with pytest.raises(RuleError) as refused:
        record.check()
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


MEASURE = record_types()["measure"]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("sdg", "5", {"SDG-05"}),
        ("sdg", "sdg-5, 17", {"SDG-05", "SDG-17"}),
        ("iso26000", "6.3.10", {"ISO-6.3.10"}),
        ("vsme", "b3", {"VSME-B3"}),
        ("dnk", "DNK-20", {"DNK-20"}),
        ("topic", "um-1", "UM-01"),
        ("priority", "Hoch", "high"),
        ("csr_field", "Umwelt", "UM"),
        ("priority", "  ", None),
        ("due_on", "2026-05-29", date(2026, 5, 29)),
        ("cost_estimated", "38.000,5", Decimal("38000.50")),
        ("title", "zwei\nZeilen  hier", "zwei Zeilen hier"),
    ],
)
def test_a_persons_text_becomes_the_value_it_means(field: str, text: str, value: object) -> None:
    assert MEASURE.parse(field, text) == value


UNKNOWN_CODES = [("sdg", "18"), ("sdg", "5,abc"), ("topic", "01"), ("priority", "dringend")]


@pytest.mark.parametrize(("field", "text"), UNKNOWN_CODES)
def test_an_unknown_code_is_refused_with_the_field_and_the_allowed_ones(field: str, text: str) -> None:
    with pytest.raises(RuleError) as refused:
        MEASURE.parse(field, text)
    assert refused.value.code == "unknown_code"
    assert refused.value.facts["field"] == field
    assert MEASURE.kind(field).codes is not None
    assert next(iter(value_list(str(MEASURE.kind(field).codes)))).code in str(refused.value.facts["allowed"])


def test_codes_of_a_newer_version_are_kept_from_the_wire() -> None:
    assert MEASURE.kind("sdg").from_wire(["SDG-18"]) == {"SDG-18"}
    assert MEASURE.kind("state").from_wire({"status": "frozen", "later": 1}) == MeasureState("frozen")


def test_a_line_too_long_and_a_field_nobody_has_are_refused() -> None:
    with pytest.raises(RuleError, match="too_long"):
        MEASURE.parse("number", "x" * 21)
    with pytest.raises(UsageError, match="unknown_field"):
        MEASURE.parse("colour", "red")


PLAIN = {
    "line": st.text(),
    "text": st.text(),
    "order": st.text(),
    "date": st.none() | st.dates(),
    "time": st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    "integer": st.none() | st.integers(-(2**31), 2**31),
    "flag": st.booleans(),
    "code": st.none() | st.text(min_size=1),
    "reference": st.none() | st.text(min_size=1),
    "codes": st.frozensets(st.text(min_size=1), max_size=4),
    "references": st.frozensets(st.text(min_size=1), max_size=4),
}


@given(st.data())
def test_every_value_survives_the_wire_and_has_one_form_there(data: st.DataObject) -> None:
    _, _, kind = data.draw(st.sampled_from([field for field in FIELDS if field[2].name in PLAIN]))
    value = data.draw(PLAIN[kind.name])
    wire = kind.to_wire(value)
    assert kind.from_wire(wire) == value
    assert encode_value(kind.to_wire(kind.from_wire(wire))) == encode_value(wire)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_no_digit_of_a_key_figure_is_lost(value: Decimal) -> None:
    kind = record_types()["kpi_value"].kind("reading")
    assert kind.from_wire(kind.to_wire(Reading(value))) == Reading(value)


@given(st.none() | st.dates(), st.none() | st.dates())
def test_a_group_survives_the_wire(start: date | None, end: date | None) -> None:
    kind = record_types()["action_plan"].kind("period")
    period = Period(start, end)
    assert kind.from_wire(kind.to_wire(period)) == period


def test_an_instant_is_kept_in_utc() -> None:
    kind = record_types()["visit"].kind("clock")
    berlin = Clock(datetime.fromisoformat("2026-05-19T13:34:00+02:00"))
    assert kind.to_wire(berlin) == {"started_at": "2026-05-19T11:34:00.000Z"}
    assert kind.from_wire({"started_at": "2026-05-19T11:34:00.000Z"}) == berlin


def test_sets_merge_by_member_and_long_texts_by_paragraph() -> None:
    assert record_types()["visit"].kind("consultants").merge is Merge.MEMBERS
    assert MEASURE.kind("sdg").merge is Merge.MEMBERS
    assert record_types()["visit"].kind("situation").merge is Merge.TEXT
    assert MEASURE.kind("title").merge is Merge.VALUE


def test_a_change_knows_which_of_its_fields_may_name_contacts() -> None:
    assert record_types()["participant"].contact_fields == ("person",)
    assert MEASURE.contact_fields == ("responsible", "helpers")
    assert record_types()["partner"].contact_fields == ()
