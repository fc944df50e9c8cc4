"""Testimonies: what this server told readers it says so, and what it lost in a restore it takes back from any of them.

Only what it had accepted once is told, so its own word stands for the author's, who may be gone or have another right
by now. The reader who brings it must be allowed to write where it belongs.
"""

from collections.abc import Collection, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, insert, select

from consultant_app.changes.change import ChangeId, SpaceId
from consultant_app.changes.testimony import Testimony, content_of, contents_of
from consultant_app.changes.wire import EntryKind, OriginNote, SpaceNews
from consultant_app.server.bulk import keyed, rows_by_key
from consultant_app.server.identity import Identity
from consultant_app.server.log_statements import ORIGINS
from consultant_app.server.schema import DEVICE, ORIGIN
from consultant_app.server.transactions import Transaction


def testified(news: SpaceNews, *, identity: Identity) -> SpaceNews:
    """The same page with this server's word for the changes in it."""
    bodies = [entry.body for entry in news.entries if entry.kind is EntryKind.CHANGE and entry.body]
    if not bodies:
        return news
    return replace(news, testimony=identity.sign(Testimony(contents_of(bodies))).signature)


def believed_contents(testimonies: Sequence[Testimony], *, identity: Identity) -> frozenset[bytes]:
    """The contents of all changes that this server told, by these of its words."""
    return frozenset().union(*(one.each() for one in testimonies if identity.has_signed(one)))


def is_told(bodies: Sequence[bytes], believed: Collection[bytes]) -> bool:
    return bool(believed) and all(content_of(body) in believed for body in bodies)


def find_told(
    transactions: Sequence[Transaction], *, believed: Collection[bytes], writable: frozenset[SpaceId]
) -> dict[ChangeId, frozenset[SpaceId]]:
    """The transactions, or parts of them, that this server told, with the spaces that their bringer may write in."""
    return {one.id: writable for one in transactions if one.is_whole and is_told(one.bodies, believed)}


def store_told_origins(connection: Connection, notes: Sequence[OriginNote], *, identity: Identity) -> None:
    """Origins of devices that are still known, and the server's own; of other devices nothing is taken until they are
    enrolled again.
    """
    known = {row.id for row in rows_by_key(connection, ORIGINS, keys={note.origin for note in notes})}
    devices = {row.id for row in rows_by_key(connection, _KNOWN_DEVICES, keys={note.device for note in notes})}
    for note in notes:
        is_here = not note.device or note.device in devices
        if note.origin not in known and is_here and identity.has_signed(note):
            known.add(note.origin)
            connection.execute(
                insert(ORIGIN),
                {
                    "id": note.origin,
                    "device": note.device or None,
                    "started_at": note.started_at,
                    "version": note.version,
                    "signature": b"",
                },
            )


_KNOWN_DEVICES = keyed(select(DEVICE.c.id), DEVICE.c.id)
