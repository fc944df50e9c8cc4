"""A document by what a person has of it: its id, its number, the check code on the paper, or what a scanner reads."""

from sqlalchemy import select

from consultant_app.domain.check_code import read_check_code
from consultant_app.domain.document import Document
from consultant_app.domain.visit import FINISHED, Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Reader


def find_document(reader: Reader, words: str) -> Document:
    """Of several with one number the newest that stands, else the newest. Raises RuleError("document_unknown")."""
    document = reader.find(Document, words)
    if document is not None:
        return document
    # The QR code holds number and check code (`documents/qr_code.py`).
    code = read_check_code(words) or read_check_code(words.strip().rpartition(" ")[2])
    for condition in (Document.check_code == code, Document.number == words.strip()):
        found = reader.all(select(Document).where(condition, Document.check_code != ""))
        if found:
            return max(found, key=lambda one: (stands(reader, one), one.finalised_at, one.id))
    raise RuleError("document_unknown", words=words)


def stands(reader: Reader, document: Document) -> bool:
    """Whether it is the one that counts for its visit; an older one stays, replaced."""
    visit = reader.find(Visit, document.about)
    return visit is not None and visit.status in FINISHED and visit.document == document.id
