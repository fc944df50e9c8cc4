import pytest

from consultant_app.domain.contact import Contact
from consultant_app.domain.salutation import initials, letter_salutation, spoken_name


@pytest.mark.parametrize(
    ("salutation", "title", "letter", "spoken"),
    [
        ("frau", "Dr.", "Sehr geehrte Frau Dr. Muster", "Frau Dr. Muster"),
        ("herr", "", "Sehr geehrter Herr Muster", "Herr Muster"),
        ("none", "", "Guten Tag Kim Muster", "Kim Muster"),
        (None, "Dr.", "Guten Tag Dr. Kim Muster", "Dr. Kim Muster"),
    ],
)
def test_a_letter_begins_with_title_and_salutation(
    salutation: str | None, title: str, letter: str, spoken: str
) -> None:
    person = Contact(salutation=salutation, title=title, first_name="Kim", last_name="Muster")
    assert letter_salutation(person) == letter
    assert spoken_name(person) == spoken


def test_a_persons_own_greeting_replaces_it_and_nobody_is_everybody() -> None:
    assert letter_salutation(Contact(last_name="Muster"), greeting="Hallo Kim ") == "Hallo Kim"
    assert letter_salutation(Contact()) == "Sehr geehrte Damen und Herren"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Sabine Tilgner", "ST"), ("Dr. Käthe Mustermann-Groß", "KM"), ("Łukasz", "Ł"), ("", ""), ("Prof. Dr.", "PR")],
)
def test_initials_are_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters
