"""Who may read what, written down a second time from the words of the architecture."""

import uuid
from dataclasses import dataclass, field
from typing import Final

_CONSORTIUM: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "csr-kompetenzzentrum-ruhr")


def _derived(*words: str) -> str:
    return uuid.uuid5(_CONSORTIUM, ":".join(("space", *words))).hex


CONSORTIUM: Final = _derived("consortium")


def case_space(partner: str) -> str:
    return _derived("organisation", partner)


def office_space(partner: str) -> str:
    return _derived("office", partner)


def own_space(user: str) -> str:
    return _derived("person", user)


@dataclass
class Person:
    """As the administrator last left her."""

    user: str
    partner: str
    roles: frozenset[str]
    former_partners: set[str] = field(default_factory=set)
    """Where she worked before, as far as this history goes."""

    def change_partner(self, partner: str) -> None:
        self.former_partners.add(self.partner)
        self.partner = partner

    @property
    def former_spaces(self) -> frozenset[str]:
        return frozenset(
            kind(code) for code in self.former_partners - {self.partner} for kind in (case_space, office_space)
        )

    @property
    def spaces(self) -> frozenset[str]:
        found = {CONSORTIUM, own_space(self.user)}
        if self.roles & {"consultant", "partner_lead"}:
            found.add(case_space(self.partner))
        if self.roles & {"consultant", "partner_lead", "office"}:
            found.add(office_space(self.partner))
        return frozenset(found)
