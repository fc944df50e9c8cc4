"""Cases that are handed over or shared, people who change their organisation, devices that are revoked."""

from pathlib import Path

import pytest

from consultant_app.actions.attachments import add_attachment, attachments_of, save_attachment
from consultant_app.actions.companies.handing_over import hand_over, share, wishes
from consultant_app.actions.companies.history import company_history
from consultant_app.actions.notes import set_visibility
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind, partner_id, shared_space
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.company import Company
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.errors import RuleError
from consultant_app.server.rights import Role
from consultant_app.sync.attachments import carry_files
from tests.support.laptops import Laptop, Workspaces, add, edit, every, find, read, rows, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled
from tests.sync.test_moves import in_tables

CANARY = "Kanarienvogel"


@pytest.fixture
def lead(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    """Of EN."""
    server.add_person("lead@example.org", roles=(Role.PARTNER_LEAD,))
    return another(server, workspaces, "lead@example.org")


@pytest.fixture
def cem(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    """A consultant of DO."""
    return enrolled(server, workspaces, "cem@example.org", partner="DO")


@pytest.fixture
def case(lead: Laptop, ada: Laptop, cem: Laptop) -> RecordId:
    """With a visit that has a part, a plan with a measure, a contact and a note; known to EN."""
    company = add(ada.workspace, Company(name="Zeche"))
    case = add(ada.workspace, ConsultingCase(company=company, occasion="Wird ersetzt"))
    edit(ada.workspace, case, occasion=CANARY)
    visit = add(ada.workspace, Visit(company=company, consulting_case=case, situation=CANARY))
    add(ada.workspace, Agreement(visit=visit, what=CANARY))
    plan = add(ada.workspace, ActionPlan(company=company, title=CANARY))
    add(ada.workspace, Measure(action_plan=plan, title=CANARY))
    add(ada.workspace, Contact(company=company, last_name="Ansprechperson"))
    add(ada.workspace, Note(company=company, consulting_case=case, text="Bleibt im Haus"))
    sync_all(ada, lead, cem)
    return case


def agree(*laptops: Laptop) -> None:
    for laptop in laptops:
        assert laptop.agrees()
        assert laptop.workspace.verify().whole


def test_a_case_handed_over_arrives_whole_there_and_is_forgotten_here(
    lead: Laptop, ada: Laptop, cem: Laptop, case: RecordId
) -> None:
    assert in_tables(cem, CANARY) == 0
    hand_over(lead.workspace, case, "DO")
    assert len(wishes(lead.workspace)) == 1
    sync_all(lead, cem, ada)
    assert wishes(lead.workspace) == ()
    arrived = read(cem.workspace, ConsultingCase, case)
    assert (arrived.occasion, arrived.lead_partner) == (CANARY, partner_id("DO"))
    assert [one.situation for one in every(cem.workspace, Visit)] == [CANARY]
    assert [one.what for one in every(cem.workspace, Agreement)] == [CANARY]
    assert [one.title for one in every(cem.workspace, Measure)] == [CANARY]
    assert [one.last_name for one in every(cem.workspace, Contact)] == ["Ansprechperson"]
    assert read(cem.workspace, Company, arrived.company or "").lead_partner == partner_id("DO")
    with cem.workspace.read() as reader:
        history = company_history(reader, arrived.company or "", "de")
    told = [line.fields for line in history if line.record == case]
    assert any(("Anlass", "hier nicht vorhanden") in fields for fields in told)
    for word in ("Wird ersetzt", "Bleibt im Haus"):
        assert in_tables(cem, word) == 0
    for laptop in (lead, ada):
        assert in_tables(laptop, CANARY) == 0
        assert every(laptop.workspace, ConsultingCase) == every(laptop.workspace, Visit) == ()
        assert [one.text for one in every(laptop.workspace, Note)] == ["Bleibt im Haus"]
    agree(lead, ada, cem)


def test_what_was_written_in_a_case_that_went_away_meanwhile_is_set_aside(
    lead: Laptop, ada: Laptop, cem: Laptop, case: RecordId
) -> None:
    hand_over(lead.workspace, case, "DO")
    edit(ada.workspace, case, goal="Unterwegs geschrieben")
    lead.sync()
    ada.sync()
    assert (ada.workspace.status().set_aside, find(ada.workspace, ConsultingCase, case)) == (1, None)
    assert rows(ada.workspace, "SELECT reason FROM set_aside") == [("not_a_member",)]
    sync_all(cem, ada)
    assert read(cem.workspace, ConsultingCase, case).goal == ""


def test_only_the_lead_of_the_organisation_gives_a_case_away(ada: Laptop, cem: Laptop, case: RecordId) -> None:
    hand_over(ada.workspace, case, "DO")
    sync_all(ada, cem)
    assert [wish.reason for wish in wishes(ada.workspace)] == ["not_a_member"]
    assert find(cem.workspace, ConsultingCase, case) is None
    assert read(ada.workspace, ConsultingCase, case).occasion == CANARY


def test_a_case_that_two_organisations_share_is_edited_by_both(
    server: PartnerServer, lead: Laptop, ada: Laptop, cem: Laptop, case: RecordId
) -> None:
    share(lead.workspace, case, ["DO"])
    sync_all(lead, cem, ada)
    edit(cem.workspace, case, goal="Von DO")
    new = add(cem.workspace, Visit(consulting_case=case, company=read(cem.workspace, ConsultingCase, case).company))
    sync_all(cem, ada, lead)
    for laptop in (lead, ada, cem):
        assert read(laptop.workspace, ConsultingCase, case).goal == "Von DO"
        assert find(laptop.workspace, Visit, new) is not None
    assert in_tables(cem, "Wird ersetzt") == 0
    assert len({laptop.digests()["shared"] for laptop in (lead, ada, cem)}) == 1
    agree(lead, ada, cem)
    server.remove_member(shared_space(case), "DO")
    sync_all(cem, ada)
    assert in_tables(cem, CANARY) == 0
    assert read(ada.workspace, ConsultingCase, case).goal == "Von DO"
    server.add_member(shared_space(case), "DO")
    sync_all(cem)
    assert read(cem.workspace, ConsultingCase, case).goal == "Von DO"
    agree(lead, ada, cem)


def test_a_partner_nobody_knows_is_named_before_anything_is_wished(lead: Laptop, case: RecordId) -> None:
    with pytest.raises(RuleError, match="partner_not_here"):
        hand_over(lead.workspace, case, "XX")
    with pytest.raises(RuleError, match="case_is_there"):
        hand_over(lead.workspace, case, "EN")
    assert wishes(lead.workspace) == ()


@scenario("F46")
def test_who_changes_the_organisation_forgets_the_old_one_and_keeps_her_own(
    server: PartnerServer, ada: Laptop, cem: Laptop, lead: Laptop, case: RecordId
) -> None:
    own = add(ada.workspace, Note(text="Nur für mich"), SpaceKind.PERSON)
    ada.sync()
    edit(ada.workspace, case, goal="Nicht mehr gesendet")
    there = add(cem.workspace, Visit(company="c" * 32, situation="In DO"))
    cem.sync()
    server.move_person("ada@example.org", "DO")
    ada.sync()
    assert find(ada.workspace, ConsultingCase, case) is None
    assert in_tables(ada, CANARY) == 0
    assert ada.workspace.status().set_aside == 1
    assert read(ada.workspace, Note, own).text == "Nur für mich"
    assert read(ada.workspace, Visit, there).situation == "In DO"
    assert ada.workspace.identity.partner_code == "DO"
    new = add(ada.workspace, Visit(company="c" * 32, situation="Schon für DO"))
    sync_all(ada, cem, lead)
    assert read(cem.workspace, Visit, new).situation == "Schon für DO"
    assert read(lead.workspace, User, ada.workspace.identity.user).partner == partner_id("DO")
    assert rows(lead.workspace, "SELECT contested FROM record WHERE contested <> ''") == []
    agree(ada, cem, lead)


@scenario("F45")
def test_a_revoked_device_forgets_everything_and_has_it_again_once_readmitted(
    server: PartnerServer, ada: Laptop, lead: Laptop, case: RecordId
) -> None:
    edit(ada.workspace, case, goal="Noch nicht gesendet")
    server.revoke(ada.workspace.identity.device)
    with pytest.raises(RuleError, match="device_revoked"):
        ada.sync()
    assert in_tables(ada, CANARY) == 0
    assert every(ada.workspace, Visit) == every(ada.workspace, Company) == ()
    assert ada.workspace.status().set_aside == 1
    server.readmit(ada.workspace.identity.device)
    sync_all(ada, lead)
    assert read(lead.workspace, ConsultingCase, case).goal == "Noch nicht gesendet"
    assert ada.workspace.status().set_aside == 0
    assert ada.digests()["organisation"] == lead.digests()["organisation"]
    agree(ada, lead)


@scenario("F46")
def test_who_leaves_is_turned_away_and_her_work_stays(
    server: PartnerServer, ada: Laptop, lead: Laptop, case: RecordId
) -> None:
    server.set_active("ada@example.org", active=False)
    with pytest.raises(RuleError, match="device_revoked"):
        ada.sync()
    assert in_tables(ada, CANARY) == 0
    lead.sync()
    assert read(lead.workspace, ConsultingCase, case).occasion == CANARY
    assert not read(lead.workspace, User, ada.workspace.identity.user).active


def test_the_files_beside_a_case_go_along_and_the_bytes_with_them(
    lead: Laptop, ada: Laptop, cem: Laptop, case: RecordId, tmp_path: Path
) -> None:
    (tmp_path / "Scan.pdf").write_bytes(b"%PDF " + CANARY.encode())
    visit = every(ada.workspace, Visit)[0].id
    add_attachment(ada.workspace, tmp_path / "Scan.pdf", visit)
    ada.sync()
    carry_files(ada.workspace, ada.line)
    lead.sync()
    hand_over(lead.workspace, case, "DO")
    sync_all(lead, cem, ada)
    carry_files(cem.workspace, cem.line)
    (row,) = attachments_of(cem.workspace, [visit])
    assert save_attachment(cem.workspace, row.id, tmp_path / "copy").read_bytes().endswith(CANARY.encode())
    assert every(ada.workspace, Attachment) == ()
    agree(lead, ada, cem)


def test_a_photo_beside_a_note_is_seen_by_those_who_see_the_note(ada: Laptop, lead: Laptop, tmp_path: Path) -> None:
    (tmp_path / "Scan.pdf").write_bytes(b"%PDF " + CANARY.encode())
    note = add(ada.workspace, Note(text="Mit Anlage"))
    add_attachment(ada.workspace, tmp_path / "Scan.pdf", note)
    sync_all(ada, lead)
    assert [one.about for one in every(lead.workspace, Attachment)] == [note]
    set_visibility(ada.workspace, note, "private")
    sync_all(ada, lead)
    assert every(lead.workspace, Attachment) == every(lead.workspace, Note) == ()
    assert [one.about for one in every(ada.workspace, Attachment)] == [note]
    agree(ada, lead)
