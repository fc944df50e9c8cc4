"""The server's word that a device is revoked: whoever else says so makes no laptop forget anything."""

import msgspec

from consultant_app.changes.change import RecordId


class Revocation(msgspec.Struct, frozen=True):
    """Ed25519 over `signed_bytes` by the server's key."""

    device: RecordId
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return msgspec.msgpack.encode(["revoked", self.device])
