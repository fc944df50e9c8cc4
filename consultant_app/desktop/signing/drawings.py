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
    """One pad. `is_own` is one that somebody added or gave another name: it stays although nobody has to sign there."""

    signer: Signer
    ink: Ink = field(default_factory=Ink)
    is_own: bool = False
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
    try:
        return [
            Drawing(
                Signer(
                    role=str(one["role"]),
                    name=str(one["name"]),
                    function=str(one["function"]),
                    place=str(one["place"]),
                    person=one["person"],
                ),
                ink_from_text(str(one["ink"])),
                is_own=bool(one["is_own"]),
            )
            for one in json.loads(text or "[]")
        ]
    except (ValueError, TypeError, KeyError):
        return []


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
