"""Partners, people and devices: who exists and may speak to this server."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.spaces import (
    SpaceKind,
    consortium_space,
    office_space,
    organisation_space,
    partner_id,
    person_space,
    user_id,
)
from consultant_app.changes.wire import Employment, SpaceGrant
from consultant_app.errors import RuleError
from consultant_app.server.directory import open_space, write_directory_record
from consultant_app.server.identity import Identity, Randomness
from consultant_app.server.instants import instant_text, milliseconds
from consultant_app.server.rights import Role, Shared, grants_of
from consultant_app.server.schema import ACCOUNT, DEVICE, MEMBER, PARTNER, SPACE

ACTIVE: Final = "active"
REVOKED: Final = "revoked"

_is_partner_code: Final = re.compile("[A-Z][A-Z0-9]{1,11}").fullmatch
_is_mail: Final = re.compile(r"[^@\s]+@[^@\s]+").fullmatch
_SEEN_EVERY_MS: Final = 60_000
"""A device's last contact is kept to the minute, so that a quiet round writes nothing."""


@dataclass(frozen=True, slots=True)
class Person:
    id: RecordId
    mail: str
    name: str
    partner: RecordId
    partner_code: str
    partner_name: str
    roles: tuple[str, ...]
    shared: tuple[Shared, ...] = ()
    """The shared cases of the person's organisation."""

    @property
    def employment(self) -> Employment:
        return Employment(self.partner, self.partner_code, self.partner_name, list(self.roles))

    @property
    def grants(self) -> list[SpaceGrant]:
        return grants_of(self.id, partner_code=self.partner_code, roles=self.roles, shared=self.shared)

    @property
    def writable(self) -> frozenset[SpaceId]:
        return frozenset(grant.space for grant in self.grants if grant.may_write)


@dataclass(frozen=True, slots=True)
class Device:
    id: RecordId
    public_key: bytes
    person: Person
    is_active: bool
    has_left: bool
    """Whether its person's organisation has left the consortium."""
    last_seen_at: int | None
    paths: bytes | None
    cloned_at: int | None


def add_partner(
    connection: Connection, code: str, *, name: str, identity: Identity, randomness: Randomness, now: datetime
) -> RecordId:
    """Raises RuleError for a code that is taken or none."""
    if not _is_partner_code(code):
        raise RuleError("partner_code_malformed", partner=code)
    if connection.execute(select(PARTNER.c.id).where(PARTNER.c.code == code)).first():
        raise RuleError("partner_exists", partner=code)
    partner = partner_id(code)
    if not connection.execute(select(SPACE.c.id).where(SPACE.c.id == consortium_space())).first():
        open_space(connection, consortium_space(), kind=SpaceKind.CONSORTIUM, owner="")
    open_space(connection, organisation_space(code), kind=SpaceKind.ORGANISATION, owner=code)
    open_space(connection, office_space(code), kind=SpaceKind.OFFICE, owner=code)
    connection.execute(insert(PARTNER), {"id": partner, "code": code, "name": name, "created_at": milliseconds(now)})
    write_directory_record(
        connection,
        partner,
        type_="partner",
        fields={"code": code, "name": name},
        identity=identity,
        randomness=randomness,
        now=now,
    )
    return partner


def find_partner(connection: Connection, code: str) -> Row[Any]:
    """A member of the consortium; raises RuleError for a code that is unknown and for one that has left."""
    partner = connection.execute(select(PARTNER).where(PARTNER.c.code == code)).first()
    if partner is None:
        raise RuleError("partner_unknown", partner=code)
    if partner.left_at is not None:
        raise RuleError("partner_left", partner=code)
    return partner


def add_person(
    connection: Connection,
    mail: str,
    *,
    name: str,
    partner_code: str,
    roles: Sequence[Role],
    identity: Identity,
    randomness: Randomness,
    now: datetime,
) -> Person:
    """Raises RuleError for a mail address that is taken or none, and for an unknown partner."""
    mail = mail.strip().casefold()
    if not _is_mail(mail):
        raise RuleError("mail_malformed", mail=mail)
    if connection.execute(select(ACCOUNT.c.id).where(ACCOUNT.c.mail == mail)).first():
        raise RuleError("user_exists", mail=mail)
    partner = find_partner(connection, partner_code)
    codes = sorted({role.value for role in roles})
    user = user_id(partner_code, mail)
    open_space(connection, person_space(user), kind=SpaceKind.PERSON, owner=user)
    row = {"id": user, "mail": mail, "name": name, "partner": partner.id, "roles": " ".join(codes), "active": True}
    connection.execute(insert(ACCOUNT), {**row, "created_at": milliseconds(now)})
    write_directory_record(
        connection,
        user,
        type_="user",
        fields={"name": name, "mail": mail, "partner": partner.id, "active": True}
        | {f"roles:{code}": True for code in codes},
        identity=identity,
        randomness=randomness,
        now=now,
    )
    return Person(user, mail, name, partner.id, partner_code, partner.name, tuple(codes))


_PERSON = (
    select(
        ACCOUNT.c.id,
        ACCOUNT.c.mail,
        ACCOUNT.c.name,
        ACCOUNT.c.partner,
        ACCOUNT.c.roles,
        ACCOUNT.c.active,
        PARTNER.c.code.label("partner_code"),
        PARTNER.c.name.label("partner_name"),
        PARTNER.c.left_at,
        MEMBER.c.space.label("shared"),
        MEMBER.c.may_write,
        SPACE.c.owner,
    )
    .join(PARTNER, ACCOUNT.c.partner == PARTNER.c.id)
    .outerjoin(MEMBER, MEMBER.c.partner == ACCOUNT.c.partner)
    .outerjoin(SPACE, SPACE.c.id == MEMBER.c.space)
    .order_by(MEMBER.c.space)
)
"""A row for each shared case of the person's organisation, one where it has none."""


def find_person(connection: Connection, *, user: RecordId | None = None, mail: str | None = None) -> Person | None:
    """Somebody who may enrol devices, by id or by mail address."""
    condition = ACCOUNT.c.id == user if user else ACCOUNT.c.mail == (mail or "").strip().casefold()
    rows = connection.execute(_PERSON.where(condition, ACCOUNT.c.active, PARTNER.c.left_at.is_(None))).all()
    return _person_of(rows) if rows else None


def _person_of(rows: Sequence[Any]) -> Person:
    row = rows[0]
    shared = tuple(Shared(one.shared, one.owner, one.may_write) for one in rows if one.shared is not None)
    return Person(
        row.id, row.mail, row.name, row.partner, row.partner_code, row.partner_name, tuple(row.roles.split()), shared
    )


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


_EVERY_DEVICE = _PERSON.join(DEVICE, DEVICE.c.account == ACCOUNT.c.id).add_columns(
    DEVICE.c.id.label("device"),
    DEVICE.c.public_key,
    DEVICE.c.state,
    DEVICE.c.last_seen_at,
    DEVICE.c.paths,
    DEVICE.c.cloned_at,
)
_DEVICE = _EVERY_DEVICE.where(DEVICE.c.token_hash == bindparam("token_hash"))
_DEVICE_BY_ID = _EVERY_DEVICE.where(DEVICE.c.id == bindparam("device_id"))


def find_device(connection: Connection, token: str) -> Device | None:
    """Who holds `token`, be the device active or not."""
    rows = connection.execute(_DEVICE, {"token_hash": token_hash(token)}).all()
    return _device_of(rows) if rows else None


def find_active_device(connection: Connection, device: str) -> Device | None:
    """By its id; None for one that is unknown or revoked, or whose person may not work here any more."""
    rows = connection.execute(_DEVICE_BY_ID, {"device_id": device}).all()
    found = _device_of(rows) if rows else None
    return found if found is not None and found.is_active else None


def present_device(connection: Connection, device: RecordId) -> Device:
    """The device with the rights that it has in this very transaction. Raises RuleError for one revoked by now."""
    found = find_active_device(connection, device)
    if found is None:
        raise RuleError("device_revoked")
    return found


def _device_of(rows: Sequence[Any]) -> Device:
    row = rows[0]
    has_left = row.left_at is not None
    is_active = row.state == ACTIVE and row.active and not has_left
    return Device(
        row.device, row.public_key, _person_of(rows), is_active, has_left, row.last_seen_at, row.paths, row.cloned_at
    )


def needs_note(device: Device, now_ms: int) -> bool:
    """Whether `note_contact` is worth a write."""
    return device.last_seen_at is None or abs(now_ms - device.last_seen_at) >= _SEEN_EVERY_MS


def note_contact(connection: Connection, device: Device, *, now_ms: int) -> None:
    """Where it was noted a short while ago, this does nothing."""
    if needs_note(device, now_ms):
        connection.execute(update(DEVICE).where(DEVICE.c.id == device.id).values(last_seen_at=now_ms))


def list_devices(connection: Connection) -> tuple[dict[str, object], ...]:
    """In the order of their enrolment, with the keys of `device list`."""
    statement = (
        select(DEVICE, ACCOUNT.c.name.label("user_name"), ACCOUNT.c.mail)
        .join(ACCOUNT, DEVICE.c.account == ACCOUNT.c.id)
        .order_by(DEVICE.c.created_at, DEVICE.c.id)
    )
    return tuple(
        {
            "id": row.id,
            "name": row.name,
            "user": row.user_name,
            "mail": row.mail,
            "letters": row.letters,
            "state": row.state,
            "last_seen": instant_text(row.last_seen_at),
            "cloned": instant_text(row.cloned_at),
        }
        for row in connection.execute(statement)
    )


def revoke_device(connection: Connection, device: RecordId) -> None:
    """From now on the device is turned away; raises RuleError for one that is unknown."""
    _set_state(connection, device, REVOKED)


def readmit_device(connection: Connection, device: RecordId) -> None:
    """A revoked device is welcome again, with the token it has; raises RuleError for one that is unknown."""
    _set_state(connection, device, ACTIVE)


def _set_state(connection: Connection, device: RecordId, state: str) -> None:
    done = connection.execute(update(DEVICE).where(DEVICE.c.id == device).values(state=state))
    if not done.rowcount:
        raise RuleError("device_unknown", device=device)
