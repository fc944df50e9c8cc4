"""A laptop enrolled after the backup that its server was restored from: unknown to the server, and nothing is lost."""

import pytest

from consultant_app.actions.sync.setting_up import join
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from tests.support.laptops import Laptop, Workspaces, add, edit, every, read, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled


@scenario("F24", "F82")
def test_it_is_enrolled_again_and_brings_all_it_wrote(
    server: PartnerServer, ada: Laptop, workspaces: Workspaces
) -> None:
    before = add(ada.workspace, Company(name="Vor der Sicherung"))
    ada.sync()
    backup = server.back_up()
    late = another(server, workspaces, "ada@example.org")
    late.sync()
    visit = add(late.workspace, Visit(company=before, situation="Nach der Sicherung"))
    late.sync()
    edit(late.workspace, visit, goal="Noch nicht gesendet")
    edit(late.workspace, before, branch="Metall")
    server.restore(backup)
    with pytest.raises(RuleError, match="token_unknown"):
        late.sync()
    join(late.workspace, server.invite("ada@example.org"), "Laptop, wieder")
    late = workspaces.laptop(late.workspace)
    sync_all(late, ada, late)
    assert [(one.situation, one.goal) for one in every(ada.workspace, Visit)] == [
        ("Nach der Sicherung", "Noch nicht gesendet")
    ]
    assert read(ada.workspace, Company, before).branch == "Metall"
    assert ada.digests() == late.digests()
    for laptop in (ada, late):
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
        assert (laptop.workspace.status().unsent, laptop.workspace.status().set_aside) == (0, 0)
    add(late.workspace, Company(name="Weiter"))
    sync_all(late, ada)
    assert len(every(ada.workspace, Company)) == 2


@scenario("F82")
def test_a_device_that_the_server_knows_is_not_enrolled_again(
    server: PartnerServer, ada: Laptop, workspaces: Workspaces
) -> None:
    with pytest.raises(RuleError, match="already_joined"):
        join(ada.workspace, server.invite("ada@example.org"), "Laptop")
    server.revoke(ada.workspace.identity.device)
    with pytest.raises(RuleError, match="already_joined"):
        join(ada.workspace, server.invite("ada@example.org"), "Laptop")


def test_nobody_takes_over_the_workspace_of_another_person(
    server: PartnerServer, ada: Laptop, workspaces: Workspaces
) -> None:
    ada.sync()
    backup = server.back_up()
    bo = enrolled(server, workspaces, "bo@example.org")
    server.restore(backup)
    with pytest.raises(RuleError, match="already_joined"):
        join(bo.workspace, server.invite("ada@example.org"), "Laptop")
