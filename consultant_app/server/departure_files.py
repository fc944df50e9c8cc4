"""The spaces of an organisation that leaves as exchange files, signed with the server's key, which laptops know."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Row, bindparam, select

from consultant_app.changes.attachment_messages import PART_BYTES, is_file_hash
from consultant_app.changes.change import Change, ChangeId, OriginId, RecordId, SpaceId, decode_change
from consultant_app.changes.moves import unpack_carried
from consultant_app.changes.wire import DeviceCertificate, EntryKind
from consultant_app.errors import RuleError
from consultant_app.server.carrying import pack_root
from consultant_app.server.file_store import FileStore
from consultant_app.server.identity import Identity
from consultant_app.server.news import SERVER_DEVICE_NAME, sign_origin_notes
from consultant_app.server.schema import ENTRY, RECORD, SPACE
from consultant_app.sync.exchange_file import Coverage, ExchangeWriter, FilePart, HeldChange, Manifest, new_file
from consultant_app.sync.exchange_sealing import SUFFIX, Card, password_bytes
from consultant_app.workspace.exchange_papers import OriginPaper
from consultant_app.workspace.key_wrapping import DEFAULT_COST, Argon2Cost

_CHANGES_A_PIECE: Final = 200
"""Few enough that even long ones stay far below what a piece may weigh."""


@dataclass(frozen=True, slots=True)
class DepartureFile:
    path: Path
    space: SpaceId
    changes: int


@dataclass(frozen=True, slots=True)
class DepartureFiles:
    """Writes into `folder`. Raises UsageError("exchange_password_missing"), TroubleErrors of the disk, and, unless
    `without_missing`, RuleError("departure_bytes_missing") where the store lacks bytes of an attachment.
    """

    folder: Path
    password: str
    store: FileStore
    without_missing: bool = False
    cost: Argon2Cost = DEFAULT_COST

    def write(
        self, connection: Connection, spaces: Sequence[SpaceId], *, identity: Identity, now_ms: int
    ) -> tuple[DepartureFile, ...]:
        """A file of an attempt that ended before is written anew."""
        password_bytes(self.password)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = []
        for row in connection.execute(select(SPACE).where(SPACE.c.id.in_(spaces)).order_by(SPACE.c.id)).all():
            bodies = _bodies(connection, row.id)
            if bodies:
                path = self.folder / f"{row.kind}-{row.owner}{SUFFIX}"
                self._write_space(connection, row, bodies=bodies, path=path, identity=identity, now_ms=now_ms)
                written.append(DepartureFile(path, row.id, len(bodies)))
        return tuple(written)

    def _write_space(
        self,
        connection: Connection,
        space: Row[tuple[object, ...]],
        *,
        bodies: dict[ChangeId, bytes],
        path: Path,
        identity: Identity,
        now_ms: int,
    ) -> None:
        changes = [decode_change(body) for body in bodies.values()]
        notes = sign_origin_notes(connection, {change.origin for change in changes}, identity=identity)
        files = self._files(space.id, changes)
        certificate = _certificate(identity, now_ms)
        manifest = Manifest(
            space.id, space.kind, space.owner, certificate, [OriginPaper(note) for note in notes], _coverage(changes),
            {}, list(files),
        )  # fmt: skip
        card = Card(
            file=os.urandom(16).hex(), written_at=now_ms, user_name=certificate.user_name,
            partner_name=certificate.partner_name, device=certificate.device, space=space.id, changes=len(bodies),
            salt=os.urandom(16), cost=self.cost,
        )  # fmt: skip
        held = [HeldChange(body, is_accepted=True) for body in bodies.values()]
        with new_file(path) as stream:
            file = ExchangeWriter(
                stream, card, password=self.password, manifest=manifest, device_key=identity.signing_key
            )
            for start in range(0, len(held), _CHANGES_A_PIECE):
                file.add(held[start : start + _CHANGES_A_PIECE], {})
            for sha256, size in files.items():
                for part in self._parts(space.id, sha256, size):
                    file.add_file_part(part)
            file.close()

    def _files(self, space: SpaceId, changes: Sequence[Change]) -> dict[str, int]:
        """Hash and size of the attachments whose bytes are here."""
        named = {change.fields.get("sha256") for change in changes if change.type == "attachment"}
        hashes = sorted(one for one in named if isinstance(one, str) and is_file_hash(one))
        sizes = {sha256: self.store.size_of(space, sha256) for sha256 in hashes}
        found = {sha256: size for sha256, size in sizes.items() if size}
        if len(found) < len(sizes) and not self.without_missing:
            raise RuleError("departure_bytes_missing", count=len(sizes) - len(found))
        return found

    def _parts(self, space: SpaceId, sha256: str, size: int) -> Iterator[FilePart]:
        for start in range(0, size, PART_BYTES):
            yield FilePart(sha256, start, size, self.store.read(space, sha256, start, PART_BYTES))


def _bodies(connection: Connection, space: SpaceId) -> dict[ChangeId, bytes]:
    """The changes of all that stands in a space, as its readers have them: what a root left behind stays hollow."""
    found = {ChangeId(row.change): row.body for row in connection.execute(_TOLD, {"space": space})}
    for row in connection.execute(_ENTERED, {"space": space}).all():
        for one in unpack_carried(pack_root(connection, RecordId(row.record), space=space, position=row.position)):
            found.setdefault(decode_change(one.body).id, one.body)
    return found


def _certificate(identity: Identity, now_ms: int) -> DeviceCertificate:
    """The server vouches for itself: whoever knows its key believes the file."""
    return identity.sign(
        DeviceCertificate(
            device=RecordId(identity.epoch),
            device_name=SERVER_DEVICE_NAME,
            user=RecordId(""),
            user_name=SERVER_DEVICE_NAME,
            partner_name="",
            public_key=identity.public_key,
            at=now_ms,
        )
    )


def _coverage(changes: Sequence[Change]) -> Coverage:
    numbers: dict[OriginId, list[int]] = {}
    for change in changes:
        numbers.setdefault(change.origin, []).append(change.number)
    return {origin: _runs(sorted(found)) for origin, found in numbers.items()}


def _runs(numbers: Sequence[int]) -> list[int]:
    """First and last number of each run, one after the other."""
    breaks = [end for one, other in pairwise(numbers) if other > one + 1 for end in (one, other)]
    return [numbers[0], *breaks, numbers[-1]]


_TOLD = (
    select(ENTRY.c.change, ENTRY.c.body)
    .where(ENTRY.c.space == bindparam("space"), ENTRY.c.kind == EntryKind.CHANGE.value, ~ENTRY.c.withheld)
    .order_by(ENTRY.c.position)
)
_ENTERED = (
    select(ENTRY.c.record, ENTRY.c.position)
    .join(RECORD, RECORD.c.id == ENTRY.c.record)
    .where(
        ENTRY.c.space == bindparam("space"),
        RECORD.c.space == bindparam("space"),
        ENTRY.c.kind == EntryKind.ENTER.value,
        ~ENTRY.c.withheld,
    )
    .order_by(ENTRY.c.position)
)
