import itertools

from consultant_app.changes.spaces import (
    consortium_space,
    derived_id,
    office_space,
    organisation_space,
    partner_id,
    person_space,
    user_id,
)


def test_space_ids_are_the_same_on_every_device_for_ever() -> None:
    assert consortium_space() == "93f1c3231fa452c3924071264d0ae79d"
    assert organisation_space("HERNE") == "8b9e45be183c50c59c7c2df963e11efe"


def test_everybody_has_ids_of_his_own() -> None:
    ids = [consortium_space(), person_space(user_id("HERNE", "a@b.de")), person_space(user_id("HERNE", "c@b.de"))]
    for code in ("HERNE", "BOCHUM"):
        ids += [organisation_space(code), office_space(code), partner_id(code), user_id(code, "a@b.de")]
    assert all(one != other for one, other in itertools.combinations(ids, 2))
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in ids)


def test_how_a_login_is_typed_does_not_make_another_person() -> None:
    assert user_id("HERNE", " Anna.Meier@Example.DE ") == user_id("HERNE", "anna.meier@example.de")


def test_a_derived_id_depends_on_every_word() -> None:
    assert derived_id("plan", "x") == derived_id("plan", "x")
    assert len({derived_id("plan", "x"), derived_id("plan", "y"), derived_id("x", "plan"), derived_id("plan")}) == 4
