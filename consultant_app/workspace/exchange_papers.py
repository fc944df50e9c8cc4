"""Who stands behind the origins in an exchange file, and what proves it: certificates of devices and of the server.

Pure but for the signatures: what a file says is checked against keys that this device knows already.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from consultant_app.changes.change import OriginId
from consultant_app.changes.wire import DeviceCertificate, OriginCertificate, OriginNote
from consultant_app.workspace.identity import Identity

# The curves load when something is signed or checked: a start does neither.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class OriginPaper(msgspec.Struct, frozen=True, array_like=True):
    """What proves who stands behind an origin: a note that the server has signed, or the word of the device itself
    with the server's word for that device.
    """

    note: OriginNote
    certificate: OriginCertificate | None = None
    device: DeviceCertificate | None = None


def own_certificate(identity: Identity) -> DeviceCertificate:
    """This device's certificate; without a server it is nobody's word but its own."""
    if identity.certificate:
        return msgspec.msgpack.decode(identity.certificate, type=DeviceCertificate)
    key = _device_key(identity).public_key().public_bytes_raw()
    return DeviceCertificate(
        identity.device, identity.device_name, identity.user, identity.user_name, identity.partner_name, key, 0
    )


def own_paper(note: OriginNote, identity: Identity) -> OriginPaper:
    """For an origin of this device, signed by it."""
    bare = OriginCertificate(note.origin, identity.device, note.started_at, note.version)
    key = _device_key(identity)
    certificate = msgspec.structs.replace(bare, signature=key.sign(bare.signed_bytes()))
    device = own_certificate(identity)
    named = msgspec.structs.replace(
        note, device=device.device, device_name=device.device_name, user=device.user, user_name=device.user_name
    )
    return OriginPaper(named, certificate, device)


def is_trusted_device(device: DeviceCertificate, identity: Identity) -> bool:
    """Whether the server that this device knows has said whose it is. This very device needs nobody's word; without a
    server there is nobody to ask, and the password has to do.
    """
    own_key = _device_key(identity).public_key().public_bytes_raw()
    if device.public_key == own_key or not identity.server_key:
        return True
    return is_signed(identity.server_key, device.signature, device.signed_bytes())


def untrusted_origins(papers: Iterable[OriginPaper], identity: Identity) -> list[OriginId]:
    """The origins whose papers prove nothing to this device."""
    devices: dict[DeviceCertificate, bool] = {}

    def is_trusted(paper: OriginPaper) -> bool:
        note = paper.note
        if paper.certificate is None or paper.device is None:
            return not identity.server_key or is_signed(identity.server_key, note.signature, note.signed_bytes())
        device, certificate = paper.device, paper.certificate
        if device not in devices:
            devices[device] = is_trusted_device(device, identity)
        return (
            devices[device]
            and certificate.origin == note.origin
            and certificate.device == note.device == device.device
            and (note.user, note.user_name, note.device_name) == (device.user, device.user_name, device.device_name)
            and is_signed(device.public_key, certificate.signature, certificate.signed_bytes())
        )

    return [paper.note.origin for paper in papers if not is_trusted(paper)]


def is_signed(public_key: bytes, signature: bytes, content: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _device_key(identity: Identity) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(identity.device_key)
