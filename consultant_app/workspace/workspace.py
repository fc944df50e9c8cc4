"""The workspace: all that one person has on one device. Opens, reads, writes, and tells who listens what was committed.

Thread-safe: any thread may read while one writes; writers take turns. Nothing here knows a window or a network.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import msgspec
import uuid_utils
from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from consultant_app.changes.change import ChangeId, RecordId, Value
from consultant_app.domain.record import Record, map_records
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.attachments import Attachments
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.drafts import Draft, load_drafts, seal_drafts, write_draft
from consultant_app.workspace.files import create_files, open_files
from consultant_app.workspace.history import Conflict, HistoryStep, conflicts_of, history_of
from consultant_app.workspace.identity import Identity, load_identity, store_identity
from consultant_app.workspace.key_wrapping import DEFAULT_COST, Argon2Cost
from consultant_app.workspace.log import Origins, is_set_by
from consultant_app.workspace.looking import Looking
from consultant_app.workspace.print_jobs import PrintJobs
from consultant_app.workspace.run import Run
from consultant_app.workspace.sealing import Step
from consultant_app.workspace.status import RecordState, RoundSummary, Status, rounds_of, states_of, status_of
from consultant_app.workspace.undo import Steps
from consultant_app.workspace.verify import Findings, verify

R = TypeVar("R", bound=Record)
Clock = Callable[[], datetime]
IdSource = Callable[[], RecordId]
Source = Literal["edit", "draft", "round"]


def system_clock() -> datetime:
    return datetime.now(UTC)


def random_id() -> RecordId:
    """Grows with time, so that what is made together stands together in the file."""
    return RecordId(uuid_utils.uuid7().hex)


class CommitNotice(msgspec.Struct, frozen=True):
    """What a commit touched, by record id with its type, and what brought it."""

    records: Mapping[RecordId, str]
    source: Source


class Reader(Looking):
    """A steady view of the records; objects read here are for looking only."""

    def __init__(self, session: Session, raw: Any) -> None:
        super().__init__(raw)
        self.session = session

    def find(self, cls: type[R], record: str | None) -> R | None:
        return None if record is None else self.session.get(cls, record)

    def all(self, statement: Select[R]) -> tuple[R, ...]:
        return tuple(self.session.scalars(statement))


class Workspace:
    """Made by `create` or `open`; `close` when done."""

    def __init__(self, folder: Path, database: Database, *, clock: Clock, new_id: IdSource) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.new_id = new_id
        self.run = Run(folder)
        self.steps = Steps()
        self.attachments = Attachments(database)
        self.print_jobs = PrintJobs(database)
        self.listeners: list[Callable[[CommitNotice], None]] = []
        with self.database.reading() as connection:
            self.identity = load_identity(cursor_of(connection))

    @classmethod
    def create(
        cls,
        folder: Path,
        identity: Identity,
        *,
        passphrase: str | None = None,
        use_keyring: bool = True,
        cost: Argon2Cost = DEFAULT_COST,
        clock: Clock = system_clock,
        new_id: IdSource = random_id,
    ) -> tuple[Self, str]:
        """A new workspace in an empty or missing folder, and its recovery code, which is kept nowhere.

        Raises RuleError("workspace_exists") where one stands already, RuleError("passphrase_needed") without a usable
        keyring and a passphrase, and TroubleErrors of the disk. A workspace half made is removed again.
        """
        database, recovery_code = create_files(
            folder, identity, passphrase=passphrase, use_keyring=use_keyring, cost=cost
        )
        return cls(folder, database, clock=clock, new_id=new_id), recovery_code

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
        database = open_files(folder, passphrase=passphrase, recovery_code=recovery_code)
        try:
            workspace = cls(folder, database, clock=clock, new_id=new_id)
            workspace._seal_left_behind()
        except BaseException:
            database.close()
            raise
        return workspace

    def close(self) -> None:
        """Seals what is being typed and closes the file."""
        try:
            self.seal_drafts()
        finally:
            self.run.release_lock()
            self.attachments.close()
            self.print_jobs.close()
            self.database.close()

    @contextmanager
    def look(self) -> Iterator[Looking]:
        """A view without a session: for what must stand there at once."""
        with self.database.reading() as connection:
            yield Looking(cursor_of(connection))

    @contextmanager
    def read(self) -> Iterator[Reader]:
        map_records()
        # Without autoflush nothing that is set on these objects by mistake can reach the tables.
        with (
            self.database.reading() as connection,
            Session(bind=connection, expire_on_commit=False, autoflush=False) as session,
        ):
            yield Reader(session, cursor_of(connection))

    @contextmanager
    def write(self, label: str = "", *, automatic: bool = False, lasting: bool = False) -> Iterator[Writer]:
        """One transaction: committed and sealed into changes when the block ends, all of it or nothing.

        `label` names the step for undo; `automatic` marks what the program writes by itself, which revives nothing
        and is no step. After what is `lasting` nothing that came before can be taken back.
        """
        with self._transaction(label, automatic=automatic) as (writer, sealed):
            yield writer
        if lasting:
            self.steps.forget()
        elif not automatic:
            self.steps.add(sealed.step)
        self.tell(sealed.touched, "edit")

    def set_fields(self, record: RecordId, fields: Mapping[str, Value], *, shown: Mapping[str, Sequence[ChangeId]],
                   label: str = "") -> None:  # fmt: skip
        """Sets fields by wire values, replacing just the heads that were `shown`."""
        with self.write(label) as writer:
            writer.shown(record, shown)
            writer.set_wire(record, fields)

    def type_draft(self, record: RecordId, field: str, value: Value, *, shown: Sequence[ChangeId]) -> None:
        """Keeps what is being typed, durable when this returns. RuleError("record_not_found") for what is not here."""
        now = self.now_ms()
        with self.database.writing() as connection:
            raw = cursor_of(connection)
            if raw.execute("SELECT 1 FROM record WHERE id = ?", (record,)).fetchone() is None:
                raise RuleError("record_not_found", id=record)
            self.run.hold_lock()
            replaced = self.run.shown(record, field, shown, is_set_by=lambda one: is_set_by(raw, record, field, one))
            write_draft(raw, Draft(record, field, value, replaced, now, now, self.run.id))

    def drafts(self, record: RecordId | None = None) -> list[Draft]:
        with self.database.reading() as connection:
            return load_drafts(cursor_of(connection), record)

    def seal_drafts(self, record: RecordId | None = None, label: str = "") -> None:
        """Turns this run's drafts (of one record, or all) into changes that replace what their author was shown."""
        self._seal(self.drafts(record), {self.run.id}, label)

    def seal_typed(self, records: Iterable[RecordId]) -> None:
        """Turns the drafts of these records into changes, whichever run types them."""
        drafts = [draft for record in dict.fromkeys(records) for draft in self.drafts(record)]
        self._seal(drafts, {draft.run for draft in drafts}, "")

    def undo(self) -> str | None:
        """Takes back the last step of this run and returns its label; None when there is none left."""
        return self._turn_back(self.steps.done, self.steps.undone)

    def redo(self) -> str | None:
        return self._turn_back(self.steps.undone, self.steps.done)

    def undo_label(self) -> str | None:
        """What `undo` would take back."""
        return self.steps.done[-1].label if self.steps.done else None

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
        """Proves the workspace whole; rebuilds beside what is there, while others go on writing."""
        # A power cut may leave pages half written in the file that stand whole in the log: their check reads the file.
        self.database.carry_over()
        with self.database.reading() as connection:
            found = verify(cursor_of(connection))
        return msgspec.structs.replace(found, attachments=tuple(self.attachments.damaged(self.identity.server_key)))

    def change_identity(self, **values: Any) -> None:
        """Stores facts about person, device or server; the caller knows which (see `Identity`)."""
        with self.database.writing() as connection:
            identity = replace(self.identity, **values)
            store_identity(cursor_of(connection), identity)
        self.identity = identity

    def tell(self, touched: Touched, source: Source) -> None:
        if touched.records:
            notice = CommitNotice(touched.records, source)
            for listener in list(self.listeners):
                listener(notice)

    def now_ms(self) -> int:
        return int(self.clock().timestamp() * 1000)

    def _turn_back(self, steps: list[Step], others: list[Step]) -> str | None:
        if not steps:
            return None
        step = steps[-1]
        with self._transaction(step.label) as (writer, sealed):
            self.steps.take_back(writer, step)
        steps.pop()
        self.steps.note_taken_back(step, sealed.step)
        others.append(sealed.step)
        self.tell(sealed.touched, "edit")
        return step.label

    def _seal_left_behind(self) -> None:
        """Seals the drafts of runs that are over: they crashed."""
        drafts = self.drafts()
        over = {run for run in {draft.run for draft in drafts} if self.run.is_over(run)}
        self._seal(drafts, over, "")

    def _seal(self, drafts: Sequence[Draft], runs: Collection[str], label: str) -> None:
        for record in dict.fromkeys(draft.record for draft in drafts if draft.run in runs and not draft.is_jotting):
            with self._transaction(label) as (writer, sealed):
                seal_drafts(writer, record, runs)
            self.run.note_sealed(sealed.step.changes)
            self.steps.add(sealed.step)
            self.tell(sealed.touched, "draft")

    @contextmanager
    def _transaction(self, label: str, *, automatic: bool = False) -> Iterator[tuple[Writer, "_Sealed"]]:
        sealed = _Sealed(Step(label, (), ()), Touched())
        with self.database.writing() as connection, _session(connection) as session:
            raw = cursor_of(connection)
            writer = Writer(session, raw, self.identity, new_id=self.new_id, automatic=automatic)
            yield writer, sealed
            now = self.now_ms()
            note = self.run.origin(self.identity, now)
            Origins(raw).add(note, own=True)
            sealed.step, sealed.touched = writer.seal(note.origin, now, label)


class _Sealed(msgspec.Struct):
    """What a transaction came to, once it is over."""

    step: Step
    touched: Touched


def _session(connection: Connection) -> Session:
    map_records()
    return Session(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")
