"""What a laptop has not seen yet of a space's log: whole transactions after its cursor, as they were pushed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select

from consultant_app.changes.change import ChangeId, OriginId, RecordId, SpaceId
from consultant_app.changes.erasure import pack_order
from consultant_app.changes.wire import MAX_BATCH_BYTES, Cursor, Entry, EntryKind, OriginNote, SpaceNews
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.carrying import carried_origins, pack_root, present_space
from consultant_app.server.erasure_orders import find_orders
from consultant_app.server.identity import Identity
from consultant_app.server.log_statements import BODIES
from consultant_app.server.past import FirstSync, without_past
from consultant_app.server.schema import ACCOUNT, DEVICE, ENTRY, ORIGIN, SPACE

SERVER_DEVICE_NAME: Final = "Partnerserver"
_ROWS_PER_READ: Final = 2000
_BYTES_BESIDE_BODY: Final = 80
"""About what an entry weighs without its change."""


_KINDS: Final = {kind.value: kind for kind in EntryKind}


@dataclass(frozen=True, slots=True)
class _Page:
    entries: list[Entry]
    cursor: Cursor
    used_bytes: int
    is_cut: bool


def read_news(
    connection: Connection,
    cursors: Mapping[SpaceId, Cursor],
    *,
    older: Mapping[SpaceId, Sequence[Cursor]],
    first: FirstSync,
    brought: Collection[ChangeId],
    granted: Collection[SpaceId],
    limit_bytes: int,
) -> list[SpaceNews]:
    """In the order of `cursors`, only of spaces where something is new; the bodies of `brought` changes are left out,
    and of the `first` spaces the long values that were replaced since.

    `granted` are all spaces of the reader, asked for or not: where a root that left may be said to stand. At least one
    transaction is given, however small `limit_bytes` is. Needs a reading transaction.
    """
    remaining = max(1, min(limit_bytes, MAX_BATCH_BYTES))
    spaces = {row.id: row for row in rows_by_key(connection, _SPACES, keys=cursors.keys())}
    news = []
    for space, cursor in ((spaces[one], cursor) for one, cursor in cursors.items() if one in spaces):
        if not _is_recognised(connection, space, cursor=cursor):
            found = _find_newest_recognised(connection, space, older=older.get(space.id, ()))
            news.append(SpaceNews(space.id, found, rewind=True))
        elif cursor.position < space.position and remaining <= 0:
            news.append(SpaceNews(space.id, cursor, more=True, digest=space.digest))
        elif cursor.position < space.position:
            page = _read_page(
                connection, space.id, cursor=cursor, first=first if space.id in first.spaces else None,
                brought=brought, granted=granted, limit_bytes=remaining,
            )  # fmt: skip
            remaining -= page.used_bytes
            news.append(SpaceNews(space.id, page.cursor, page.entries, more=page.is_cut, digest=space.digest))
    return news


def read_origin_notes(
    connection: Connection, news: Sequence[SpaceNews], *, brought: Collection[ChangeId], identity: Identity
) -> list[OriginNote]:
    """Who stands behind the origins of the changes in `news`, in the order of their ids, signed by the server."""
    entries = [entry for space in news for entry in space.entries]
    origins = {
        OriginId(entry.subject[:32])
        for entry in entries
        if entry.kind is EntryKind.CHANGE and entry.body and entry.subject not in brought
    }
    for entry in entries:
        if entry.kind is EntryKind.ENTER and entry.body:
            origins |= carried_origins(entry.body)
    return sign_origin_notes(connection, origins, identity=identity)


def sign_origin_notes(connection: Connection, origins: Collection[OriginId], *, identity: Identity) -> list[OriginNote]:
    """In the order of their ids."""
    rows = rows_by_key(connection, _ORIGIN_NOTES, keys=origins)
    notes = (
        OriginNote(
            origin=row.id,
            device=RecordId(row.device or ""),
            device_name=row.device_name or SERVER_DEVICE_NAME,
            user=RecordId(row.user or ""),
            user_name=row.user_name or "",
            started_at=row.started_at,
            version=row.version,
        )
        for row in rows
    )
    return [identity.sign(note) for note in sorted(notes, key=lambda note: note.origin)]


def _is_recognised(connection: Connection, space: Row[Any], *, cursor: Cursor) -> bool:
    if cursor.position == space.position:
        return bool(cursor.chain == space.chain)
    if not 0 < cursor.position < space.position:
        return cursor.position == 0
    known = connection.execute(_CHAIN_AT, {"space": space.id, "position": cursor.position}).scalar()
    return bool(known == cursor.chain)


def _find_newest_recognised(connection: Connection, space: Row[Any], *, older: Sequence[Cursor]) -> Cursor:
    return max(_recognised(connection, space, cursors=older), key=lambda cursor: cursor.position, default=Cursor())


def _recognised(connection: Connection, space: Row[Any], *, cursors: Sequence[Cursor]) -> list[Cursor]:
    """Those of `cursors` that lie on this very log."""
    positions = [cursor.position for cursor in cursors if 0 < cursor.position <= space.position][:1000]
    if not positions:
        return []
    statement = select(ENTRY.c.position, ENTRY.c.chain).where(
        ENTRY.c.space == space.id, ENTRY.c.position.in_(positions)
    )
    chains = {row.position: row.chain for row in connection.execute(statement)}
    return [cursor for cursor in cursors if cursor.chain and chains.get(cursor.position) == cursor.chain]


def _read_page(
    connection: Connection,
    space: SpaceId,
    *,
    cursor: Cursor,
    first: FirstSync | None,
    brought: Collection[ChangeId],
    granted: Collection[SpaceId],
    limit_bytes: int,
) -> _Page:
    entries: list[Entry] = []
    used_bytes = 0
    transaction: tuple[str, int] | None = None
    is_cut = False
    end = cursor
    rows = _rows_after(connection, space, position=cursor.position, brought=brought, first=first)
    for position, kind, change, record, number, received_at, chain, withheld, body in rows:
        this = (change[:32], number) if change else None
        if used_bytes >= limit_bytes and (this is None or this != transaction):
            is_cut = True
            break
        transaction = this
        if change is not None:
            given = b"" if withheld else body
        else:
            given = (
                b"" if withheld else _told(connection, space, kind, record=record, position=position, granted=granted)
            )
        entries.append(Entry(position, _KINDS[kind], change or record, received_at, given))
        used_bytes += len(given) + _BYTES_BESIDE_BODY
        end = Cursor(position, chain)
    return _Page(entries, end, used_bytes, is_cut)


def _told(
    connection: Connection,
    space: SpaceId,
    kind: str,
    *,
    record: RecordId,
    position: int,
    granted: Collection[SpaceId],
) -> bytes:
    """What an entry that is no change says to this reader."""
    if kind == EntryKind.ENTER.value:
        return pack_root(connection, record, space=space, position=position)
    if kind == EntryKind.LEAVE.value:
        return present_space(connection, record, granted=granted)
    if kind == EntryKind.ERASE.value:
        return b"".join(pack_order(order) for order in find_orders(connection, [record]))
    return b""


def _rows_after(
    connection: Connection, space: SpaceId, *, position: int, brought: Collection[ChangeId], first: FirstSync | None
) -> Iterator[Sequence[Any]]:
    """The columns of `_ROWS_AFTER` and the body, empty where the reader brought it himself."""
    values: dict[str, object] = {"space": space, "position": position}
    is_left = True
    while is_left:
        rows: Sequence[Any]
        if brought:
            rows = connection.execute(_ROWS_AFTER, values).all()
            whole: Iterable[Sequence[Any]] = _with_bodies(connection, rows, brought)
        else:
            rows = whole = connection.execute(_ROWS_AND_BODIES_AFTER, values).all()
        yield from without_past(connection, whole, device=first.device) if first else whole
        is_left = len(rows) == _ROWS_PER_READ
        if is_left:
            values["position"] = rows[-1].position


def _with_bodies(connection: Connection, rows: Sequence[Any], brought: Collection[ChangeId]) -> Iterator[Sequence[Any]]:
    """Mostly all are the reader's own, and their bodies need not even be read."""
    lacking = [row.change for row in rows if row.change and row.change not in brought]
    bodies = {row.change: row.body for row in rows_by_key(connection, BODIES, keys=lacking)}
    for row in rows:
        yield *row, bodies.get(row.change, b"")


_SPACES = keyed(select(SPACE), SPACE.c.id)
_CHAIN_AT = select(ENTRY.c.chain).where(ENTRY.c.space == bindparam("space"), ENTRY.c.position == bindparam("position"))
_ROWS_AFTER = (
    select(
        ENTRY.c.position,
        ENTRY.c.kind,
        ENTRY.c.change,
        ENTRY.c.record,
        ENTRY.c.transaction_number,
        ENTRY.c.received_at,
        ENTRY.c.chain,
        ENTRY.c.withheld,
    )
    .where(ENTRY.c.space == bindparam("space"), ENTRY.c.position > bindparam("position"))
    .order_by(ENTRY.c.position)
    .limit(_ROWS_PER_READ)
)
_ROWS_AND_BODIES_AFTER = _ROWS_AFTER.add_columns(ENTRY.c.body)
_ORIGIN_NOTES = keyed(
    select(ORIGIN, DEVICE.c.name.label("device_name"), ACCOUNT.c.id.label("user"), ACCOUNT.c.name.label("user_name"))
    .outerjoin(DEVICE, ORIGIN.c.device == DEVICE.c.id)
    .outerjoin(ACCOUNT, DEVICE.c.account == ACCOUNT.c.id),
    ORIGIN.c.id,
)
