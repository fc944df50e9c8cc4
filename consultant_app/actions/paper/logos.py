"""The logos of the letterhead: which file stands in which slot, and how a person puts it there.

Those of the funding profile and of the partners are seen by the whole consortium, their files with them: every laptop
prints the same head, also offline.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

from sqlalchemy import select

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind, derived_id
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.funding_rules import profile_on
from consultant_app.domain.groups import LogoFiles
from consultant_app.domain.partner import Partner
from consultant_app.errors import RuleError, TroubleError, UsageError
from consultant_app.workspace.attachments import Attachments
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Reader, Workspace

PROJECT: Final = "CSR-Kompetenzzentrum Ruhr"
EMBLEM_TEXT: Final = "Europäische Union, Europäischer Fonds für regionale Entwicklung"
"""Stands in the emblem's place until a funding profile brings its own text or the official file."""
FUND_TEXT: Final = "EFRE.NRW – Investitionen in Wachstum und Beschäftigung"
MINISTRY_TEXT: Final = (
    "Ministerium für Wirtschaft, Innovation, Digitalisierung und Energie des Landes Nordrhein-Westfalen"
)
SENTENCE: Final = "Gefördert aus Mitteln der Europäischen Union – EFRE – und des Landes Nordrhein-Westfalen."

EMBLEM: Final = "eu"
PARTNER: Final = "partner"
SLOTS: Final[Mapping[str, str]] = {
    EMBLEM: "logo_eu",
    "fund": "logo_fund",
    "ministry": "logo_ministry",
    PARTNER: "logo",
    "project": "logo_project",
}
"""By slot the field with its files: of one's own partner for PARTNER, else of the funding profile."""


@dataclass(frozen=True, slots=True)
class SlotFiles:
    """What stands in a slot: names of files, empty for none, and the text that is printed without one."""

    slot: str
    text: str
    colour: str = ""
    black: str = ""


def logo_image(attachments: Attachments, files: LogoFiles | None, *, in_grey: bool) -> bytes:
    """The file for this print; empty where there is none, where it is not here yet, and where it cannot be printed.

    The black one is taken in grey only, and the one in colour where there is no black one.
    """
    from consultant_app.documents.logos import read_logo  # costs start-up time

    if files is None:
        return b""
    for file in (files.black, files.colour) if in_grey else (files.colour,):
        try:
            content = attachments.read(RecordId(file)) if file else b""
            if content:
                read_logo(content)
                return content
        except RuleError:
            continue
    return b""


def slots_of(reader: Reader, partner: str, day: date) -> tuple[SlotFiles, ...]:
    """In the order of the letterhead, by the funding profile of that day."""
    profile = profile_on(reader.all(select(FundingProfile)), day) or FundingProfile()
    own = reader.find(Partner, partner)
    rows = []
    for slot, field in SLOTS.items():
        files = (own.logo if own is not None else None) if slot == PARTNER else getattr(profile, field)
        text = (own.label() if own is not None else "") if slot == PARTNER else str(getattr(profile, f"{field}_text"))
        named = LogoFiles() if files is None else files
        rows.append(SlotFiles(slot, text, _file_name(reader, named.colour), _file_name(reader, named.black)))
    return tuple(rows)


def set_logo(workspace: Workspace, slot: str, path: Path, *, on: date, black: bool = False) -> RecordId:
    """Puts a file into a slot, that of one's own partner or of the funding profile of that day; returns the attachment.

    Where there is no profile yet one is begun with the texts that are printed without one. Raises
    UsageError("logo_slot_unknown"), RuleErrors "logo_..." for a file that cannot be printed,
    TroubleError("attachment_unreadable").
    """
    from consultant_app.documents.logos import check_emblem, read_logo

    _field_of(slot)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TroubleError("attachment_unreadable", file=path.name) from error
    logo = read_logo(content)
    if slot == EMBLEM:
        check_emblem(logo)
    # As it is: photos among attachments are made smaller, a logo is not.
    kept = workspace.attachments.keep(BytesIO(content))
    with workspace.write() as writer:
        owner = _owner(writer, workspace, slot, on=on)
        file = writer.new(
            Attachment(
                file_name=path.name,
                media_type="image/svg+xml" if logo.is_vector else "image/png",
                size_bytes=kept.size,
                sha256=kept.sha256,
                about=owner.id,
            ),
            SpaceKind.CONSORTIUM,
        )
        workspace.attachments.note(writer.session.connection(), RecordId(file.id), kept)
        _put(owner, slot, file.id, black=black)
    return RecordId(file.id)


def clear_logo(workspace: Workspace, slot: str, *, on: date, only_black: bool = False) -> None:
    """Takes the files out of a slot: its text is printed then. They stay with the history."""
    _field_of(slot)
    with workspace.write() as writer:
        owner = _owner(writer, workspace, slot, on=on)
        if only_black:
            _put(owner, slot, "", black=True)
        else:
            setattr(owner, _field_of(slot), None)


def _owner(writer: Writer, workspace: Workspace, slot: str, *, on: date) -> FundingProfile | Partner:
    if slot == PARTNER:
        return writer.get(Partner, workspace.identity.partner)
    found = profile_on(writer.session.scalars(select(FundingProfile)), on)
    if found is not None:
        return writer.get(FundingProfile, found.id)
    begun = FundingProfile(
        # The same on every laptop: two that begin one before they meet begin one profile.
        id=derived_id("funding_profile", "first"),
        project_name=PROJECT,
        sentence_short=SENTENCE,
        logo_eu_text=EMBLEM_TEXT,
        logo_fund_text=FUND_TEXT,
        logo_ministry_text=MINISTRY_TEXT,
        logo_project_text=PROJECT,
    )
    return writer.new(begun)


def _put(owner: FundingProfile | Partner, slot: str, file: str, *, black: bool) -> None:
    field = _field_of(slot)
    before: LogoFiles = getattr(owner, field) or LogoFiles()
    after = replace(before, black=file) if black else replace(before, colour=file)
    setattr(owner, field, None if after == LogoFiles() else after)


def _field_of(slot: str) -> str:
    if slot not in SLOTS:
        raise UsageError("logo_slot_unknown", slot=slot, slots=", ".join(SLOTS))
    return SLOTS[slot]


def _file_name(reader: Reader, file: str) -> str:
    found = reader.find(Attachment, file or None)
    return found.file_name if found is not None else file
