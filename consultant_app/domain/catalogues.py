"""The catalogues as typed values: fields of action, mapping, municipalities, limits, templates, texts.

Each is read from its file when it is first asked for and then kept; codes with labels alone stand in `value_lists`.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final, Literal

import msgspec

from consultant_app.domain.value_lists import load_catalogue
from consultant_app.errors import Language


class Topic(msgspec.Struct, frozen=True):
    code: str
    field: str
    de: str
    en: str
    hint_de: str


class CsrField(msgspec.Struct, frozen=True):
    """A field of action; `letter` marks it on screen and on grey copies, `text_field` is its long text of a visit."""

    code: str
    letter: str
    de: str
    en: str
    description_de: str
    color: str
    text_field: str
    topics: tuple[Topic, ...]


_TEXT_FIELDS: Final = {"MA": "market", "UM": "environment", "AR": "workplace", "GE": "community"}


@cache
def csr_fields() -> Mapping[str, CsrField]:
    """By code, in the order of every list and document: MA, UM, AR, GE."""
    fields = {}
    for row in load_catalogue("csr_fields")["fields"]:
        code = row["code"]
        topics = tuple(Topic(t["code"], code, t["de"], t["en"], t["hint_de"]) for t in row["topics"])
        fields[code] = CsrField(
            code=code,
            letter=row["de"][0],
            de=row["de"],
            en=row["en"],
            description_de=row["description_de"],
            color=row["color"],
            text_field=_TEXT_FIELDS[code],
            topics=topics,
        )
    return fields


@cache
def topics() -> Mapping[str, Topic]:
    return {topic.code: topic for field in csr_fields().values() for topic in field.topics}


TransitionOf = Literal["case", "measure", "visit"]


@cache
def transitions(of: TransitionOf) -> Mapping[str, tuple[str, ...]]:
    """The legal moves from each status, in display order."""
    return {status: tuple(after) for status, after in load_catalogue("enums")[f"{of}_transitions"].items()}


class StandardCodes(msgspec.Struct, frozen=True):
    """What a topic means in the standards; the first code of each is the main one."""

    iso26000: tuple[str, ...]
    dnk: tuple[str, ...]
    vsme: tuple[str, ...]
    sdg: tuple[str, ...]
    gri: tuple[str, ...] = ()


def _standard_codes(row: Mapping[str, list[str]]) -> StandardCodes:
    return StandardCodes(
        **{name: tuple(row[name]) for name in ("iso26000", "dnk", "vsme", "sdg", "gri") if name in row}
    )


@cache
def mapping() -> Mapping[str, StandardCodes]:
    """By topic."""
    return {row["topic"]: _standard_codes(row) for row in load_catalogue("mapping")["rows"]}


class KmuClass(msgspec.Struct, frozen=True):
    """Limits of the EU definition (2003/361/EC): staff strictly below, and one of the two money limits kept."""

    code: str
    de: str
    en: str
    staff_below: int | None
    turnover_max_eur: int | None
    balance_max_eur: int | None


@cache
def kmu_classes() -> tuple[KmuClass, ...]:
    """From the smallest to none, then unknown."""
    return tuple(KmuClass(**row) for row in load_catalogue("kmu")["classes"])


class Municipality(msgspec.Struct, frozen=True):
    """`partner` is a proposal only: any company may turn to any partner."""

    ags: str
    name: str
    district: str
    partner: str


@cache
def municipalities() -> Mapping[str, Municipality]:
    """The 53 of the Ruhr area, by AGS."""
    regions = load_catalogue("regions")
    found = [Municipality(c["ags"], c["name"], c["name"], c["partner_proposed"]) for c in regions["cities"]]
    for district in regions["districts"]:
        proposed = district["partner_proposed"]
        found += [Municipality(m["ags"], m["name"], district["name"], proposed) for m in district["municipalities"]]
    return {place.ags: place for place in found}


@cache
def _ags_by_plz() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for place in load_catalogue("plz")["places"]:
        for plz in place["plz"]:
            found[plz] = (*found.get(plz, ()), place["ags"])
    return found


def municipalities_at(plz: str) -> tuple[Municipality, ...]:
    """Where a postal code delivers; empty outside the area. To be offered, never forced."""
    return tuple(municipalities()[ags] for ags in _ags_by_plz().get(plz.strip(), ()))


def proposed_partner(plz: str) -> str:
    places = municipalities_at(plz)
    return places[0].partner if places else str(load_catalogue("regions")["default_partner_outside"])


class MeasureTemplate(msgspec.Struct, frozen=True):
    """A starting text; `kpi_name` is empty where the template proposes no key figure."""

    code: str
    field: str
    topic: str
    de: str
    en: str
    description_de: str
    effort: str
    impact: str
    duration_months: int
    kpi_name: str
    kpi_unit: str
    kpi_direction: str
    codes: StandardCodes


def _template(row: Mapping[str, Any]) -> MeasureTemplate:
    kpi = row.get("kpi") or {}
    return MeasureTemplate(
        **{name: row[name] for name in ("code", "field", "topic", "de", "en", "description_de", "effort", "impact")},
        duration_months=row["duration_months"],
        kpi_name=kpi.get("de", ""),
        kpi_unit=kpi.get("unit", ""),
        kpi_direction=kpi.get("direction", ""),
        codes=_standard_codes(row["codes"]),
    )


@cache
def measure_templates() -> Mapping[str, MeasureTemplate]:
    return {row["code"]: _template(row) for row in load_catalogue("measure_templates")["templates"]}


class GuidingQuestion(msgspec.Struct, frozen=True):
    code: str
    field: str
    de: str
    en: str


@cache
def guiding_questions(field: str) -> tuple[GuidingQuestion, ...]:
    rows = load_catalogue("guiding_questions")["questions"]
    return tuple(GuidingQuestion(**row) for row in rows if row["field"] == field)


@cache
def standing_texts(language: Language = "de") -> Mapping[str, str]:
    """Print texts by code (`TX-PROT-HINT`); gaps are `{name}`. In English there are those of the English papers."""
    return {row["code"]: row[language].strip() for row in load_catalogue(f"texts_{language}")["texts"]}


class Goal(msgspec.Struct, frozen=True):
    """A goal of the 2030 Agenda with the UN's colour."""

    code: str
    number: int
    de: str
    en: str
    color: str


@cache
def sdg_goals() -> Mapping[str, Goal]:
    return {row["code"]: Goal(**row) for row in load_catalogue("sdg")["goals"]}


class CheckQuestion(msgspec.Struct, frozen=True):
    """A question of the status check; `levels_de` describes levels 0 to 4."""

    code: str
    field: str
    topic: str
    de: str
    en: str
    levels_de: tuple[str, ...]


@cache
def check_questions() -> tuple[CheckQuestion, ...]:
    rows = load_catalogue("status_check")["questions"]
    return tuple(
        CheckQuestion(r["code"], r["field"], r["topic"], r["de"], r["en"], tuple(r["levels_de"])) for r in rows
    )


class AidRegime(msgspec.Struct, frozen=True):
    """A de minimis regulation; `window` is `fiscal_years` or `rolling`, `window_length` in years."""

    code: str
    de: str
    en: str
    valid_from: date
    valid_to: date | None
    ceiling_eur: int
    ceiling_road_freight_eur: int | None
    window: str
    window_length: int


@cache
def aid_regimes() -> Mapping[str, AidRegime]:
    names = ("code", "de", "en", "ceiling_eur", "ceiling_road_freight_eur", "window", "window_length")
    return {
        row["code"]: AidRegime(
            **{name: row[name] for name in names},
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in load_catalogue("deminimis")["regimes"]
    }
