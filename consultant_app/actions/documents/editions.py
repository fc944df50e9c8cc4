"""The end of signing: nothing is missing any more, and the visit is signed."""

from consultant_app.actions.documents.signatures import missing_of
from consultant_app.actions.paper.numbering import local_now
from consultant_app.actions.visits.running import move_visit
from consultant_app.domain.document import Document
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader, Workspace


def complete(workspace: Workspace, document: str) -> None:
    """Makes the visit of a document signed where nobody's signature is missing any more; again it does nothing."""
    with workspace.read() as reader:
        visit = _visit_to_move(reader, document)
    if visit is not None:
        with workspace.write(automatic=True) as writer:
            move_visit(writer, visit, "signed", today=local_now(workspace).date())


def _visit_to_move(reader: Reader, document_id: str) -> str | None:
    document = reader.get(Document, document_id)
    visit = reader.find(Visit, document.about)
    if visit is None or visit.status != "final" or visit.document != document.id:
        return None
    if missing_of(reader, document).roles or not _may_write(reader, visit.id):
        return None
    return visit.id


def _may_write(reader: Reader, record: str) -> bool:
    """Not everybody who signs in the Büro may write to the visit: a consultant's device moves it then."""
    row = reader.raw.execute(
        "SELECT s.may_write FROM record r JOIN space s ON s.id = r.space WHERE r.id = ?", (record,)
    ).fetchone()
    return row is not None and bool(row[0])
