"""A server that is lost with its database, its files and its key: with its saved identity it is the same server again,
and the laptops bring back everything.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.companies.handing_over import share
from consultant_app.actions.sync.setting_up import join
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.company import Company
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.note import Note
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.server.cli import run
from consultant_app.server.rights import Role
from consultant_app.sync.attachments import carry_files
from tests.support.laptops import Laptop, Workspaces, add, delete, edit, every, read, rows, screens, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled

PASSWORD = "Fördergerüst 1923"
Identity = Callable[[str], int]


@pytest.fixture
def identity(server: PartnerServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Identity:
    """`identity save` or `identity restore` on the server's database; the exit code."""
    monkeypatch.setenv("CONSULTANT_IDENTITY_PASSWORD", PASSWORD)
    file = str(tmp_path / "identity.csri")
    return lambda verb: run(["identity", verb, file, "--database", server.database_url, "--json"])


def _all_green(*laptops: Laptop) -> None:
    assert len({str(laptop.digests()) for laptop in laptops}) == 1
    assert len({str(sorted(screens(laptop.workspace).items())) for laptop in laptops}) == 1
    for laptop in laptops:
        assert laptop.agrees()
        status = laptop.workspace.status()
        assert (status.unsent, status.set_aside, status.files_waiting, status.contested) == (0, 0, 0, 0)
        assert status.waiting == {}
        assert laptop.workspace.verify().whole
        assert rows(laptop.workspace, "SELECT count(*) FROM change WHERE state <> 1") == [(0,)]


def _carry(laptop: Laptop) -> int:
    return carry_files(laptop.workspace, laptop.line).sent


@scenario("F24", "F82")
def test_with_its_identity_it_is_rebuilt_by_the_laptops_it_knew(
    server: PartnerServer, ada: Laptop, bo: Laptop, identity: Identity, tmp_path: Path
) -> None:
    company = add(ada.workspace, Company(name="Zeche"))
    visit = add(bo.workspace, Visit(company=company, number="B"))
    gone = add(ada.workspace, Company(name="Gelöscht"))
    sync_all(ada, bo)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 " + bytes(5000))
    attachment = add_attachment(ada.workspace, scan, visit)
    sync_all(ada, bo)
    _carry(ada)
    assert identity("save") == 0
    edit(bo.workspace, company, branch="Nach dem Sichern")
    delete(ada.workspace, gone)
    sync_all(ada, bo)
    edit(ada.workspace, visit, goal="Noch nicht gesendet")

    server.lose()
    assert identity("restore") == 0
    server.start()
    sync_all(ada, bo, rounds=3)
    assert _carry(ada) == 1
    sync_all(ada, bo)
    _carry(bo)
    _all_green(ada, bo)
    assert read(bo.workspace, Company, company).branch == "Nach dem Sichern"
    assert read(bo.workspace, Visit, visit).goal == "Noch nicht gesendet"
    assert [one.name for one in every(bo.workspace, Company)] == ["Zeche"]
    assert bo.workspace.attachments.read(attachment) == scan.read_bytes()


@scenario("F24", "F82")
def test_saved_when_it_began_it_is_rebuilt_by_laptops_that_are_invited_again(
    server: PartnerServer, workspaces: Workspaces, identity: Identity
) -> None:
    """Nobody was there yet when the identity was saved: its people are added once more, its laptops keep all."""
    assert identity("save") == 0
    ada, bo = (enrolled(server, workspaces, f"{name}@example.org") for name in ("ada", "bo"))
    company = add(ada.workspace, Company(name="Zeche"))
    add(bo.workspace, Visit(company=company, number="B"))
    sync_all(ada, bo)
    edit(ada.workspace, company, branch="Metall")
    sync_all(ada, bo)
    add(ada.workspace, Note(text="Nur ich"), SpaceKind.PERSON)

    server.lose()
    assert identity("restore") == 0
    server.start()
    with pytest.raises(RuleError, match="token_unknown"):
        ada.sync()
    again = []
    for laptop in (ada, bo):
        server.add_person(laptop.workspace.identity.mail)
        join(laptop.workspace, server.invite(laptop.workspace.identity.mail), "Laptop, wieder")
        again.append(workspaces.laptop(laptop.workspace))
    ada, bo = again
    sync_all(ada, bo, rounds=3)
    for laptop in (ada, bo):
        assert laptop.agrees()
        assert laptop.workspace.status().waiting == {}
        assert laptop.workspace.verify().whole
        assert rows(laptop.workspace, "SELECT count(*) FROM change WHERE state <> 1") == [(0,)]
        assert laptop.workspace.conflicts() == []
        assert {one.mail for one in every(laptop.workspace, User)} == {"ada@example.org", "bo@example.org"}
    assert read(bo.workspace, Company, company).branch == "Metall"
    assert ada.digests()["consortium"] == bo.digests()["consortium"]
    assert ada.digests()["organisation"] == bo.digests()["organisation"]
    second = another(server, workspaces, "ada@example.org")
    second.sync()
    assert [one.text for one in every(second.workspace, Note)] == ["Nur ich"]


@scenario("F24")
def test_a_case_that_was_shared_since_is_shared_again_and_nobody_forgets_it(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, identity: Identity
) -> None:
    """A server that has forgotten a space must not tell its readers that they lost the right to it."""
    server.add_person("lead@example.org", roles=(Role.PARTNER_LEAD,))
    lead = another(server, workspaces, "lead@example.org")
    cem = enrolled(server, workspaces, "cem@example.org", partner="DO")
    case, visit = _case(ada)
    sync_all(ada, lead, cem)
    assert identity("save") == 0
    share(lead.workspace, case, ["DO"])
    sync_all(lead, cem, ada)
    edit(cem.workspace, visit, goal="Aus Dortmund")
    sync_all(cem, ada, lead)

    server.lose()
    assert identity("restore") == 0
    server.start()
    sync_all(cem, ada, lead, rounds=4)
    for laptop in (cem, ada, lead):
        assert read(laptop.workspace, Visit, visit).goal == "Aus Dortmund"
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
        assert rows(laptop.workspace, "SELECT count(*) FROM change WHERE state <> 1") == [(0,)]
    assert cem.digests()["shared"] == lead.digests()["shared"] == ada.digests()["shared"]


def _case(laptop: Laptop) -> tuple[RecordId, RecordId]:
    company = add(laptop.workspace, Company(name="Zeche"))
    case = add(laptop.workspace, ConsultingCase(company=company, occasion="Anlass"))
    return case, add(laptop.workspace, Visit(company=company, consulting_case=case, situation="Lage"))


def _told(capsys: pytest.CaptureFixture[str]) -> str:
    code: str = json.loads(capsys.readouterr().err)["error"]["code"]
    return code


def test_it_goes_into_an_empty_place_only_and_opens_with_its_password(
    server: PartnerServer,
    identity: Identity,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "identity.csri"
    assert identity("save") == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["partners"], counts["people"], counts["devices"]) == (2, 0, 0)
    assert file.stat().st_mode & 0o777 == 0o600
    assert identity("save") == 0
    assert identity("restore") == 1
    assert _told(capsys) == "identity_place_full"
    whole = file.read_bytes()
    server.lose()
    for content, code in ((b"Brief", "identity_file_alien"), (whole[:40], "identity_file_damaged")):
        file.write_bytes(content)
        assert identity("restore") == 1
        assert _told(capsys) == code
    file.write_bytes(b"Brief")
    assert identity("save") == 2
    assert _told(capsys) == "identity_place_taken"
    file.write_bytes(whole)
    for password, code in (("falsch", "identity_wrong_password"), ("", "identity_password_missing")):
        monkeypatch.setenv("CONSULTANT_IDENTITY_PASSWORD", password)
        assert identity("restore") != 0
        assert _told(capsys) == code
    monkeypatch.setenv("CONSULTANT_IDENTITY_PASSWORD", PASSWORD.replace("ö", "o\u0308").replace("ü", "u\u0308"))
    assert identity("restore") == 0


def test_who_runs_a_server_is_reminded_until_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULTANT_IDENTITY_PASSWORD", PASSWORD)
    place = ["--data", str(tmp_path / "data")]
    assert run(["partner", "add", "EN", "EN-Agentur", *place]) == 0
    assert "identity save" in capsys.readouterr().err
    assert run(["identity", "save", str(tmp_path / "identity.csri"), *place]) == 0
    assert run(["partner", "add", "DO", "Dortmund", *place]) == 0
    assert capsys.readouterr().err == ""
