"""A device that was away for weeks: nothing that it signs in with runs out, and work goes on meanwhile."""

from datetime import timedelta

from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from tests.support.laptops import Laptop, Workspaces, add, edit, every, read, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario

WEEKS = 8


@scenario("F72")
def test_after_weeks_without_a_network_the_first_round_just_succeeds(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    company = add(ada.workspace, Company(name="Tilgner"))
    sync_all(ada, bo)
    for week in range(WEEKS):
        workspaces.clock.advance(timedelta(weeks=1))
        server.clock.advance(timedelta(weeks=1))
        ada = workspaces.laptop(workspaces.restart(ada.workspace))
        add(ada.workspace, Note(company=company, text=f"Woche {week}"))
        edit(ada.workspace, company, branch=f"Branche {week}")
        assert ada.workspace.status().unsent == 2 * (week + 1)
        edit(bo.workspace, company, website=f"https://example.org/{week}")
        bo.sync()
    server.stop()
    server.start()

    line = ada.line = LossyLine(ada.line)
    counts = ada.sync()
    assert (counts.refused, ada.workspace.status().unsent, ada.workspace.status().set_aside) == (0, 0, 0)
    assert len(line.sent) == 1
    sync_all(bo, ada)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Company, company).branch == f"Branche {WEEKS - 1}"
        assert read(laptop.workspace, Company, company).website == f"https://example.org/{WEEKS - 1}"
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
    assert len(every(ada.workspace, Note)) == WEEKS
