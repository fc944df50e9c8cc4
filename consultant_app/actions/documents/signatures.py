"""What was signed, by whom and when, and what is still missing."""

from collections import defaultdict
from collections.abc import Set
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
    given = {(one.role, one.way) for one in signatures_of(reader, document.id)}
    return _missing(document, given, has_scan=bool(scans_of(reader, document)))


def missing_signatures(
    reader: Reader, *, about: str | None = None, company: str | None = None
) -> list[MissingSignatures]:
    """Of all papers that stand, or those about a record or a company, oldest first; empty where nothing is missing."""
    statement = select(Document).order_by(Document.finalised_at, Document.id)
    if about is not None:
        statement = statement.where(Document.about == about)
    if company is not None:
        statement = statement.where(Document.company == company)
    # Read at once: there are as many as there were visits.
    given: defaultdict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for document, role, way in reader.raw.execute("SELECT document, role, way FROM signature").fetchall():
        given[document].add((role, way))
    scanned = "SELECT a.about FROM attachment a JOIN document d ON d.id = a.about WHERE a.id IS NOT d.file"
    scans = {document for (document,) in reader.raw.execute(scanned).fetchall()}
    lacking = [_missing(one, given[one.id], has_scan=one.id in scans) for one in reader.all(statement)]
    return [one for one in lacking if (one.roles or one.scan) and stands(reader, one.document)]


def _missing(document: Document, given: Set[tuple[str | None, str | None]], *, has_scan: bool) -> MissingSignatures:
    answered = {role for role, _ in given}
    roles = tuple(role for role in signing_roles(document.kind) if role not in answered)
    return MissingSignatures(document, roles, scan=any(way == ON_PAPER for _, way in given) and not has_scan)
