"""A paper frozen for good: its contents as canonical JSON inside the PDF, and a check code of them on every page.

Whoever holds the file can read the contents without this program, and see by the code that they are the printed ones.
"""

import hashlib
import io
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from consultant_app.documents.contents import VisitProtocol
from consultant_app.documents.pdfa import saved
from consultant_app.domain.check_code import check_code_of

CONTENTS_FILE: Final = "inhalt.json"
FORM: Final = 1
"""Of the JSON; another number where its shape changes."""


@dataclass(frozen=True, slots=True)
class FrozenPaper:
    """`contents` is the JSON as it lies in `pdf`; `check_code` as printed, without its hyphens."""

    pdf: bytes
    contents: bytes
    check_code: str

    @property
    def contents_sha256(self) -> str:
        return hashlib.sha256(self.contents).hexdigest()


def freeze_visit_protocol(contents: VisitProtocol) -> FrozenPaper:
    """Raises what `render_visit_protocol` raises. Equal contents give equal bytes."""
    from consultant_app.documents.visit_protocol import render_visit_protocol

    packed = canonical("visit_protocol", contents)
    code = check_code_of(packed)
    return FrozenPaper(with_contents(render_visit_protocol(contents, check_code=code), packed), packed, code)


def canonical(kind: str, contents: object) -> bytes:
    """Sorted keys, no blanks, UTF-8; dates as ISO 8601, decimals as text, pictures by their SHA-256."""
    plain = _without_pictures(msgspec.to_builtins(contents, builtin_types=(bytes,)))
    return msgspec.json.Encoder(order="sorted").encode({"contents": plain, "form": FORM, "kind": kind})


def _without_pictures(value: Any) -> Any:
    """Logos are on the pages; within the JSON they would make each paper as large again."""
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}" if value else ""
    if isinstance(value, dict):
        return {key: _without_pictures(one) for key, one in value.items()}
    return [_without_pictures(one) for one in value] if isinstance(value, list | tuple) else value


def with_contents(pdf: bytes, contents: bytes) -> bytes:
    """The PDF with the JSON embedded as what it was made from (ISO 32000-2, associated file)."""
    import pikepdf  # costs start-up time

    with pikepdf.open(io.BytesIO(pdf)) as document:
        spec = pikepdf.AttachedFileSpec(
            document,
            contents,
            filename=CONTENTS_FILE,
            mime_type="application/json",
            description="Contents of this document",
            creation_date="",
            mod_date="",
        )
        spec.obj.AFRelationship = pikepdf.Name.Source
        document.attachments[CONTENTS_FILE] = spec
        document.Root.AF = pikepdf.Array([document.attachments[CONTENTS_FILE].obj])
        return saved(document)


def embedded_contents(pdf: bytes) -> bytes | None:
    """The JSON inside; None where there is none. Raises pikepdf.PdfError."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = document.attachments.get(CONTENTS_FILE)
        return None if found is None else bytes(found.get_file().read_bytes())
