"""Which organisations accompany a shared case. Each that comes or goes is an entry `member` in the log of its space."""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import EntryKind, Refusal
from consultant_app.errors import RuleError
from consultant_app.server.accounts import find_partner
from consultant_app.server.directory import open_space
from consultant_app.server.log_ends import end_log_with
from consultant_app.server.schema import MEMBER, PARTNER, SPACE
from consultant_app.server.transactions import Refused

COMES: Final = "comes"
GOES: Final = "goes"


def open_shared_space(
    connection: Connection, space: SpaceId, *, owner: str, partners: Iterable[str], now_ms: int
) -> None:
    """Opens the space of a case for its owner and these partners; one that is open stays as it is.

    Raises Refused for a partner that nobody knows.
    """
    if connection.execute(select(SPACE.c.id).where(SPACE.c.id == space)).first():
        return
    codes = sorted({owner, *partners})
    members = select(PARTNER.c.id, PARTNER.c.code).where(PARTNER.c.left_at.is_(None))
    known = {row.code: row.id for row in connection.execute(members)}
    if not known.keys() >= set(codes) or len(codes) < 2:
        raise Refused(Refusal.UNREADABLE)
    open_space(connection, space, kind=SpaceKind.SHARED, owner=owner)
    for code in codes:
        connection.execute(insert(MEMBER), {"space": space, "partner": known[code], "may_write": True})
        _note(connection, space, partner=known[code], word=COMES, now_ms=now_ms)


def list_members(connection: Connection) -> tuple[dict[str, object], ...]:
    """Every shared space with its organisations, with the keys of `space list`."""
    rows = connection.execute(
        select(SPACE.c.id, SPACE.c.owner, PARTNER.c.code)
        .join(MEMBER, MEMBER.c.space == SPACE.c.id)
        .join(PARTNER, MEMBER.c.partner == PARTNER.c.id)
        .order_by(SPACE.c.id, PARTNER.c.code)
    ).all()
    members: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        members.setdefault((row.id, row.owner), []).append(row.code)
    return tuple({"id": space, "owner": owner, "members": codes} for (space, owner), codes in members.items())


def add_member(connection: Connection, space: SpaceId, *, partner_code: str, now_ms: int) -> None:
    """Raises RuleError for a space or a partner that is unknown, and for a partner who is a member already."""
    partner = _find(connection, space, partner_code=partner_code)
    if connection.execute(select(MEMBER.c.partner).where(_is_member(space, partner))).first():
        raise RuleError("member_already", partner=partner_code)
    connection.execute(insert(MEMBER), {"space": space, "partner": partner, "may_write": True})
    _note(connection, space, partner=partner, word=COMES, now_ms=now_ms)


def remove_member(connection: Connection, space: SpaceId, *, partner_code: str, now_ms: int) -> None:
    """The organisation's laptops forget the space at their next round; raises RuleError where it is no member."""
    partner = _find(connection, space, partner_code=partner_code)
    if not connection.execute(delete(MEMBER).where(_is_member(space, partner))).rowcount:
        raise RuleError("member_unknown", partner=partner_code)
    _note(connection, space, partner=partner, word=GOES, now_ms=now_ms)


def _is_member(space: SpaceId, partner: str) -> ColumnElement[bool]:
    return and_(MEMBER.c.space == space, MEMBER.c.partner == partner)


def _find(connection: Connection, space: SpaceId, *, partner_code: str) -> RecordId:
    """The partner's id. Locks the space."""
    kind = connection.execute(select(SPACE.c.kind).where(SPACE.c.id == space).with_for_update()).scalar()
    if kind != SpaceKind.SHARED.value:
        raise RuleError("space_not_shared", space=space)
    return RecordId(find_partner(connection, partner_code).id)


def _note(connection: Connection, space: SpaceId, *, partner: str, word: str, now_ms: int) -> None:
    body = msgspec.msgpack.encode(word)
    end_log_with(connection, space, EntryKind.MEMBER, subject=partner, body=body, now_ms=now_ms)
