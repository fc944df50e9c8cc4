"""Which documents there are of a visit, which of them stands, and its bytes."""

from sqlalchemy import select

from consultant_app.changes.change import RecordId
from consultant_app.domain.dates import short_date
from consultant_app.domain.document import Document
from consultant_app.domain.visit import FINISHED, Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Reader, Workspace


def standing_document(reader: Reader, visit: str) -> Document | None:
    """The frozen protocol of a visit that is final or signed; None for a draft, and for one made final without paper.

    Raises RuleError("record_not_found") for no visit, RuleError("document_not_here") for a document of others.
    """
    found = reader.get(Visit, visit)
    if found.status not in FINISHED or found.document is None:
        return None
    document = reader.find(Document, found.document)
    if document is None:
        raise RuleError("document_not_here", number=found.number)
    return document


def documents_about(reader: Reader, record: str) -> tuple[Document, ...]:
    """All that were ever made final, oldest first."""
    statement = select(Document).where(Document.about == record).order_by(Document.finalised_at, Document.id)
    return reader.all(statement)


def is_restricted(reader: Reader, document: Document) -> bool:
    """Whether somebody named on it, or who signed it, was erased: it is kept as evidence, and no everyday paper any
    more.
    """
    marks = ", ".join("?" * len(document.people))
    row = reader.raw.execute(
        f"SELECT 1 FROM erasure WHERE contact IN ({marks})"
        " OR contact IN (SELECT person FROM signature WHERE document = ?)",
        (*sorted(document.people), document.id),
    ).fetchone()
    return row is not None


def check_unrestricted(reader: Reader, document: Document) -> None:
    """Raises RuleError("document_restricted")."""
    if is_restricted(reader, document):
        until = short_date(document.retain_until) if document.retain_until else "–"
        raise RuleError("document_restricted", number=document.number, until=until)


def bytes_of(workspace: Workspace, document: Document) -> bytes:
    """The very bytes that were frozen. Raises RuleError("document_not_here") while they are on another device."""
    try:
        return workspace.attachments.read(RecordId(document.file or ""))
    except RuleError as error:
        raise RuleError("document_not_here", number=document.number) from error
