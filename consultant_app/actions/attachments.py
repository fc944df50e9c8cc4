"""What a person does with attachments: add a photo or a file to a record, list them, take one out again."""

import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from sqlalchemy import select

from consultant_app.actions.companies.joining import group_of
from consultant_app.actions.photos import PICTURES, is_photo, read_photo
from consultant_app.changes.change import ChangeId, RecordId, SpaceId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.record import record_type
from consultant_app.errors import RuleError, TroubleError
from consultant_app.workspace.attachments import BOTH, Attachments
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.file_bytes import KeptFile
from consultant_app.workspace.history import Author, history_of
from consultant_app.workspace.log import marks
from consultant_app.workspace.status import RecordState, states_of
from consultant_app.workspace.workspace import Reader, Workspace


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file whose bytes are kept already; it belongs to nothing yet."""

    kept: KeptFile
    file_name: str
    media_type: str
    taken_on: date | None


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """`is_here`: whether its bytes are on this device; `is_sent`: whether the server has them too, as far as is known
    here. `heads` are what a change made from this view replaces, by field.
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
    state: RecordState
    author: Author
    """Who added it, on which device: where its bytes are when they are nowhere else."""
    heads: Mapping[str, Sequence[ChangeId]]

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES


def add_attachment(workspace: Workspace, path: Path, about: str, *, label: str = "") -> RecordId:
    """Keeps a file beside a record, for whoever sees the record, of a company for one's own organisation. Raises
    RuleErrors for what cannot be kept.

    The bytes are durable before the record that names them.
    """
    with workspace.read() as reader:
        _space_of(reader.raw, about)
    taken = take_file(workspace, path)
    with workspace.write(label) as writer:
        return attach(writer, workspace.attachments, taken, about=about)


def take_file(workspace: Workspace, path: Path) -> TakenFile:
    """Keeps the bytes of a file, photos without what they say of where they were taken; `attach` makes them count.

    Raises RuleErrors for what cannot be kept, TroubleError("attachment_unreadable").
    """
    try:
        with path.open("rb") as file:
            return _take(workspace.attachments, file, path.name)
    except OSError as error:
        raise TroubleError("attachment_unreadable", file=path.name) from error


def take_picture(workspace: Workspace, png: bytes, file_name: str) -> TakenFile:
    """Keeps a picture that is no file, such as one from the clipboard. Raises as `take_file`."""
    return _take(workspace.attachments, BytesIO(png), file_name)


def attach(writer: Writer, attachments: Attachments, taken: TakenFile, *, about: str) -> RecordId:
    """Puts a file that was taken beside a record. Raises RuleError("record_not_found")."""
    if not attachments.holds(taken.kept):
        # Another program on this workspace tidied up meanwhile.
        raise TroubleError("attachment_unreadable", file=taken.file_name)
    record = writer.new(
        Attachment(
            file_name=taken.file_name,
            media_type=taken.media_type,
            size_bytes=taken.kept.size,
            sha256=taken.kept.sha256,
            about=about,
            taken_on=taken.taken_on,
        ),
        _space_of(writer.raw, about),
    )
    attachments.note(writer.session.connection(), RecordId(record.id), taken.kept)
    return RecordId(record.id)


def attachments_of(workspace: Workspace, about: Sequence[str]) -> tuple[AttachmentRow, ...]:
    """Of these records and of companies joined to them, oldest first."""
    with workspace.read() as reader:
        wanted = [record for one in about for record in group_of(reader.raw, one)]
        found = reader.all(select(Attachment).where(Attachment.about.in_(wanted)).order_by(Attachment.id))
        ids = [RecordId(one.id) for one in found]
        states = states_of(reader.raw, ids)
        authors = {id_: history_of(reader.raw, id_)[0].author for id_ in ids}
        heads = {id_: reader.shown(id_) for id_ in ids}
    where = workspace.attachments.whereabouts(ids)
    return tuple(
        AttachmentRow(
            id_,
            one.file_name,
            one.media_type,
            one.size_bytes or 0,
            one.description,
            one.taken_on,
            one.consent_given,
            is_here=id_ in where,
            is_sent=where.get(id_) == BOTH,
            state=states[id_],
            author=authors[id_],
            heads=heads[id_],
        )
        for id_, one in zip(ids, found, strict=True)
    )


def save_attachment(workspace: Workspace, record: str, to: Path) -> Path:
    """Writes the bytes of an attachment into a file, or under its own name into a folder; never over another file.

    Raises RuleError("attachment_not_here") while they are on another device only.
    """
    with workspace.read() as reader:
        attachment = reader.get(Attachment, record)
    content = workspace.attachments.read(RecordId(record))
    path = to / safe_name(attachment.file_name) if to.is_dir() else to
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


def safe_name(name: str) -> str:
    """The name came from some other device: nothing of it may lead out of a folder or be a hidden file."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).lstrip(". ") or "Anlage"


def set_consent(writer: Writer, record: str, given: bool) -> None:
    """Whether whoever can be recognised on a photo agreed to it."""
    writer.get(Attachment, record).consent_given = given


def count_attachments(reader: Reader, about: str) -> int:
    group = group_of(reader.raw, about)
    counted = f"SELECT count(*) FROM attachment WHERE about IN ({marks(len(group))})"
    (count,) = reader.raw.execute(counted, group).fetchone()
    return int(count)


def _take(attachments: Attachments, file: BinaryIO, name: str) -> TakenFile:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if not is_photo(name, media_type):
        return TakenFile(attachments.keep(file), name, media_type, None)
    photo = read_photo(file, media_type)
    kept = attachments.keep(photo.content)
    return TakenFile(kept, str(PurePath(name).with_suffix(photo.suffix)), photo.media_type, photo.taken_on)


def _space_of(raw: Any, about: str) -> SpaceId | None:
    """Where files about a record go: to where it is. All partners see a company, but not what one of them has of it:
    that goes where attachments are at home.
    """
    row = raw.execute("SELECT space, type FROM record WHERE id = ?", (about,)).fetchone()
    if row is None:
        raise RuleError("record_not_found", id=about)
    space, type_name = row
    return None if record_type(type_name).home is SpaceKind.CONSORTIUM else SpaceId(space)
