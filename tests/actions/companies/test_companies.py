"""Companies: recording, recognising, listing, editing and deleting them."""

import pytest
from sqlalchemy import select

from consultant_app.actions.companies.editing import (
    FirstContact,
    add_contact,
    begin_unplanned_visit,
    delete_company,
    delete_contact,
    ensure_profile,
    make_primary,
    new_company,
    possible_duplicates,
    set_choice,
    set_section,
)
from consultant_app.actions.companies.history import company_history
from consultant_app.actions.companies.listing import listed_companies, search_words
from consultant_app.actions.companies.sheet import company_sheet
from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company, EconomicActivity
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.errors import RuleError
from consultant_app.workspace.status import Whereabouts
from consultant_app.workspace.workspace import Workspace
from tests.actions.conftest import NOW, TODAY


def entered(**values: str) -> FirstContact:
    known = {"name": "Tilgner Metallbau GmbH", "city": "Witten", "last_name": "Tilgner", "plz": "58452"}
    return FirstContact(**{**known, **values}, on=TODAY)  # type: ignore[arg-type]


def record(workspace: Workspace, **values: str) -> RecordId:
    with workspace.write("neu") as writer:
        return new_company(writer, entered(**values), workspace.identity)


def test_a_new_company_comes_with_a_case_of_its_own_partner_and_a_main_contact(workspace: Workspace) -> None:
    company = record(workspace, first_name="Sabine", channel="event")
    with workspace.read() as reader:
        case = reader.all(select(ConsultingCase))[0]
        contact = reader.all(select(Contact))[0]
        made = reader.get(Company, company)
    assert (case.company, case.lead_partner, case.consultant) == (
        company,
        workspace.identity.partner,
        workspace.identity.user,
    )
    assert (case.channel, case.first_contact_on, case.number) == ("event", TODAY, "EN-2026-FXX001")
    assert (contact.full_name, contact.is_primary) == ("Sabine Tilgner", True)
    assert made.address is not None
    assert made.address.ags == "05954036"
    assert made.case_open


@pytest.mark.parametrize("field", ["name", "city", "last_name"])
def test_what_a_new_company_lacks_is_named_and_nothing_is_written(workspace: Workspace, field: str) -> None:
    with pytest.raises(RuleError) as refused:
        record(workspace, **{field: "  "})
    assert refused.value.facts["field"] == field
    with workspace.read() as reader:
        assert reader.all(select(Company)) == ()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "TILGNER Metallbau", "city": "Witten", "plz": ""},
        {"name": "Tilgn", "city": "", "plz": ""},
        {"name": "Ganz anders", "website": "https://tilgner.example/start"},
    ],
)
def test_a_company_that_is_there_already_is_recognised_while_it_is_typed(
    workspace: Workspace, values: dict[str, str]
) -> None:
    company = record(workspace, website="www.tilgner.example")
    with workspace.read() as reader:
        found = possible_duplicates(reader, entered(**values))
    assert [one.id for one in found] == [company]


@pytest.mark.parametrize("values", [{"name": "Ti"}, {"name": "Hellwig Feinguss"}, {"city": "Hagen", "plz": "58089"}])
def test_another_company_is_not_taken_for_it(workspace: Workspace, values: dict[str, str]) -> None:
    record(workspace)
    with workspace.read() as reader:
        assert possible_duplicates(reader, entered(**values)) == ()


def test_the_list_says_of_a_company_what_finds_it_and_how_it_stands(workspace: Workspace) -> None:
    load_sample(workspace, TODAY)
    with workspace.read() as reader:
        listed = {one.name: one for one in listed_companies(reader, TODAY, "de")}
    bakery = listed["Bäckerei Krümelglück Beispiel GmbH"]
    assert (bakery.city, bakery.headcount, bakery.last_visit_on) == ("Mülheim an der Ruhr", 64, TODAY)
    assert bakery.state is Whereabouts.WAITING
    assert listed["Ruhrblech Mustermetall GmbH & Co. KG"].overdue == 1
    assert list(listed) == sorted(listed, key=lambda name: listed[name].order)


@pytest.mark.parametrize("typed", ["krumel", "KRÜMELGLÜCK", "mülheim deneme", "Kruemelglueck verarbeitend"])
def test_a_search_finds_name_town_trade_and_person_however_they_are_written(workspace: Workspace, typed: str) -> None:
    load_sample(workspace, TODAY)
    with workspace.read() as reader:
        found = [one.name for one in listed_companies(reader, TODAY, "de") if one.matches(search_words(typed))]
    assert found == ["Bäckerei Krümelglück Beispiel GmbH"]


def test_a_planned_visit_is_no_visit_that_took_place(workspace: Workspace) -> None:
    company = record(workspace)
    with workspace.write("Termin") as writer:
        plan_visit(writer, company, workspace.identity, day=TODAY)
    with workspace.read() as reader:
        assert listed_companies(reader, TODAY, "de")[0].last_visit_on is None
        sheet = company_sheet(reader, company, TODAY)
    assert sheet.visit_of_the_day(TODAY) == sheet.visits[0]


def test_a_visit_that_nobody_planned_begins_at_once(workspace: Workspace) -> None:
    company = record(workspace)
    with workspace.write("Besuch") as writer:
        visit = begin_unplanned_visit(writer, company, workspace.identity, NOW)
    with workspace.read() as reader:
        sheet = company_sheet(reader, company, TODAY)
        assert listed_companies(reader, TODAY, "de")[0].last_visit_on == TODAY
    assert [(one.id, one.status) for one in sheet.visits] == [(visit, "draft")]


def test_the_sheet_counts_measures_by_field_of_action(workspace: Workspace) -> None:
    load_sample(workspace, TODAY)
    with workspace.read() as reader:
        bakery = next(one.id for one in listed_companies(reader, TODAY, "de") if "Krümel" in one.name)
        sheet = company_sheet(reader, bakery, TODAY)
    assert [(one.letter, one.done, one.total) for one in sheet.fields] == [
        ("M", 1, 1),
        ("U", 0, 4),
        ("A", 1, 2),
        ("G", 0, 1),
    ]
    assert sheet.next_measures[0].title == "Stromverbrauch je Filiale erfassen"
    assert sheet.kmu_class == "KMU-MEDIUM"
    assert sheet.people[0].is_primary
    assert sheet.waiting > 0


@pytest.mark.parametrize(
    ("section", "code"), [("WZ08-C", "25.62"), ("WZ08-I", ""), ("WZ25-C", ""), ("", "")], ids=lambda one: one or "none"
)
def test_a_code_stays_only_in_a_section_that_it_lies_in(workspace: Workspace, section: str, code: str) -> None:
    company = record(workspace)
    with workspace.write("WZ-Nummer") as writer:
        writer.get(Company, company).wz = EconomicActivity("", "25.62")
    with workspace.write("Abschnitt") as writer:
        set_section(writer, company, "WZ08-C")
        set_section(writer, company, section)
    with workspace.read() as reader:
        assert reader.get(Company, company).wz == EconomicActivity(section, code)


def test_there_is_one_main_contact(workspace: Workspace) -> None:
    company = record(workspace)
    with workspace.write("neu") as writer:
        second = add_contact(writer, company, first_name="Murat", last_name="Aydın")
    with workspace.write("erste") as writer:
        make_primary(writer, second)
    with workspace.read() as reader:
        people = company_sheet(reader, company, TODAY).people
    assert [(one.name, one.is_primary) for one in people] == [("Murat Aydın", True), ("Tilgner", False)]


def test_a_contact_needs_a_last_name(workspace: Workspace) -> None:
    company = record(workspace)
    with pytest.raises(RuleError, match="company_lacks"), workspace.write("neu") as writer:
        add_contact(writer, company, first_name="Murat", last_name=" ")


def test_a_profile_is_begun_once(workspace: Workspace) -> None:
    company = record(workspace)
    for _ in range(2):
        with workspace.write("Profil") as writer:
            profile = ensure_profile(writer, company)
    with workspace.write("Wahl") as writer:
        set_choice(writer, profile, "works_council", "present")
    with workspace.read() as reader:
        sheet = company_sheet(reader, company, TODAY)
    assert sheet.profile is not None
    assert sheet.profile.values["works_council"] == "present"


def test_deleting_a_company_takes_its_contacts_and_case_along_and_undo_brings_all_back(workspace: Workspace) -> None:
    company = record(workspace)
    with workspace.write("löschen") as writer:
        assert delete_company(writer, company) == "Tilgner Metallbau GmbH"
    with workspace.read() as reader:
        assert [reader.all(select(cls)) for cls in (Company, Contact, ConsultingCase)] == [(), (), ()]
    workspace.undo()
    with workspace.read() as reader:
        assert company_sheet(reader, company, TODAY).people[0].name == "Tilgner"


def test_a_company_with_a_visit_stays(workspace: Workspace) -> None:
    company = record(workspace)
    with workspace.write("Termin") as writer:
        plan_visit(writer, company, workspace.identity, day=TODAY)
    with pytest.raises(RuleError, match="company_has_work"), workspace.write("löschen") as writer:
        delete_company(writer, company)


def test_the_history_says_who_did_what_also_of_what_is_deleted(workspace: Workspace) -> None:
    company = record(workspace, first_name="Sabine")
    with workspace.write("umbenannt") as writer:
        set_choice(writer, company, "name", "Tilgner Stahlbau GmbH")
    with workspace.read() as reader:
        contact = company_sheet(reader, company, TODAY).people[0].id
    with workspace.write("gelöscht") as writer:
        delete_contact(writer, contact)
    with workspace.read() as reader:
        lines = company_history(reader, company, "de")
    said = {(line.what, line.kind) for line in lines}
    assert ("Unternehmen: Tilgner Stahlbau GmbH", "new") in said
    assert ("Ansprechperson: Sabine Tilgner", "delete") in said
    renamed = next(line for line in lines if line.kind == "set" and line.type == "company")
    assert renamed.fields == (("Name", "Tilgner Stahlbau GmbH"),)
    assert renamed.who == "Katrin Albers"
