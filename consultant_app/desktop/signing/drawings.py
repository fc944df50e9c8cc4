"""The pads of those who are still to sign: what is drawn and named on them, kept as a jotting until it is taken."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from consultant_app.actions.documents.signing_sheet import SigningSheet
from consultant_app.desktop.signing.ink import Ink, ink_from_text
from consultant_app.domain.signature import Signer
from consultant_app.domain.text import fold

_numbers = count(1)


@dataclass(slots=True)
class Drawing:
    """One pad. `is_own` is one that somebody added or named, or beside which one was added: it stays although nobody
    has to sign there.
    """

    signer: Signer
    ink: Ink = field(default_factory=Ink)
    is_own: bool = False
    number: int = 1
    """Tells the pads of one role apart."""
    key: int = field(default_factory=lambda: next(_numbers))


def jotted(drawings: Sequence[Drawing]) -> str:
    """Empty where nobody has drawn or named anything."""
    kept = [one for one in drawings if one.is_own or not one.ink.is_empty]
    entries = [
        {
            "role": one.signer.role,
            "name": one.signer.name,
            "function": one.signer.function,
            "place": one.signer.place,
            "person": one.signer.person,
            "is_own": one.is_own,
            "ink": one.ink.to_text(),
        }
        for one in kept
    ]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")) if entries else ""


def from_jotting(text: str) -> list[Drawing]:
    """Nothing for what cannot be read."""
    drawings: list[Drawing] = []
    try:
        for one in json.loads(text or "[]"):
            signer = Signer(
                role=str(one["role"]),
                name=str(one["name"]),
                function=str(one["function"]),
                place=str(one["place"]),
                person=one["person"],
            )
            number = next_number(drawings, signer.role)
            drawings.append(Drawing(signer, ink_from_text(str(one["ink"])), bool(one["is_own"]), number))
    except (ValueError, TypeError, KeyError):
        return []
    return drawings


def next_number(drawings: Sequence[Drawing], role: str) -> int:
    return 1 + max((one.number for one in drawings if one.signer.role == role), default=0)


def fitted(drawings: Sequence[Drawing], sheet: SigningSheet) -> list[Drawing]:
    """The pads for what the sheet says: those who signed go, and each role that lacks somebody has one."""
    signed = {(one.signer.role, fold(one.signer.name)) for one in sheet.given}
    open_roles = {one.role for one in sheet.open}
    kept = [
        one
        for one in drawings
        if (one.signer.role, fold(one.signer.name)) not in signed
        and (one.is_own or not one.ink.is_empty or one.signer.role in open_roles)
    ]
    there = {one.signer.role for one in kept}
    return [*kept, *(Drawing(one) for one in sheet.open if one.role not in there)] if sheet.may_be_signed else []
