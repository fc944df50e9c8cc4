"""What both documents read: people by id, the letterhead of a partner, the funding notice of a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.logos import EMBLEM_TEXT, FUND_TEXT, MINISTRY_TEXT, PROJECT, SENTENCE, logo_image
from consultant_app.actions.paper.printable import Printable, printable
from consultant_app.documents.contents import FundingNotice, Letterhead, LogoSlot
from consultant_app.domain.contact import Contact
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.funding_rules import profile_on
from consultant_app.domain.partner import Partner
from consultant_app.domain.user import User
from consultant_app.workspace.workspace import Reader

RETAINED_UNTIL: Final = date(2033, 12, 31)
"""Proposed until a funding profile brings the date of the grant letter."""


class People:
    """Contacts and users by id, as paper may name them."""

    def __init__(self, reader: Reader, ids: Iterable[str | None]) -> None:
        wanted = {id_ for id_ in ids if id_}
        contacts = reader.all(select(Contact).where(Contact.id.in_(wanted)))
        self._contacts = {one.id: printable(one) for one in contacts}
        self._employers = {one.id: one.company for one in contacts}
        self._users = {one.id: printable(one) for one in reader.all(select(User).where(User.id.in_(wanted)))}

    def name(self, person: str | None) -> str:
        """Empty for nobody, and for somebody who is not visible here."""
        if person in self._contacts:
            return str(self._contacts[person].full_name)
        return str(self._users[person].name) if person in self._users else ""

    def job(self, person: str | None) -> str:
        return str(self._contacts[person].job) if person in self._contacts else ""

    def works_at(self, person: str | None, company: str | None) -> bool:
        return company is not None and self._employers.get(person or "") == company

    def organisation(self, reader: Reader, person: str | None) -> str:
        """Of a user; empty for anybody else."""
        user = self.user(person)
        return "" if user is None else organisation_name(reader, user.partner)

    def user(self, person: str | None) -> Printable[User] | None:
        return self._users.get(person or "")


def letterhead(reader: Reader, edition: Edition, day: date) -> Letterhead:
    """The partner's name, address and ways to reach it; a partner that is not here gives an empty head."""
    found = reader.find(Partner, edition.partner)
    profile = _profile(reader, day)
    project = _slot((profile.logo_project_text if profile else "") or PROJECT, profile, "logo_project", edition)
    if found is None:
        return Letterhead(name="", logos=(project,))
    view = printable(found)
    address = view.address
    lines = [edition.words["partner_in"].format(project=PROJECT)]
    if address is not None and (address.street or address.city):
        lines.append(", ".join(part for part in (address.street, f"{address.plz} {address.city}".strip()) if part))
    reach = [f"{edition.words['phone']} {view.phone}" if view.phone else "", view.mail]
    if any(reach):
        lines.append(", ".join(part for part in reach if part))
    own = _slot(view.short_name or view.name, view, "logo", edition)
    return Letterhead(name=view.name, lines=tuple(lines), logos=(project, own))


def organisation_name(reader: Reader, partner: str | None) -> str:
    found = reader.find(Partner, partner)
    return "" if found is None else str(printable(found).short_name or printable(found).name)


def chip(code: str) -> str:
    """`SDG-05` prints as "SDG 5"."""
    catalogue, _, number = code.partition("-")
    return f"{catalogue} {number.lstrip('0')}"


def retained_until(reader: Reader, day: date) -> date:
    """How long the papers of that day are kept as evidence (funding.md section 4)."""
    profile = _profile(reader, day)
    kept: date | None = profile.retain_until if profile is not None else None
    return kept or RETAINED_UNTIL


def funding_notice(reader: Reader, day: date, edition: Edition) -> FundingNotice:
    """By the funding profile valid on the day of the visit, not of the print (funding.md section 1).

    One that names neither file nor text for the emblem gives none: then only a draft is printed.
    """
    profile = _profile(reader, day)
    if profile is None:
        funders = tuple(LogoSlot(text=text) for text in (FUND_TEXT, MINISTRY_TEXT))
        return FundingNotice(emblem=LogoSlot(text=_in_lines(EMBLEM_TEXT)), funders=funders, sentence=SENTENCE)
    emblem = _slot(_in_lines(profile.logo_eu_text), profile, "logo_eu", edition)
    funders = tuple(
        _slot(text, profile, field, edition)
        for text, field in ((profile.logo_fund_text, "logo_fund"), (profile.logo_ministry_text, "logo_ministry"))
    )
    sentence = profile.sentence_short or profile.sentence_long or SENTENCE
    if profile.grant_number:
        sentence = f"{sentence} Aktenzeichen {profile.grant_number}"
    shown = tuple(slot for slot in funders if slot.image or slot.text)
    return FundingNotice(emblem=emblem, funders=shown, sentence=sentence)


def _profile(reader: Reader, day: date) -> Printable[FundingProfile] | None:
    found = profile_on(reader.all(select(FundingProfile)), day)
    return None if found is None else printable(found)


def _in_lines(emblem_text: str) -> str:
    return emblem_text.replace(", ", "\n")


def _slot(text: str, view: Printable[Any] | None, field: str, edition: Edition) -> LogoSlot:
    if view is None or edition.attachments is None:
        return LogoSlot(text=text)
    return LogoSlot(text=text, image=logo_image(edition.attachments, getattr(view, field), in_grey=edition.in_grey))
