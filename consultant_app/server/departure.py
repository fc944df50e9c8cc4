"""An organisation leaves the consortium: what is its own is handed out as files, then closed for good; what stands in
the consortium's space stays, under pseudonyms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, Row, select, update

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.spaces import SpaceKind, consortium_space, office_space, organisation_space, person_space
from consultant_app.errors import RuleError
from consultant_app.server.change_log import lock_spaces
from consultant_app.server.departure_files import DepartureFile
from consultant_app.server.directory import write_directory_record
from consultant_app.server.identity import Identity, Randomness
from consultant_app.server.instants import milliseconds
from consultant_app.server.membership import remove_member
from consultant_app.server.schema import ACCOUNT, DEVICE, MEMBER, PARTNER, SPACE


class Files(Protocol):
    def write(
        self, connection: Connection, spaces: Sequence[SpaceId], *, identity: Identity, now_ms: int
    ) -> tuple[DepartureFile, ...]:
        """One for each space in which something stands, durable when this returns."""


@dataclass(frozen=True, slots=True)
class Left:
    """`files` is empty for an organisation that had left before."""

    code: str
    at: int
    people: int
    files: tuple[DepartureFile, ...] = ()


def leave_consortium(
    connection: Connection, code: str, *, files: Files, identity: Identity, randomness: Randomness, now: datetime
) -> Left:
    """All or nothing: the files are on the disk before the transaction that closes commits; until then nobody writes
    in these spaces. Once more for one that has left does nothing.

    Raises RuleError("partner_unknown"), and RuleError("partner_alone_in_case") where a shared case would be nobody's.
    """
    partner = connection.execute(select(PARTNER).where(PARTNER.c.code == code).with_for_update()).first()
    if partner is None:
        raise RuleError("partner_unknown", partner=code)
    people = connection.execute(
        select(ACCOUNT).where(ACCOUNT.c.partner == partner.id).order_by(ACCOUNT.c.created_at, ACCOUNT.c.id)
    ).all()
    if partner.left_at is not None:
        return Left(code, partner.left_at, len(people))
    now_ms = milliseconds(now)
    spaces = [organisation_space(code), office_space(code), *(person_space(one.id) for one in people)]
    shared = _shared_spaces(connection, partner.id)
    # All at once, in the order of their ids, as every push does.
    lock_spaces(connection, frozenset(spaces) | shared.keys() | {consortium_space()})
    alone = sorted(space for space, others in shared.items() if not others)
    if alone:
        raise RuleError("partner_alone_in_case", partner=code, spaces=", ".join(alone))
    written = files.write(connection, spaces, identity=identity, now_ms=now_ms)
    connection.execute(update(SPACE).where(SPACE.c.id.in_(spaces)).values(closed=True))
    for space, others in shared.items():
        remove_member(connection, space, partner_code=code, now_ms=now_ms)
        is_owned = (SPACE.c.id == space) & (SPACE.c.owner == code)
        connection.execute(update(SPACE).where(is_owned).values(owner=others[0]))
    for number, person in enumerate(people, 1):
        name = f"{code}, ehemals, Person {number}"
        _make_pseudonymous(connection, person, name=name)
        write_directory_record(
            connection, person.id, type_="user", fields={"name": name, "mail": "", "active": False},
            identity=identity, randomness=randomness, now=now,
        )  # fmt: skip
    connection.execute(update(PARTNER).where(PARTNER.c.id == partner.id).values(left_at=now_ms))
    return Left(code, now_ms, len(people), written)


def _shared_spaces(connection: Connection, partner: RecordId) -> dict[SpaceId, list[str]]:
    """The shared cases of the organisation, each with the codes of the others that accompany it."""
    own = select(MEMBER.c.space).where(MEMBER.c.partner == partner)
    rows = connection.execute(
        select(MEMBER.c.space, PARTNER.c.id, PARTNER.c.code)
        .join(PARTNER, MEMBER.c.partner == PARTNER.c.id)
        .join(SPACE, MEMBER.c.space == SPACE.c.id)
        .where(MEMBER.c.space.in_(own), SPACE.c.kind == SpaceKind.SHARED.value)
        .order_by(MEMBER.c.space, PARTNER.c.code)
    )
    found: dict[SpaceId, list[str]] = {}
    for row in rows:
        others = found.setdefault(row.space, [])
        if row.id != partner:
            others.append(row.code)
    return found


def _make_pseudonymous(connection: Connection, person: Row[tuple[object, ...]], *, name: str) -> None:
    """Every origin's note is told from these rows. The mail address stays: by it an administrator finds who it was."""
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == person.id).values(name=name, active=False))
    connection.execute(update(DEVICE).where(DEVICE.c.account == person.id).values(name=DEVICE.c.letters))
