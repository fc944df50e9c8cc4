"""Every record type and field has words, and values read as a person would write them."""

import pytest

from consultant_app.domain.field_words import field_label, type_label, value_text
from consultant_app.domain.record import record_types
from consultant_app.domain.value_lists import load_catalogue

FIELDS = [(name, field) for name, record_type in record_types().items() for field in record_type.fields]


@pytest.mark.parametrize(("type_name", "field"), FIELDS, ids=str)
def test_every_field_has_words_in_both_languages(type_name: str, field: str) -> None:
    catalogue = load_catalogue("field_labels")

    words = catalogue["own"].get(f"{type_name}.{field}") or catalogue["common"].get(field)

    assert all(words[language] for language in ("de", "en"))


def test_every_record_type_has_words() -> None:
    for name in record_types():
        said = {type_label(name, language, count=count) for language in ("de", "en") for count in (1, 2)}
        assert name not in said
    assert type_label("visit", count=2) == "Besuche"


def test_a_word_that_no_field_uses_is_not_kept() -> None:
    used = {field for _, field in FIELDS} | {"@exists"}

    assert set(load_catalogue("field_labels")["common"]) <= used


@pytest.mark.parametrize(
    ("type_name", "field", "value", "text"),
    [
        ("measure", "due_on", "2026-09-30", "30.09.2026"),
        ("measure", "state", {"status": "in_progress"}, "In Umsetzung"),
        ("measure", "state", {"status": "postponed", "reminder_on": "2026-10-01"}, "Zurückgestellt, 01.10.2026"),
        ("measure", "priority", "high", "Hoch"),
        ("measure", "title", "", "leer"),
        ("measure", "sdg:SDG-05", True, "ja"),
        ("measure", "responsible", "0" * 32, "Murat Aydın"),
        ("company", "address", {"street": "Gewerbestraße 12", "plz": "58452", "city": "Witten"},
         "Gewerbestraße 12, 58452, Witten"),
        ("company", "address", {"plz": "58452", "city": "Witten", "ags": "05954036"}, "58452, Witten"),
        ("company", "address", {"city": "Stiepel", "ags": "05911000"}, "Stiepel, Bochum"),
        ("measure", "cost_estimated", "86000.00", "86.000\u00a0€"),
        ("measure", "cost_actual", "-1234.50", "−1.234,50\u00a0€"),
        ("company_profile", "figures", {"turnover_eur": "86000.00", "staff_jae": "12.500"}, "12,5, 86.000\u00a0€"),
        ("visit", "no_agreements", True, "ja"),
    ],
)  # fmt: skip
def test_a_value_reads_as_a_person_would_write_it(type_name: str, field: str, value: object, text: str) -> None:
    assert value_text(type_name, field, value, name_of=lambda _: "Murat Aydın") == text


def test_a_code_of_a_set_is_named_with_its_set() -> None:
    assert field_label("measure", "sdg:SDG-05").startswith("SDG: ")


def test_an_english_reader_gets_english_days_and_numbers() -> None:
    def text(field: str, value: object) -> str:
        return value_text("measure", field, value, name_of=lambda _: "", language="en")  # type: ignore[arg-type]

    assert text("cost_estimated", "86000.00") == "86,000\u00a0€"
    assert text("due_on", "2026-09-30") == "30 Sep 2026"
