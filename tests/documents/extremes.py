"""Each kind of paper as it usually is and in its extremes: what the approved pictures show."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import cache

from PIL import Image, ImageDraw

from consultant_app.documents.action_plan import render_action_plan
from consultant_app.documents.attendance_list import render_attendance_list
from consultant_app.documents.contents import (
    ActionPlan,
    Agreement,
    Attendee,
    FundingNotice,
    KeyFigure,
    Letterhead,
    LogoSlot,
    MeasureProgress,
    MeasureSheet,
    MilestoneRow,
    Participant,
    PlanField,
    PlanMeasure,
    SignatureBlock,
    VisitProtocol,
)
from consultant_app.documents.measure_sheets import render_measure_sheets
from consultant_app.documents.visit_protocol import render_visit_protocol
from tests.documents.sample_papers import action_plan, attendance_list, measure_sheets, visit_protocol

NAMES = ("Tarık Örnekoğlu", "Lê Thị Vídụ", "Αθηνά Παπαδοπούλου", "Юлія Шевченко", "STRAẞE", "Łukasz Żółć", "Şebnem")
EMBLEM_SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><rect width="300" height="200"
 fill="#039"/><g fill="none" stroke="#fc0" stroke-width="12"><circle cx="150" cy="100" r="60"/></g></svg>"""
CODE = "0123456789ABCDEF"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"


@dataclass(frozen=True)
class Extreme:
    """`pages` are those that are pictured, counted from 0 or, below 0, from the end; None is all of them."""

    make: Callable[[], bytes]
    pages: tuple[int, ...] | None = None


def logo(width: int, height: int, colour: str) -> bytes:
    drawn = io.BytesIO()
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, 3 * width // 4, 3 * height // 4), fill="gold")
    image.save(drawn, "PNG")
    return drawn.getvalue()


def bare_visit() -> VisitProtocol:
    full = visit_protocol()
    return VisitProtocol(
        letterhead=full.letterhead,
        funding=full.funding,
        company=replace(full.company, branch="", staff="", contact=""),
        kind="Folgebesuch",
        state="draft",
        printed_at=full.printed_at,
    )


def crowded_visit() -> VisitProtocol:
    people = tuple(
        Participant(name=f"{NAMES[order % 7]} {order}", function="Einkauf", organisation="Muster", present_to=time(11))
        for order in range(1, 41)
    )
    return visit_protocol(participants=people)


def long_visit() -> VisitProtocol:
    sentences = [f"Satz {number} über den Betrieb und seine Vorhaben im kommenden Jahr." for number in range(3000)]
    return visit_protocol(situation=" ".join(sentences))


def wordy_visit() -> VisitProtocol:
    everywhere = f"{LONG_WORD} und https://example.org/{'sehr-lang/' * 12}"
    people = tuple(Participant(name=name, function=LONG_WORD, organisation=LONG_WORD) for name in NAMES)
    agreed = (
        Agreement(what=everywhere, who=LONG_WORD, due_on=date(2026, 5, 29), field_letter="U", measure_number="U-1"),
    )
    return visit_protocol(goal=everywhere, occasion='"Zitat" - 12 % von 84 MWh, z.B. am 10. April', participants=people,
                          situation=f"- {everywhere}\n- eins\n1. {everywhere}", agreements=agreed)  # fmt: skip


def later_visit() -> VisitProtocol:
    moved = tuple(
        MeasureProgress(number=f"U-{order}", title="Druckluft-Leckagen suchen und abdichten", responsible=name,
                        due_on=date(2026, 5, 12), status="in Umsetzung", is_overdue=order == 2,
                        change="war geplant, Frist war 30.04.2026")
        for order, name in enumerate(NAMES, start=1)
    )  # fmt: skip
    figures = tuple(
        KeyFigure(name="Stromverbrauch Halle 2", unit="MWh im Jahr", baseline=Decimal(84), target=Decimal(50),
                  latest=Decimal("67.5"), progress_percent=Decimal(way))
        for way in (0, 42, 100, 130)
    )  # fmt: skip
    lines = (
        SignatureBlock(heading="Für das Unternehmen", role="company", name="Weiß", function="Betriebsrat"),
        SignatureBlock(heading="Für die Beratung", role="consultant", name="Łukasz Przykład"),
        SignatureBlock(heading="Für das Unternehmen", name="Юлія Шевченко"),
        SignatureBlock(heading="Für die Beratung"),
    )
    return visit_protocol(progress=moved, progress_since=date(2026, 2, 3), key_figures=figures, signatures=lines)


def logos_in_the_head() -> VisitProtocol:
    emblem = LogoSlot(text="Europäische Union", image=logo(300, 200, "navy"))
    wide, high = (LogoSlot(text="Logo", image=logo(*size, "darkgreen")) for size in ((900, 150), (100, 300)))
    return visit_protocol(
        letterhead=Letterhead(
            name="Centrum für bürgerschaftliches Engagement", lines=("Zeile",) * 4, logos=(wide, high)
        ),
        funding=FundingNotice(emblem=emblem, sentence="Gefördert durch das Land. " * 12, funders=(high, wide)),
    )


def crowded_foot() -> VisitProtocol:
    """Frozen, with everything that can stand in the foot at its longest."""
    usual = logos_in_the_head()
    emblem = LogoSlot(text="Europäische Union", image=EMBLEM_SVG)
    return replace(
        usual,
        number="BP-WIRTSCHAFT-2026-ZZ123456-N12",
        company=replace(usual.company, name=f"{LONG_WORD} GmbH & Co. KG"),
        funding=replace(usual.funding, emblem=emblem),
    )


def crowded_plan() -> ActionPlan:
    fields = []
    for letter, name, count in (
        ("M", "Markt", 20),
        ("U", "Umwelt", 30),
        ("A", "Arbeitsplatz", 9),
        ("G", "Gemeinwesen", 1),
    ):
        measures = tuple(crowded_measure(letter, order) for order in range(1, count + 1))
        fields.append(PlanField(letter=letter, name=name, measures=measures))
    return action_plan(fields=tuple(fields), goal=LONG_WORD, changed_since=date(2026, 3, 2))


def crowded_measure(letter: str, order: int) -> PlanMeasure:
    figure = KeyFigure(name="Leckagen", unit="Anzahl", target=Decimal(2), latest=Decimal("1234.5"))
    return PlanMeasure(
        number=f"{letter}-{order}",
        title="Leckageprüfung der Druckluft mit der Wartung verbinden" if order % 3 else LONG_WORD,
        responsible=NAMES[order % 7],
        due_on=date(2026, 5, 12) if order % 4 else None,
        status="zurückgestellt" if order % 2 else "in Umsetzung",
        is_overdue=order % 5 == 0,
        change="war geplant, Frist war 12.05.2026" if order % 4 == 1 else "",
        is_done=order % 7 == 0,
        priority="niedrig",
        effort="gering",
        impact="mittel",
        effort_level=1 + order % 2 if order % 6 else 0,
        impact_level=1 + order % 3,
        key_figures=(figure,) * (order % 4),
    )


def attendees(count: int) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(name=f"{NAMES[order % 7]} {order}", function="Betriebsratsvorsitzende", organisation="Muster GmbH")
        for order in range(1, count + 1)
    )  # fmt: skip


def full_sheet() -> MeasureSheet:
    usual = measure_sheets().sheets[0]
    figure = replace(usual.figures[0], readings=usual.figures[0].readings * 12)
    return replace(
        usual,
        title=f"{LONG_WORD} und noch mehr Worte in einem Titel, der mehr als eine Zeile braucht",
        helpers=NAMES,
        status="verworfen",
        state_reason=LONG_WORD,
        light_why="Die Stelle in der Instandhaltung ist unbesetzt.",
        description=f"{LONG_WORD} " * 30,
        milestones=usual.milestones + (MilestoneRow(title=LONG_WORD),) * 9,
        figures=(figure,) * 3,
        cost_actual=Decimal("1234.5"),
    )


EXTREMES: Mapping[str, Extreme] = {
    "visit-usual": Extreme(lambda: render_visit_protocol(visit_protocol())),
    "visit-english": Extreme(lambda: render_visit_protocol(visit_protocol(language="en")), (0, -1)),
    "visit-draft-with-nothing": Extreme(lambda: render_visit_protocol(bare_visit())),
    "visit-forty-participants": Extreme(lambda: render_visit_protocol(crowded_visit()), (0, 1)),
    "visit-thirty-pages": Extreme(lambda: render_visit_protocol(long_visit()), (1, 15)),
    "visit-long-words": Extreme(lambda: render_visit_protocol(wordy_visit()), (0, 1)),
    "visit-later": Extreme(lambda: render_visit_protocol(later_visit()), (-2, -1)),
    "visit-logos": Extreme(lambda: render_visit_protocol(logos_in_the_head()), (0,)),
    "visit-frozen": Extreme(lambda: render_visit_protocol(visit_protocol(), check_code=CODE), (0, -1)),
    "visit-frozen-crowded-foot": Extreme(lambda: render_visit_protocol(crowded_foot(), check_code=CODE), (0,)),
    "plan-usual": Extreme(lambda: render_action_plan(action_plan())),
    "plan-english": Extreme(lambda: render_action_plan(action_plan(language="en", state="draft")), (0, -1)),
    "plan-with-nothing": Extreme(lambda: render_action_plan(action_plan(fields=(), state="draft", number=""))),
    "plan-sixty-measures": Extreme(lambda: render_action_plan(crowded_plan()), (0, 3, -1)),
    "sheets-usual": Extreme(lambda: render_measure_sheets(measure_sheets()), (0, 1)),
    "sheets-nothing": Extreme(lambda: render_measure_sheets(measure_sheets(sheets=(), state="draft"))),
    "measure-full": Extreme(lambda: render_measure_sheets(measure_sheets(sheets=(full_sheet(),)))),
    "measure-bare": Extreme(
        lambda: render_measure_sheets(measure_sheets(sheets=(MeasureSheet(number="U-1", title="X"),)))
    ),
    "attendance-usual": Extreme(lambda: render_attendance_list(attendance_list())),
    "attendance-nobody": Extreme(lambda: render_attendance_list(attendance_list(attendees=(), place="", ends=None))),
    "attendance-forty": Extreme(lambda: render_attendance_list(attendance_list(attendees=attendees(40))), (0, -1)),
}


@cache
def made(name: str) -> bytes:
    """The paper, set once for all tests of a run."""
    return EXTREMES[name].make()
