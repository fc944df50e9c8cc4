"""Contents of real-looking papers, made from the sample visits and plans as an office would fill them."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from consultant_app.documents.contents import (
    ActionPlan,
    Agreement,
    Appointment,
    AttendanceList,
    Attendee,
    Company,
    Consultant,
    CrossCuttingGoals,
    FieldOfAction,
    FigureHistory,
    FigureReading,
    Finding,
    FundingNotice,
    KeyFigure,
    Letterhead,
    LogoSlot,
    MeasureSheet,
    MeasureSheets,
    MilestoneRow,
    NextAppointment,
    Participant,
    PlanField,
    PlanMeasure,
    Recommendation,
    SignatureBlock,
    SMEStatus,
    TopicRow,
    VisitProtocol,
)
from consultant_app.resources import resource_path

PRINTED_AT = datetime(2026, 5, 19, 14, 58)  # noqa: DTZ001 - the paper's own local time

STATUS_WORDS = {
    "idea": "Idee",
    "planned": "offen",
    "in_progress": "in Arbeit",
    "done": "erledigt",
    "postponed": "zurückgestellt",
    "rejected": "verworfen",
}


LEVELS = ("low", "medium", "high")


@cache
def load(*parts: str) -> Any:
    return yaml.safe_load(resource_path(*parts).read_text(encoding="utf-8"))


def by_id(rows: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    return next(row for row in rows if row["id"] == wanted)


def word(name: str, code: str) -> str:
    return next(row["de"] for row in load("catalogues", "enums.yaml")["lists"][name] if row["code"] == code)


def fields() -> list[dict[str, Any]]:
    return load("catalogues", "csr_fields.yaml")["fields"]


def topic_label(code: str) -> str:
    return next(topic["de"] for field in fields() for topic in field["topics"] if topic["code"] == code)


def people() -> dict[str, dict[str, Any]]:
    rows = [*load("sample", "consultants.yaml")["consultants"]]
    for company in load("sample", "companies.yaml")["companies"]:
        rows += company["contacts"]
    return {row["id"]: row for row in rows}


def person_name(key: str) -> str:
    row = people()[key]
    return " ".join(part for part in (row.get("title"), row["first_name"], row["last_name"]) if part)


def letterhead() -> Letterhead:
    return Letterhead(
        name="EN-Agentur, Hattingen",
        lines=(
            "Partner im CSR-Kompetenzzentrum Ruhr",
            "Am Walzwerk 25, 45527 Hattingen",
            "02324 5648-0, info@en-agentur.example.org",
        ),
        logos=(LogoSlot(text="CSR-Kompetenzzentrum\nRuhr"), LogoSlot(text="EN-Agentur")),
    )


def funding() -> FundingNotice:
    return FundingNotice(
        emblem=LogoSlot(text="Europäische Union\nEuropäischer Fonds für\nregionale Entwicklung"),
        funders=(
            LogoSlot(text="EFRE.NRW\nInvestitionen in Wachstum\nund Beschäftigung"),
            LogoSlot(text="Ministerium für Wirtschaft\nNordrhein-Westfalen"),
        ),
        sentence="Gefördert aus Mitteln der Europäischen Union – EFRE – und des Landes Nordrhein-Westfalen.",
    )


def text_of(code: str) -> str:
    return next(row["de"] for row in load("catalogues", "texts_de.yaml")["texts"] if row["code"] == code)


def clock_of(text: str) -> time:
    return time.fromisoformat(text)


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def visit_protocol(visit_id: str = "V-001", **changes: Any) -> VisitProtocol:
    visit = by_id(load("sample", "visits.yaml")["visits"], visit_id)
    company = by_id(load("sample", "companies.yaml")["companies"], visit["company"])
    following = visit["next_appointment"]
    values: dict[str, Any] = {
        "letterhead": letterhead(),
        "funding": funding(),
        "company": company_of(company),
        "kind": word("visit_kind", visit["kind"]),
        "state": visit["status"],
        "printed_at": PRINTED_AT,
        "number": visit["number"],
        "case_number": company["case"]["number"],
        "consultants": tuple(consultant_of(key) for key in visit["consultants"]),
        "sme_status": SMEStatus(class_name="Mittleres Unternehmen", basis="eigene Schätzung"),
        "appointment": Appointment(
            held_on=day_of(visit["date"]),
            starts=clock_of(visit["start"]),
            ends=clock_of(visit["end"]),
            duration_min=round(visit["consulting_hours"] * 60),
            consulting_days=Decimal(str(visit["consulting_days"])),
            place=visit["place"]["text"],
        ),
        "participants": tuple(participant_of(row, company["name"]) for row in visit["participants"]),
        "occasion": visit["occasion"],
        "goal": visit["goal"],
        "situation": visit["situation"],
        "fields": tuple(field_of(field, visit["topics"]) for field in fields()),
        "findings": tuple(Finding(text=text) for text in visit["findings"]),
        "recommendations": tuple(Recommendation(text=text) for text in visit["recommendations"]),
        "agreements": tuple(agreement_of(row) for row in visit["agreements"]),
        "cross_cutting": CrossCuttingGoals(**visit["cross_cutting"]),
        "handed_over": tuple(visit["handed_over"]),
        "next_appointment": NextAppointment(
            held_on=date.fromisoformat(following["date"]),
            starts=clock_of(following["start"]),
            ends=clock_of(following["end"]),
            kind=word("visit_kind", following["kind"]),
            place=following["place"],
        ),
        "notices": (text_of("TX-PROT-HINT"),),
        "confirmation": text_of("TX-PROT-CONFIRM"),
        "signatures": (
            SignatureBlock(
                heading="Für das Unternehmen",
                role="company",
                name="Hildegard Stahlmuster",
                function="Geschäftsführerin",
            ),
            SignatureBlock(
                heading="Für die Beratung", role="consultant", name="Łukasz Przykład", function="EN-Agentur, Hattingen"
            ),
        ),
        **changes,
    }
    return VisitProtocol(**values)


def company_of(row: dict[str, Any]) -> Company:
    first = row["contacts"][0]
    return Company(
        name=row["name"],
        street=row["street"],
        postcode=row["plz"],
        city=row["city"],
        branch="Verarbeitendes Gewerbe (C)",
        staff="118",
        contact=f"{person_name(first['id'])}, {first['phone']}",
    )


def consultant_of(key: str) -> Consultant:
    row = people()[key]
    return Consultant(name=person_name(key), phone=row.get("phone", ""), mail=row.get("email", ""))


def participant_of(row: dict[str, Any], organisation: str) -> Participant:
    if "contact" not in row:
        return Participant(name=row["name"], function=row["job"], organisation=organisation)
    return Participant(
        name=person_name(row["contact"]),
        function=people()[row["contact"]]["job"],
        organisation=organisation,
        present_from=time(10, 30) if "10:30" in row.get("note", "") else None,
    )


def field_of(field: dict[str, Any], topics: list[dict[str, Any]]) -> FieldOfAction:
    rows = tuple(
        TopicRow(label=topic_label(row["topic"]), observation=row["note"], chips=("SDG 7", "DNK 11"))
        for row in topics
        if row["topic"].startswith(field["code"])
    )
    return FieldOfAction(letter=field["de"][0], name=field["de"], topics=rows)


def agreement_of(row: dict[str, Any]) -> Agreement:
    number = row.get("measure", "")
    return Agreement(
        what=row["what"],
        who=person_name(row["who"]),
        due_on=day_of(row["due"]),
        measure_number=number,
        field_letter="U" if number else "",
    )


def attendance_list(visit_id: str = "V-001", **changes: Any) -> AttendanceList:
    visit = by_id(load("sample", "visits.yaml")["visits"], visit_id)
    company = by_id(load("sample", "companies.yaml")["companies"], visit["company"])
    values: dict[str, Any] = {
        "letterhead": letterhead(),
        "funding": funding(),
        "company_name": company["name"],
        "kind": word("visit_kind", visit["kind"]),
        "printed_at": PRINTED_AT,
        "number": visit["number"],
        "held_on": day_of(visit["date"]),
        "starts": clock_of(visit["start"]),
        "ends": clock_of(visit["end"]),
        "place": visit["place"]["text"],
        "consultants": tuple(person_name(key) for key in visit["consultants"]),
        "attendees": tuple(attendee_of(row, company["name"]) for row in visit["participants"]),
        "hint": text_of("TX-LIST-HINT").replace("{aufbewahrung_bis}", "31.12.2033"),
        **changes,
    }
    return AttendanceList(**values)


def attendee_of(row: dict[str, Any], organisation: str) -> Attendee:
    person = participant_of(row, organisation)
    return Attendee(name=person.name, function=person.function, organisation=person.organisation)


def key_figure(row: dict[str, Any]) -> KeyFigure:
    baseline, target = Decimal(str(row["baseline"])), Decimal(str(row["target"]))
    latest = Decimal(str(row["values"][-1]["value"])) if row["values"] else None
    way = None if latest is None or baseline == target else (latest - baseline) / (target - baseline) * 100
    return KeyFigure(
        name=row["name"],
        unit="" if row["unit"] == "Anzahl" else row["unit"],
        baseline=baseline,
        target=target,
        latest=latest,
        progress_percent=way,
    )


def action_plan(plan_id: str = "AP-1", today: date = date(2019, 6, 15), **changes: Any) -> ActionPlan:
    plan = by_id(load("sample", "action_plans.yaml")["action_plans"], plan_id)
    company = by_id(load("sample", "companies.yaml")["companies"], plan["company"])
    values: dict[str, Any] = {
        "letterhead": letterhead(),
        "funding": funding(),
        "company_name": company["name"],
        "company_city": company["city"],
        "state": "final",
        "printed_at": PRINTED_AT,
        "number": "MP-MH-2018-AB001",
        "version": plan["version"],
        "title": plan["title"],
        "goal": plan["goal"],
        "agreed_on": day_of(plan["agreed_on"]),
        "updated_on": today,
        "fields": tuple(plan_field(field, plan["measures"], today) for field in fields()),
        "approval_text": text_of("TX-PLAN-APPROVE"),
        "approvals": (
            SignatureBlock(
                heading="Für das Unternehmen", role="company", name=person_name(plan["approved_by"]), function="Inhaber"
            ),
            SignatureBlock(
                heading="Für die Beratung", role="consultant", name="Aylin Platzhalter", function="CBE Mülheim"
            ),
        ),
        **changes,
    }
    return ActionPlan(**values)


def measure_sheets(plan_id: str = "AP-1", today: date = date(2019, 6, 15), **changes: Any) -> MeasureSheets:
    plan = by_id(load("sample", "action_plans.yaml")["action_plans"], plan_id)
    company = by_id(load("sample", "companies.yaml")["companies"], plan["company"])
    values: dict[str, Any] = {
        "letterhead": letterhead(),
        "funding": funding(),
        "company_name": company["name"],
        "plan_title": plan["title"],
        "state": "final",
        "printed_at": PRINTED_AT,
        "number": "MP-MH-2018-AB001",
        "version": plan["version"],
        "sheets": tuple(measure_sheet(row, today) for row in plan["measures"]),
        **changes,
    }
    return MeasureSheets(**values)


def measure_sheet(row: dict[str, Any], today: date, **changes: Any) -> MeasureSheet:
    short = plan_measure(row, today)
    field = next(one for one in fields() if row["topic"].startswith(one["code"]))
    values: dict[str, Any] = {
        "number": short.number,
        "title": short.title,
        "field_letter": field["de"][0],
        "field_name": field["de"],
        "topic": topic_label(row["topic"]),
        "responsible": short.responsible,
        "starts_on": day_of(row["start"]),
        "due_on": short.due_on,
        "status": short.status,
        "is_overdue": short.is_overdue,
        "priority": short.priority,
        "effort": short.effort,
        "impact": short.impact,
        "light": word("traffic_light", row["traffic_light"]).lower(),
        "progress_percent": row["progress_percent"],
        "cost_estimated": Decimal(row["cost_eur"]),
        "milestones": tuple(
            MilestoneRow(title=one["title"], due_on=day_of(one["due"]), done_on=day_of(one.get("done")))
            for one in row["milestones"]
        ),
        "figures": (figure_history(row["kpi"]),),
        "remark": row["note"],
        "standards": ("SDG 7", "DNK 11", "VSME B3", "ISO 6.5.3"),
        **changes,
    }
    return MeasureSheet(**values)


def figure_history(row: dict[str, Any]) -> FigureHistory:
    readings = (FigureReading(read_on=day_of(one["date"]), value=Decimal(str(one["value"]))) for one in row["values"])
    return FigureHistory(figure=key_figure(row), readings=tuple(readings))


def plan_field(field: dict[str, Any], measures: list[dict[str, Any]], today: date) -> PlanField:
    own = [row for row in measures if row["topic"].startswith(field["code"])]
    return PlanField(letter=field["de"][0], name=field["de"], measures=tuple(plan_measure(row, today) for row in own))


def plan_measure(row: dict[str, Any], today: date) -> PlanMeasure:
    due = day_of(row["due"])
    return PlanMeasure(
        number=row["id"],
        title=row["title"],
        responsible=person_name(row["responsible"]),
        due_on=due,
        status=STATUS_WORDS[row["status"]],
        is_overdue=due is not None and due < today and row["status"] in {"planned", "in_progress", "idea"},
        is_done=row["status"] == "done",
        priority=word("priority", row["priority"]).lower(),
        effort=word("effort", row["effort"]).lower(),
        effort_level=LEVELS.index(row["effort"]) + 1,
        impact_level=LEVELS.index(row["impact"]) + 1,
        impact=word("impact", row["impact"]).lower(),
        key_figures=(key_figure(row["kpi"]),),
    )
