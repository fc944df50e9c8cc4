"""Real workspaces in temporary folders, with clock and ids in hand, and laptops that go to a server with them."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import partner_id, user_id
from consultant_app.domain.record import Record
from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import HTTPTransport, Transport
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.key_wrapping import Argon2Cost
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import IdSource, Workspace, random_id
from tests.support.clock import SettableClock

R = TypeVar("R", bound=Record)
START = datetime(2026, 5, 19, 8, 0, tzinfo=UTC)
PASSPHRASE = "Zeche Zollern"
CHEAP = Argon2Cost(1, 64, 1)


def identity_of(name: str = "Katrin Albers", *, partner: str = "EN", device: str = "Laptop") -> Identity:
    """Somebody who works without a server."""
    return Identity(
        user=user_id(partner, name),
        user_name=name,
        partner=partner_id(partner),
        partner_code=partner,
        partner_name=f"Partner {partner}",
        device=random_id(),
        device_name=device,
        device_letters="XX",
        device_key=bytes(range(32)),
    )


@dataclass
class Workspaces:
    """Makes workspaces below one folder and closes them all. Ids count up."""

    folder: Path
    clock: SettableClock = field(default_factory=lambda: SettableClock(START))
    opened: list[Workspace] = field(default_factory=list)
    lines: list[HTTPTransport] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> RecordId:
        return RecordId(f"{next(self._ids):032x}")

    def create(self, identity: Identity | None = None) -> Workspace:
        folder = self.folder / f"workspace-{next(self._numbers)}"
        workspace, _ = Workspace.create(
            folder, identity or identity_of(), passphrase=PASSPHRASE, use_keyring=False, cost=CHEAP,
            clock=self.clock, new_id=self.new_id,
        )  # fmt: skip
        self.opened.append(workspace)
        return workspace

    def open(self, folder: Path, *, new_id: IdSource | None = None) -> Workspace:
        workspace = Workspace.open(folder, passphrase=PASSPHRASE, clock=self.clock, new_id=new_id or self.new_id)
        self.opened.append(workspace)
        return workspace

    def restart(self, workspace: Workspace) -> Workspace:
        """The program ends and starts again."""
        workspace.close()
        return self.open(workspace.folder)

    def crash(self, workspace: Workspace) -> Workspace:
        """The program dies and starts again: nothing is sealed, no lock is given back in order."""
        workspace.attachments.close()
        workspace.database.close()
        workspace.run.release_lock()
        self.opened.remove(workspace)
        return self.open(workspace.folder)

    def copy(self, workspace: Workspace) -> Workspace:
        """A second laptop with a copy of the disk."""
        folder = self.folder / f"workspace-{next(self._numbers)}"
        workspace.database.truncate_log()
        shutil.copytree(workspace.folder, folder)
        return self.open(folder, new_id=random_id)

    def copy_of(self, laptop: "Laptop") -> "Laptop":
        """A second laptop with a copy of the disk, and its own line."""
        return self.laptop(self.copy(laptop.workspace))

    def laptop(self, workspace: Workspace) -> "Laptop":
        """With the line to the server that it is enrolled at."""
        line = HTTPTransport(workspace.identity.server_url, workspace.identity.token)
        self.lines.append(line)
        return Laptop(workspace, line)

    def close(self) -> None:
        for line in self.lines:
            line.close()
        for workspace in self.opened:
            workspace.attachments.close()
            workspace.database.close()
            workspace.run.release_lock()


def edit(workspace: Workspace, record: str, **values: Any) -> None:
    """One transaction that sets attributes of one record."""
    with workspace.write("Bearbeitet") as writer:
        loaded = writer.load(record)
        for name, value in values.items():
            setattr(loaded, name, value)


def add(workspace: Workspace, record: Record, space: Any = None) -> RecordId:
    with workspace.write("Angelegt") as writer:
        return RecordId(writer.new(record, space).id)


def delete(workspace: Workspace, record: str) -> None:
    with workspace.write("Gelöscht") as writer:
        writer.delete(writer.load(record))


def read(workspace: Workspace, cls: type[R], record: str) -> R:
    with workspace.read() as reader:
        return reader.get(cls, record)


def find(workspace: Workspace, cls: type[R], record: str) -> R | None:
    with workspace.read() as reader:
        return reader.find(cls, record)


def every(workspace: Workspace, cls: type[R]) -> tuple[R, ...]:
    with workspace.read() as reader:
        return reader.all(select(cls).order_by(cls.id))


def shown(workspace: Workspace, record: str, name: str) -> list[Any]:
    with workspace.read() as reader:
        return list(reader.shown(RecordId(record)).get(name, []))


def rows(workspace: Workspace, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with workspace.database.reading() as connection:
        return [tuple(row) for row in cursor_of(connection).execute(query, values).fetchall()]


def screens(workspace: Workspace) -> dict[str, tuple[Any, ...]]:
    """What the screens show of every record but the directory's, and what is contested; without local numbers."""
    from consultant_app.domain.record import record_types

    found = {
        id_: (type_, root, space, contested)
        for id_, type_, root, space, contested in rows(
            workspace, "SELECT id, type, root, space, contested FROM record WHERE present"
        )
    }
    for name in record_types():
        for row in rows(workspace, f"SELECT * FROM {name}"):
            found[row[0]] = (*found[row[0]], *row)
    return found


@dataclass
class Laptop:
    """A workspace with its line to a server; `line` may be replaced by one that fails."""

    workspace: Workspace
    line: Transport

    def sync(self) -> RoundCounts:
        return run_rounds(self.workspace, self.line)

    def digests(self) -> dict[str, str]:
        """Of the spaces in which something stands."""
        return {space.name: space.digest for space in self.workspace.status().spaces if int(space.digest, 16)}

    def agrees(self) -> bool:
        return all(space.agrees is not False for space in self.workspace.status().spaces)


def sync_all(*laptops: Laptop, rounds: int = 2, between: Callable[[], None] = lambda: None) -> None:
    for _ in range(rounds):
        for laptop in laptops:
            laptop.sync()
        between()
