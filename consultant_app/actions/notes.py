"""Consulting notes: the list with its hits, one note, who can read it, and making one about something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from consultant_app.actions.attachments import count_attachments
from consultant_app.actions.belongings import with_attachments
from consultant_app.actions.companies.joining import faces_by_id
from consultant_app.changes.change import ChangeId, RecordId, SpaceId
from consultant_app.changes.moves import MoveWish, RootMove
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import NOTE_SPACES, Note
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.history import history_of
from consultant_app.workspace.moving import is_only_here, move_unseen
from consultant_app.workspace.status import RecordState, states_of
from consultant_app.workspace.wishes import WishState, add_wish, wish_of, withdraw_wishes
from consultant_app.workspace.workspace import Reader, Workspace

LIST_LIMIT = 500
"""Notes that the list shows at once; searching finds the others."""
EXCERPT_LENGTH = 160
_KINDS = {kind.value: visibility for visibility, kind in NOTE_SPACES.items()}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """`visibility` is a code of `note_visibility`; `changed_at` is UTC."""

    id: RecordId
    title: str
    excerpt: str
    company: str
    visibility: str
    changed_at: datetime
    state: RecordState


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """One note. `heads` are what a change made from this view replaces, by field; `about` are (kind, id, name).

    `wished` is the visibility that it is to get at the next round, "" where none is wished for; `is_refused`: the
    server did not take the latest wish.
    """

    id: RecordId
    title: str
    text: str
    visibility: str
    wished: str
    is_refused: bool
    about: tuple[tuple[str, RecordId, str], ...]
    letter: str
    noted_on: date | None
    author: str
    created_at: datetime
    state: RecordState
    heads: Mapping[str, Sequence[ChangeId]]
    files: int = 0
    """How many photos and files lie beside it."""


def note_rows(reader: Reader, ids: Sequence[str] | None = None) -> tuple[NoteRow, ...]:
    """The newest notes, or just these, in their order. Newest first by last change."""
    order = dict(reader.raw.execute("SELECT id, changed_at FROM record WHERE type = 'note' AND present = 1"))
    wanted = sorted(order, key=lambda id_: (-order[id_], id_))[:LIST_LIMIT] if ids is None else list(ids)
    notes = {note.id: note for note in reader.all(select(Note).where(Note.id.in_(wanted)))}
    shown = [notes[id_] for id_ in wanted if id_ in notes]
    states = states_of(reader.raw, [RecordId(note.id) for note in shown])
    names = _company_names(reader, shown)
    spaces = _visibilities(reader, [note.id for note in shown])
    return tuple(
        NoteRow(
            id=RecordId(note.id),
            title=note.label(),
            excerpt=_excerpt(note),
            company=names.get(note.company or "", ""),
            visibility=spaces.get(note.id, "partner"),
            changed_at=datetime.fromtimestamp(order[note.id] / 1000, UTC),
            state=states[RecordId(note.id)],
        )
        for note in shown
    )


def note_counts(reader: Reader) -> Mapping[str, int]:
    """How many notes each visibility has."""
    rows = reader.raw.execute(
        "SELECT s.kind, count(*) FROM record r JOIN space s ON s.id = r.space"
        " WHERE r.type = 'note' AND r.present = 1 GROUP BY s.kind"
    )
    return {_KINDS[kind]: count for kind, count in rows if kind in _KINDS}


def note_sheet(reader: Reader, note_id: str) -> NoteSheet:
    """Raises RuleError("record_not_found")."""
    note = reader.get(Note, note_id)
    id_ = RecordId(note.id)
    first = history_of(reader.raw, id_)[0]
    field = csr_fields().get(note.csr_field or "")
    wish = wish_of(reader.raw, id_)
    return NoteSheet(
        id=id_,
        title=note.title,
        text=note.text,
        visibility=_visibilities(reader, [note.id]).get(note.id, "partner"),
        wished=_visibility_of(reader, wish.to_space) if wish and wish.state is WishState.WAITING else "",
        is_refused=wish is not None and wish.state is WishState.REFUSED,
        about=_about(reader, note),
        letter=field.letter if field else "",
        noted_on=note.noted_on,
        author=first.author.user_name,
        created_at=datetime.fromtimestamp(first.at / 1000, UTC),
        state=states_of(reader.raw, [id_])[id_],
        heads=reader.shown(id_),
        files=count_attachments(reader, id_),
    )


def new_note(writer: Writer, about: str, today: date) -> RecordId:
    """An empty note of the organisation, about the record of this id ("" for none): its company is noted, too."""
    note = Note(noted_on=today)
    if about:
        record = writer.load(about)
        name = record.__tablename__
        if name not in ("company", "contact", "visit", "measure", "consulting_case"):
            raise RuleError("note_about_unknown", type=name)
        setattr(note, name, record.id)
        note.company = record.id if name == "company" else _company_of(writer, record)
    return RecordId(writer.new(note).id)


def readers_of(reader: Reader, visibility: str, partner: str) -> int:
    """How many active people can read what has this visibility."""
    if visibility == "private":
        return 1
    people = select(func.count()).select_from(User).where(User.active.is_(True))
    if visibility == "partner":
        people = people.where(User.partner == partner)
    return reader.session.scalar(people) or 1


def set_visibility(workspace: Workspace, note_id: str, visibility: str) -> None:
    """Lets others read a note with the files beside it, or only fewer people from now on.

    As long as the note never left this device it simply stands elsewhere. Afterwards that is a wish until the next
    round: the server moves it.
    """
    space = workspace.identity.space(NOTE_SPACES[visibility])
    workspace.seal_drafts(RecordId(note_id))
    with workspace.database.writing() as connection:
        raw = cursor_of(connection)
        roots = with_attachments(raw, [RecordId(note_id)])
        touched = Touched(dict.fromkeys(roots, "note"))
        seen = []
        for root in roots:
            if is_only_here(raw, root):
                touched.records.update(move_unseen(raw, root, space).records)
            else:
                seen.append(root)
        _wish(workspace, raw, seen, space)
    workspace.tell(touched, "edit")


def _wish(workspace: Workspace, raw: Any, roots: Sequence[RecordId], space: SpaceId) -> None:
    """Raises RuleError("record_not_found")."""
    moves = []
    for root in roots:
        row = raw.execute("SELECT space FROM record WHERE id = ?", (root,)).fetchone()
        if row is None:
            raise RuleError("record_not_found", id=root)
        if row[0] != space:
            moves.append(RootMove(root, SpaceId(row[0]), space))
    withdraw_wishes(raw, roots)
    if moves:
        add_wish(raw, MoveWish(workspace.new_id(), moves), workspace.now_ms())


def _company_of(writer: Writer, record: object) -> str | None:
    company = getattr(record, "company", None)
    if company is not None or not isinstance(record, Measure):
        return company
    return getattr(writer.load(record.root), "company", None)


def _excerpt(note: Note) -> str:
    first_line, _, rest = note.text.strip().partition("\n")
    is_titled_by_text = not note.title and note.label() == first_line
    text = " ".join((rest if is_titled_by_text else note.text).split())
    return text if len(text) <= EXCERPT_LENGTH else f"{text[:EXCERPT_LENGTH].rsplit(' ', 1)[0]} …"


def _company_names(reader: Reader, notes: Sequence[Note]) -> dict[str, str]:
    ids = {note.company for note in notes if note.company}
    return {id_: company.name for id_, company in faces_by_id(reader, ids).items()}


def _visibilities(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_ in ids:
        row = reader.raw.execute(
            "SELECT s.kind FROM record r JOIN space s ON s.id = r.space WHERE r.id = ?", (id_,)
        ).fetchone()
        if row is not None and row[0] in _KINDS:
            found[id_] = _KINDS[row[0]]
    return found


def _visibility_of(reader: Reader, space: SpaceId) -> str:
    row = reader.raw.execute("SELECT kind FROM space WHERE id = ?", (space,)).fetchone()
    return _KINDS.get(row[0], "") if row else ""


def _about(reader: Reader, note: Note) -> tuple[tuple[str, RecordId, str], ...]:
    found = []
    for name, cls in (("company", Company), ("contact", Contact), ("visit", Visit), ("measure", Measure)):
        id_ = getattr(note, name)
        record = reader.find(cls, id_)
        if record is not None:
            found.append((name, RecordId(id_), record.label()))
    return tuple(found)
