"""What was signed, by whom and when, and what is still missing."""

from dataclasses import dataclass

from sqlalchemy import select

from consultant_app.actions.documents.finding import stands
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.document import Document
from consultant_app.domain.signature import ON_PAPER, Signature, signing_roles
from consultant_app.workspace.workspace import Reader


@dataclass(frozen=True, slots=True)
class MissingSignatures:
    """What a paper that stands still lacks: the roles nobody signed for, and the scan of what was signed on paper."""

    document: Document
    roles: tuple[str, ...]
    scan: bool


def signatures_of(reader: Reader, document: str) -> tuple[Signature, ...]:
    """In the order in which they were given; refused and waived ones are among them."""
    return reader.all(
        select(Signature).where(Signature.document == document).order_by(Signature.signed_at, Signature.id)
    )


def scans_of(reader: Reader, document: Document) -> tuple[Attachment, ...]:
    """The files beside a document that are not the frozen one: what was signed on paper, as it came back."""
    beside = select(Attachment).where(Attachment.about == document.id, Attachment.id != document.file)
    return reader.all(beside.order_by(Attachment.id))


def missing_of(reader: Reader, document: Document) -> MissingSignatures:
    """Also of a paper that does not stand."""
    signatures = signatures_of(reader, document.id)
    answered = {one.role for one in signatures}
    roles = tuple(role for role in signing_roles(document.kind) if role not in answered)
    on_paper = any(one.way == ON_PAPER for one in signatures)
    return MissingSignatures(document, roles, scan=on_paper and not scans_of(reader, document))


def missing_signatures(
    reader: Reader, *, about: str | None = None, company: str | None = None
) -> list[MissingSignatures]:
    """Of all papers that stand, or those about a record or a company, oldest first; empty where nothing is missing."""
    statement = select(Document).order_by(Document.finalised_at, Document.id)
    if about is not None:
        statement = statement.where(Document.about == about)
    if company is not None:
        statement = statement.where(Document.company == company)
    lacking = (missing_of(reader, one) for one in reader.all(statement) if signing_roles(one.kind))
    return [one for one in lacking if (one.roles or one.scan) and stands(reader, one.document)]
