"""Making a visit's protocol final: the clock stops, the number is given, and the paper is frozen with what it says.

Bytes and record are in the workspace before anybody sees or prints them.
"""

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import func, select

from consultant_app.actions.documents.sources import sources_of
from consultant_app.actions.documents.standing import standing_document
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.numbering import local_now, number_visit
from consultant_app.actions.paper.printing import file_name_of, title_of
from consultant_app.actions.paper.sources import retained_until
from consultant_app.actions.paper.visit import visit_contents
from consultant_app.actions.paper.visit_sources import visit_sources
from consultant_app.actions.visits.running import check_complete, end_clock, move_visit
from consultant_app.actions.visits.sections import missing_of
from consultant_app.actions.visits.sheet import visit_sheet
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.documents.contents import VisitProtocol
from consultant_app.documents.frozen import FrozenPaper, freeze_visit_protocol
from consultant_app.documents.labels import labels
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.contact import Contact
from consultant_app.domain.document import VISIT_PROTOCOL, Document
from consultant_app.domain.status import check_transition
from consultant_app.domain.visit import FINISHED, Visit
from consultant_app.errors import Language, RuleError, TroubleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.file_bytes import KeptFile
from consultant_app.workspace.workspace import Reader, Workspace

_ATTEMPTS: Final = 5
"""How often the paper is made anew where somebody writes to the visit meanwhile."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the paper will say, and from which changes that was read."""

    visit: str
    contents: VisitProtocol
    sources: frozenset[ChangeId]
    company: str | None
    people: frozenset[str]
    retain_until: date


def finalise_visit(workspace: Workspace, visit: str, *, language: Language = "de") -> RecordId:
    """Freezes the protocol of a visit and returns its document: the one that stands, where it is final already.

    Stops a running clock and gives the number. Raises RuleError("visit_incomplete") while something is missing, and
    whatever refuses the move to "final". Takes two tenths of a second: never on the interface's thread.
    """
    workspace.seal_drafts()
    with workspace.read() as reader:
        standing = standing_document(reader, visit)
        found = reader.get(Visit, visit)
    if standing is not None:
        return RecordId(standing.id)
    if found.status in FINISHED:
        raise RuleError("visit_without_paper", number=found.number or "–")
    with workspace.write(lasting=True) as writer:
        _stop_and_check(writer, visit, workspace)
    number_visit(workspace, visit)
    for _ in range(_ATTEMPTS):
        with workspace.read() as reader:
            gathered = _gather(reader, visit, workspace, language)
        paper = freeze_visit_protocol(gathered.contents)
        kept = workspace.attachments.keep(io.BytesIO(paper.pdf))
        with workspace.write(lasting=True) as writer:
            found = writer.get(Visit, visit)
            if found.status in FINISHED and found.document is not None:
                return RecordId(found.document)
            if sources_of(writer.raw, visit) == gathered.sources:
                return _store(writer, workspace, gathered, paper=paper, kept=kept)
    raise RuleError("visit_changes_meanwhile")


def may_be_final(reader: Reader, visit: str, today: date) -> bool:
    """Whether the visit is a draft that lacks nothing any more, or only the end of its clock."""
    sheet = visit_sheet(reader, visit, partner="")
    return sheet.status == "draft" and not missing_of(sheet, today=today)


def _stop_and_check(writer: Writer, visit_id: str, workspace: Workspace) -> None:
    visit = writer.get(Visit, visit_id)
    check_transition("visit", visit.status or "planned", after="final")
    if visit.clock is not None and visit.clock.runs:
        end_clock(writer, visit_id, workspace.clock())
    check_complete(writer, visit, today=local_now(workspace).date())


def _gather(reader: Reader, visit_id: str, workspace: Workspace, language: Language) -> _Gathered:
    edition = Edition(workspace.identity.partner, local_now(workspace), language, workspace.attachments)
    contents = visit_contents(reader, visit_id, edition)
    made = select(func.count()).select_from(Document).where(Document.about == visit_id)
    version = 1 + int(reader.session.scalar(made) or 0)
    visit = reader.get(Visit, visit_id)
    sources = visit_sources(reader, visit_id)
    named = {visit.contact, *(one.person for one in sources.participants), *(one.who for one in sources.agreements)}
    named |= {one.responsible for one in sources.referred.values()}
    contacts = reader.session.scalars(select(Contact.id).where(Contact.id.in_({one for one in named if one})))
    return _Gathered(
        visit=visit_id,
        contents=replace(contents, state="final", version=version),
        sources=sources_of(reader.raw, visit_id),
        company=visit.company,
        people=frozenset(contacts),
        retain_until=retained_until(reader, visit.held_on or edition.now.date()),
    )


def _store(
    writer: Writer, workspace: Workspace, gathered: _Gathered, *, paper: FrozenPaper, kept: KeptFile
) -> RecordId:
    """Document, file and the visit's new state, all in the caller's transaction."""
    contents, identity, now = gathered.contents, workspace.identity, workspace.clock()
    name = labels(contents.language)["visit_protocol"]
    file_name = file_name_of(name, contents.number, contents.company.name)
    if not workspace.attachments.holds(kept):
        # Another program on this workspace tidied up meanwhile.
        raise TroubleError("attachment_unreadable", file=file_name)
    document, file = workspace.new_id(), workspace.new_id()
    day = contents.appointment.held_on
    writer.new(
        Document(
            id=document,
            about=gathered.visit,
            company=gathered.company,
            kind=VISIT_PROTOCOL,
            number=contents.number,
            version=contents.version,
            title=title_of(name, contents.company.name, day, language=contents.language),
            language=contents.language,
            finalised_at=now,
            finalised_by=identity.user,
            check_code=paper.check_code,
            contents_sha256=paper.contents_sha256,
            file=file,
            made_from="\n".join(sorted(gathered.sources)),
            people=gathered.people,
            retain_until=gathered.retain_until,
        )
    )
    attachment = Attachment(
        id=file,
        file_name=file_name,
        media_type="application/pdf",
        size_bytes=kept.size,
        sha256=kept.sha256,
        about=document,
    )
    writer.new(attachment, SpaceKind.OFFICE)
    workspace.attachments.note(writer.session.connection(), file, kept)
    move_visit(writer, gathered.visit, "final", today=local_now(workspace).date())
    visit = writer.get(Visit, gathered.visit)
    visit.document, visit.doc_version = document, contents.version
    return document
