"""Who works here, on which device, and what the server gave them: kept in `meta`, inside the encrypted database."""

from dataclasses import dataclass, fields
from typing import Any

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.spaces import (
    SpaceKind,
    consortium_space,
    office_space,
    organisation_space,
    person_space,
)
from consultant_app.changes.wire import SpaceGrant

NO_SERVER_LETTERS = "XX"
"""Device letters in document numbers until a server gives some (domain.md section 3)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`device_key` is the Ed25519 private key, 32 raw bytes. Without a server `server_url` and `token` are empty.

    `certificate` is the server's packed `DeviceCertificate`.
    """

    user: RecordId
    user_name: str
    partner: RecordId
    partner_code: str
    partner_name: str
    device: RecordId
    device_name: str
    device_letters: str
    device_key: bytes
    mail: str = ""
    roles: str = "consultant"
    server_url: str = ""
    token: str = ""
    server_key: bytes = b""
    epoch: str = ""
    certificate: bytes = b""

    @property
    def joined(self) -> bool:
        return bool(self.server_url)

    def default_grants(self) -> list[SpaceGrant]:
        """The spaces of somebody who works without a server: those a consultant would have."""
        code = self.partner_code
        return [
            SpaceGrant(consortium_space(), SpaceKind.CONSORTIUM, "", may_write=True),
            SpaceGrant(organisation_space(code), SpaceKind.ORGANISATION, code, may_write=True),
            SpaceGrant(office_space(code), SpaceKind.OFFICE, code, may_write=True),
            SpaceGrant(person_space(self.user), SpaceKind.PERSON, self.user, may_write=True),
        ]

    def space(self, kind: SpaceKind) -> SpaceId:
        """This person's space of a kind."""
        if kind is SpaceKind.CONSORTIUM:
            return consortium_space()
        if kind is SpaceKind.ORGANISATION:
            return organisation_space(self.partner_code)
        if kind is SpaceKind.OFFICE:
            return office_space(self.partner_code)
        return person_space(self.user)


def load_identity(raw: Any) -> Identity:
    stored = dict(raw.execute("SELECT name, value FROM meta WHERE name LIKE 'identity.%'"))
    names = [field.name for field in fields(Identity) if f"identity.{field.name}" in stored]
    return Identity(**{name: stored[f"identity.{name}"] for name in names})


def store_identity(raw: Any, identity: Identity) -> None:
    raw.executemany(
        "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
        [(f"identity.{field.name}", getattr(identity, field.name)) for field in fields(Identity)],
    )
