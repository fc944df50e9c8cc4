"""The key by which this device seals papers, with a certificate that it gives itself: in `meta`, inside the encrypted
database, made when first needed, and never synced.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.workspace import Workspace

_VALID: Final = timedelta(days=20 * 365)
"""Longer than any paper is kept as evidence."""
_LONGEST_NAME: Final = 64
"""Of a name in a certificate (X.520)."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A P-256 key as PKCS#8 and its certificate as X.509, both DER."""

    key: bytes
    certificate: bytes


def seal_key(workspace: Workspace) -> SealKey:
    """This device's; another one once it works under another name or for another organisation."""
    whose = _whose(workspace.identity)
    with workspace.database.writing() as connection:
        raw = cursor_of(connection)
        stored = dict(raw.execute("SELECT name, value FROM meta WHERE name LIKE 'seal.%'"))
        if stored.get("seal.whose") == whose:
            return SealKey(stored["seal.key"], stored["seal.certificate"])
        made = _make(workspace)
        raw.executemany(
            "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
            [("seal.whose", whose), ("seal.key", made.key), ("seal.certificate", made.certificate)],
        )
    return made


def _whose(identity: Identity) -> str:
    return "\n".join((identity.device, identity.device_name, identity.user_name, identity.partner_name))


def _make(workspace: Workspace) -> SealKey:
    from cryptography import x509  # costs start-up time
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name, now = _name(workspace.identity), workspace.clock()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_to_sign(), critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SealKey(packed, certificate.public_bytes(serialization.Encoding.DER))


def _name(identity: Identity) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    words = {
        NameOID.ORGANIZATION_NAME: identity.partner_name,
        NameOID.ORGANIZATIONAL_UNIT_NAME: identity.device_name,
        NameOID.COMMON_NAME: identity.user_name,
        NameOID.SERIAL_NUMBER: identity.device,
    }
    return x509.Name([x509.NameAttribute(kind, word[:_LONGEST_NAME]) for kind, word in words.items() if word])


def _to_sign() -> Any:
    """That the key signs, and that what it signed is meant to stand."""
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
