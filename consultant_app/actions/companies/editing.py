"""What a person does with a company: record a new one, see whether it is there already, edit it, delete it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, select

from consultant_app.actions.companies.joining import group_of, joined_companies
from consultant_app.actions.companies.listing import last_visits
from consultant_app.actions.visits.running import LOCAL, begin_visit, plan_visit
from consultant_app.changes.change import RecordId, Value
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import municipalities_at
from consultant_app.domain.company import Company, EconomicActivity
from consultant_app.domain.company_profile import CompanyProfile, company_profile_id
from consultant_app.domain.consulting_case import CaseState, ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.duplicates import find_duplicates, plain_name
from consultant_app.domain.groups import Address
from consultant_app.domain.numbers import next_case_number
from consultant_app.domain.partner import Partner
from consultant_app.domain.text import collapsed
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.workspace import Reader

SHORTEST_NAME: Final = 3
"""Letters a name needs before it is compared with others: fewer are the beginning of too many."""
MOST_DUPLICATES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContact:
    """What is known after five minutes on the phone: enough for a company, its case and one contact."""

    name: str
    city: str
    last_name: str
    first_name: str = ""
    channel: str = "phone"
    on: date
    plz: str = ""
    street: str = ""
    phone: str = ""
    mail: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A company that may be the one being entered."""

    id: RecordId
    name: str
    city: str
    lead_partner: str
    last_visit_on: date | None


def check_first_contact(entered: FirstContact) -> None:
    """Raises RuleError("field_missing") naming the `field` for the first of name, city, contact that is empty."""
    for field in ("name", "city", "last_name"):
        if not str(getattr(entered, field)).strip():
            raise RuleError("company_lacks", field=field)


def new_company(writer: Writer, entered: FirstContact, identity: Identity) -> RecordId:
    """Company, case with one's own partner as lead, and contact, in one transaction; returns the company's id.

    Raises RuleError("company_lacks") naming the `field` that is empty.
    """
    check_first_contact(entered)
    company = writer.new(
        Company(
            name=_plain(entered.name),
            address=Address(
                street=_plain(entered.street), plz=entered.plz.strip(), city=_plain(entered.city), ags=_ags(entered)
            ),
            lead_partner=identity.partner,
            case_open=True,
            website=entered.website.strip(),
        )
    )
    numbers = writer.session.scalars(select(ConsultingCase.number))
    writer.new(
        ConsultingCase(
            company=company.id,
            number=next_case_number(
                identity.partner_code, entered.on.year, letters=identity.device_letters, taken=numbers
            ),
            lead_partner=identity.partner,
            consultant=identity.user,
            state=CaseState("contact"),
            first_contact_on=entered.on,
            channel=entered.channel,
        )
    )
    writer.new(
        Contact(
            company=company.id,
            first_name=_plain(entered.first_name),
            last_name=_plain(entered.last_name),
            phone=entered.phone.strip(),
            mail=entered.mail.strip(),
            is_primary=True,
        )
    )
    return RecordId(company.id)


def possible_duplicates(reader: Reader, entered: FirstContact) -> tuple[Duplicate, ...]:
    """Companies that are the same by the rules of the domain, or whose name begins as the one being typed does."""
    typed = Company(
        id="new", name=entered.name, address=Address(plz=entered.plz.strip()), website=entered.website.strip()
    )
    joined = joined_companies(reader.raw)
    others = [one for one in reader.all(select(Company)) if one.id not in joined]
    same = find_duplicates(typed, others)
    alike = [one for one in others if one not in same and _is_alike(entered, one)]
    found = [*same, *sorted(alike, key=lambda one: len(one.name))][:MOST_DUPLICATES]
    last = last_visits(reader, entered.on) if found else {}
    return tuple(_duplicate(reader, one, last.get(one.id)) for one in found)


def _is_alike(entered: FirstContact, other: Company) -> bool:
    name, its = plain_name(entered.name), plain_name(other.name)
    if len(name) < SHORTEST_NAME or not (its.startswith(name) or (len(its) >= SHORTEST_NAME and name.startswith(its))):
        return False
    city = collapsed(other.address.city) if other.address else ""
    wanted = collapsed(entered.city)
    return not wanted or not city or city.startswith(wanted) or wanted.startswith(city)


def _duplicate(reader: Reader, company: Company, last_visit_on: date | None) -> Duplicate:
    lead = reader.find(Partner, company.lead_partner)
    return Duplicate(
        id=RecordId(company.id),
        name=company.name,
        city=company.address.city if company.address else "",
        lead_partner=(lead.short_name or lead.name) if lead else "",
        last_visit_on=last_visit_on,
    )


def ensure_profile(writer: Writer, company: str) -> RecordId:
    """The company's profile, begun where there is none; two laptops that begin it begin the same one."""
    derived = company_profile_id(company)
    if writer.session.get(CompanyProfile, derived) is None:
        if writer.is_known(derived):
            writer.restore(derived)
        else:
            writer.new(CompanyProfile(id=derived, company=company))
    return derived


def add_contact(writer: Writer, company: str, *, first_name: str, last_name: str) -> RecordId:
    """Raises RuleError("company_lacks") without a last name. The first contact of a company is its main one."""
    if not last_name.strip():
        raise RuleError("company_lacks", field="last_name")
    group = group_of(writer.raw, company)
    standing = writer.session.scalars(
        select(Contact.id).where(Contact.company.in_(group), Contact.left_on.is_(None)).limit(1)
    )
    made = writer.new(
        Contact(
            company=company,
            first_name=_plain(first_name),
            last_name=_plain(last_name),
            is_primary=standing.first() is None,
        )
    )
    return RecordId(made.id)


def make_primary(writer: Writer, contact: str) -> None:
    """One main contact: the others of the company are none any more."""
    chosen = writer.get(Contact, contact)
    group = group_of(writer.raw, chosen.company)
    for other in writer.session.scalars(select(Contact).where(Contact.company.in_(group))):
        other.is_primary = other.id == chosen.id


def delete_contact(writer: Writer, contact: str) -> str:
    """Returns the name; what refers to the contact keeps its reference and the name that was noted beside it."""
    record = writer.get(Contact, contact)
    name = record.label()
    writer.delete(record)
    return name


def set_choice(writer: Writer, record: RecordId, field: str, value: Value) -> None:
    """Sets one field to a wire value, as a choice from a list does."""
    writer.set_wire(record, {field: value})


def set_section(writer: Writer, company: RecordId, section: str) -> None:
    """Chooses the section of what a company does; its code stays where it lies in that section."""
    record = writer.get(Company, company)
    record.wz = (record.wz or EconomicActivity()).in_section(section)


def delete_company(writer: Writer, company: str) -> str:
    """Deletes a company and those joined to it, with profiles, contacts and cases; returns its name.

    Raises RuleError("company_has_work") while there are visits or plans: those are evidence and outlive no company.
    """
    group = group_of(writer.raw, company)
    name = writer.get(Company, group[0]).name
    visits = _ids(writer, select(Visit.id).where(Visit.company.in_(group)))
    plans = _ids(writer, select(ActionPlan.id).where(ActionPlan.company.in_(group)))
    if visits or plans:
        raise RuleError("company_has_work", name=name, visits=len(visits), plans=len(plans))
    for cls in (CompanyProfile, Contact, ConsultingCase):
        for part in writer.session.scalars(select(cls).where(cls.company.in_(group))).all():
            writer.delete(part)
    for record in group:
        writer.delete(writer.get(Company, record))
    return name


def begin_unplanned_visit(writer: Writer, company: str, identity: Identity, now: datetime) -> RecordId:
    """A visit that nobody planned: made for today, its clock running. `now` is aware."""
    local = now.astimezone(LOCAL)
    visit = plan_visit(writer, company, identity, day=local.date())
    begin_visit(writer, visit, now, identity=identity)
    return visit


def _ids(writer: Writer, statement: Select[str]) -> Sequence[str]:
    return writer.session.scalars(statement).all()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _ags(entered: FirstContact) -> str:
    """The municipality's key where the postal code leaves no choice, or the town's name decides."""
    found = municipalities_at(entered.plz.strip())
    named = [one for one in found if collapsed(one.name) == collapsed(entered.city)]
    only = named or found
    return only[0].ags if len(only) == 1 else ""
