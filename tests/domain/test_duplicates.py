import pytest

from consultant_app.domain.company import Company
from consultant_app.domain.duplicates import find_duplicates, plain_name, web_domain
from consultant_app.domain.groups import Address


def company(record: str, name: str = "", plz: str = "", **fields: str) -> Company:
    return Company(id=record, name=name, address=Address(plz=plz), **fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller Bau GmbH", "Mueller-Bau"),
        ("Ruhrblech Mustermetall GmbH & Co. KG", "RUHRBLECH MUSTERMETALL"),
        ("Zechenblick Software UG (haftungsbeschränkt)", "Zechenblick Software"),
        ("Energieberatung Wattmuster e. K.", "Energieberatung Wattmuster"),
        ("Bäckerei Größe OHG", "Baeckerei Groesse"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_a_name_that_is_only_a_legal_form_is_not_empty() -> None:
    assert plain_name("SE") == "se"
    assert plain_name("AGrar") != plain_name("rar")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.Muster.de/ueber-uns", "muster.de"),
        ("muster.de", "muster.de"),
        ("http://muster.de:8080", "muster.de"),
        ("", ""),
        ("http://[kaputt", ""),
    ],
)
def test_only_the_domain_of_a_web_address_counts(address: str, domain: str) -> None:
    assert web_domain(address) == domain


def test_name_with_postal_code_register_number_or_domain_finds_the_other() -> None:
    mine = company("1", "Müller GmbH", "45525", website="mueller.example.org", register_number="Bochum HRB 123")
    same_name = company("2", "Mueller", "45525")
    same_register = company("3", "Anders", register_number="bochum HRB123")
    same_web = company("4", "Noch anders", website="https://www.mueller.example.org/x")
    elsewhere = company("5", "Mueller", "44135")
    blank = company("6")
    others = [mine, same_name, same_register, same_web, elsewhere, blank]
    assert [one.id for one in find_duplicates(mine, others)] == ["2", "3", "4"]
    assert find_duplicates(blank, [*others, company("7")]) == []


def test_what_was_joined_is_not_offered_again() -> None:
    face = company("1", "Müller", "45525")
    joined = company("2", "Müller", "45525", merged_into="1")
    assert find_duplicates(face, [joined]) == []
    assert find_duplicates(joined, [face]) == []
