"""The frozen papers of a company, as a list shows them: which stands, what is signed, what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from consultant_app.actions.companies.joining import group_of
from consultant_app.actions.documents.finding import stands
from consultant_app.actions.documents.signatures import missing_of, signatures_of
from consultant_app.actions.documents.standing import is_restricted
from consultant_app.changes.change import RecordId
from consultant_app.domain.document import Document
from consultant_app.domain.signature import GIVEN
from consultant_app.workspace.workspace import Reader, Workspace


@dataclass(frozen=True, slots=True)
class PaperRow:
    """`missing` are the roles that nobody answered for; `is_here` says whether the file is on this device."""

    id: RecordId
    about: str
    kind: str
    number: str
    title: str
    check_code: str
    finalised_at: datetime | None
    stands: bool
    is_restricted: bool
    is_here: bool
    is_signed: bool
    missing: tuple[str, ...]
    lacks_scan: bool


def papers_of(workspace: Workspace, company: str) -> tuple[PaperRow, ...]:
    """Newest first, with those of the companies that were joined to it."""
    with workspace.read() as reader:
        group = group_of(reader.raw, company)
        found = reader.all(
            select(Document)
            .where(Document.company.in_(group), Document.check_code != "")
            .order_by(Document.finalised_at.desc(), Document.id)
        )
        here = workspace.attachments.whereabouts([RecordId(one.file or "") for one in found])
        rows = []
        for one in found:
            lacking = missing_of(reader, one)
            rows.append(
                PaperRow(
                    id=RecordId(one.id),
                    about=one.about or "",
                    kind=one.kind or "",
                    number=one.number,
                    title=one.title,
                    check_code=one.check_code,
                    finalised_at=one.finalised_at,
                    stands=stands(reader, one),
                    is_restricted=is_restricted(reader, one),
                    is_here=RecordId(one.file or "") in here,
                    is_signed=any(given.way in GIVEN for given in signatures_of(reader, one.id)),
                    missing=lacking.roles,
                    lacks_scan=lacking.scan,
                )
            )
        return tuple(rows)


def count_papers(reader: Reader, companies: Sequence[str]) -> int:
    found = select(func.count()).select_from(Document).where(Document.company.in_(companies), Document.check_code != "")
    return int(reader.session.scalar(found) or 0)
