"""A server and a laptop that hold so many changes, made once and kept in build/bench/ until their makings change."""

import hashlib
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultant_app.changes.change import Change, Kind, encode_change
from consultant_app.changes.spaces import organisation_space
from consultant_app.changes.wire import Cursor, EntryKind, OriginNote, SpaceNews, next_chain
from consultant_app.garbage import collected_later
from consultant_app.server.batch import Author
from consultant_app.server.change_log import take_transactions
from consultant_app.server.database import data_url, open_database, writing
from consultant_app.server.identity import load_identity
from consultant_app.server.schema import ORIGIN
from consultant_app.server.transactions import Transaction
from consultant_app.workspace.apply import Gate
from consultant_app.workspace.cursors import move_cursor
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.workspace import Workspace, random_id
from tests.support.measured_office import new_office

_ROOT = Path(__file__).parents[2]
_MADE_FROM = (
    "changes/change.py",
    "changes/digest.py",
    "changes/heads.py",
    "changes/wire.py",
    "server/schema.py",
    "workspace/schema.py",
)
_BATCH = 10_000
_SPACE = organisation_space("EN")


@dataclass(frozen=True)
class LongLog:
    """`server` is the folder of its data, `laptop` that of a workspace of a@example.org, caught up."""

    server: Path
    laptop: Path


def long_log(count: int) -> LongLog:
    digest = hashlib.sha256()
    for name in _MADE_FROM:
        digest.update((_ROOT / "consultant_app" / name).read_bytes())
    shelf = _ROOT / "build" / "bench"
    folder = shelf / f"log-{count}-{digest.hexdigest()[:12]}"
    log = LongLog(folder / "server", folder / "laptop")
    if not (folder / "complete").exists():
        for older in shelf.glob(f"log-{count}-*"):
            shutil.rmtree(older)
        print(f"making a log of {count} changes in {folder}; once", flush=True)
        _make(log, count)
        (folder / "complete").touch()
    return log


def _make(log: LongLog, count: int) -> None:
    log.server.parent.mkdir(parents=True)
    with new_office("--data", str(log.server)) as office:
        workspace = office.enrol(log.laptop)
    identity = workspace.identity
    origin = random_id()
    note = OriginNote(
        origin, identity.device, identity.device_name, identity.user, identity.user_name, 0, "bench"
    )  # fmt: skip
    entered_at = int(time.time() * 1000)
    cursor = Cursor()
    engine = open_database(data_url(log.server))
    with writing(engine) as connection:
        row = {"id": origin, "device": identity.device, "started_at": 0, "version": "bench", "signature": b""}
        connection.execute(ORIGIN.insert(), row)
    for changes in _batches(origin, count):
        bodies = [encode_change(change) for change in changes]
        with collected_later():
            with writing(engine) as connection:
                transactions = [Transaction.of([one], [body]) for one, body in zip(changes, bodies, strict=True)]
                server = load_identity(connection, secrets.token_bytes)
                author = Author(identity.device, frozenset({_SPACE}))
                take_transactions(connection, transactions, author=author, identity=server, now_ms=entered_at)
            cursor = _take_in(workspace, note, changes, bodies, cursor=cursor, entered_at=entered_at)
    engine.dispose()
    workspace.close()


def _take_in(
    workspace: Workspace, note: OriginNote, changes: list[Change], bodies: list[bytes], *, cursor: Cursor,
    entered_at: int,
) -> Cursor:  # fmt: skip
    position, chain = cursor.position, cursor.chain
    arrivals = []
    for change, body in zip(changes, bodies, strict=True):
        position, chain = position + 1, next_chain(chain, EntryKind.CHANGE, change.id)
        arrivals.append(Arrival(change, body, _SPACE, entered_at, position))
    with workspace.database.writing() as connection:
        gate = Gate(cursor_of(connection))
        gate.origins.add(note, own=True)
        gate.apply(arrivals, accepted=True)
        gate.close()
        move_cursor(gate.raw, SpaceNews(_SPACE, Cursor(position, chain)))
    return Cursor(position, chain)


def _batches(origin: str, count: int) -> Iterator[list[Change]]:
    """Visits with little in them."""
    for start in range(1, count + 1, _BATCH):
        yield [_visit(origin, number) for number in range(start, min(start + _BATCH, count + 1))]


def _visit(origin: str, number: int) -> Change:
    record = random_id()
    return Change(
        origin=origin, number=number, transaction=number, size=1, kind=Kind.SET, type="visit", record=record,
        root=record, space=_SPACE, at=1_780_000_000_000 + number, fields={"goal": f"Besuch {number}"},
    )  # fmt: skip
