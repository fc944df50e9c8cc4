"""The sample leaves a workspace without a trace, and no invented company reaches a server unasked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.samples.removing import SampleHere, remove_sample, sample_here
from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.sync.setting_up import create_alone, join
from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, PASSPHRASE, add, every
from tests.support.partner_server import PartnerServer, running_server

TODAY = date(2026, 5, 19)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """With the sample, a company, a note and a visit to a sample company of one's own."""
    monkeypatch.setitem(Workspace.create.__func__.__kwdefaults__, "cost", CHEAP)  # type: ignore[attr-defined]
    made, _ = create_alone(tmp_path / "w", "EN", "Katrin Albers", passphrase=PASSPHRASE, use_keyring=False)
    load_sample(made, TODAY)
    add(made, Company(name="Tilgner"))
    add(made, Note(title="Förderung"))
    with made.write() as writer:
        plan_visit(writer, sample_id("C-003"), made.identity, day=TODAY)
    yield made
    made.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.sqlite'}") as server:
        server.add_person("katrin@example.org", name="Katrin Albers")
        yield server


def _here(workspace: Workspace) -> SampleHere | None:
    with workspace.read() as reader:
        return sample_here(reader)


def _names(workspace: Workspace) -> set[str]:
    return {company.name for company in every(workspace, Company)}


def test_removed_the_sample_is_gone_with_its_history_and_what_is_ones_own_stays(workspace: Workspace) -> None:
    assert _here(workspace) == SampleHere(companies=25, own=1)
    remove_sample(workspace)

    assert _here(workspace) is None
    assert _names(workspace) == {"Tilgner"}
    assert {note.title for note in every(workspace, Note)} == {"Förderung"}
    assert workspace.status().set_aside == 0
    assert workspace.history(RecordId(sample_id("C-003"))) == []
    assert workspace.verify().whole


def test_a_server_gets_no_invented_company_unasked(workspace: Workspace, server: PartnerServer) -> None:
    invitation = server.invite("katrin@example.org")
    with pytest.raises(RuleError, match="sample_loaded"):
        join(workspace, invitation, "Laptop")
    assert not workspace.identity.joined

    remove_sample(workspace)
    join(workspace, invitation, "Laptop")
    sync(workspace)

    assert workspace.status().unsent == 0
    assert _names(workspace) == {"Tilgner"}
    assert False not in {space.agrees for space in workspace.status().spaces}
    with pytest.raises(RuleError, match="already_joined"):
        remove_sample(workspace)


def test_who_asks_for_it_takes_the_sample_along(workspace: Workspace, server: PartnerServer) -> None:
    join(workspace, server.invite("katrin@example.org"), "Laptop", takes_sample=True)
    sync(workspace)
    assert len(_names(workspace)) == 26
