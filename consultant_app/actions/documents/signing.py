"""Signing a paper: on screen, on paper with a scan later, or not at all and why.

The first signature of a visit that is still a draft makes its protocol final; the last one that is needed makes it
signed, and the edition with the ink in it (`editions.py`). A signature is durable before anybody sees it.
"""

import io
from datetime import datetime
from pathlib import Path
from typing import Final

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.documents.editions import complete_signed
from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.finding import stands
from consultant_app.actions.documents.signatures import signatures_of
from consultant_app.actions.documents.standing import bytes_of, check_unrestricted
from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.document import Document
from consultant_app.domain.signature import (
    GIVEN,
    ON_PAPER,
    ON_SCREEN,
    REFUSED,
    WAIVED,
    Signature,
    Signer,
    signing_roles,
)
from consultant_app.domain.text import fold
from consultant_app.errors import Language, RuleError, TroubleError
from consultant_app.workspace.file_bytes import KeptFile
from consultant_app.workspace.workspace import Reader, Workspace

_PICTURE_NAME: Final = "Unterschrift.png"


def sign(workspace: Workspace, paper: str, signer: Signer, *, picture: bytes, language: Language = "de") -> RecordId:
    """Keeps a signature that was drawn, `picture` as PNG in dark ink on a transparent ground; returns its id.

    `paper` is a document, or a visit: one that is a draft is made final first, in `language`. Raises what
    `finalise_visit` raises, RuleErrors for a paper that is not signed (any more), "signature_exists",
    "signature_picture_unreadable", "document_not_here". Never on the interface's thread.
    """
    _check_picture(picture)
    document = paper_to_sign(workspace, paper, language=language)
    with workspace.read() as reader:
        standing = reader.get(Document, document)
    bytes_of(workspace, standing)  # nobody signs what is not here to be seen
    kept = workspace.attachments.keep(io.BytesIO(picture))
    return _take(workspace, document, signer, way=ON_SCREEN, kept=kept)


def sign_on_paper(
    workspace: Workspace, paper: str, signer: Signer, *, signed_at: datetime | None = None, language: Language = "de"
) -> RecordId:
    """Notes that somebody signed the printed sheet; its scan follows by `attach_scan`. Raises like `sign`."""
    document = paper_to_sign(workspace, paper, language=language)
    return _take(workspace, document, signer, way=ON_PAPER, signed_at=signed_at)


def refuse(workspace: Workspace, paper: str, signer: Signer, *, reason: str, language: Language = "de") -> RecordId:
    """Notes that somebody does not want to sign, and why. Raises like `sign`."""
    document = paper_to_sign(workspace, paper, language=language)
    return _take(workspace, document, signer, way=REFUSED, reason=reason)


def waive(workspace: Workspace, paper: str, signer: Signer, *, reason: str, language: Language = "de") -> RecordId:
    """Notes that no signature is needed, and why. Raises like `sign`."""
    document = paper_to_sign(workspace, paper, language=language)
    return _take(workspace, document, signer, way=WAIVED, reason=reason)


def attach_scan(workspace: Workspace, document: str, path: Path) -> RecordId:
    """Keeps the scan of a sheet that was signed beside its document. Raises like `add_attachment`."""
    with workspace.read() as reader:
        reader.get(Document, document)
    return add_attachment(workspace, path, document, label="Scan")


def paper_to_sign(workspace: Workspace, paper: str, *, language: Language = "de") -> RecordId:
    """The document itself, or that of a visit, which is made final where it is a draft."""
    with workspace.read() as reader:
        document = reader.find(Document, paper)
    return RecordId(document.id) if document is not None else finalise_visit(workspace, paper, language=language)


def _take(
    workspace: Workspace,
    document: str,
    signer: Signer,
    *,
    way: str,
    reason: str = "",
    signed_at: datetime | None = None,
    kept: KeptFile | None = None,
) -> RecordId:
    with workspace.read() as reader:
        _check_signable(reader, document, signer, way)
    signature = workspace.new_id()
    with workspace.write(lasting=True) as writer:
        picture = workspace.new_id() if kept is not None else None
        writer.new(
            Signature(
                id=signature,
                document=document,
                role=signer.role,
                way=way,
                person=signer.person,
                name=" ".join(signer.name.split()),
                function=" ".join(signer.function.split()),
                place=" ".join(signer.place.split()),
                signed_at=signed_at or workspace.clock(),
                reason=reason.strip(),
                picture=picture,
                picture_sha256=kept.sha256 if kept is not None else "",
            )
        )
        if kept is not None and picture is not None:
            if not workspace.attachments.holds(kept):
                # Another program on this workspace tidied up meanwhile.
                raise TroubleError("attachment_unreadable", file=_PICTURE_NAME)
            (space,) = writer.raw.execute("SELECT space FROM record WHERE id = ?", (document,)).fetchone()
            file = Attachment(
                id=picture,
                file_name=_PICTURE_NAME,
                media_type="image/png",
                size_bytes=kept.size,
                sha256=kept.sha256,
                about=signature,
            )
            writer.new(file, SpaceId(space))
            workspace.attachments.note(writer.session.connection(), picture, kept)
    complete_signed(workspace)
    return signature


def _check_signable(reader: Reader, document_id: str, signer: Signer, way: str) -> None:
    document = reader.get(Document, document_id)
    check_unrestricted(reader, document)
    if not stands(reader, document):
        raise RuleError("document_not_signed", number=document.number)
    if signer.role not in signing_roles(document.kind):
        raise RuleError("document_without_signatures", number=document.number)
    for one in signatures_of(reader, document_id):
        is_same = one.role == signer.role and fold(one.name) == fold(" ".join(signer.name.split()))
        if is_same and (one.way in GIVEN or way not in GIVEN):
            raise RuleError("signature_exists", name=one.name, number=document.number)


def _check_picture(picture: bytes) -> None:
    from consultant_app.documents.signature_ink import has_strokes  # costs start-up time

    if not has_strokes(picture):
        raise RuleError("signature_picture_unreadable")
