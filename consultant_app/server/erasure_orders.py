"""The orders of erasure that concern given contacts or changes."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from consultant_app.changes.change import Change, ChangeId, RecordId
from consultant_app.changes.erasure import ErasureOrder, erase, named_contacts, unpack_order
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.schema import ERASURE


def find_orders(connection: Connection, contacts: Iterable[RecordId]) -> list[ErasureOrder]:
    rows = rows_by_key(connection, _ORDERS, keys=set(contacts))
    return [unpack_order(row.body) for row in rows]


def orders_about(connection: Connection, changes: Iterable[Change]) -> list[ErasureOrder]:
    contacts = {contact for change in changes for contact in named_contacts(change)}
    return find_orders(connection, contacts) if contacts else []


def lost_values(connection: Connection, changes: Sequence[Change]) -> list[ChangeId]:
    """Which of these changes say something that was ordered to be erased."""
    orders = orders_about(connection, changes)
    return [change.id for change in changes if erase(change, orders) is not change] if orders else []


_ORDERS = keyed(select(ERASURE.c.body), ERASURE.c.contact)
