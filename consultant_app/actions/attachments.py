"""What a person does with attachments: add a photo or a file to a record, list them, take one out again."""

import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from consultant_app.actions.photos import is_photo, read_photo
from consultant_app.changes.change import RecordId
from consultant_app.domain.attachment import Attachment
from consultant_app.errors import RuleError, TroubleError
from consultant_app.workspace.attachments import BOTH, note_file
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """`is_here`: whether its bytes are on this device; `is_sent`: whether the server has them too, as far as is known
    here.
    """

    id: RecordId
    file_name: str
    media_type: str
    size_bytes: int
    description: str
    taken_on: date | None
    consent_given: bool
    is_here: bool
    is_sent: bool


def add_attachment(workspace: Workspace, path: Path, about: str, *, label: str = "") -> RecordId:
    """Keeps a file beside a record, in the record's space. Raises RuleErrors for what cannot be kept.

    The bytes are durable before the record that names them.
    """
    with workspace.read() as reader:
        space = reader.raw.execute("SELECT space FROM record WHERE id = ?", (about,)).fetchone()
    if space is None:
        raise RuleError("record_not_found", id=about)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    try:
        with path.open("rb") as file:
            photo = read_photo(file, media_type) if is_photo(path.name, media_type) else None
            kept = workspace.attachments.keep(photo.content if photo else file)
    except OSError as error:
        raise TroubleError("attachment_unreadable", file=path.name) from error
    with workspace.write(label) as writer:
        record = writer.new(
            Attachment(
                file_name=path.with_suffix(photo.suffix).name if photo else path.name,
                media_type=photo.media_type if photo else media_type,
                size_bytes=kept.size,
                sha256=kept.sha256,
                about=about,
                taken_on=photo.taken_on if photo else None,
            ),
            space[0],
        )
        note_file(writer.session.connection(), RecordId(record.id), kept)
        return RecordId(record.id)


def attachments_of(workspace: Workspace, about: Sequence[str]) -> tuple[AttachmentRow, ...]:
    """Of these records, oldest first."""
    with workspace.read() as reader:
        found = reader.all(select(Attachment).where(Attachment.about.in_(about)).order_by(Attachment.id))
    where = workspace.attachments.whereabouts([RecordId(one.id) for one in found])
    return tuple(
        AttachmentRow(
            RecordId(one.id),
            one.file_name,
            one.media_type,
            one.size_bytes or 0,
            one.description,
            one.taken_on,
            one.consent_given,
            is_here=one.id in where,
            is_sent=where.get(RecordId(one.id)) == BOTH,
        )
        for one in found
    )


def save_attachment(workspace: Workspace, record: str, to: Path) -> Path:
    """Writes the bytes of an attachment into a file, or under its own name into a folder; never over another file.

    Raises RuleError("attachment_not_here") while they are on another device only.
    """
    with workspace.read() as reader:
        attachment = reader.get(Attachment, record)
    content = workspace.attachments.read(RecordId(record))
    path = to / _safe_name(attachment.file_name) if to.is_dir() else to
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise RuleError("attachment_file_exists", file=str(path)) from error
    except OSError as error:
        raise TroubleError("attachment_not_written", file=str(path)) from error
    return path


def delete_attachment(writer: Writer, record: str) -> None:
    """Its bytes stay as long as its history: the deletion can be taken back."""
    writer.delete(writer.get(Attachment, record))


def _safe_name(name: str) -> str:
    """The name came from some other device: nothing of it may lead out of a folder or be a hidden file."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).lstrip(". ") or "Anlage"
