"""Whether a file is the document it seems to be: its bytes, the contents inside, and the check codes on its pages."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from consultant_app.actions.documents.editions import edition_bytes, signatures_in, signed_bytes
from consultant_app.actions.documents.signatures import signatures_of
from consultant_app.changes.change import RecordId
from consultant_app.documents.frozen import embedded_contents
from consultant_app.documents.printed_codes import printed_codes
from consultant_app.documents.sealing import Seal, seals_of
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.check_code import check_code_of
from consultant_app.domain.document import Document
from consultant_app.domain.signature import Signature
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Reader, Workspace

UNCHANGED = "unchanged"
SIGNED = "signed"
"""The frozen bytes, and after them nothing but the signatures that are kept here."""
LACKING = "lacks_signatures"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`findings` are codes of value list `document_finding`: `UNCHANGED` or `SIGNED` alone, or all that is wrong.

    `document` is the record that the file was compared with, None where there is none here; `differing` names the
    parts of its contents that are others in the file.
    """

    findings: tuple[str, ...]
    check_code: str = ""
    document: Document | None = None
    differing: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    """Those that the file carries."""
    lacking: tuple[Signature, ...] = ()
    """Those that are known here and that a file which is else as it was does not carry."""
    seals: tuple[Seal, ...] = ()
    """Those in the file, whoever set them."""

    @property
    def is_unchanged(self) -> bool:
        return self.findings in ((UNCHANGED,), (SIGNED,))


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file says of itself. `pages` has the codes of each page."""

    contents: bytes | None
    pages: tuple[frozenset[str], ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for page in self.pages for code in page)


def check_document(workspace: Workspace, document: Document) -> Verdict:
    """The bytes that are kept here, signed as far as they are. Raises RuleError("document_not_here")."""
    pdf = signed_bytes(workspace, document)
    return replace(_judge(workspace, pdf, document), seals=seals_of(pdf))


def check_file(workspace: Workspace, pdf: bytes) -> Verdict:
    """A file from anywhere, compared with the document here that its contents or its pages name."""
    return replace(_compared(workspace, pdf), seals=seals_of(pdf))


def _compared(workspace: Workspace, pdf: bytes) -> Verdict:
    read = _read(pdf)
    if read is None:
        return Verdict(("no_pdf",))
    code = check_code_of(read.contents) if read.contents is not None else ""
    with workspace.read() as reader:
        document = _named(reader, [code, *sorted(read.codes)]) or _of_bytes(reader, pdf)
    if document is not None:
        return _judge(workspace, pdf, document)
    return Verdict((*_inner_faults(read), "unknown_here"), code)


def _judge(workspace: Workspace, pdf: bytes, document: Document) -> Verdict:
    with workspace.read() as reader:
        file = reader.find(Attachment, document.file)
    made = Verdict((), document.check_code, document)
    read = _read(pdf)
    if read is None:
        return replace(made, findings=("no_pdf",))
    if file is not None and hashlib.sha256(pdf).hexdigest() == file.sha256:
        is_of_record = hashlib.sha256(read.contents or b"").hexdigest() == document.contents_sha256
        faults = _inner_faults(read) if is_of_record else ("other_contents", *_inner_faults(read))
        return _with_lacking(workspace, replace(made, findings=faults or (UNCHANGED,)))
    if file is not None and file.size_bytes and hashlib.sha256(pdf[: file.size_bytes]).hexdigest() == file.sha256:
        signatures = signatures_in(workspace, document, pdf)
        if signatures:
            signed = replace(made, findings=_inner_faults(read) or (SIGNED,), signatures=signatures)
            return _with_lacking(workspace, signed)
        return replace(made, findings=(_what_follows(workspace, pdf, document),))
    if read.contents is not None and hashlib.sha256(read.contents).hexdigest() == document.contents_sha256:
        return replace(made, findings=("other_bytes", *_inner_faults(read)))
    differing = _differing(workspace, document, read.contents)
    outer = ("other_contents",) if read.contents is not None else ()
    return replace(made, findings=(*outer, *_inner_faults(read)), differing=differing)


def _with_lacking(workspace: Workspace, verdict: Verdict) -> Verdict:
    """A copy without signatures that are known here proves what was signed, not that it was."""
    if verdict.document is None:
        return verdict
    with workspace.read() as reader:
        known = signatures_of(reader, verdict.document.id)
    carried = {one.id for one in verdict.signatures}
    lacking = tuple(one for one in known if one.id not in carried)
    return replace(verdict, findings=(*verdict.findings, LACKING), lacking=lacking) if lacking else verdict


def _what_follows(workspace: Workspace, pdf: bytes, document: Document) -> str:
    """What stands after the frozen bytes, where it is not what was kept here: the code of a finding."""
    editions = edition_bytes(workspace, document)
    if any(pdf.startswith(edition) for edition in editions):
        return "followed"
    if any(edition.startswith(pdf) for edition in editions):
        return "cut_short"
    return "other_signing" if editions else "appended"


def _inner_faults(read: _Read) -> tuple[str, ...]:
    """What does not fit within the file itself."""
    faults = []
    if read.contents is None:
        faults.append("no_contents")
    elif any(page - {check_code_of(read.contents)} for page in read.pages):
        faults.append("other_code")
    if not all(read.pages):
        faults.append("no_code")
    return tuple(faults)


def _read(pdf: bytes) -> _Read | None:
    """None for what is no PDF, or none that can be read."""
    import pikepdf  # costs start-up time

    try:
        return _Read(embedded_contents(pdf), tuple(printed_codes(pdf)))
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
        return None


def _named(reader: Reader, codes: list[str]) -> Document | None:
    for code in codes:
        found = reader.all(select(Document).where(Document.check_code == code, Document.check_code != ""))
        if found:
            return found[-1]
    return None


def _of_bytes(reader: Reader, pdf: bytes) -> Document | None:
    sha256 = hashlib.sha256(pdf).hexdigest()
    file = select(Document).join(Attachment, Attachment.id == Document.file).where(Attachment.sha256 == sha256)
    return next(iter(reader.all(file)), None)


def _differing(workspace: Workspace, document: Document, contents: bytes | None) -> tuple[str, ...]:
    """The outermost names of what is another in the file; nothing where either side cannot be read."""
    try:
        frozen = embedded_contents(workspace.attachments.read(RecordId(document.file or "")))
    except RuleError:
        frozen = None
    kept, given = _entries(frozen), _entries(contents)
    if not kept or not given:
        return ()
    return tuple(sorted(name for name in kept.keys() | given.keys() if kept.get(name) != given.get(name)))


def _entries(contents: bytes | None) -> Mapping[str, Any]:
    try:
        loaded = json.loads(contents or b"{}").get("contents", {})
    except (ValueError, AttributeError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
