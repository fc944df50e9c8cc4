"""Space ids, derived from the consortium and whom a space is for: a workspace begun alone can join a server later."""

import enum
import uuid
from typing import Final

from consultant_app.changes.change import RecordId, SpaceId

CONSORTIUM: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "csr-kompetenzzentrum-ruhr")
"""The one consortium of this product; every derived id hangs on it."""


class SpaceKind(enum.StrEnum):
    CONSORTIUM = "consortium"
    ORGANISATION = "organisation"
    """*Beratung* of an organisation: its consultants and lead."""
    OFFICE = "office"
    """*Büro* of an organisation: the same and its office staff."""
    PERSON = "person"
    SHARED = "shared"
    """A case that several organisations accompany."""


def derived_id(*words: str) -> RecordId:
    """The same words give the same id on every device: for what exists once."""
    return RecordId(uuid.uuid5(CONSORTIUM, ":".join(words)).hex)


def consortium_space() -> SpaceId:
    return SpaceId(derived_id("space", "consortium"))


def organisation_space(partner_code: str) -> SpaceId:
    return SpaceId(derived_id("space", "organisation", partner_code))


def office_space(partner_code: str) -> SpaceId:
    return SpaceId(derived_id("space", "office", partner_code))


def person_space(user: RecordId) -> SpaceId:
    return SpaceId(derived_id("space", "person", user))


def shared_space(case: RecordId) -> SpaceId:
    """Where a case stands that is shared with other organisations."""
    return SpaceId(derived_id("space", "shared", case))


def partner_id(partner_code: str) -> RecordId:
    return derived_id("partner", partner_code)


def user_id(partner_code: str, login: str) -> RecordId:
    """`login` is the mail address on a server, else a name; case and outer blanks do not count."""
    return derived_id("user", partner_code, login.strip().casefold())
