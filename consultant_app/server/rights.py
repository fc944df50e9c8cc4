"""Who may read and write which space: derived from a person's partner and roles, never from what a laptop says."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from consultant_app.changes.change import RecordId, SpaceId
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


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared case's space as one organisation has it; `owner` is the code of the organisation that shares it."""

    space: SpaceId
    owner: str
    may_write: bool


def grants_of(
    user: RecordId, *, partner_code: str, roles: Iterable[str], shared: Iterable[Shared] = ()
) -> list[SpaceGrant]:
    """Every space of a person, the consortium first; roles this version does not know grant nothing.

    `shared` are the cases that others share with the person's organisation.
    """
    held = frozenset(roles)
    works_in_office = bool(held & _OFFICE_ROLES)
    grants = [SpaceGrant(consortium_space(), SpaceKind.CONSORTIUM.value, "", works_in_office)]
    if held & _CASE_ROLES:
        grants.append(SpaceGrant(organisation_space(partner_code), SpaceKind.ORGANISATION.value, partner_code, True))
        grants.extend(SpaceGrant(one.space, SpaceKind.SHARED.value, one.owner, one.may_write) for one in shared)
    if works_in_office:
        grants.append(SpaceGrant(office_space(partner_code), SpaceKind.OFFICE.value, partner_code, True))
    grants.append(SpaceGrant(person_space(user), SpaceKind.PERSON.value, user, True))
    return grants


@dataclass(frozen=True, slots=True)
class Mover:
    """Who wants a root moved. `is_author`: whether this very person began it."""

    partner_code: str
    roles: frozenset[str]
    writable: frozenset[SpaceId]
    is_author: bool


@dataclass(frozen=True, slots=True)
class Place:
    id: SpaceId
    kind: str
    owner: str


_WIDTH: Final = {SpaceKind.PERSON: 0, SpaceKind.ORGANISATION: 1, SpaceKind.CONSORTIUM: 2}
"""Of the spaces that a note may stand in."""


def may_move(mover: Mover, type_: str, *, source: Place, target: Place) -> bool:
    """A note, or a file beside one, goes where its reader may write, and out of others' sight only by whoever wrote it.
    What belongs to a case goes to another organisation by the lead of the one that has it, and no way else.
    """
    if source.id not in mover.writable:
        return False
    if type_ in {"note", "attachment"} and target.id in mover.writable and {source.kind, target.kind} <= _WIDTH.keys():
        return mover.is_author or _WIDTH[SpaceKind(target.kind)] > _WIDTH[SpaceKind(source.kind)]
    if type_ == "note":
        return False
    is_lead = Role.PARTNER_LEAD in mover.roles and source.owner == mover.partner_code
    return is_lead and _is_receiving(source, target)


def _is_receiving(source: Place, target: Place) -> bool:
    """A case's contacts go from office to office; the case itself to an organisation, or to where it is shared."""
    if SpaceKind.OFFICE in {source.kind, target.kind}:
        return source.kind == target.kind
    return target.kind in {SpaceKind.ORGANISATION, SpaceKind.SHARED}
