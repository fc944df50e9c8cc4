"""The sample data as records: invented companies with visits and plans, moved so that the newest visit is today.

Ids are derived, so that two workspaces with the sample hold the same records. Every company carries the tag "Beispiel".
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from consultant_app.actions.samples.files import (
    SAMPLE_TAG,
    People,
    Placed,
    Row,
    TimeShift,
    place,
    sample_file,
    sample_id,
    sample_people,
    time_shift,
)
from consultant_app.actions.samples.plans import plan_records
from consultant_app.actions.samples.visits import visit_records
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import consortium_space, office_space, organisation_space, partner_id, user_id
from consultant_app.domain.company import Company, EconomicActivity
from consultant_app.domain.company_profile import CompanyProfile, Figures, KmuStatus, company_profile_id
from consultant_app.domain.consulting_case import NEEDS_REASON, CaseState, ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.groups import Address, Period
from consultant_app.domain.partner import Partner
from consultant_app.domain.user import User


def sample_records(today: date) -> list[Placed]:
    """Every sample record with the space it belongs to, parents before their parts; ids and roots are filled."""
    shift, people = time_shift(today), sample_people()
    lead = {row["id"]: row["case"]["lead_partner"] for row in sample_file("companies")["companies"]}
    return [
        *_directory(shift),
        *_companies(shift, people),
        *plan_records(shift, people, lead=lead),
        *visit_records(shift, people, lead=lead),
    ]


def _address(row: Row) -> Address:
    return Address(street=row["street"], plz=row["plz"], city=row["city"], ags=row["ags"])


def _directory(shift: TimeShift) -> Iterator[Placed]:
    for row in sample_file("partners")["partners"]:
        partner = Partner(
            id=partner_id(row["id"]),
            code=row["id"],
            name=row["name"],
            short_name=row["short"],
            address=_address(row),
            phone=row["phone"],
            mail=row["email"],
            dpo_mail=row["dpo_email"],
            hours_per_consulting_day=Decimal(row["hours_per_consulting_day"]),
        )
        yield place(partner, consortium_space())
    for row in sample_file("consultants")["consultants"]:
        yield place(_user(row), consortium_space())
    project = sample_file("partners")["project"]
    period = Period(start=shift.day(project["start"]), end=shift.day(project["end"]))
    for row in sample_file("funding_profiles")["funding_profiles"]:
        texts = {name: row[name] for name in row if name.startswith(("sentence_", "logo_"))}
        profile = FundingProfile(
            id=sample_id(row["id"]),
            project_name=project["name"],
            grant_number=project["grant_number"],
            funder=project["funder"],
            fund=project["fund"],
            period=period,
            validity=period,
            retain_until=shift.day(row["retain_until"]),
            **texts,
        )
        yield place(profile, consortium_space())


def _user(row: Row) -> User:
    return User(
        id=user_id(row["partner"], row["email"]),
        name=" ".join(word for word in (row["title"], row["first_name"], row["last_name"]) if word),
        title=row["title"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        mail=row["email"],
        phone=row["phone"],
        partner=partner_id(row["partner"]),
        roles=frozenset(row["roles"]),
        csr_fields=frozenset(row["fields"]),
        active=row["active"],
    )


def _companies(shift: TimeShift, people: People) -> Iterator[Placed]:
    consultants = _consultant_by_company(people)
    for row in sample_file("companies")["companies"]:
        lead = row["case"]["lead_partner"]
        company = Company(
            id=sample_id(row["id"]),
            name=row["name"],
            legal_form=row["legal_form"],
            address=_address(row),
            wz=EconomicActivity(row["wz"]["section"], row["wz"]["code"]),
            website=row["website"],
            lead_partner=partner_id(lead),
            case_open=row["case"]["status"] not in {"closed", "dropped"},
            tags=frozenset({SAMPLE_TAG}),
        )
        yield place(company, consortium_space())
        yield place(_profile(row, shift), office_space(lead))
        for contact in row["contacts"]:
            yield place(_contact(contact, company), office_space(lead))
        yield place(_case(row, shift, consultants), organisation_space(lead))


def _consultant_by_company(people: People) -> dict[str, RecordId]:
    """Who visited a company accompanies it; the others go to their partner's first consultant."""
    consultants = [row for row in sample_file("consultants")["consultants"] if "consultant" in row["roles"]]
    first = {row["partner"]: people.id(row["id"]) for row in reversed(consultants)}
    found = {row["id"]: first[row["case"]["lead_partner"]] for row in sample_file("companies")["companies"]}
    return found | {row["company"]: people.id(row["consultants"][0]) for row in sample_file("visits")["visits"]}


def _profile(row: Row, shift: TimeShift) -> CompanyProfile:
    figures = row["figures"]
    declared = {one["company"]: one for one in sample_file("declarations")["kmu_declarations"]}.get(row["id"])
    status = KmuStatus(basis="estimate")
    if declared:
        status = KmuStatus("declaration", declared["declared_class"], shift.day(declared["declared_on"]))
    return CompanyProfile(
        id=company_profile_id(sample_id(row["id"])),
        company=sample_id(row["id"]),
        headcount=round(figures["staff_jae"]),
        figures=Figures(
            reference_year=figures["reference_year"] + shift.years,
            staff_jae=Decimal(str(figures["staff_jae"])),
            turnover_eur=Decimal(figures["turnover_eur"]),
            balance_eur=Decimal(figures["balance_eur"]),
            relation=figures["relation"],
        ),
        kmu_status=status,
        founded_year=row["founded"],
    )


def _contact(row: Row, company: Company) -> Contact:
    return Contact(
        id=sample_id(row["id"]),
        company=company.id,
        salutation={"Frau": "frau", "Herr": "herr"}.get(row["salutation"], "none"),
        title=row["title"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        job=row["job"],
        role=row["role"],
        mail=row["email"],
        phone=row["phone"],
        is_primary=row["primary"],
        source=SAMPLE_TAG,
    )


def _case(row: Row, shift: TimeShift, consultants: Mapping[str, RecordId]) -> ConsultingCase:
    case = row["case"]
    contact_on = shift.day(case["first_contact_on"])
    return ConsultingCase(
        id=sample_id(f"{row['id']}/case"),
        company=sample_id(row["id"]),
        number=shift.number(case["number"], contact_on or date.min),
        lead_partner=partner_id(case["lead_partner"]),
        consultant=consultants[row["id"]],
        state=CaseState(case["status"], SAMPLE_TAG if case["status"] in NEEDS_REASON else ""),
        first_contact_on=contact_on,
        channel=case["channel"],
    )
