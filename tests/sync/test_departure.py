"""An organisation leaves the consortium: its spaces go out as files, laptops are told, what is common stays."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.companies.handing_over import share
from consultant_app.actions.companies.history import company_history
from consultant_app.actions.sync.exchange_reading import read_exchange
from consultant_app.actions.sync.set_aside import export_file
from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.spaces import SpaceKind, office_space, organisation_space, person_space, shared_space
from consultant_app.domain.company import Company
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.note import Note
from consultant_app.domain.user import User
from consultant_app.errors import RuleError, UsageError
from consultant_app.server.database import writing
from consultant_app.server.departure_files import DepartureFile, DepartureFiles
from consultant_app.server.file_store import FolderStore
from consultant_app.server.identity import Identity
from consultant_app.server.rights import Role
from consultant_app.server.schema import SPACE
from consultant_app.sync.attachments import carry_files
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, PASSPHRASE, Laptop, Workspaces, add, edit, every, find, read, rows, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled
from tests.sync.test_moves import in_tables

PASSWORD = "Schacht IX"
CANARY = "Kanarienvogel"


@pytest.fixture
def cem(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    """A consultant of DO."""
    return enrolled(server, workspaces, "cem@example.org", partner="DO")


@pytest.fixture
def files(server: PartnerServer, tmp_path: Path) -> DepartureFiles:
    return DepartureFiles(tmp_path / "handed out", PASSWORD, FolderStore(server.files), cost=CHEAP)


def alone(workspaces: Workspaces, name: str) -> Workspace:
    """Somebody of EN who goes on without the server."""
    folder = workspaces.folder / f"alone-{len(workspaces.opened)}"
    workspace, _ = create_alone(folder, "EN", name, passphrase=PASSPHRASE, use_keyring=False, clock=workspaces.clock)
    workspaces.opened.append(workspace)
    return workspace


def authors(laptop: Laptop, company: str) -> set[str]:
    with laptop.workspace.read() as reader:
        return {line.who for line in company_history(reader, RecordId(company), "de")}


def by_space(written: Sequence[DepartureFile]) -> dict[SpaceId, Path]:
    return {one.space: one.path for one in written}


@scenario("F47")
def test_its_spaces_go_out_as_files_and_its_laptops_keep_what_was_not_sent(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, files: DepartureFiles, tmp_path: Path
) -> None:
    company = add(ada.workspace, Company(name="Zeche"))
    case = add(ada.workspace, ConsultingCase(company=company, occasion=CANARY))
    add(ada.workspace, Contact(company=company, last_name="Ansprechperson"))
    own = add(ada.workspace, Note(text="Nur für mich"), SpaceKind.PERSON)
    ada.sync()
    edit(ada.workspace, case, goal="Noch nicht gesendet")
    left = server.leave("EN", files)
    paths = by_space(left.files)
    user = ada.workspace.identity.user
    assert (left.people, set(paths)) == (1, {organisation_space("EN"), office_space("EN"), person_space(user)})
    for _ in range(2):
        with pytest.raises(RuleError, match="organisation_left"):
            ada.sync()
        assert in_tables(ada, CANARY) == 0
        assert every(ada.workspace, Company) == ()
        assert ada.workspace.status().set_aside == 1
    (unsent,) = export_file(ada.workspace, tmp_path / "unsent.csrx", None, password=PASSWORD, cost=CHEAP)
    going_on = alone(workspaces, "Ada@example.org")
    for path in (unsent.path, *paths.values()):
        read_exchange(going_on, path, PASSWORD)
    arrived = read(going_on, ConsultingCase, case)
    assert (arrived.occasion, arrived.goal) == (CANARY, "Noch nicht gesendet")
    assert [one.last_name for one in every(going_on, Contact)] == ["Ansprechperson"]
    assert read(going_on, Note, own).text == "Nur für mich"
    assert going_on.verify().whole


@scenario("F47")
def test_the_bytes_of_its_attachments_go_along(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, files: DepartureFiles, tmp_path: Path
) -> None:
    photo = tmp_path / "plan.txt"
    photo.write_bytes(b"Bytes einer Anlage" * 1000)
    case = add(ada.workspace, ConsultingCase(company="c" * 32, occasion=CANARY))
    add_attachment(ada.workspace, photo, about=case)
    ada.sync()
    with pytest.raises(RuleError, match="departure_bytes_missing"):
        server.leave("EN", files)
    carry_files(ada.workspace, ada.line)
    path = by_space(server.leave("EN", files).files)[organisation_space("EN")]
    contents = read_exchange(alone(workspaces, "Ada"), path, PASSWORD)
    assert (contents.files, contents.files_taken) == (1, 1)


@scenario("F47")
def test_what_is_common_stays_and_names_nobody_of_it(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, cem: Laptop, files: DepartureFiles
) -> None:
    company = add(ada.workspace, Company(name="Zeche"))
    sync_all(ada, cem)
    assert authors(cem, company) == {"Ada"}
    server.leave("EN", files)
    cem.sync()
    dilan = enrolled(server, workspaces, "dilan@example.org", partner="DO")
    dilan.sync()
    user = ada.workspace.identity.user
    for laptop in (cem, dilan):
        assert read(laptop.workspace, Company, company).name == "Zeche"
        assert authors(laptop, company) == {"EN, ehemals, Person 1"}
        person = read(laptop.workspace, User, user)
        assert (person.name, person.mail, person.active) == ("EN, ehemals, Person 1", "", False)
        assert laptop.agrees()
    assert rows(dilan.workspace, "SELECT 1 FROM origin WHERE user_name = 'Ada' OR device_name LIKE '%ada%'") == []


@scenario("F47")
def test_who_stays_believes_the_server_that_signed_a_file(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, files: DepartureFiles
) -> None:
    """As does a laptop of the organisation that has not heard of it yet."""
    bo = enrolled(server, workspaces, "bo@example.org")
    bo.sync()
    case = add(ada.workspace, ConsultingCase(company="c" * 32, occasion=CANARY))
    ada.sync()
    path = by_space(server.leave("EN", files).files)[organisation_space("EN")]
    read_exchange(bo.workspace, path, PASSWORD)
    assert read(bo.workspace, ConsultingCase, case).occasion == CANARY
    bo.workspace.identity = replace(bo.workspace.identity, server_key=b"k" * 32)
    with pytest.raises(RuleError, match="exchange_writer_unknown"):
        read_exchange(bo.workspace, path, PASSWORD)


class _PowerCutError(Exception):
    pass


class _CutAfterwards:
    def __init__(self, files: DepartureFiles) -> None:
        self._files = files

    def write(
        self, connection: Connection, spaces: Sequence[SpaceId], *, identity: Identity, now_ms: int
    ) -> tuple[DepartureFile, ...]:
        self._files.write(connection, spaces, identity=identity, now_ms=now_ms)
        raise _PowerCutError


@scenario("F47")
def test_nothing_is_closed_before_the_files_are_there_and_twice_is_as_once(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, files: DepartureFiles
) -> None:
    case = add(ada.workspace, ConsultingCase(company="c" * 32, occasion="Vorher"))
    ada.sync()
    with pytest.raises(_PowerCutError):
        server.leave("EN", _CutAfterwards(files))
    edit(ada.workspace, case, occasion="Dazwischen")
    ada.sync()
    with pytest.raises(UsageError, match="exchange_password_missing"):
        server.leave("EN", replace(files, password=""))
    first = server.leave("EN", files)
    before = {path: path.read_bytes() for path in files.folder.iterdir()}
    again = server.leave("EN", files)
    assert (again.at, again.people, again.files) == (first.at, first.people, ())
    assert {path: path.read_bytes() for path in files.folder.iterdir()} == before
    going_on = alone(workspaces, "Ada")
    read_exchange(going_on, by_space(first.files)[organisation_space("EN")], PASSWORD)
    assert read(going_on, ConsultingCase, case).occasion == "Dazwischen"


@scenario("F47")
def test_a_shared_case_stays_with_the_others_and_is_theirs_to_lead(
    server: PartnerServer, workspaces: Workspaces, cem: Laptop, files: DepartureFiles
) -> None:
    server.add_person("lead@example.org", roles=(Role.PARTNER_LEAD,))
    lead = another(server, workspaces, "lead@example.org")
    case = add(lead.workspace, ConsultingCase(company=add(lead.workspace, Company(name="Zeche")), occasion=CANARY))
    sync_all(lead, cem)
    share(lead.workspace, case, ["DO"])
    sync_all(lead, cem)
    server.remove_member(shared_space(case), "DO")
    with pytest.raises(RuleError, match="partner_alone_in_case"):
        server.leave("EN", files)
    lead.sync()
    server.add_member(shared_space(case), "DO")
    left = server.leave("EN", files)
    assert shared_space(case) not in by_space(left.files)
    cem.sync()
    edit(cem.workspace, case, goal="Von DO")
    cem.sync()
    assert (read(cem.workspace, ConsultingCase, case).goal, cem.workspace.status().unsent) == ("Von DO", 0)
    assert cem.agrees()
    with pytest.raises(RuleError, match="organisation_left"):
        lead.sync()
    assert find(lead.workspace, ConsultingCase, case) is None


@scenario("F47")
def test_who_read_her_rights_before_writes_nothing_into_a_closed_space(server: PartnerServer, ada: Laptop) -> None:
    assert server.engine is not None
    ada.sync()
    with writing(server.engine) as connection:
        connection.execute(update(SPACE).where(SPACE.c.id == organisation_space("EN")).values(closed=True))
    add(ada.workspace, ConsultingCase(company="c" * 32, occasion="Zu spät"))
    assert ada.sync().refused == 1
    assert ada.workspace.status().set_aside == 1


def test_nobody_comes_to_an_organisation_that_has_left(
    server: PartnerServer, ada: Laptop, cem: Laptop, files: DepartureFiles
) -> None:
    server.leave("EN", files)
    with pytest.raises(RuleError, match="partner_left"):
        server.add_person("neu@example.org")
    with pytest.raises(RuleError, match="partner_left"):
        server.move_person("cem@example.org", "EN")
    with pytest.raises(RuleError, match="partner_left"):
        server.set_active("ada@example.org", active=True)
