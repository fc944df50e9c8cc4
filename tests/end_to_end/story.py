"""What is said and written on the day. Umlauts, quotes, dashes and a line break are in it on purpose."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ANNA: Final = "Anna Grünwald"
BEN: Final = "Ben Özdemir"
"""Two consultants of one partner: Anna visits with laptop A, Ben helps from elsewhere with laptop B."""

COMPANY: Final = "Körner & Söhne Präzisionsguss GmbH"
TOWN: Final = "Herdecke"
MANAGER: Final = "Ulrike Körner"
FOREMAN: Final = "Jörg Weißmüller"

CONTESTED: Final = "situation"
SITUATION_BEFORE: Final = "Der Betrieb gießt Kleinserien für den Maschinenbau und beschäftigt 84 Menschen."
SITUATION_BEN: Final = (
    "Der Betrieb gießt Kleinserien für den Maschinenbau und beschäftigt laut Telefonat vom Vormittag 91 Menschen."
)
NEXT_DAY: Final = timedelta(days=42)
"""When Ben has agreed the next appointment for."""

TEXTS: Final = {
    "occasion": (
        "Frau Körner rief an: Zwei Großkunden verlangen Auskunft „bis spätestens Jahresende“ – "
        "größter ist ein Pumpenbauer."
    ),
    "goal": "Prüfen, welche Maßnahmen sofort möglich sind und wer sie übernimmt.",
    "situation": "Die Gießerei läuft zweischichtig; 84 Beschäftigte, davon 7 Auszubildende.",
    "environment": (
        "Der Schmelzofen läuft auch nachts durch, „weil das Anheizen zu lange dauert“.\n"
        "Druckluft: Lecks hörbar, Größe unbekannt. Verbrauch übers Jahr 1.240 MWh."
    ),
    "workplace": "Hitzeschutz ist da, wird aber selten getragen; Frau Körner möchte jüngere Kräfte gewinnen.",
}
"""By field of the visit: what Anna writes into the sections."""

WORDS: Final = {
    "occasion": "Anlass",
    "goal": "Ziel",
    "situation": "Ausgangslage",
    "environment": "Umwelt",
    "workplace": "Arbeitsplatz",
    "internal_note": "interne Notiz",
    "high": "Priorität hoch",
    "medium": "Priorität mittel",
    "UM": "Umwelt",
    "GE": "Gemeinwesen",
}
"""What fields and codes are called when the day is told."""

INTERNAL: Final = "Nur für uns: Die Nachfolge ist ungeklärt, bitte äußerst behutsam ansprechen."

PHONE: Final = "02330 / 48 15-0"
EVIDENCE: Final = "Foto jeder Leckstelle vor und nach dem Abdichten."
"""What Anna adds to the first measure in the plan."""

LATE_MEASURE: Final = "Leitbild mit der Belegschaft überarbeiten"
PLANNED_AHEAD: Final = timedelta(days=14)
"""When Anna plans the next visit for."""

NOTE_TITLE: Final = "Rückruf Fördermittel für die Ofendämmung"
NOTE_TEXT: Final = "Bis Dienstag klären, ob die Dämmung förderfähig ist; Ansprechperson ist Herr Schröter."


@dataclass(frozen=True)
class Agreed:
    """A measure as Anna types it into the M: line, and what it must become."""

    typed: str
    title: str
    who: str | None = None
    due_on: date | None = None
    priority: str | None = None
    csr_field: str | None = None


def measures(today: date) -> tuple[Agreed, ...]:
    """Three; the first says everything, the last says nothing but what to do."""
    first, second = today + timedelta(days=21), today + timedelta(days=60)
    return (
        Agreed(
            f"M: Druckluftlecks suchen und abdichten @Weißmüller bis {first:%d.%m.%Y} !hoch #U",
            "Druckluftlecks suchen und abdichten",
            FOREMAN,
            first,
            "high",
            "UM",
        ),
        Agreed(
            f"M: Ofenführung über Nacht prüfen @Körner bis {second:%d.%m.%Y} !mittel #U",
            "Ofenführung über Nacht prüfen",
            MANAGER,
            second,
            "medium",
            "UM",
        ),
        Agreed(
            "M: Schnuppertag für Schülerinnen der Gesamtschule anbieten #G",
            "Schnuppertag für Schülerinnen der Gesamtschule anbieten",
            csr_field="GE",
        ),
    )
