"""Reading an exchange file: proven whole before anything of it is taken, with a restore point to go back to."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from consultant_app.actions.documents.editions import complete_signed
from consultant_app.actions.sync.exchange_writing import OnProgress
from consultant_app.errors import RuleError
from consultant_app.garbage import collected_later
from consultant_app.sync.exchange_file import Changes, ExchangeReader, FilePart, Manifest, file_troubles
from consultant_app.sync.exchange_sealing import Card, read_card
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.exchange_attachments import FileIntake, files_known
from consultant_app.workspace.exchange_inbox import NotTaken, Source, Versions, admit, judge, take
from consultant_app.workspace.restore_points import RestorePoint, make_restore_point
from consultant_app.workspace.workspace import Workspace

_AT_ONCE: Final = 500
"""Changes taken in with one commit: whoever types meanwhile does not wait long."""


@dataclass(slots=True)
class Contents:
    """What a file brings, or would bring, to this workspace. Counts of changes; `records` are those that begin with it.

    `taken` counts what was taken in; after a cancellation less than `new`. `files` are the attachments whose bytes it
    has, `files_new` those of which nothing was here.
    """

    card: Card
    device: str = ""
    changes: int = 0
    new: int = 0
    known: int = 0
    records: int = 0
    refused: Counter[NotTaken] = field(default_factory=Counter)
    taken: int = 0
    files: int = 0
    files_new: int = 0
    files_taken: int = 0
    restore_point: RestorePoint | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file that looks like an exchange file from outside. `read_at` in ms UTC, None for one not read here yet."""

    path: Path
    card: Card
    read_at: int | None
    is_own: bool


def look_into(
    workspace: Workspace,
    path: Path,
    password: str,
    *,
    on_progress: OnProgress = lambda _done, _all: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Contents:
    """Proves the file and says what reading it would bring; changes nothing. Raises as `read_exchange` does, and
    RuleError("exchange_cancelled").
    """
    return _look(workspace, ExchangeReader(path, password), on_progress=on_progress, is_cancelled=is_cancelled)


def read_exchange(
    workspace: Workspace,
    path: Path,
    password: str,
    *,
    on_progress: OnProgress = lambda _done, _all: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Contents:
    """Proves the whole file, makes a restore point, then takes in what is new, and completes papers that have their
    last signature with it.

    Raises RuleErrors "exchange_..." for a file that is none, damaged, of another password, from somebody for whom no
    server vouches, or of a space that this person does not share: nothing of it is taken then. Cancelled before
    anything was taken it raises RuleError("exchange_cancelled"); later, what was taken until then stays, and reading
    again goes on from there.
    """
    reader = ExchangeReader(path, password)
    contents = _look(
        workspace, reader, on_progress=lambda done, every: on_progress(done, 2 * every), is_cancelled=is_cancelled
    )
    if contents.new:
        contents.restore_point = make_restore_point(workspace)
    is_complete = True
    # Bytes may be lacking also where all records are known.
    if contents.new or contents.files:
        with collected_later():
            is_complete = _take(workspace, reader, contents, on_progress=on_progress, is_cancelled=is_cancelled)
    if is_complete:
        with workspace.database.writing() as connection:
            noted = (contents.card.file, workspace.now_ms())
            cursor_of(connection).execute("INSERT OR REPLACE INTO exchange_read (file, at) VALUES (?, ?)", noted)
        complete_signed(workspace)
    return contents


def find_files(workspace: Workspace, folder: Path) -> list[Found]:
    """The exchange files in a folder, newest first; what is none, or cannot be read, is passed over."""
    found = []
    with workspace.database.reading() as connection:
        read = dict(cursor_of(connection).execute("SELECT file, at FROM exchange_read").fetchall())
    for path in sorted(folder.glob("*.csrx")):
        try:
            card = card_of(path)
        except RuleError:
            continue
        found.append(Found(path, card, read.get(card.file), card.device == workspace.identity.device))
    return sorted(found, key=lambda one: -one.card.written_at)


def card_of(path: Path) -> Card:
    """What stands on the outside. RuleError for what is no exchange file, TroubleError("exchange_unreadable")."""
    with file_troubles(path), path.open("rb") as stream:
        return read_card(stream)


def _look(
    workspace: Workspace, reader: ExchangeReader, *, on_progress: OnProgress, is_cancelled: Callable[[], bool]
) -> Contents:
    contents = Contents(reader.card())
    versions = Versions()
    begun: set[bytes] = set()
    source: Source | None = None
    for manifest, part in reader.read():
        if is_cancelled():
            raise RuleError("exchange_cancelled")
        with workspace.database.reading() as connection:
            raw = cursor_of(connection)
            if source is None:
                source = _source(manifest)
                admit(raw, source, workspace.identity)
                known = files_known(raw)
            if isinstance(part, FilePart):
                contents.files += part.is_last
                contents.files_new += part.is_last and part.sha256 not in known
                continue
            judged = judge(raw, source, _bodies(part))
            fresh = {arrival.change.record for arrival in judged.arrivals}
            begun.update(bytes.fromhex(record) for record in fresh - judged.records_here)
        for change in judged.changes:
            versions.add(change)
        contents.device = manifest.writer.device_name
        contents.changes += len(part.changes)
        contents.new += len(judged.arrivals)
        contents.known += judged.known
        contents.refused += judged.refused
        on_progress(contents.changes, contents.card.changes)
    versions.check()
    contents.records = len(begun)
    return contents


def _take(
    workspace: Workspace,
    reader: ExchangeReader,
    contents: Contents,
    *,
    on_progress: OnProgress,
    is_cancelled: Callable[[], bool],
) -> bool:
    """False when it was cancelled before the end."""
    source: Source | None = None
    intake: FileIntake | None = None
    done = contents.changes
    for manifest, part in reader.read():
        source = source or _source(manifest)
        if isinstance(part, FilePart):
            if is_cancelled():
                return False
            intake = intake or FileIntake(workspace.attachments, source.space)
            _take_part(workspace, intake, part, contents)
            continue
        for start in range(0, len(part.changes), _AT_ONCE):
            if is_cancelled():
                return False
            some = Changes(part.changes[start : start + _AT_ONCE], part.vouchers)
            contents.taken += _take_some(workspace, source, some)
            done += len(some.changes)
            on_progress(done, 2 * contents.changes)
    return True


def _take_part(workspace: Workspace, intake: FileIntake, part: FilePart, contents: Contents) -> None:
    before = len(intake.taken)
    intake.take(part)
    if len(intake.taken) > before:
        contents.files_taken += 1
        workspace.tell(Touched(workspace.attachments.touched(intake.taken[before:])), "round")


def _take_some(workspace: Workspace, source: Source, part: Changes) -> int:
    with workspace.database.writing() as connection:
        raw = cursor_of(connection)
        # Rights may have gone since the file was looked into.
        admit(raw, source, workspace.identity, papers_too=False)
        judged = judge(raw, source, _bodies(part))
        touched = take(raw, source, judged, vouchers=part.vouchers, identity=workspace.identity)
    workspace.tell(touched, "round")
    return len(judged.arrivals)


def _source(manifest: Manifest) -> Source:
    papers = {paper.note.origin: paper for paper in manifest.papers}
    return Source(manifest.space, manifest.writer, papers)


def _bodies(part: Changes) -> Sequence[tuple[bytes, bool]]:
    return [(held.body, held.is_accepted) for held in part.changes]
