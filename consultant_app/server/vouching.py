"""What a device brings of another one, read from an exchange file: taken only with that device's word for it."""

from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from consultant_app.changes.change import ChangeId, OriginId, SpaceId
from consultant_app.changes.wire import vouched_bytes
from consultant_app.server.accounts import Device, find_active_device
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.schema import ORIGIN
from consultant_app.server.transactions import Transaction

_DEVICES = keyed(select(ORIGIN.c.id, ORIGIN.c.device), ORIGIN.c.id)


def find_vouched(
    connection: Connection, transactions: Sequence[Transaction], *, vouchers: Mapping[ChangeId, bytes]
) -> dict[ChangeId, frozenset[SpaceId]]:
    """The transactions that the devices behind their origins have signed, with the spaces their people may write in.

    An origin's certificate must be stored before. A device that is revoked vouches for nothing any more.
    """
    brought = [transaction for transaction in transactions if transaction.id in vouchers]
    if not brought:
        return {}
    devices = _devices_behind(connection, {transaction.origin for transaction in brought})
    return {
        transaction.id: devices[transaction.origin].person.writable
        for transaction in brought
        if transaction.origin in devices
        and _is_vouched(transaction, devices[transaction.origin], vouchers[transaction.id])
    }


def _devices_behind(connection: Connection, origins: set[OriginId]) -> dict[OriginId, Device]:
    ids = {row.id: row.device for row in rows_by_key(connection, _DEVICES, keys=origins) if row.device is not None}
    devices = {id_: find_active_device(connection, id_) for id_ in set(ids.values())}
    return {origin: device for origin, id_ in ids.items() if (device := devices[id_]) is not None}


def _is_vouched(transaction: Transaction, device: Device, voucher: bytes) -> bool:
    key = Ed25519PublicKey.from_public_bytes(device.public_key)
    try:
        key.verify(voucher, vouched_bytes(transaction.id, transaction.bodies))
    except InvalidSignature:
        return False
    return True
