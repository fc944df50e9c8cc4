"""Moves roots with their parts from space to space, in the order in which the wishes arrive.

A move is an entry `leave` in one log and `enter` in the other, in one transaction. What the log that was left says of
the root is withheld from then on; who reads the other one gets what the root stands on now.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from consultant_app.changes.attachment_messages import is_file_hash
from consultant_app.changes.change import RecordId, SpaceId, decode_change
from consultant_app.changes.moves import MoveWish, RootMove
from consultant_app.changes.spaces import shared_space
from consultant_app.changes.wire import EntryKind, MoveVerdict, Outcome, Refusal
from consultant_app.server.accounts import Person
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.log_ends import end_log_with
from consultant_app.server.log_statements import RECORDS
from consultant_app.server.membership import open_shared_space
from consultant_app.server.record_state import decode_terms
from consultant_app.server.rights import Mover, Place, may_move
from consultant_app.server.schema import DEVICE, ENTRY, ORIGIN, RECORD, SPACE
from consultant_app.server.transactions import Refused


@dataclass(frozen=True, slots=True)
class MovedFile:
    from_space: SpaceId
    to_space: SpaceId
    sha256: str


def spaces_of(wishes: Iterable[MoveWish], *, writable: Collection[SpaceId]) -> frozenset[SpaceId]:
    """What granting these wishes needs locked."""
    moves = [move for wish in wishes for move in wish.moves if move.from_space in writable]
    return frozenset(space for move in moves for space in (move.from_space, move.to_space))


def grant_wishes(
    connection: Connection, wishes: Sequence[MoveWish], *, person: Person, now_ms: int
) -> list[MoveVerdict]:
    """One verdict per wish, in their order; needs a writing transaction with the spaces locked."""
    return [_grant(connection, wish, person=person, now_ms=now_ms) for wish in wishes]


def _grant(connection: Connection, wish: MoveWish, *, person: Person, now_ms: int) -> MoveVerdict:
    try:
        with connection.begin_nested():
            roots = {row.id: row for row in rows_by_key(connection, RECORDS, keys={one.root for one in wish.moves})}
            if not wish.moves or not all(_is_root(roots.get(one.root)) for one in wish.moves):
                raise Refused(Refusal.UNREADABLE)
            if all(roots[one.root].space == one.to_space for one in wish.moves):
                return MoveVerdict(wish.id, Outcome.KNOWN, None, _left_at(connection, wish.moves[-1]))
            _open_what_is_shared(connection, wish, roots=list(roots.values()), person=person, now_ms=now_ms)
            places = _places(connection, wish)
            for one in wish.moves:
                _check(connection, one, root=roots[one.root], person=person, places=places)
            position = 0
            for one in wish.moves:
                position = _move(connection, one, now_ms=now_ms)
    except Refused as refused:
        return MoveVerdict(wish.id, Outcome.REFUSED, refused.reason)
    return MoveVerdict(wish.id, Outcome.ACCEPTED, None, position)


def moved_files(connection: Connection, wishes: Sequence[MoveWish], verdicts: Sequence[MoveVerdict]) -> set[MovedFile]:
    """The files of the attachments that stand where these wishes had them moved."""
    granted = [wish for wish, verdict in zip(wishes, verdicts, strict=True) if verdict.outcome is not Outcome.REFUSED]
    found = set()
    for move in (move for wish in granted for move in wish.moves):
        for row in connection.execute(_ATTACHMENT, {"root": move.root, "entered": move.to_space}):
            sha256 = decode_change(row.body).fields.get("sha256")
            if isinstance(sha256, str) and is_file_hash(sha256):
                found.add(MovedFile(move.from_space, move.to_space, sha256))
    return found


def _open_what_is_shared(
    connection: Connection, wish: MoveWish, *, roots: Sequence[Row[tuple[object, ...]]], person: Person, now_ms: int
) -> None:
    """The space of a case that is shared for the first time; the rights to move there are checked afterwards."""
    if not wish.partners:
        return
    cases = {shared_space(root.id) for root in roots if root.type == "consulting_case"}
    targets = {one.to_space for one in wish.moves}
    if cases != targets:
        raise Refused(Refusal.UNREADABLE)
    open_shared_space(connection, cases.pop(), owner=person.partner_code, partners=wish.partners, now_ms=now_ms)


def _is_root(row: Row[tuple[object, ...]] | None) -> bool:
    return row is not None and bool(row.type) and row.id == row.root


def _places(connection: Connection, wish: MoveWish) -> dict[SpaceId, Place]:
    wished = {space for move in wish.moves for space in (move.from_space, move.to_space)}
    rows = rows_by_key(connection, _PLACES, keys=wished)
    return {row.id: Place(row.id, row.kind, row.owner) for row in rows}


def _check(
    connection: Connection,
    one: RootMove,
    *,
    root: Row[tuple[object, ...]],
    person: Person,
    places: dict[SpaceId, Place],
) -> None:
    source, target = places.get(one.from_space), places.get(one.to_space)
    if source is None or target is None:
        raise Refused(Refusal.NOT_A_MEMBER)
    mover = Mover(
        person.partner_code,
        frozenset(person.roles),
        person.writable,
        is_author=_author_of(connection, one.root) == person.id,
    )
    if not may_move(mover, root.type, source=source, target=target):
        raise Refused(Refusal.NOT_A_MEMBER)
    if root.space != source.id or source.id == target.id:
        raise Refused(Refusal.WRONG_SPACE)


def _author_of(connection: Connection, root: RecordId) -> RecordId | None:
    """Who began the record: whose change of it arrived first."""
    found: RecordId | None = connection.execute(_AUTHOR, {"root": root}).scalar()
    return found


def _left_at(connection: Connection, one: RootMove) -> int:
    """Where the log says that the root left; 0 where it was never there. Who is told this late that it moved must know
    as well which restored server has forgotten it.
    """
    found = connection.execute(_LEFT_AT, {"root": one.root, "left": one.from_space}).scalar()
    return int(found or 0)


def _move(connection: Connection, one: RootMove, *, now_ms: int) -> int:
    """Returns the position of its `leave` entry."""
    rows = connection.execute(_RECORDS_OF_ROOT, {"root": one.root}).all()
    term = sum(sum(decode_terms(row.terms).values()) for row in rows if row.terms)
    connection.execute(_WITHHOLD, {"root": one.root, "left": one.from_space})
    position = end_log_with(connection, one.from_space, EntryKind.LEAVE, subject=one.root, growth=-term, now_ms=now_ms)
    end_log_with(connection, one.to_space, EntryKind.ENTER, subject=one.root, growth=term, now_ms=now_ms)
    connection.execute(_PUT, {"moved": one.root, "entered": one.to_space})
    return position


_PLACES = keyed(select(SPACE.c.id, SPACE.c.kind, SPACE.c.owner).where(~SPACE.c.closed), SPACE.c.id)
_RECORDS_OF_ROOT = select(RECORD.c.id, RECORD.c.terms).where(RECORD.c.root == bindparam("root"))
_LEFT_AT = select(func.max(ENTRY.c.position)).where(
    ENTRY.c.space == bindparam("left"),
    ENTRY.c.record == bindparam("root"),
    ENTRY.c.kind == EntryKind.LEAVE.value,
)
_PUT = update(RECORD).where(RECORD.c.root == bindparam("moved")).values(space=bindparam("entered"))
_WITHHOLD = (
    update(ENTRY)
    .where(
        ENTRY.c.space == bindparam("left"),
        or_(ENTRY.c.kind == EntryKind.CHANGE.value, ENTRY.c.kind == EntryKind.ENTER.value),
        ENTRY.c.record.in_(select(RECORD.c.id).where(RECORD.c.root == bindparam("root"))),
    )
    .values(withheld=True)
)
_ATTACHMENT = (
    select(ENTRY.c.body)
    .join(RECORD, RECORD.c.id == ENTRY.c.record)
    .where(
        RECORD.c.id == bindparam("root"),
        RECORD.c.type == "attachment",
        RECORD.c.space == bindparam("entered"),
        ENTRY.c.kind == EntryKind.CHANGE.value,
    )
)
_AUTHOR = (
    select(DEVICE.c.account)
    .select_from(ENTRY)
    .join(ORIGIN, ORIGIN.c.id == func.substr(ENTRY.c.change, 1, 32))
    .join(DEVICE, ORIGIN.c.device == DEVICE.c.id)
    .where(ENTRY.c.record == bindparam("root"), ENTRY.c.kind == EntryKind.CHANGE.value)
    .order_by(ENTRY.c.received_at, ENTRY.c.position)
    .limit(1)
)
