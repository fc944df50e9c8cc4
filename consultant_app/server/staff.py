"""People who change: their organisation, their roles, whether they work here at all. Their laptops learn it in the next
round, and forget what they may no longer see.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from consultant_app.changes.change import RecordId, Value
from consultant_app.errors import RuleError
from consultant_app.server.accounts import find_partner
from consultant_app.server.directory import write_directory_record
from consultant_app.server.identity import Identity, Randomness
from consultant_app.server.rights import Role
from consultant_app.server.schema import ACCOUNT, PARTNER


def move_person(
    connection: Connection, mail: str, *, partner_code: str, identity: Identity, randomness: Randomness, now: datetime
) -> RecordId:
    """Puts a person into another organisation; what is her own stays hers. Raises RuleError for unknown ones."""
    user = _find(connection, mail)
    partner = find_partner(connection, partner_code).id
    _change(
        connection, user, row={"partner": partner}, fields={"partner": partner},
        identity=identity, randomness=randomness, now=now,
    )  # fmt: skip
    return RecordId(user.id)


def change_roles(
    connection: Connection,
    mail: str,
    *,
    roles: Sequence[Role],
    identity: Identity,
    randomness: Randomness,
    now: datetime,
) -> RecordId:
    """Gives a person these roles and no others."""
    user = _find(connection, mail)
    codes, before = {role.value for role in roles}, set(user.roles.split())
    fields: dict[str, Value] = {f"roles:{code}": code in codes for code in sorted(codes ^ before)}
    _change(
        connection, user, row={"roles": " ".join(sorted(codes))}, fields=fields,
        identity=identity, randomness=randomness, now=now,
    )  # fmt: skip
    return RecordId(user.id)


def set_active(
    connection: Connection, mail: str, *, active: bool, identity: Identity, randomness: Randomness, now: datetime
) -> RecordId:
    """Whoever is not active is turned away with all devices, until she is active again; she cannot be where her
    organisation has left.
    """
    user = _find(connection, mail)
    if active:
        find_partner(connection, connection.execute(_CODE, {"partner": user.partner}).scalar_one())
    _change(
        connection, user, row={"active": active}, fields={"active": active},
        identity=identity, randomness=randomness, now=now,
    )  # fmt: skip
    return RecordId(user.id)


def _find(connection: Connection, mail: str) -> Any:
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.mail == mail.strip().casefold())).first()
    if row is None:
        raise RuleError("user_unknown", mail=mail)
    return row


def _change(
    connection: Connection,
    user: Any,
    *,
    row: Mapping[str, object],
    fields: Mapping[str, Value],
    identity: Identity,
    randomness: Randomness,
    now: datetime,
) -> None:
    if all(getattr(user, name) == value for name, value in row.items()):
        return
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == user.id).values(**row))
    write_directory_record(
        connection, user.id, type_="user", fields=fields, identity=identity, randomness=randomness, now=now
    )


_CODE = select(PARTNER.c.code).where(PARTNER.c.id == bindparam("partner"))
