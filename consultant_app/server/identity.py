"""Who the server is: its epoch, the key it signs receipts with, and the secrets its hashes are keyed with.

All of it lives in the database, so a server that moves from SQLite to PostgreSQL stays the same server.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import NoResultFound

from consultant_app.changes.attachment_messages import FileReceipt
from consultant_app.changes.erasure import ErasureOrder
from consultant_app.changes.revocation import Revocation
from consultant_app.changes.testimony import Testimony
from consultant_app.changes.wire import DeviceCertificate, OriginNote, Receipt
from consultant_app.server.schema import META

Randomness = Callable[[int], bytes]
"""So many unpredictable bytes; `secrets.token_bytes` outside of tests."""

S = TypeVar("S", Receipt, OriginNote, DeviceCertificate, FileReceipt, Revocation, ErasureOrder, Testimony)


@dataclass(frozen=True, slots=True)
class Identity:
    epoch: str
    signing_key: bytes
    content_key: bytes
    invitation_salt: bytes

    @property
    def public_key(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.signing_key).public_key().public_bytes_raw()

    def content_hash(self, body: bytes) -> bytes:
        """Tells whether two bodies are equal, and nothing to those who do not hold the key."""
        return blake2b(body, digest_size=16, key=self.content_key).digest()

    def sign(self, unsigned: S) -> S:
        key = Ed25519PrivateKey.from_private_bytes(self.signing_key)
        return replace(unsigned, signature=key.sign(unsigned.signed_bytes()))

    def has_signed(self, word: S) -> bool:
        """Whether this is its own word, which somebody brings back to it."""
        key = Ed25519PrivateKey.from_private_bytes(self.signing_key).public_key()
        try:
            key.verify(word.signature, word.signed_bytes())
        except InvalidSignature:
            return False
        return True


def load_identity(connection: Connection, randomness: Randomness) -> Identity:
    """Made at the first call on a database; needs a writing transaction."""
    names = ("epoch", "signing_key", "content_key", "invitation_salt")
    rows = connection.execute(select(META.c.name, META.c.content).where(META.c.name.in_(names)))
    stored: dict[str, bytes] = {row.name: row.content for row in rows}
    missing = [
        {"name": name, "content": randomness(16 if name == "epoch" else 32)} for name in names if name not in stored
    ]
    if missing:
        connection.execute(insert(META), missing)
        return load_identity(connection, randomness)
    return Identity(
        epoch=stored["epoch"].hex(),
        signing_key=stored["signing_key"],
        content_key=stored["content_key"],
        invitation_salt=stored["invitation_salt"],
    )


def find_public_url(connection: Connection) -> str | None:
    """Where laptops reach this server, as `serve` or an administrator last said."""
    try:
        content: bytes = connection.execute(select(META.c.content).where(META.c.name == "public_url")).scalar_one()
    except NoResultFound:
        return None
    return content.decode()


def store_public_url(connection: Connection, url: str) -> None:
    connection.execute(META.delete().where(META.c.name == "public_url"))
    connection.execute(insert(META), {"name": "public_url", "content": url.encode()})
