"""What a root brings along into the space it enters: the values it stood on then; what they replaced stays hollow."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, or_, select

from consultant_app.changes.change import Change, ChangeId, OriginId, RecordId, SpaceId, decode_change, encode_change
from consultant_app.changes.heads import RecordHeads, advance
from consultant_app.changes.moves import Carried, pack_carried, unpack_carried
from consultant_app.changes.past import hollowed
from consultant_app.changes.wire import EntryKind
from consultant_app.server.schema import ENTRY, RECORD


def pack_root(connection: Connection, root: RecordId, *, space: SpaceId, position: int) -> bytes:
    """The body of the entry by which the root entered `space`. What came into its log afterwards is told there."""
    rows = connection.execute(_CHANGES, {"root": root, "space": space, "position": position}).all()
    by_record: dict[str, list[tuple[int, bytes, Change]]] = {}
    for row in rows:
        by_record.setdefault(row.record, []).append((row.received_at, row.body, decode_change(row.body)))
    carried = []
    for changes in by_record.values():
        state = _heads_of([change for _, _, change in changes])
        carried += [Carried(received_at, _hollowed(body, change, state)) for received_at, body, change in changes]
    return pack_carried(carried)


def carried_origins(body: bytes) -> set[OriginId]:
    return {decode_change(one.body).origin for one in unpack_carried(body)}


def present_space(connection: Connection, root: RecordId, *, granted: Collection[SpaceId]) -> bytes:
    """The body of a `leave` entry: where the root stands now, empty for a reader without a right to that."""
    space: str | None = connection.execute(_SPACE_OF, {"root": root}).scalar()
    return space.encode() if space is not None and space in granted else b""


def _heads_of(changes: Collection[Change]) -> RecordHeads:
    by_id: Mapping[ChangeId, Change] = {change.id: change for change in changes}
    joined: set[ChangeId] = set()
    state: RecordHeads | None = None
    for named, change in by_id.items():
        state = advance(state, change, known=joined.__contains__, fields_of=lambda one: by_id[one].field_names)
        joined.add(named)
    return state or RecordHeads({})


def _hollowed(body: bytes, change: Change, state: RecordHeads) -> bytes:
    """The change with the values that it is head of; the very bytes where that is all of them."""
    kept = state.heads.get(change.id, [])
    gone = [] if kept is None else [field for field in change.fields if field not in kept]
    return encode_change(hollowed(change, gone)) if gone else body


_CHANGES = (
    select(ENTRY.c.record, ENTRY.c.received_at, ENTRY.c.body)
    .where(
        ENTRY.c.record.in_(select(RECORD.c.id).where(RECORD.c.root == bindparam("root"))),
        ENTRY.c.kind == EntryKind.CHANGE.value,
        or_(ENTRY.c.space != bindparam("space"), ENTRY.c.position < bindparam("position")),
    )
    .order_by(ENTRY.c.record, ENTRY.c.received_at, ENTRY.c.space, ENTRY.c.position)
)
_SPACE_OF = select(RECORD.c.space).where(RECORD.c.id == bindparam("root"))
