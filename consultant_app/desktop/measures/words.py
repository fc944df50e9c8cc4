"""How the values of a measure look in the table, the matrix and the detail: glyphs, bars, dots, numbers."""

from decimal import Decimal

from consultant_app.actions.plans.listing import MeasureRow
from consultant_app.desktop.record_dots import DOTS
from consultant_app.desktop.widgets.painting import DotState, StatusState
from consultant_app.domain.amounts import number_text
from consultant_app.domain.catalogues import csr_fields
from consultant_app.errors import Language
from consultant_app.workspace.status import Whereabouts

LEVELS = {"low": 1, "medium": 2, "high": 3}
_GLYPHS = {
    "idea": StatusState.OPEN,
    "planned": StatusState.OPEN,
    "in_progress": StatusState.ACTIVE,
    "done": StatusState.DONE,
    "postponed": StatusState.WAITING,
    "rejected": StatusState.WAITING,
}


def glyph_of(status: str, *, is_overdue: bool) -> StatusState:
    """Overdue replaces the glyph, not the status; a status of a newer version counts as open."""
    return StatusState.OVERDUE if is_overdue else _GLYPHS.get(status, StatusState.OPEN)


def dots_of(whereabouts: Whereabouts | None) -> DotState:
    return DOTS[whereabouts] if whereabouts is not None else DotState.WAITING


def field_name(field: str, language: Language) -> str:
    """The field of action in words, "" for none."""
    known = csr_fields().get(field)
    if known is None:
        return ""
    return known.de if language == "de" else known.en


def field_letter(field: str) -> str:
    known = csr_fields().get(field)
    return known.letter if known else ""


def number_or_letter(row: MeasureRow) -> str:
    """A measure has no number before it is first printed; its field's letter stands in."""
    return row.number or field_letter(row.field) or "–"


def number_words(value: Decimal | None, language: Language = "de") -> str:
    """`38.000`, `0,5`; "–" for none."""
    return "–" if value is None else number_text(value, language)
