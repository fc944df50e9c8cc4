"""Setting a device up: alone, by an invitation, and joining later with everything that was written alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.sync.setting_up import create_alone, create_enrolled, join
from consultant_app.changes.spaces import SpaceKind, partner_id, user_id
from consultant_app.changes.wire import EnrolAsk
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.note import Note
from consultant_app.domain.partner import Partner
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import RuleError, TroubleError
from consultant_app.sync.enrolment import Invitation, parse_invitation
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, PASSPHRASE, Workspaces, add, edit, every, read, rows
from tests.support.partner_server import PartnerServer, running_server


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Workspace.create.__func__.__kwdefaults__, "cost", CHEAP)  # type: ignore[attr-defined]


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path / "laptops")
    yield made
    made.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.sqlite'}") as server:
        server.add_person("katrin@example.org", name="Katrin Albers-Neumann")
        yield server


def _alone(workspaces: Workspaces, code: str = "EN", name: str = "Katrin Albers") -> Workspace:
    workspace, _ = create_alone(
        workspaces.folder / f"allein-{len(workspaces.opened)}", code, name, passphrase=PASSPHRASE, use_keyring=False,
        clock=workspaces.clock,
    )  # fmt: skip
    workspaces.opened.append(workspace)
    return workspace


def _enrolled(workspaces: Workspaces, invitation: Invitation) -> Workspace:
    workspace, _ = create_enrolled(
        workspaces.folder / f"neu-{len(workspaces.opened)}", invitation, "Neuer Laptop", passphrase=PASSPHRASE,
        use_keyring=False, clock=workspaces.clock,
    )  # fmt: skip
    workspaces.opened.append(workspace)
    return workspace


def test_alone_one_can_work_at_once(workspaces: Workspaces) -> None:
    workspace = _alone(workspaces, " en ", "  Katrin   Albers ")
    assert (workspace.identity.user_name, workspace.identity.partner_code) == ("Katrin Albers", "EN")
    assert read(workspace, User, workspace.identity.user).name == "Katrin Albers"
    assert read(workspace, Partner, partner_id("EN")).name == "EN-Agentur Hattingen"
    assert add(workspace, Company(name="Tilgner"))
    assert not workspace.identity.joined
    with pytest.raises(RuleError, match="not_joined"):
        sync(workspace)


@pytest.mark.parametrize(("code", "name", "told"), [("XY", "K", "unknown_partner"), ("EN", "  ", "user_name_missing")])
def test_who_works_here_is_asked(workspaces: Workspaces, code: str, name: str, told: str) -> None:
    with pytest.raises(RuleError, match=told):
        _alone(workspaces, code, name)


def test_an_invitation_makes_a_device(server: PartnerServer, workspaces: Workspaces) -> None:
    workspace = _enrolled(workspaces, server.invite("katrin@example.org"))
    who = workspace.identity
    assert (who.user_name, who.partner_code, who.mail) == ("Katrin Albers-Neumann", "EN", "katrin@example.org")
    assert len(who.device_letters) == 2
    assert who.joined
    sync(workspace)
    assert read(workspace, User, who.user).mail == "katrin@example.org"
    assert workspaces.restart(workspace).identity == who
    assert len(rows(workspaces.opened[-1], "SELECT id FROM space")) == 4


def _written_alone(workspace: Workspace) -> dict[str, str]:
    with workspace.write("Alles") as writer:
        me = workspace.identity
        company = writer.new(Company(name="Tilgner", lead_partner=me.partner))
        visit = writer.new(Visit(company=company.id, consultants=frozenset({me.user})))
        part = writer.new(Participant(visit=visit.id, person=me.user, name=me.user_name))
        contact = writer.new(Contact(company=company.id, last_name="Tilgner"))
        note = writer.new(Note(title="Nur für mich"), SpaceKind.PERSON)
        made = {"company": company.id, "visit": visit.id, "part": part.id, "contact": contact.id, "note": note.id}
    edit(workspace, made["visit"], situation="Allein geschrieben.")
    workspace.type_draft(made["visit"], "goal", "Noch getippt.", shown=[])  # type: ignore[arg-type]
    return made


def _arrived(workspace: Workspace, made: dict[str, str]) -> None:
    me = workspace.identity
    visit = read(workspace, Visit, made["visit"])
    assert (visit.situation, visit.goal) == ("Allein geschrieben.", "Noch getippt.")
    assert visit.consultants == {me.user}
    assert read(workspace, Participant, made["part"]).person == me.user
    assert read(workspace, Company, made["company"]).lead_partner == me.partner
    assert read(workspace, Contact, made["contact"]).last_name == "Tilgner"
    assert read(workspace, Note, made["note"]).title == "Nur für mich"
    assert workspace.conflicts() == []
    assert workspace.verify().whole


@pytest.mark.parametrize("code", ["EN", "UPJ"])
def test_what_was_written_alone_is_kept_and_becomes_the_invited_persons(
    server: PartnerServer, workspaces: Workspaces, code: str
) -> None:
    """Also under another name, and when another partner was chosen at first than the one that invites."""
    workspace = _alone(workspaces, code)
    made = _written_alone(workspace)
    join(workspace, server.invite("katrin@example.org"), "Laptop")
    assert workspace.identity.partner_code == "EN"
    counts = sync(workspace)
    assert counts.refused == 0
    assert workspace.status().unsent == 0
    _arrived(workspace, made)
    other = _enrolled(workspaces, server.invite("katrin@example.org"))
    sync(other)
    _arrived(other, made)
    assert [user.name for user in every(other, User)] == ["Katrin Albers-Neumann"]
    assert {partner.name for partner in every(other, Partner)} == {"Partner EN", "Partner DO"}
    assert {space.digest for space in other.status().spaces} == {space.digest for space in workspace.status().spaces}
    spaces = {row[0] for row in rows(workspace, "SELECT DISTINCT space FROM record")}
    assert spaces <= {row[0] for row in rows(workspace, "SELECT id FROM space")}


def test_what_somebody_wrote_about_herself_goes_along(server: PartnerServer, workspaces: Workspaces) -> None:
    workspace = _alone(workspaces)
    edit(workspace, workspace.identity.user, phone="02302 1234")
    join(workspace, server.invite("katrin@example.org"), "Laptop")
    sync(workspace)
    me = read(workspace, User, workspace.identity.user)
    assert (me.name, me.phone) == ("Katrin Albers-Neumann", "02302 1234")
    assert me.id == user_id("EN", "katrin@example.org")
    assert workspace.conflicts() == []
    assert workspace.verify().whole


def test_nothing_of_the_time_before_can_be_undone_after_joining(server: PartnerServer, workspaces: Workspaces) -> None:
    workspace = _alone(workspaces)
    add(workspace, Company(name="Tilgner"))
    join(workspace, server.invite("katrin@example.org"), "Laptop")
    assert workspace.undo() is None


def test_one_workspace_joins_once(server: PartnerServer, workspaces: Workspaces) -> None:
    workspace = _alone(workspaces)
    join(workspace, server.invite("katrin@example.org"), "Laptop")
    with pytest.raises(RuleError, match="already_joined"):
        join(workspace, server.invite("katrin@example.org"), "Laptop")


def test_an_expired_invitation_is_told_and_leaves_nothing_behind(server: PartnerServer, workspaces: Workspaces) -> None:
    invitation = server.invite("katrin@example.org")
    server.clock.advance(timedelta(days=15))
    with pytest.raises(RuleError, match="invitation_expired"):
        _enrolled(workspaces, invitation)
    assert list(workspaces.folder.rglob("*.*")) == []
    workspace = _alone(workspaces)
    company = add(workspace, Company(name="Tilgner"))
    with pytest.raises(RuleError, match="invitation_expired"):
        join(workspace, invitation, "Laptop")
    assert not workspace.identity.joined
    assert read(workspace, Company, company).name == "Tilgner"


def test_an_invitation_serves_one_device(server: PartnerServer, workspaces: Workspaces) -> None:
    invitation = server.invite("katrin@example.org")
    _enrolled(workspaces, invitation)
    with pytest.raises(RuleError, match="invitation_used"):
        _enrolled(workspaces, invitation)


def test_an_unknown_code_is_told(server: PartnerServer, workspaces: Workspaces) -> None:
    with pytest.raises(RuleError, match="invitation_unknown"):
        _enrolled(workspaces, Invitation(server.url, "ABCD-EFGH-JKLM"))


def test_an_invitation_is_not_spent_on_a_folder_that_cannot_be_written(
    server: PartnerServer, workspaces: Workspaces, tmp_path: Path
) -> None:
    invitation = server.invite("katrin@example.org")
    (tmp_path / "file").write_text("")
    with pytest.raises(TroubleError, match="folder_not_writable"):
        create_enrolled(tmp_path / "file" / "w", invitation, "Laptop", passphrase="x", use_keyring=False)
    with pytest.raises(RuleError, match="passphrase_needed"):
        create_enrolled(tmp_path / "w", invitation, "Laptop", passphrase=None, use_keyring=False)
    assert _enrolled(workspaces, invitation).identity.joined


def test_an_enrolment_whose_answer_got_lost_is_asked_again_with_the_same_key(
    server: PartnerServer, workspaces: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = HTTPTransport.ask
    keys: list[bytes] = []

    def lossy(self: HTTPTransport, path: str, question: object, answer: object) -> object:
        given = ask(self, path, question, answer)  # type: ignore[arg-type, type-var]
        assert isinstance(question, EnrolAsk)
        keys.append(question.device_key)
        if len(keys) == 1:
            raise TroubleError("server_silent", server="test")
        return given

    with monkeypatch.context() as patch:
        patch.setattr(HTTPTransport, "ask", lossy)
        workspace = _enrolled(workspaces, server.invite("katrin@example.org"))
    assert keys[0] == keys[1]
    sync(workspace)
    assert read(workspace, User, workspace.identity.user).name == "Katrin Albers-Neumann"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("https://partner.example.org", "invitation_unreadable"),
        ("https://partner.example.org#EN7K-4RQ2", "invitation_code_length"),
        ("http://partner.example.org#EN7K-4RQ2-M9XX", "server_address_not_safe"),
        ("partner#EN7K-4RQ2-M9XX", "server_address_unreadable"),
    ],
)
def test_a_line_that_is_no_invitation_is_told(line: str, told: str) -> None:
    with pytest.raises(RuleError, match=told):
        parse_invitation(line)


def test_a_line_may_be_typed_in_small_letters_and_with_blanks() -> None:
    read_line = parse_invitation("  https://partner.example.org/#en7k 4rq2 m9xx ")
    assert read_line == Invitation("https://partner.example.org", "EN7K-4RQ2-M9XX")
