"""The ledger of erasures: who may order one, what was ordered, and which devices have carried it out.

Every laptop holds every order, signed by this server's key, as an entry in the consortium's space. A server that was
restored from a backup takes them back from the first laptop that notices.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.erasure import CONTACT, ErasureOrder, pack_order, unpack_order
from consultant_app.changes.erasure_messages import DeviceReceipt, EraseAsk, ErasureState
from consultant_app.changes.spaces import SpaceKind, consortium_space
from consultant_app.changes.wire import Cursor
from consultant_app.errors import RuleError
from consultant_app.server.accounts import ACTIVE, Device, Person
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.erasing import carry_out
from consultant_app.server.erasure_belongings import belongings
from consultant_app.server.erasure_orders import find_orders
from consultant_app.server.evidence import evidence_about
from consultant_app.server.identity import Identity, Randomness
from consultant_app.server.rights import Role
from consultant_app.server.schema import ACCOUNT, DEVICE, ERASURE, ERASURE_RECEIPT, RECORD, SPACE


def order_erasure(
    connection: Connection, ask: EraseAsk, *, person: Person, identity: Identity, randomness: Randomness, now_ms: int
) -> list[ErasureOrder]:
    """The order for this contact, first, and one for each thing that belongs to what is about her; carried out.

    An order that was given before stands. Needs a writing transaction.

    Raises RuleError for anybody but a data protection officer of the organisation in whose Büro the contact stands.
    """
    if Role.DPO not in person.roles:
        raise RuleError("erasure_not_allowed")
    place = connection.execute(_PLACE, {"record": ask.contact}).first()
    if place is None or (place.type, place.kind, place.owner) != (CONTACT, SpaceKind.OFFICE, person.partner_code):
        raise RuleError("erasure_contact_unknown")
    known = find_orders(connection, [ask.contact])
    if known:
        return known
    subjects = {RecordId(ask.contact): (ask.fields, ask.names)}
    for record, type_name in belongings(connection, ask.contact, ask.lenders).items():
        subjects[record] = ({type_name: ask.fields.get(type_name, [])}, [])
    for given in find_orders(connection, subjects):
        del subjects[given.contact]
    orders = [
        identity.sign(ErasureOrder(RecordId(randomness(16).hex()), subject, fields, names, person.id, now_ms))
        for subject, (fields, names) in subjects.items()
    ]
    # The contact's own comes last: a device that has carried it out has carried out the others.
    for order in reversed(orders):
        _take(connection, order, now_ms=now_ms)
    return orders


def learn_orders(
    connection: Connection, orders: Sequence[ErasureOrder], *, identity: Identity, now_ms: int
) -> list[ErasureOrder]:
    """Takes back what this very server ordered before it was restored; returns what was not known any more.

    Needs a writing transaction that has locked no space yet.
    """
    known = {order.contact for order in find_orders(connection, [order.contact for order in orders])}
    lost = [order for order in orders if order.contact not in known and identity.has_signed(order)]
    for order in {order.contact: order for order in lost}.values():
        _take(connection, order, now_ms=now_ms)
    return lost


def erased_files(connection: Connection, orders: Iterable[ErasureOrder]) -> list[tuple[SpaceId, str]]:
    """The files that these orders took along."""
    rows = rows_by_key(connection, _FILES, keys={order.contact for order in orders})
    return [file for row in rows for file in msgspec.msgpack.decode(row.files, type=list[tuple[SpaceId, str]])]


def open_orders(connection: Connection, device: Device, cursors: Mapping[SpaceId, Cursor]) -> list[RecordId]:
    """The orders that this device, by the cursors that the server has recognised, has carried out and that are still
    noted as open.
    """
    position = cursors.get(consortium_space(), Cursor()).position
    rows = connection.execute(_OPEN, {"of_device": device.id, "reached": position})
    return [RecordId(row.id) for row in rows]


def note_receipts(connection: Connection, device: Device, orders: Iterable[RecordId], *, now_ms: int) -> None:
    if receipts := [{"of_order": order, "of_device": device.id, "at": now_ms} for order in orders]:
        connection.execute(_NOTE, receipts)


def read_states(connection: Connection, *, person: Person, order: RecordId) -> list[ErasureState]:
    """Of one order, or with an empty id of all that people of the same organisation gave; newest first.

    Raises RuleError for who is no data protection officer, and for an id that is no order of hers.
    """
    if Role.DPO not in person.roles:
        raise RuleError("erasure_not_allowed")
    given = {row.id: row.name for row in connection.execute(_COLLEAGUES, {"of_partner": person.partner})}
    found = [(unpack_order(row.body), row) for row in connection.execute(_NEWEST_FIRST)]
    # What belongs to a contact was ordered with the contact, and is carried out when that is.
    found = [(one, row) for one, row in found if CONTACT in one.fields and one.by in given and order in ("", one.id)]
    if order and not found:
        raise RuleError("erasure_unknown")
    return [
        ErasureState(
            one.id,
            one.contact,
            given[one.by],
            row.at,
            row.changes,
            row.mentions,
            _receipts(connection, one.id),
            evidence_about(connection, one.contact),
        )
        for one, row in found
    ]


def _take(connection: Connection, order: ErasureOrder, *, now_ms: int) -> None:
    erased = carry_out(connection, order, now_ms=now_ms)
    row = {
        "id": order.id,
        "contact": order.contact,
        "body": pack_order(order),
        "at": order.at,
        "position": erased.position,
        "changes": erased.changes,
        "mentions": erased.mentions,
        "files": msgspec.msgpack.encode(erased.files),
    }
    connection.execute(insert(ERASURE), row)
    devices = [{"erasure": order.id, "device": one.id} for one in connection.execute(select(DEVICE.c.id))]
    if devices:
        connection.execute(insert(ERASURE_RECEIPT), devices)


def _receipts(connection: Connection, order: RecordId) -> list[DeviceReceipt]:
    return [
        DeviceReceipt(row.id, row.name, row.user_name, row.state == ACTIVE, row.taken_at)
        for row in connection.execute(_DEVICES, {"of_order": order})
    ]


_PLACE = (
    select(RECORD.c.type, SPACE.c.kind, SPACE.c.owner)
    .join(SPACE, RECORD.c.space == SPACE.c.id)
    .where(RECORD.c.id == bindparam("record"))
)
_FILES = keyed(select(ERASURE.c.files), ERASURE.c.contact)
_OPEN = (
    select(ERASURE.c.id)
    .join(ERASURE_RECEIPT, ERASURE_RECEIPT.c.erasure == ERASURE.c.id)
    .where(
        ERASURE_RECEIPT.c.device == bindparam("of_device"),
        ERASURE_RECEIPT.c.taken_at.is_(None),
        ERASURE.c.position <= bindparam("reached"),
    )
)
_NOTE = (
    update(ERASURE_RECEIPT)
    .where(ERASURE_RECEIPT.c.erasure == bindparam("of_order"), ERASURE_RECEIPT.c.device == bindparam("of_device"))
    .values(taken_at=bindparam("at"))
)
_COLLEAGUES = select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.partner == bindparam("of_partner"))
_NEWEST_FIRST = select(ERASURE).order_by(ERASURE.c.at.desc(), ERASURE.c.id)
_DEVICES = (
    select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.state, ACCOUNT.c.name.label("user_name"), ERASURE_RECEIPT.c.taken_at)
    .join(ERASURE_RECEIPT, ERASURE_RECEIPT.c.device == DEVICE.c.id)
    .join(ACCOUNT, DEVICE.c.account == ACCOUNT.c.id)
    .where(ERASURE_RECEIPT.c.erasure == bindparam("of_order"))
    .order_by(ACCOUNT.c.name, DEVICE.c.name, DEVICE.c.id)
)
