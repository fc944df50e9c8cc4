"""The letterhead reaches every laptop of the consortium, files included."""

from datetime import date
from pathlib import Path

from PIL import Image

from consultant_app.actions.paper.logos import set_logo, slots_of
from consultant_app.changes.change import RecordId
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.sync.attachments import carry_files
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Laptop, Workspaces, every, sync_all
from tests.support.partner_server import PartnerServer
from tests.sync.conftest import enrolled

TODAY = date(2026, 5, 19)


def emblem_of(workspace: Workspace) -> str:
    with workspace.read() as reader:
        return next(one.colour for one in slots_of(reader, workspace.identity.partner, TODAY) if one.slot == "eu")


def test_the_emblem_that_one_organisation_uploads_is_printed_by_the_others(
    server: PartnerServer, workspaces: Workspaces, tmp_path: Path
) -> None:
    here = enrolled(server, workspaces, "ada@example.org")
    there = enrolled(server, workspaces, "dora@example.org", partner="DO")
    emblem = tmp_path / "emblem.png"
    Image.new("RGB", (300, 200), "navy").save(emblem)
    file = set_logo(here.workspace, "eu", emblem, on=TODAY)
    sync_all(here, there)
    for laptop in (here, there):
        carry_files(laptop.workspace, laptop.line)
    assert emblem_of(there.workspace) == "emblem.png"
    assert there.workspace.attachments.read(RecordId(file)) == emblem.read_bytes()
    assert there.workspace.verify().whole


def test_two_offices_that_begin_a_letterhead_before_they_meet_share_one_profile(
    ada: Laptop, bo: Laptop, tmp_path: Path
) -> None:
    for laptop, slot in ((ada, "eu"), (bo, "fund")):
        logo = tmp_path / f"{slot}.png"
        Image.new("RGB", (300, 200), "navy").save(logo)
        set_logo(laptop.workspace, slot, logo, on=TODAY)
    sync_all(ada, bo)
    for laptop in (ada, bo):
        (profile,) = every(laptop.workspace, FundingProfile)
        assert profile.logo_eu is not None
        assert profile.logo_fund is not None
