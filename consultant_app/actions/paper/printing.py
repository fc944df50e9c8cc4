"""From a record to paper: numbers allotted, contents gathered, PDF made.

What is printed is in the workspace first: drafts are sealed and numbers kept before anything is rendered.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from consultant_app.actions.companies.joining import group_of
from consultant_app.actions.documents.editions import signed_bytes
from consultant_app.actions.documents.standing import check_unrestricted, standing_document
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.kinds import KINDS, Kind
from consultant_app.actions.paper.numbering import LOCAL_ZONE, local_now
from consultant_app.actions.plans.measures import find_running_plan
from consultant_app.changes.change import RecordId
from consultant_app.documents.labels import labels
from consultant_app.documents.typography import NO_BREAK, date_in_table
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.document import Document
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit import Visit
from consultant_app.errors import Language, RuleError, UsageError
from consultant_app.workspace.workspace import Workspace

FROZEN_KIND: Final = "visit"
"""The kind of paper that is frozen when its record is made final."""
_FORBIDDEN: Final = frozenset('/\\:*?"<>|')
_LONGEST_NAME: Final = 200
"""In bytes; file systems allow 255 with ending and counter."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The document behind a frozen paper, with the code that is printed on it."""

    document: RecordId
    check_code: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Printout:
    """Finished pages, and what to call them. `company` may be empty; `number` is printed on every page."""

    kind: str
    record: str
    title: str
    company: str
    number: str
    file_name: str
    pdf: bytes
    is_landscape: bool = False
    frozen: Frozen | None = None
    """What a frozen paper says of itself; None for pages made of the records as they stand."""


def print_out(
    workspace: Workspace, kind: str, record: str, *, language: Language = "de", in_grey: bool = False
) -> Printout:
    """The PDF of a document of `KINDS`, as the workspace stands now; `in_grey` takes the black logos where there are.

    Raises UsageError("unknown_document") and RuleError("record_not_found"). Takes a tenth of a second and more: never
    on the interface's thread.
    """
    make_ready(workspace, kind, record)
    return render(workspace, kind, record, language=language, in_grey=in_grey)


def make_ready(workspace: Workspace, kind: str, record: str) -> None:
    """Seals what is being typed and allots the numbers that the paper shows. Raises like `print_out`."""
    known = _known(kind)
    workspace.seal_drafts()
    if _frozen(workspace, kind, record) is None:
        known.allot(workspace, record)


def render(workspace: Workspace, kind: str, record: str, *, language: Language, in_grey: bool = False) -> Printout:
    """Only reads: `make_ready` comes before. What is frozen comes by its bytes, in its own language and colours.

    Raises RuleError("document_not_here") for a frozen paper whose file is on another device, and
    RuleError("document_restricted") for one that is only kept as evidence.
    """
    document = _frozen(workspace, kind, record)
    if document is not None:
        return _frozen_printout(workspace, document)
    edition = Edition(workspace.identity.partner, local_now(workspace), language, workspace.attachments, in_grey)
    with workspace.read() as reader:
        pages = _known(kind).gather(reader, record, edition)
    return Printout(
        kind=kind,
        record=record,
        title=title_of(pages.name, pages.company, pages.day, language=language),
        company=pages.company,
        number=pages.number,
        file_name=file_name_of(pages.name, pages.number, pages.company),
        pdf=pages.make(),
        is_landscape=pages.is_landscape,
    )


def warm_up() -> None:
    """Loads fonts and layout, so that the first paper is there as fast as the next; a second of work, once."""
    from consultant_app.documents.contents import Company as PaperCompany
    from consultant_app.documents.contents import FundingNotice, Letterhead, LogoSlot, VisitProtocol
    from consultant_app.documents.visit_protocol import render_visit_protocol

    render_visit_protocol(
        VisitProtocol(
            letterhead=Letterhead(name="-"),
            funding=FundingNotice(emblem=LogoSlot(text="-"), sentence="-"),
            company=PaperCompany(name="-"),
            kind="-",
            state="draft",
            printed_at=datetime.fromtimestamp(0, LOCAL_ZONE),
        )
    )


def plan_of_visit(workspace: Workspace, visit: str) -> str | None:
    """The running plan of the visited company, which may go with the protocol."""
    with workspace.read() as reader:
        return find_running_plan(reader, reader.get(Visit, visit).company)


def company_of_paper(workspace: Workspace, kind: str, record: str) -> str:
    """Whom the paper is for; empty for nobody. Raises RuleError("record_not_found")."""
    with workspace.read() as reader:
        found = reader.get(_known(kind).source, record)
        if isinstance(found, Measure):
            found = reader.get(ActionPlan, found.action_plan or "")
        return found.company or ""


def print_company(
    workspace: Workspace, company: str, *, language: Language = "de", in_grey: bool = False
) -> list[Printout]:
    """The protocols of all visits that were not cancelled, oldest first, and the running plan.

    Raises RuleError("nothing_to_print") for a company that has neither.
    """
    with workspace.read() as reader:
        group = group_of(reader.raw, company)
        name = reader.get(Company, group[0]).name
        visits = select(Visit).where(Visit.company.in_(group)).order_by(Visit.held_on, Visit.id)
        ids = [("visit", visit.id) for visit in reader.all(visits) if visit.status != "cancelled"]
        plan = find_running_plan(reader, company)
    if plan is not None:
        ids.append(("plan", plan))
    if not ids:
        raise RuleError("nothing_to_print", company=name)
    return [print_out(workspace, kind, record, language=language, in_grey=in_grey) for kind, record in ids]


def _frozen(workspace: Workspace, kind: str, record: str) -> Document | None:
    if kind != FROZEN_KIND:
        return None
    with workspace.read() as reader:
        return standing_document(reader, record)


def _frozen_printout(workspace: Workspace, document: Document) -> Printout:
    with workspace.read() as reader:
        check_unrestricted(reader, document)
        company = reader.find(Company, document.company)
    name = company.name if company is not None else ""
    return Printout(
        kind=FROZEN_KIND,
        record=document.about or "",
        title=document.title,
        company=name,
        number=document.number,
        file_name=file_name_of(
            labels("en" if document.language == "en" else "de")["visit_protocol"], document.number, name
        ),
        pdf=signed_bytes(workspace, document),
        frozen=Frozen(RecordId(document.id), document.check_code, document.finalised_at),
    )


def _known(kind: str) -> Kind:
    if kind not in KINDS:
        raise UsageError("unknown_document", kind=kind, kinds=", ".join(KINDS))
    return KINDS[kind]


def title_of(name: str, company: str, day: date | None, *, language: Language) -> str:
    """What a paper is called in lists and at the printer."""
    when = f", {date_in_table(day, language)}" if day else ""
    return f"{name} {company}".rstrip() + when.replace(NO_BREAK, " ")


def file_name_of(*words: str) -> str:
    """Allowed on every file system, in words that a person knows again: only what some system forbids is replaced."""
    text = "".join(" " if char in _FORBIDDEN or not char.isprintable() else char for char in " ".join(words))
    name = " ".join(text.split()).encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{name.rstrip('. ')}.pdf"
