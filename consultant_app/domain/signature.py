"""What one person said to a frozen paper: signed on screen or on paper, refused, or that no signature is needed.

Written once: nobody takes a signature back, and a wrong one is repaired by a paper of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import at_instant, code, line, long_text, reference
from consultant_app.domain.record import Record
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import RuleError

COMPANY: Final = "company"
CONSULTANT: Final = "consultant"
"""Codes of value list `signature_role`."""

ON_SCREEN: Final = "screen"
ON_PAPER: Final = "paper"
REFUSED: Final = "refused"
WAIVED: Final = "waived"
"""The codes of value list `signature_way`."""
GIVEN: Final = frozenset({ON_SCREEN, ON_PAPER})
"""The ways of somebody who did sign."""

_SIGNING: Final[Mapping[str, tuple[str, ...]]] = {
    "visit_protocol": (COMPANY, CONSULTANT),
    "amendment": (COMPANY, CONSULTANT),
    "action_plan": (COMPANY, CONSULTANT),
}


def signing_roles(document_kind: str | None) -> tuple[str, ...]:
    """Who has to sign a kind of paper, in the order of its lines; nobody what goes round and is filled by hand."""
    return _SIGNING.get(document_kind or "", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs, as it is written under the line. `person` is a contact or a user, None for somebody named freely."""

    role: str
    name: str
    function: str = ""
    place: str = ""
    person: str | None = None


class Signature(Record):
    __tablename__ = "signature"
    home = SpaceKind.OFFICE
    parent = "document"
    written_once = True
    is_evidence = True

    document: Mapped[str | None] = reference("document", required=True)
    role: Mapped[str | None] = code("signature_role", required=True, printable=True)
    way: Mapped[str | None] = code("signature_way", required=True, printable=True)
    person: Mapped[str | None] = reference("contact", "user", personal=True)
    """Who it is, where that person is known here."""
    name: Mapped[str] = line(200, personal=True, searched=True, printable=True)
    function: Mapped[str] = line(200, personal=True, printable=True)
    place: Mapped[str] = line(200, printable=True)
    signed_at: Mapped[datetime | None] = at_instant(required=True, printable=True)
    reason: Mapped[str] = long_text(personal=True, printable=True)
    """Why somebody refused, or why no signature is needed."""
    picture: Mapped[str | None] = reference("attachment", printable=True)
    """The strokes as drawn, a PNG."""
    picture_sha256: Mapped[str] = line(64)

    def label(self) -> str:
        who = self.name or label_of("signature_role", self.role)
        return ", ".join(part for part in (who, label_of("signature_way", self.way)) if part) or "Unterschrift"

    def check(self) -> None:
        if self.way in (*GIVEN, REFUSED) and not self.name.strip():
            raise RuleError("signature_without_name", field="name")
        if self.way in (REFUSED, WAIVED) and not self.reason.strip():
            raise RuleError("signature_without_reason", field="reason")
        if self.way == ON_SCREEN and not (self.picture and self.picture_sha256):
            raise RuleError("signature_without_picture", field="picture")
