from pathlib import Path

import pytest

from consultant_app.changes.spaces import organisation_space, person_space, user_id
from consultant_app.domain.record import record_types
from tests.cli.laptop import Laptop
from tests.support.scenarios import scenario


def test_every_record_type_is_listed_with_its_fields(laptop: Laptop) -> None:
    types = {kind["name"]: kind for kind in laptop.json("records", "types")}
    assert set(types) == set(record_types())
    fields = {field["name"]: field for field in types["note"]["fields"]}
    assert fields["text"].items() >= {"kind": "text", "personal": True, "printable": False}.items()
    for name, kind in types.items():
        assert [field["name"] for field in kind["fields"]] == list(record_types()[name].fields)


def test_a_new_record_is_shown_with_every_field_it_can_have(laptop: Laptop) -> None:
    record = laptop.new("company", "name=Müller & Söhne", "address.city=Witten", "tags=neu,alt", "legal_form=gmbh")
    shown = laptop.show(record)
    assert shown["id"] == record
    assert (shown["type"], shown["deleted"], shown["contested"]) == ("company", False, {})
    assert set(shown["fields"]) == set(record_types()["company"].fields)
    assert shown["fields"]["name"] == "Müller & Söhne"
    assert shown["fields"]["address"] == {"city": "Witten"}
    assert shown["fields"]["tags"] == ["alt", "neu"]
    assert shown["fields"]["legal_form"] == "gmbh"
    assert shown["fields"]["lead_partner"] is None


def test_a_new_record_goes_where_its_type_belongs_or_where_it_is_told(laptop: Laptop) -> None:
    own = person_space(user_id("EN", "Ada Beispiel"))
    assert laptop.show(laptop.new("note", "title=a"))["space"] == organisation_space("EN")
    assert laptop.show(laptop.new("note", "title=a", "--space", "person"))["space"] == own
    assert laptop.show(laptop.new("note", "title=a", "--space", own))["space"] == own
    assert laptop.refused("records", "new", "note", "title=a", "--space", "f" * 32) == (1, "unknown_space")


def test_a_part_goes_where_its_root_is(laptop: Laptop) -> None:
    visit = new_visit(laptop, "--space", "person")
    part = laptop.new("finding", f"visit={visit}", "text=Energie")
    assert laptop.show(part)["space"] == laptop.show(visit)["space"]
    assert laptop.show(part)["root"] == visit
    refused = laptop.refused("records", "new", "finding", f"visit={visit}", "text=x", "--space", "person")
    assert refused == (2, "part_has_no_space")


def test_fields_are_set_emptied_and_read_from_files(laptop: Laptop, tmp_path: Path) -> None:
    record = laptop.new("note", "title=Rundgang", "noted_on=2026-05-19")
    file = tmp_path / "text.md"
    file.write_text("Erster Absatz.\n\nZweiter Absatz: Größe = 5.\n", encoding="utf-8")
    assert laptop.json("records", "set", record, f"text=@{file}", "title=@@Anna", "noted_on=") == {"id": record}
    fields = laptop.fields(record)
    assert fields["text"] == "Erster Absatz.\n\nZweiter Absatz: Größe = 5."
    assert fields["title"] == "@Anna"
    assert fields["noted_on"] is None


def test_what_a_record_cannot_do_without_is_not_emptied(laptop: Laptop) -> None:
    company = laptop.new("company", "name=Tilgner")
    assert laptop.refused("records", "set", company, "name=", "branch=Metall") == (1, "field_required")
    assert laptop.fields(company)["name"] == "Tilgner"


def test_a_part_of_a_field_is_set_beside_the_others(laptop: Laptop) -> None:
    record = laptop.new("company", "name=a", "address.city=Witten", "address.street=Weg 1")
    laptop.json("records", "set", record, "address.city=Hagen", "address.street=")
    assert laptop.fields(record)["address"] == {"city": "Hagen"}


def test_codes_go_into_a_set_and_out_of_it(laptop: Laptop) -> None:
    plan = laptop.new("action_plan", f"company={laptop.new('company', 'name=a')}", "title=Plan")
    measure = laptop.new("measure", f"action_plan={plan}", "title=Druckluft", "sdg=7,12")
    laptop.json("records", "set", measure, "sdg+=5", "sdg-=7")
    assert laptop.fields(measure)["sdg"] == ["SDG-05", "SDG-12"]
    laptop.json("records", "set", measure, "sdg=")
    assert laptop.fields(measure)["sdg"] == []


def test_nothing_is_set_when_one_value_does_not_fit(laptop: Laptop) -> None:
    record = laptop.new("note", "title=vorher")
    assert laptop.refused("records", "set", record, "title=nachher", "noted_on=morgen") == (1, "not_a_date")
    assert laptop.fields(record)["title"] == "vorher"


@pytest.mark.parametrize(
    ("word", "code", "error"),
    [
        ("nosuch=1", 2, "unknown_field"),
        ("title", 2, "not_an_assignment"),
        ("=x", 2, "not_an_assignment"),
        ("title+=x", 2, "not_a_set"),
        ("title.part=x", 2, "unknown_part"),
        ("kind=nosuch", 1, "unknown_code"),
        ("text=@/nowhere/at/all", 3, "file_unreadable"),
    ],
)
def test_what_does_not_fit_is_said(laptop: Laptop, word: str, code: int, error: str) -> None:
    record = laptop.new("note", "title=a")
    assert laptop.refused("records", "set", record, word) == (code, error)


def test_a_file_that_is_no_text_is_said_to_be_none(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bild").write_bytes(b"\xff\xd8\xff\xe0")
    record = laptop.new("note", "title=a")
    assert laptop.refused("records", "set", record, f"text=@{tmp_path / 'bild'}") == (3, "file_not_text")


def test_records_of_a_type_are_listed_with_their_titles(laptop: Laptop) -> None:
    first, second = laptop.new("company", "name=Ruhrblech"), laptop.new("company", "name=Ruhrglas")
    listed = laptop.json("records", "list", "company")
    assert [(row["id"], row["type"], row["title"]) for row in listed] == [
        (first, "company", "Ruhrblech"),
        (second, "company", "Ruhrglas"),
    ]
    assert len(laptop.json("records", "list", "company", "--limit", "1")) == 1
    assert laptop.refused("records", "list", "nosuch") == (2, "unknown_type")


def test_the_list_is_narrowed_by_fields_parts_and_members(laptop: Laptop) -> None:
    witten = laptop.new("company", "name=a", "address.city=Witten", "tags=neu,alt")
    hagen = laptop.new("company", "name=b", "address.city=Hagen", "tags=neu", "case_open=ja")
    bare = laptop.new("company", "name=c")

    def found(*wheres: str) -> list[str]:
        words = [word for where in wheres for word in ("--where", where)]
        return [row["id"] for row in laptop.json("records", "list", "company", *words)]

    assert found("name=b") == [hagen]
    assert found("address.city=Witten") == [witten]
    assert found("address.city=") == [bare]
    assert found("tags=neu") == [witten, hagen]
    assert found("tags=neu,alt") == [witten]
    assert found("tags=") == [bare]
    assert found("case_open=true") == [hagen]
    assert found("tags=neu", "case_open=nein") == [witten]
    assert found("lead_partner=") == [witten, hagen, bare]
    assert found(f"id={bare}") == [bare]


def test_a_deleted_record_is_shown_as_deleted_and_comes_back(laptop: Laptop) -> None:
    visit = new_visit(laptop)
    part = laptop.new("finding", f"visit={visit}", "text=Energie")
    laptop.json("records", "delete", visit)
    assert laptop.json("records", "list", "visit") == laptop.json("records", "list", "finding") == []
    assert laptop.show(visit)["deleted"]
    assert laptop.fields(visit)["goal"] == "Erstgespräch"
    laptop.json("records", "restore", visit)
    assert not laptop.show(visit)["deleted"]
    assert [row["id"] for row in laptop.json("records", "list", "finding")] == [part]


def test_the_history_tells_every_change_with_who_when_and_where(laptop: Laptop) -> None:
    record = laptop.new("note", "title=eins", "text=a")
    laptop.json("records", "set", record, "title=zwei")
    laptop.json("records", "delete", record)
    steps = laptop.json("records", "show", record, "--history")["history"]
    assert [step["fields"] for step in steps] == [{"title": "eins", "text": "a"}, {"title": "zwei"}, {"@exists": False}]
    assert {step["author"] for step in steps} == {"Ada Beispiel"}
    assert [step["at"] for step in steps] == sorted(step["at"] for step in steps)
    origin, _, number = steps[0]["change"].partition(":")
    assert len(origin) == 32
    assert number == "1"
    assert steps[0]["at"].endswith("Z")


@pytest.mark.parametrize("words", [("show",), ("delete",), ("restore",), ("set", "title=x")])
def test_what_was_never_here_is_not_found(laptop: Laptop, words: tuple[str, ...]) -> None:
    command, *fields = words
    assert laptop.refused("records", command, "f" * 32, *fields) == (1, "record_not_found")


def test_for_a_person_there_are_lines_instead_of_json(laptop: Laptop) -> None:
    said = laptop.call("records", "new", "company", "name=Müller")
    record = said.out.strip()
    assert len(record) == 32
    assert laptop.call("records", "list", "company").out == f"{record}  Müller\n"
    assert "  name: Müller\n" in laptop.call("records", "show", record, "--history").out
    assert laptop.call("records", "set", record, "name=x").out == ""


def new_visit(laptop: Laptop, *options: str) -> str:
    return laptop.new("visit", f"company={laptop.new('company', 'name=a')}", "goal=Erstgespräch", *options)


@scenario("F35")
def test_what_is_set_by_the_old_id_of_a_joined_company_lands_at_the_one_that_stands_for_it(laptop: Laptop) -> None:
    old, new = (laptop.new("company", f"name={name}") for name in ("Tilgner", "Tilgner GmbH"))
    laptop.json("records", "set", old, f"merged_into={new}")
    laptop.json("records", "set", old, "branch=Metall")
    assert laptop.fields(new)["branch"] == "Metall"
    assert not laptop.fields(old).get("branch")
    laptop.json("records", "set", old, "merged_into=")
    laptop.json("records", "set", old, "branch=Holz")
    assert (laptop.fields(old)["branch"], laptop.fields(new)["branch"]) == ("Holz", "Metall")
