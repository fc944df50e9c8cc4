"""What the page for signing shows of a paper, as plain values: what it says, who signed, who is still to sign."""

from dataclasses import dataclass
from datetime import date, datetime

from consultant_app.actions.documents.finding import stands
from consultant_app.actions.documents.signatures import signatures_of
from consultant_app.actions.documents.signers import open_signers, possible_signers
from consultant_app.actions.documents.standing import check_unrestricted, standing_document
from consultant_app.actions.visits.sections import missing_of
from consultant_app.actions.visits.sheet import EDITABLE, VisitSheet, visit_sheet
from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.document import VISIT_PROTOCOL, Document
from consultant_app.domain.signature import Signature, Signer
from consultant_app.domain.visit_completeness import Missing
from consultant_app.errors import Language, RuleError
from consultant_app.workspace.workspace import Reader, Workspace


@dataclass(frozen=True, slots=True)
class GivenSignature:
    """`picture` is None where nothing was drawn, or where the file is on another device."""

    id: RecordId
    signer: Signer
    way: str
    at: datetime | None
    reason: str
    picture: bytes | None


@dataclass(frozen=True, slots=True)
class SigningSheet:
    """`paper` is what `sign` takes, a visit or a document; what is drawn and not taken yet waits at `subject`."""

    paper: RecordId
    subject: RecordId
    kind: str
    title: str
    number: str
    company: str
    company_name: str
    document: RecordId | None
    """None for a visit that is not final yet."""
    check_code: str
    finalised_at: datetime | None
    visit: VisitSheet | None
    """The visit of a protocol; None for any other paper."""
    missing: tuple[Missing, ...]
    """What the visit lacks before anybody can sign."""
    given: tuple[GivenSignature, ...]
    open: tuple[Signer, ...]
    possible: tuple[Signer, ...]
    stands: bool
    """False for a paper that another has taken the place of, and for a visit that is not to be signed."""

    @property
    def may_be_signed(self) -> bool:
        return self.stands and not self.missing


def signing_sheet(workspace: Workspace, paper: str, *, today: date, language: Language) -> SigningSheet:
    """Of a document, or of a visit and the protocol it has or will have.

    Raises RuleError("record_not_found"), "document_not_here" for a document of others, and "document_restricted".
    """
    with workspace.read() as reader:
        document = reader.find(Document, paper)
        if document is None:
            document, visit_id = standing_document(reader, paper), paper
        else:
            visit_id = (document.about or "") if document.kind == VISIT_PROTOCOL else ""
        if document is not None:
            check_unrestricted(reader, document)
        visit = None
        if visit_id:
            visit = visit_sheet(reader, visit_id, partner=workspace.identity.partner, language=language)
        signatures = () if document is None else signatures_of(reader, document.id)
        return _sheet(
            reader,
            document=document,
            visit=visit,
            given=tuple(_given(workspace, one) for one in signatures),
            today=today,
        )


def _sheet(
    reader: Reader,
    *,
    document: Document | None,
    visit: VisitSheet | None,
    given: tuple[GivenSignature, ...],
    today: date,
) -> SigningSheet:
    known = RecordId(document.id) if document is not None else None
    paper = known if known is not None else visit.id if visit is not None else RecordId("")
    company = reader.find(Company, document.company) if document is not None and document.company else None
    is_draft = document is None and visit is not None and visit.status in EDITABLE
    return SigningSheet(
        paper=paper,
        subject=visit.id if visit is not None else paper,
        kind=(document.kind if document is not None else VISIT_PROTOCOL) or "",
        title=document.title if document is not None else "",
        number=document.number if document is not None else visit.number if visit is not None else "",
        company=visit.company if visit is not None else company.id if company is not None else "",
        company_name=visit.company_name if visit is not None else company.name if company is not None else "",
        document=known,
        check_code=document.check_code if document is not None else "",
        finalised_at=document.finalised_at if document is not None else None,
        visit=visit,
        missing=tuple(missing_of(visit, today=today)) if visit is not None and is_draft else (),
        given=given,
        open=open_signers(reader, paper),
        possible=possible_signers(reader, paper),
        stands=stands(reader, document) if document is not None else visit is not None and visit.status == "draft",
    )


def _given(workspace: Workspace, one: Signature) -> GivenSignature:
    return GivenSignature(
        id=RecordId(one.id),
        signer=Signer(role=one.role or "", name=one.name, function=one.function, place=one.place, person=one.person),
        way=one.way or "",
        at=one.signed_at,
        reason=one.reason,
        picture=_picture(workspace, one.picture),
    )


def _picture(workspace: Workspace, attachment: str | None) -> bytes | None:
    if attachment is None:
        return None
    try:
        return workspace.attachments.read(RecordId(attachment))
    except RuleError:
        return None
