"""The pictures of the action plan: effort against impact, and how far each field of action is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from consultant_app.documents.blocks import Cell, Column, Composer
from consultant_app.documents.contents import ActionPlan, PlanMeasure
from consultant_app.documents.flowables import Bar
from consultant_app.documents.fonts import REGULAR, SEMIBOLD, in_font
from consultant_app.documents.labels import Labels
from consultant_app.documents.styles import FRAME, HAIRLINE, INK, INK_SOFT, LINE, PAPER, RULE
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import NO_BREAK

LEVELS = 3
_CAPTION_SIZE = 9.4
_MARK_SIZE = 8.0
_MARK_HEIGHT = 18.0
"""Round for a letter and a digit, wider for more."""
_GAP = 2.5
_AXIS = 16.0
_CAPTION_ROOM = 15.0
_BOXES = ((84 * mm, 58 * mm), (96 * mm, 86 * mm))
"""The usual size, and the one for plans with many measures in one place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A measure by its number; a done one is filled."""

    number: str
    is_done: bool


Place = tuple[int, int]
"""Effort and impact, 1 to `LEVELS`."""


def marks_by_place(measures: Sequence[PlanMeasure]) -> dict[Place, list[Mark]]:
    """The measures that were rated on both axes, in their order."""
    places: dict[Place, list[Mark]] = {}
    for measure in measures:
        if measure.effort_level and measure.impact_level:
            place = (measure.effort_level, measure.impact_level)
            places.setdefault(place, []).append(Mark(measure.number, measure.is_done))
    return places


class Matrix(Flowable):
    """Impact upwards over effort to the right. Where a place has more marks than room, the last one counts the rest."""

    def __init__(self, places: Mapping[Place, Sequence[Mark]], words: Labels) -> None:
        super().__init__()
        self.hAlign = "LEFT"
        self._places, self._words = places, words
        small, large = _BOXES
        self._box = small if all(len(marks) <= _room(small, marks) for marks in places.values()) else large
        self.width, self.height = self._box[0] + _AXIS, self._box[1] + 2 * _CAPTION_ROOM

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.translate(_AXIS, _CAPTION_ROOM)
        self._draw_grid(canvas)
        self._draw_captions(canvas)
        for place, marks in self._places.items():
            self._draw_marks(canvas, place, marks)

    def _draw_grid(self, canvas: Canvas) -> None:
        width, height = self._box
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(HAIRLINE)
        for step in range(1, LEVELS):
            canvas.line(width * step / LEVELS, 0, width * step / LEVELS, height)
            canvas.line(0, height * step / LEVELS, width, height * step / LEVELS)
        canvas.setStrokeColor(FRAME)
        canvas.setLineWidth(RULE)
        canvas.rect(0, 0, width, height)

    def _draw_captions(self, canvas: Canvas) -> None:
        width, height = self._box
        words = self._words
        canvas.setFont(REGULAR, _CAPTION_SIZE)
        canvas.setFillColor(INK_SOFT)
        canvas.drawString(0, height + 5, words["matrix_first"])
        canvas.drawRightString(width, height + 5, words["matrix_plan"])
        canvas.drawString(0, -12, words["matrix_aside"])
        canvas.drawRightString(width, -12, words["matrix_later"])
        canvas.setFillColor(INK)
        canvas.drawCentredString(width / 2, -12, words["matrix_effort"])
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawCentredString(height / 2, 6, words["matrix_impact"])
        canvas.restoreState()

    def _draw_marks(self, canvas: Canvas, place: Place, marks: Sequence[Mark]) -> None:
        room = _room(self._box, marks)
        shown = list(marks) if len(marks) <= room else [*marks[: room - 1], Mark(f"+{len(marks) - room + 1}", False)]
        across, _ = _across_and_down(self._box, marks)
        rows = [shown[at : at + across] for at in range(0, len(shown), across)]
        middle_x, middle_y = ((step - 0.5) * side / LEVELS for step, side in zip(place, self._box, strict=True))
        for at, row in enumerate(rows):
            y = middle_y + ((len(rows) - 1) / 2 - at) * (_MARK_HEIGHT + _GAP)
            for order, mark in enumerate(row):
                _draw_mark(canvas, mark, x=middle_x + (order - (len(row) - 1) / 2) * _pitch(marks), y=y)


def _mark_width(mark: Mark) -> float:
    return max(_MARK_HEIGHT, stringWidth(in_font(mark.number), SEMIBOLD, _MARK_SIZE) + 4)


def _pitch(marks: Sequence[Mark]) -> float:
    return max(map(_mark_width, marks)) + _GAP


def _across_and_down(box: tuple[float, float], marks: Sequence[Mark]) -> tuple[int, int]:
    width, height = box[0] / LEVELS - _GAP, box[1] / LEVELS - _GAP
    return max(int(width // _pitch(marks)), 1), int(height // (_MARK_HEIGHT + _GAP))


def _room(box: tuple[float, float], marks: Sequence[Mark]) -> int:
    """How many marks a place holds."""
    across, down = _across_and_down(box, marks)
    return across * down


def _draw_mark(canvas: Canvas, mark: Mark, *, x: float, y: float) -> None:
    width = _mark_width(mark)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(RULE)
    canvas.setFillColor(INK if mark.is_done else PAPER)
    canvas.roundRect(x - width / 2, y - _MARK_HEIGHT / 2, width, _MARK_HEIGHT, _MARK_HEIGHT / 2, fill=1)
    canvas.setFillColor(PAPER if mark.is_done else INK)
    canvas.setFont(SEMIBOLD, _MARK_SIZE)
    canvas.drawCentredString(x, y - _MARK_SIZE * 0.34, in_font(mark.number))


def effort_and_impact(contents: ActionPlan, composer: Composer) -> list[Flowable]:
    """The matrix with its heading, and below it what is not in it."""
    words = composer.words
    measures = [one for field in contents.fields for one in field.measures if not one.is_dropped]
    unrated = [one.number for one in measures if one.number and not (one.effort_level and one.impact_level)]
    legend = words["matrix_legend"]
    if unrated:
        legend += " " + words["matrix_unrated"].format(numbers=", ".join(unrated))
    matrix = Matrix(marks_by_place(measures), words)
    return [composer.heading(words["effort_and_impact"]), matrix, plain_paragraph(legend, composer.kinds.small)]


def progress_by_field(contents: ActionPlan, composer: Composer, *, width: float) -> Iterator[Flowable]:
    """How many measures of each field are done, as words and as a bar."""
    words = composer.words
    bar_width = width * 0.3
    columns = [
        Column(label=words["csr_field"], width=width * 0.42),
        Column(label=words["done"], width=width * 0.22),
        Column(label=words["progress"], width=width * 0.36),
    ]
    rows: list[list[Cell]] = []
    for field in contents.fields:
        total = sum(not one.is_dropped for one in field.measures)
        if total:
            done = sum(one.is_done for one in field.measures)
            share = ceil(100 * done / total)
            counted = words["count_of"].format(done=done, total=total)
            rows.append([f"{field.letter}{NO_BREAK * 2}{field.name}".strip(), counted, Bar(share, bar_width)])
    if rows:
        yield composer.heading(words["progress_by_field"])
        yield composer.table(columns, rows)
