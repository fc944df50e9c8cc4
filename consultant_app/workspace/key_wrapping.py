"""Wrapping the database key with a secret: Argon2id where a person made the secret up, HKDF where it is random."""

from collections.abc import Callable
from typing import Annotated, Final

import msgspec

KEY_BYTES: Final = 32

RandomBytes = Callable[[int], bytes]


class Argon2Cost(msgspec.Struct, frozen=True):
    """What one try of a passphrase costs. The default is the second choice of RFC 9106, section 4, for less memory."""

    rounds: Annotated[int, msgspec.Meta(ge=1, le=64)] = 3
    memory_kib: Annotated[int, msgspec.Meta(ge=64, le=4 * 1024 * 1024)] = 64 * 1024
    lanes: Annotated[int, msgspec.Meta(ge=1, le=8)] = 4


DEFAULT_COST: Final = Argon2Cost()


class WrappedKey(msgspec.Struct, frozen=True):
    """The key sealed with ChaCha20-Poly1305; `cost` is None for a random secret, which nobody can guess through."""

    salt: Annotated[bytes, msgspec.Meta(min_length=16)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    sealed: bytes
    cost: Argon2Cost | None = None


class Secret(msgspec.Struct, frozen=True):
    """What opens a slot. `label` is bound to the ciphertext: no slot can be passed off as another workspace's."""

    value: bytes
    label: bytes


def wrap(key: bytes, secret: Secret, *, rng: RandomBytes, cost: Argon2Cost | None) -> WrappedKey:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = rng(16), rng(12)
    sealed = ChaCha20Poly1305(stretched(secret.value, salt, cost=cost)).encrypt(nonce, key, secret.label)
    return WrappedKey(salt=salt, nonce=nonce, sealed=sealed, cost=cost)


def find_key(wrapped: WrappedKey, secret: Secret) -> bytes | None:
    """None when the secret is not the one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher = ChaCha20Poly1305(stretched(secret.value, wrapped.salt, cost=wrapped.cost))
    try:
        return cipher.decrypt(wrapped.nonce, wrapped.sealed, secret.label)
    except InvalidTag:
        return None


def stretched(secret: bytes, salt: bytes, *, cost: Argon2Cost | None) -> bytes:
    """A key of `KEY_BYTES`; without a cost for a secret that is random already."""
    if cost is None:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), KEY_BYTES, salt, b"csr key slot").derive(secret)
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.rounds,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
