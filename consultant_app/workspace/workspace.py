"""The workspace: all that one person has on one device. Opens, reads, writes, and tells who listens what was committed.

Thread-safe: any thread may read while one writes; writers take turns. Nothing here knows a window or a network.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import uuid_utils
from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from consultant_app.changes.change import ChangeId, OriginId, RecordId, SpaceId, Value
from consultant_app.changes.wire import Cursor, OriginNote, SpaceGrant, SyncAnswer
from consultant_app.domain.record import Record
from consultant_app.errors import RuleError, TroubleError
from consultant_app.version import VERSION
from consultant_app.workspace import keys
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.capture import Step, Writer, heads_by_field
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.drafts import Draft, drop_drafts, load_drafts, write_draft
from consultant_app.workspace.history import Conflict, HistoryStep, conflicts_of, history_of
from consultant_app.workspace.identity import Identity, load_identity, store_identity
from consultant_app.workspace.inbox import Taken, grant_spaces, take_in
from consultant_app.workspace.log import Origins, marks
from consultant_app.workspace.outbox import Batch, next_batch, older_cursors
from consultant_app.workspace.reseal import rehome
from consultant_app.workspace.schema import check_version, create_schema
from consultant_app.workspace.search_index import create_index
from consultant_app.workspace.status import (
    RecordState,
    RoundCounts,
    RoundSummary,
    Status,
    rounds_of,
    states_of,
    status_of,
    store_round,
)
from consultant_app.workspace.undo import take_back
from consultant_app.workspace.verify import Findings, verify

DATABASE_FILE = "workspace.db"
UNDO_STEPS = 100

R = TypeVar("R", bound=Record)
Clock = Callable[[], datetime]
IdSource = Callable[[], RecordId]


def system_clock() -> datetime:
    return datetime.now(UTC)


def random_id() -> RecordId:
    """Grows with time, so that what is made together stands together in the file."""
    return RecordId(uuid_utils.uuid7().hex)


@dataclass(frozen=True, slots=True)
class CommitNotice:
    """What a commit touched, by record id with its type, and what brought it."""

    records: Mapping[RecordId, str]
    source: Literal["edit", "draft", "round"]


class Reader:
    """A steady view of the records; objects read here are for looking only."""

    def __init__(self, session: Session, raw: Any) -> None:
        self.session = session
        self.raw = raw

    def get(self, cls: type[R], record: str) -> R:
        """Raises RuleError("record_not_found") for what is not here or deleted."""
        found = self.find(cls, record)
        if found is None:
            raise RuleError("record_not_found", id=record)
        return found

    def find(self, cls: type[R], record: str | None) -> R | None:
        return None if record is None else self.session.get(cls, record)

    def all(self, statement: Select[R]) -> tuple[R, ...]:
        return tuple(self.session.scalars(statement))

    def shown(self, record: RecordId) -> dict[str, list[ChangeId]]:
        """The heads of every field as this view shows them: what an edit made from it will replace."""
        row = self.raw.execute("SELECT heads FROM record WHERE id = ?", (record,)).fetchone()
        return {} if row is None else heads_by_field(self.raw, row[0])


class Workspace:
    """Made by `create` or `open`; `close` when done."""

    def __init__(self, folder: Path, database: Database, *, clock: Clock, new_id: IdSource) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.new_id = new_id
        self.listeners: list[Callable[[CommitNotice], None]] = []
        self._origin: OriginId | None = None
        self._origin_lock = threading.Lock()
        self._steps: list[Step] = []
        self._undone: list[Step] = []
        self._sealed_from: dict[tuple[RecordId, str], tuple[tuple[ChangeId, ...], ChangeId]] = {}
        """By record and field: the heads that a sealed draft was typed on, and the change it became."""
        with self.database.reading() as connection:
            check_version(connection)
            self.identity = load_identity(cursor_of(connection))

    @classmethod
    def create(
        cls,
        folder: Path,
        identity: Identity,
        *,
        passphrase: str | None = None,
        use_keyring: bool = True,
        clock: Clock = system_clock,
        new_id: IdSource = random_id,
    ) -> tuple[Self, str]:
        """A new workspace in an empty or missing folder, and its recovery code, which is kept nowhere.

        Raises RuleError("workspace_exists") where one stands already, RuleError("passphrase_needed") without a usable
        keyring and a passphrase, and TroubleErrors of the disk. A workspace half made is removed again.
        """
        if (folder / DATABASE_FILE).exists():
            raise RuleError("workspace_exists", folder=str(folder))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TroubleError("folder_not_writable", folder=str(folder)) from error
        made = keys.create_keys(folder, passphrase=passphrase, use_keyring=use_keyring)
        database = Database(folder / DATABASE_FILE, made.key)
        try:
            with database.writing() as connection:
                create_schema(connection)
                create_index(connection)
                raw = cursor_of(connection)
                store_identity(raw, identity)
                grant_spaces(raw, identity.default_grants())
        except BaseException:
            database.close()
            for name in (DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm", keys.FILE_NAME):
                (folder / name).unlink(missing_ok=True)
            raise
        return cls(folder, database, clock=clock, new_id=new_id), made.recovery_code

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        passphrase: str | None = None,
        recovery_code: str | None = None,
        clock: Clock = system_clock,
        new_id: IdSource = random_id,
    ) -> Self:
        """Raises RuleError("no_workspace"), what `keys.unlock` raises, and TroubleError("workspace_newer").

        Drafts that a crash left behind are sealed here, with what they replaced when they were typed.
        """
        if not (folder / DATABASE_FILE).exists():
            raise RuleError("no_workspace", folder=str(folder))
        key = keys.unlock(folder, passphrase=passphrase, recovery_code=recovery_code)
        workspace = cls(folder, Database(folder / DATABASE_FILE, key), clock=clock, new_id=new_id)
        workspace.seal_drafts()
        return workspace

    def close(self) -> None:
        """Seals what is being typed and closes the file."""
        self.seal_drafts()
        self.database.close()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        with self.database.reading() as connection, Session(bind=connection, expire_on_commit=False) as session:
            yield Reader(session, cursor_of(connection))

    @contextmanager
    def write(self, label: str = "", *, automatic: bool = False) -> Iterator[Writer]:
        """One transaction: committed and sealed into changes when the block ends, all of it or nothing.

        `label` names the step for undo; `automatic` marks what the program writes by itself, which revives nothing
        and is no step.
        """
        with self.database.writing() as connection, self._session(connection) as session:
            writer = Writer(session, cursor_of(connection), self.identity, new_id=self.new_id, automatic=automatic)
            yield writer
            step, touched = writer.seal(self._own_origin(connection), self._now_ms(), label)
        if step.changes and not automatic:
            self._steps = [*self._steps, step][-UNDO_STEPS:]
            self._undone = []
        self.tell(touched, "edit")

    def set_fields(self, record: RecordId, fields: Mapping[str, Value], *, shown: Mapping[str, Sequence[ChangeId]],
                   label: str = "") -> None:  # fmt: skip
        """Sets fields by wire values, replacing just the heads that were `shown`."""
        with self.write(label) as writer:
            writer.shown(record, shown)
            writer.set_wire(record, fields)

    def type_draft(self, record: RecordId, field: str, value: Value, *, shown: Sequence[ChangeId]) -> None:
        """Keeps what is being typed, durable when this returns."""
        now = self._now_ms()
        sealed = self._sealed_from.get((record, field))
        if sealed is not None and sealed[0] == tuple(shown):
            # The typing goes on after a part of it was sealed: that part is what stands on the screen now.
            shown = [sealed[1]]
        with self.database.writing() as connection:
            write_draft(cursor_of(connection), Draft(record, field, value, tuple(shown), now, now))

    def drafts(self, record: RecordId | None = None) -> list[Draft]:
        with self.database.reading() as connection:
            return load_drafts(cursor_of(connection), record)

    def seal_drafts(self, record: RecordId | None = None, label: str = "") -> None:
        """Turns drafts (of one record, or all) into changes that replace what was on screen when typing began."""
        for one in dict.fromkeys(draft.record for draft in self.drafts(record)):
            self._seal_drafts_of(one, label)

    def _seal_drafts_of(self, record: RecordId, label: str) -> None:
        with self.write(label) as writer:
            # Read within the transaction: what is typed on another thread meanwhile stays a draft of its own.
            drafts = {(draft.record, draft.field): draft for draft in load_drafts(writer.raw, record)}
            _seal(writer, record, drafts)
        for change in self._steps[-1].changes if self._steps else ():
            for name in change.fields:
                draft = drafts.get((change.record, name))
                if draft is not None:
                    self._sealed_from[record, name] = (draft.shown, change.id)

    def undo(self) -> str | None:
        """Takes back the last step of this run and returns its label; None when there is none left."""
        return self._turn_back(self._steps, self._undone)

    def redo(self) -> str | None:
        return self._turn_back(self._undone, self._steps)

    def undo_label(self) -> str | None:
        """What `undo` would take back."""
        return self._steps[-1].label if self._steps else None

    def history(self, record: RecordId) -> list[HistoryStep]:
        with self.database.reading() as connection:
            return history_of(cursor_of(connection), record)

    def conflicts(self, record: RecordId | None = None) -> list[Conflict]:
        with self.database.reading() as connection:
            return conflicts_of(cursor_of(connection), record)

    def states(self, records: Sequence[RecordId]) -> dict[RecordId, RecordState]:
        with self.database.reading() as connection:
            return states_of(cursor_of(connection), records)

    def status(self) -> Status:
        with self.database.reading() as connection:
            return status_of(cursor_of(connection))

    def rounds(self, limit: int = 50) -> list[RoundSummary]:
        with self.database.reading() as connection:
            return rounds_of(cursor_of(connection), limit)

    def verify(self) -> Findings:
        """Proves the workspace whole; rebuilds beside what is there and changes nothing."""
        findings: list[Findings] = []
        try:
            with self.database.writing() as connection:
                findings.append(verify(cursor_of(connection)))
                raise _RollBackError
        except _RollBackError:
            return findings[0]

    def change_identity(self, **values: Any) -> None:
        """Stores facts about person, device or server; the caller knows which (see `Identity`)."""
        with self.database.writing() as connection:
            identity = replace(self.identity, **values)
            store_identity(cursor_of(connection), identity)
        self.identity = identity

    def begin_round(self) -> int:
        """Notes that a round begins; returns its number."""
        with self.database.writing() as connection:
            raw = cursor_of(connection)
            return int(raw.execute("INSERT INTO round (started_at) VALUES (?)", (self._now_ms(),)).lastrowid)

    def end_round(self, number: int, counts: RoundCounts) -> None:
        with self.database.writing() as connection:
            store_round(cursor_of(connection), number, self._now_ms(), counts)

    def next_batch(self, limit_bytes: int) -> Batch:
        with self.database.reading() as connection:
            return next_batch(cursor_of(connection), self.identity, limit_bytes)

    def has_unsent(self) -> bool:
        with self.database.reading() as connection:
            row = cursor_of(connection).execute("SELECT EXISTS (SELECT 1 FROM change WHERE state = 0)").fetchone()
            return bool(row[0])

    def older_cursors(self, space: SpaceId) -> list[Cursor]:
        with self.database.reading() as connection:
            return older_cursors(cursor_of(connection), space)

    def take_in(self, batch: Batch, answer: SyncAnswer) -> Taken:
        """Keeps a round's answer, with its cursors, in one transaction."""
        with self.database.writing() as connection:
            taken = take_in(connection, batch, answer, fresh_origin=self._fresh_origin)
        self.tell(taken.touched, "round")
        return taken

    def move_in(self, identity: Identity, grants: Sequence[SpaceGrant], ids: Mapping[str, str]) -> None:
        """Takes a workspace that was made alone to the server: another identity, the server's spaces, other ids."""
        with self.database.writing() as connection:
            raw = cursor_of(connection)
            grant_spaces(raw, grants)
            touched = rehome(raw, ids)
            granted = [grant.space for grant in grants]
            raw.execute(f"DELETE FROM space WHERE id NOT IN ({marks(len(granted))})", granted)
            store_identity(raw, identity)
        self.identity = identity
        self._origin = None
        self._steps, self._undone = [], []
        self.tell(touched, "edit")

    def tell(self, touched: Touched, source: Literal["edit", "draft", "round"]) -> None:
        if touched.records:
            notice = CommitNotice(touched.records, source)
            for listener in list(self.listeners):
                listener(notice)

    def _turn_back(self, steps: list[Step], others: list[Step]) -> str | None:
        if not steps:
            return None
        step = steps.pop()
        with self.database.writing() as connection, self._session(connection) as session:
            writer = Writer(session, cursor_of(connection), self.identity, new_id=self.new_id)
            take_back(writer, step)
            reverse, touched = writer.seal(self._own_origin(connection), self._now_ms(), step.label)
        others.append(reverse)
        self.tell(touched, "edit")
        return step.label

    def _session(self, connection: Connection) -> Session:
        return Session(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")

    def _own_origin(self, connection: Connection) -> OriginId:
        """This run's origin, begun with its first change: a fresh one each start, so no id names two things."""
        with self._origin_lock:
            if self._origin is None:
                note = self._fresh_origin()
                Origins(cursor_of(connection)).add(note, own=True)
                self._origin = note.origin
            return self._origin

    def _fresh_origin(self) -> OriginNote:
        who = self.identity
        origin = OriginId(os.urandom(16).hex())
        self._origin = None
        return OriginNote(origin, who.device, who.device_name, who.user, who.user_name, self._now_ms(), VERSION)

    def _now_ms(self) -> int:
        return int(self.clock().timestamp() * 1000)


class _RollBackError(Exception):
    """Leaves a transaction without committing it."""


def _seal(writer: Writer, record: RecordId, drafts: Mapping[tuple[RecordId, str], Draft]) -> None:
    drop_drafts(writer.raw, drafts)
    if not writer.is_known(record):
        return
    writer.shown(record, {draft.field: draft.shown for draft in drafts.values()})
    typed = {draft.field: draft.value for draft in drafts.values()}
    if writer.is_present(record):
        writer.set_wire(record, typed)
    else:
        writer.set_unseen(record, typed)
