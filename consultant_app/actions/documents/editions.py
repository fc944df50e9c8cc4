"""The end of signing: the paper with the ink of its signatures is sealed and kept by its bytes, the visit is signed.

That takes the frozen file and every drawn signature. Where two people signed on two laptops, neither has all of them
when the last one signs: the first laptop that has does it after a round.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from consultant_app.actions.documents.signatures import missing_of, signatures_of
from consultant_app.actions.documents.standing import bytes_of
from consultant_app.actions.paper.numbering import LOCAL_ZONE, local_now
from consultant_app.actions.paper.printable import printable
from consultant_app.actions.visits.running import move_visit
from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.documents.contents import Ink
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.document import Document
from consultant_app.domain.edition import Edition
from consultant_app.domain.signature import ON_PAPER, ON_SCREEN, REFUSED, WAIVED, Signature, signing_roles
from consultant_app.domain.value_lists import label_of
from consultant_app.domain.visit import Visit
from consultant_app.errors import Language, RuleError, TroubleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.file_bytes import KeptFile
from consultant_app.workspace.seal_key import seal_key
from consultant_app.workspace.workspace import Reader, Workspace

_WAYS: Final = frozenset({ON_SCREEN, ON_PAPER, REFUSED, WAIVED})


@dataclass(frozen=True, slots=True)
class _Signed:
    """A paper that lacks no signature any more, and what is still to be done about it here."""

    document: Document
    signatures: tuple[Signature, ...]
    has_edition: bool
    visit: str | None
    """The visit that is to be moved."""


def editions_of(reader: Reader, document: str) -> tuple[Edition, ...]:
    """The one with the most signatures first, of those with equally many the newest."""
    newest_first = (Edition.made_at.desc(), Edition.id.desc())
    found = reader.all(select(Edition).where(Edition.document == document).order_by(*newest_first))
    return tuple(sorted(found, key=lambda one: -len(one.signatures)))


def signed_bytes(workspace: Workspace, document: Document) -> bytes:
    """What is shown and printed of a document: the best edition that is here; before there is one, the frozen bytes
    with the signatures given until now. Raises RuleError("document_not_here").
    """
    made = edition_bytes(workspace, document)
    if made:
        return made[0]
    with workspace.read() as reader:
        signatures = signatures_of(reader, document.id)
    return _with_ink(workspace, document, [one for one in signatures if _is_drawable(workspace, one)])


def edition_bytes(workspace: Workspace, document: Document) -> tuple[bytes, ...]:
    """Those of the editions that are on this device, the best one first."""
    with workspace.read() as reader:
        files = [RecordId(one.file or "") for one in editions_of(reader, document.id)]
    here = workspace.attachments.whereabouts(files)
    return tuple(workspace.attachments.read(file) for file in files if file in here)


def signatures_in(workspace: Workspace, document: Document, pdf: bytes) -> tuple[Signature, ...]:
    """Those that a file carries which is an edition, or the paper as it was shown while some were still missing; none
    for any other file.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    with workspace.read() as reader:
        signatures = signatures_of(reader, document.id)
        for edition in editions_of(reader, document.id):
            file = reader.find(Attachment, edition.file)
            if file is not None and file.sha256 == sha256:
                return tuple(one for one in signatures if one.id in edition.signatures)
    known = tuple(one for one in signatures if _is_drawable(workspace, one))
    firsts = (known[:count] for count in range(1, len(known) + 1))
    return next((some for some in firsts if _with_ink(workspace, document, some) == pdf), ())


def complete(workspace: Workspace, document: str) -> bool:
    """Makes the edition of a document whose last signature is there, and its visit signed; True where something was
    done. What is not here yet is done later, by `complete_signed`.
    """
    with workspace.read() as reader:
        signed = _signed(reader, document)
    if signed is None:
        return False
    pdf = b"" if signed.has_edition else _edition_bytes(workspace, signed)
    if not pdf and signed.visit is None:
        return False
    kept = workspace.attachments.keep(io.BytesIO(pdf)) if pdf else None
    with workspace.write(automatic=True) as writer:
        if kept is not None and not _covers(writer, signed):
            _keep_edition(writer, workspace, signed, kept)
        if signed.visit is not None and writer.get(Visit, signed.visit).status == "final":
            move_visit(writer, signed.visit, "signed", today=local_now(workspace).date())
    return True


def complete_signed(workspace: Workspace) -> bool:
    """The same for all documents: their last signature or its picture came from elsewhere, or the program ended between
    the last signature and this. True where something was done. Costs one look into the tables where nothing is to do.
    """
    with workspace.read() as reader:
        rows = reader.raw.execute(
            "SELECT d.id, d.kind, s.roles FROM document d JOIN (SELECT document, count(*) AS given,"
            " group_concat(DISTINCT role) AS roles FROM signature GROUP BY document) s ON s.document = d.id"
            " LEFT JOIN visit v ON v.id = d.about AND v.document = d.id WHERE v.status = 'final' OR NOT EXISTS"
            " (SELECT 1 FROM edition e WHERE e.document = d.id AND json_array_length(e.signatures) >= s.given)"
            " ORDER BY d.id"
        ).fetchall()
    ready = [document for document, kind, roles in rows if {*signing_roles(kind)} <= {*(roles or "").split(",")}]
    completed = [document for document in ready if complete(workspace, document)]
    return bool(completed)


def _signed(reader: Reader, document_id: str) -> _Signed | None:
    document = reader.find(Document, document_id)
    if document is None or not _may_write(reader, document.id) or missing_of(reader, document).roles:
        return None
    signatures = signatures_of(reader, document.id)
    if not signatures:
        return None
    ids = {one.id for one in signatures}
    has_edition = any(ids <= one.signatures for one in editions_of(reader, document.id))
    visit = reader.find(Visit, document.about)
    is_to_move = visit is not None and visit.status == "final" and visit.document == document.id
    is_mine = visit is not None and _may_write(reader, visit.id)
    return _Signed(
        document, signatures, has_edition, visit.id if visit is not None and is_to_move and is_mine else None
    )


def _edition_bytes(workspace: Workspace, signed: _Signed) -> bytes:
    """Empty while the frozen file or a drawn signature is still on another device."""
    if not all(_is_drawable(workspace, one) for one in signed.signatures):
        return b""
    try:
        return _sealed(workspace, _with_ink(workspace, signed.document, signed.signatures))
    except RuleError:
        return b""


def _sealed(workspace: Workspace, pdf: bytes) -> bytes:
    from consultant_app.documents.sealing import seal  # costs start-up time

    own = seal_key(workspace)
    return seal(pdf, key=own.key, certificate=own.certificate, at=workspace.clock())


def _with_ink(workspace: Workspace, document: Document, signatures: Sequence[Signature]) -> bytes:
    from consultant_app.documents.signing import draw_signatures  # costs start-up time

    language: Language = "en" if document.language == "en" else "de"
    return draw_signatures(
        bytes_of(workspace, document),
        [_ink(workspace, one, language) for one in signatures],
        title=f"{label_of('document_kind', document.kind, language=language)} {document.number}",
        check_code=document.check_code,
        language=language,
    )


def _ink(workspace: Workspace, signature: Signature, language: Language) -> Ink:
    view = printable(signature)
    return Ink(
        role=view.role,
        heading=label_of("signature_role", view.role, language=language),
        way=view.way,
        signed_at=view.signed_at.astimezone(LOCAL_ZONE),
        name=view.name,
        function=view.function,
        place=view.place,
        reason=view.reason,
        picture=_picture(workspace, signature),
    )


def _picture(workspace: Workspace, signature: Signature) -> bytes:
    return workspace.attachments.read(RecordId(signature.picture or "")) if signature.way == ON_SCREEN else b""


def _is_drawable(workspace: Workspace, signature: Signature) -> bool:
    """Not while its picture is on another device, nor what only a newer program knows."""
    if signature.way not in _WAYS or signature.signed_at is None:
        return False
    try:
        return signature.way != ON_SCREEN or bool(_picture(workspace, signature))
    except RuleError:
        return False


def _covers(writer: Writer, signed: _Signed) -> bool:
    """Whether another program on this workspace made the edition meanwhile."""
    ids = {one.id for one in signed.signatures}
    known = writer.session.scalars(select(Edition).where(Edition.document == signed.document.id))
    return any(ids <= one.signatures for one in known)


def _keep_edition(writer: Writer, workspace: Workspace, signed: _Signed, kept: KeptFile) -> None:
    if not workspace.attachments.holds(kept):
        # Another program on this workspace tidied up meanwhile.
        raise TroubleError("attachment_unreadable", file=signed.document.label())
    edition, file = workspace.new_id(), workspace.new_id()
    writer.new(
        Edition(
            id=edition,
            document=signed.document.id,
            made_at=workspace.clock(),
            made_by=workspace.identity.user,
            signatures=frozenset(one.id for one in signed.signatures),
            file=file,
        )
    )
    attachment = Attachment(
        id=file,
        file_name=_file_name(writer, signed.document),
        media_type="application/pdf",
        size_bytes=kept.size,
        sha256=kept.sha256,
        about=edition,
    )
    writer.new(attachment, _space_of(writer, signed.document))
    workspace.attachments.note(writer.session.connection(), file, kept)


def _file_name(writer: Writer, document: Document) -> str:
    """That of the frozen file: it is the same paper."""
    frozen = writer.session.get(Attachment, document.file)
    return frozen.file_name if frozen is not None else f"{document.number}.pdf"


def _space_of(writer: Writer, document: Document) -> SpaceId:
    (space,) = writer.raw.execute("SELECT space FROM record WHERE id = ?", (document.id,)).fetchone()
    return SpaceId(space)


def _may_write(reader: Reader, record: str) -> bool:
    """Not everybody who signs in the Büro may write to the visit: a consultant's device moves it then."""
    row = reader.raw.execute(
        "SELECT s.may_write FROM record r JOIN space s ON s.id = r.space WHERE r.id = ?", (record,)
    ).fetchone()
    return row is not None and bool(row[0])
