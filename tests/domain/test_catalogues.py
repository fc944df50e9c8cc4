"""The catalogues hold what the code and the other catalogues refer to."""

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from consultant_app.domain import catalogues
from consultant_app.domain.company_profile import Figures
from consultant_app.domain.sme import kmu_class
from consultant_app.domain.value_lists import load_catalogue, value_list, value_list_names
from consultant_app.resources import resource_path

STANDARDS = ("iso26000", "dnk", "vsme", "sdg")


@pytest.mark.parametrize("name", value_list_names())
def test_the_codes_of_a_list_are_unique_and_labelled_in_both_languages(name: str) -> None:
    entries = value_list(name).entries
    assert entries
    assert all(code == entry.code and entry.de.strip() and entry.en.strip() for code, entry in entries.items())


def every_row(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [row for one in node for row in every_row(one)]
    if isinstance(node, dict):
        return [node, *(row for one in node.values() for row in every_row(one))]
    return []


@pytest.mark.parametrize("path", sorted(resource_path("catalogues").glob("*.yaml")), ids=lambda path: path.stem)
def test_no_code_stands_twice_in_a_list(path: Any) -> None:
    loaded = load_catalogue(path.stem)
    lists = [one for row in every_row(loaded) for one in row.values() if isinstance(one, list)]
    for one in lists:
        counted = Counter(row["code"] for row in one if isinstance(row, dict) and "code" in row)
        assert [code for code, times in counted.items() if times > 1] == []


def test_four_fields_of_action_with_31_topics_whose_codes_name_the_field() -> None:
    fields = catalogues.csr_fields()
    assert [field.letter for field in fields.values()] == ["M", "U", "A", "G"]
    assert len(catalogues.topics()) == 31
    assert all(code.startswith(f"{topic.field}-") for code, topic in catalogues.topics().items())


@pytest.mark.parametrize("name", ["case", "measure", "visit"])
def test_transitions_name_only_statuses_and_all_of_them(name: Any) -> None:
    statuses = set(value_list(f"{name}_status").entries)
    moves = catalogues.transitions(name)
    assert set(moves) == statuses
    assert {after for reached in moves.values() for after in reached} <= statuses


def test_the_mapping_has_every_topic_once_with_known_codes() -> None:
    assert set(catalogues.mapping()) == set(catalogues.topics())
    gri = {row["code"] for row in load_catalogue("gri")["disclosures"]}
    for codes in catalogues.mapping().values():
        for standard in STANDARDS:
            assert set(getattr(codes, standard)) <= set(value_list(standard).entries)
            assert getattr(codes, standard)
        assert set(codes.gri) <= gri


def test_templates_name_known_topics_levels_and_codes() -> None:
    for template in catalogues.measure_templates().values():
        assert catalogues.topics()[template.topic].field == template.field
        assert template.effort in value_list("effort")
        assert template.impact in value_list("impact")
        assert not template.kpi_name or template.kpi_direction in value_list("kpi_direction")
        for standard in STANDARDS:
            assert set(getattr(template.codes, standard)) <= set(value_list(standard).entries)


def test_each_field_has_guiding_questions_and_nine_questions_of_the_status_check() -> None:
    counted = Counter(question.field for question in catalogues.check_questions())
    assert counted == dict.fromkeys(catalogues.csr_fields(), 9)
    assert all(len(set(question.levels_de)) == 5 for question in catalogues.check_questions())
    assert all(catalogues.guiding_questions(field) for field in catalogues.csr_fields())


def test_53_municipalities_each_with_postal_codes_and_a_partner() -> None:
    places = catalogues.municipalities()
    assert len(places) == 53
    assert {row["ags"] for row in load_catalogue("plz")["places"]} == set(places)
    partners = {row["code"] for row in load_catalogue("regions")["partners"]}
    assert {place.partner for place in places.values()} <= partners
    assert [place.name for place in catalogues.municipalities_at("45525")] == ["Hattingen"]
    assert catalogues.proposed_partner("58452") == "EN"
    assert catalogues.municipalities_at("10115") == ()
    assert catalogues.proposed_partner("10115") == "UPJ"


def test_texts_use_only_the_gaps_they_declare() -> None:
    declared = set(load_catalogue("texts_de")["placeholders"])
    for text in catalogues.standing_texts().values():
        assert set(re.findall(r"{\w+}", text)) <= declared


def test_sdg_colours_are_colours_and_regimes_begin_before_they_end() -> None:
    assert len(catalogues.sdg_goals()) == 17
    assert all(re.fullmatch("#[0-9A-F]{6}", goal.color) for goal in catalogues.sdg_goals().values())
    assert all(one.valid_to is None or one.valid_from < one.valid_to for one in catalogues.aid_regimes().values())


@pytest.mark.parametrize("case", load_catalogue("kmu")["test_cases"], ids=str)
def test_the_size_class_agrees_with_the_catalogues_cases(case: dict[str, Any]) -> None:
    figures = Figures(
        staff_jae=Decimal(str(case["staff_jae"])),
        turnover_eur=Decimal(case["turnover_eur"]),
        balance_eur=Decimal(case["balance_eur"]),
    )
    assert kmu_class(figures) == case["expect"]
