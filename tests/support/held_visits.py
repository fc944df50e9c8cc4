"""A visit that took place and lacks nothing: its protocol can be made final."""

from datetime import time

from consultant_app.actions.visits.running import add_part, begin_visit, plan_visit, set_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Times
from consultant_app.domain.visit import Place
from consultant_app.domain.visit_parts import Participant, Recommendation
from consultant_app.workspace.workspace import Workspace


def hold_visit(workspace: Workspace, *, company: str = "", signer: str = "Tilgner") -> RecordId:
    """Begun an hour ago at a new company, its clock still running; `signer` is the company's contact."""
    now = workspace.clock()
    with workspace.write("Besuch geplant") as writer:
        if not company:
            company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
            writer.new(Contact(company=company, first_name="Sabine", last_name=signer, job="Geschäftsführung"))
        visit = plan_visit(writer, company, workspace.identity, day=now.date())
    with workspace.write("Besuch begonnen") as writer:
        begin_visit(writer, visit, now, identity=workspace.identity)
        texts = {"occasion": "Folgebesuch.", "goal": "Energie besprechen.", "situation": "Die Halle ist alt."}
        set_visit(writer, visit, {**texts, "environment": "Strom wird gemessen.", "no_agreements": True})
        set_visit(writer, visit, {"place": Place("company"), "times": Times(time(9))})
        for one in writer.session.query(Participant).filter_by(visit=visit):
            one.present = True
        add_part(writer, Recommendation(visit=visit, text="Zähler einbauen"))
    return visit
