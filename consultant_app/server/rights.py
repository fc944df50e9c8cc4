"""Who may read and write which space: derived from a person's partner and roles, never from what a laptop says."""

import enum
from collections.abc import Iterable
from typing import Final

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import (
    SpaceKind,
    consortium_space,
    office_space,
    organisation_space,
    person_space,
)
from consultant_app.changes.wire import SpaceGrant


class Role(enum.StrEnum):
    """The roles of the catalogue `app_role`."""

    CONSULTANT = "consultant"
    OFFICE = "office"
    PARTNER_LEAD = "partner_lead"
    CONSORTIUM_LEAD = "consortium_lead"
    DPO = "dpo"
    AUDITOR = "auditor"
    ADMIN = "admin"


_CASE_ROLES: Final = frozenset({Role.CONSULTANT, Role.PARTNER_LEAD})
_OFFICE_ROLES: Final = _CASE_ROLES | {Role.OFFICE}


def grants_of(user: RecordId, *, partner_code: str, roles: Iterable[str]) -> list[SpaceGrant]:
    """Every space of a person, the consortium first; roles this version does not know grant nothing."""
    held = frozenset(roles)
    works_in_office = bool(held & _OFFICE_ROLES)
    grants = [SpaceGrant(consortium_space(), SpaceKind.CONSORTIUM.value, "", works_in_office)]
    if held & _CASE_ROLES:
        grants.append(SpaceGrant(organisation_space(partner_code), SpaceKind.ORGANISATION.value, partner_code, True))
    if works_in_office:
        grants.append(SpaceGrant(office_space(partner_code), SpaceKind.OFFICE.value, partner_code, True))
    grants.append(SpaceGrant(person_space(user), SpaceKind.PERSON.value, user, True))
    return grants
