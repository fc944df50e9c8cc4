"""The building blocks of a page: headings that never stand last, ruled tables, bars, lines to sign and to write on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from consultant_app.documents.contents import SignatureBlock
from consultant_app.documents.fonts import REGULAR, SEMIBOLD
from consultant_app.documents.labels import Labels, labels
from consultant_app.documents.page import Paper
from consultant_app.documents.styles import HAIRLINE, INK, INK_SOFT, LINE, RULE, TRACK, Styles, styles
from consultant_app.documents.text import plain_paragraph, strong_lead
from consultant_app.documents.typography import capitals, date_in_table

_SIGNING_SPACE = 39.0
_LETTER_BOX = 14.0
_WRITING_LINE = 8.5 * mm
_LEAST_WRITING_LINES = 3

Cell = str | Flowable | list[Flowable]
TableCommand = tuple[object, ...]


class Heading(Paragraph):
    """A heading with its entry in the outline; a field of action carries its letter in a box."""

    def __init__(self, text: str, style: ParagraphStyle, *, key: str, level: int, letter: str = "") -> None:
        marked = ParagraphStyle(f"{style.name}-letter", parent=style, leftIndent=_LETTER_BOX + 6) if letter else style
        super().__init__(plain_paragraph(text, marked).text, marked)
        self._entry = (f"{letter} {text}".strip(), key, level)
        self._letter = letter

    def draw(self) -> None:
        title, key, level = self._entry
        canvas: Canvas = self.canv
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=self.height)
        canvas.addOutlineEntry(title, key, level)
        if self._letter:
            y = self.height - self.style.leading + 1.5
            canvas.setStrokeColor(INK)
            canvas.setFillColor(INK)
            canvas.setLineWidth(RULE)
            canvas.roundRect(0.5, y, _LETTER_BOX, _LETTER_BOX, 2.5)
            canvas.setFont(SEMIBOLD, 9.6)
            canvas.drawCentredString(0.5 + _LETTER_BOX / 2, y + 3.7, self._letter)
        super().draw()


class Bar(Flowable):
    """The way covered, 0 to 100 %, in ink on a light track: readable on a grey copy."""

    def __init__(self, percent: float, width: float) -> None:
        super().__init__()
        self._share = min(max(percent, 0.0), 100.0) / 100
        self.width, self.height = width, 9.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(TRACK)
        self.canv.rect(0, 2, self.width, 4, stroke=0, fill=1)
        self.canv.setFillColor(INK)
        self.canv.rect(0, 2, self.width * self._share, 4, stroke=0, fill=1)


class SigningLine(Flowable):
    """Room for a pen over a line. With captions the line is parted in two, each part with its caption below."""

    def __init__(self, width: float, captions: tuple[str, str] | None) -> None:
        super().__init__()
        self._captions = captions
        self.width, self.height = width, _SIGNING_SPACE + (12 if captions else 2)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - _SIGNING_SPACE
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(RULE)
        if self._captions is None:
            self.canv.line(0, y, self.width, y)
            return
        part = self.width * 0.42
        self.canv.line(0, y, part - 8, y)
        self.canv.line(part, y, self.width, y)
        self.canv.setFont(REGULAR, 8.6)
        self.canv.setFillColor(INK_SOFT)
        for x, caption in zip((0, part), self._captions, strict=True):
            self.canv.drawString(x, y - 10, caption)


class WritingLines(Flowable):
    """Ruled lines that fill what is left of the page under a heading; nothing where less than three would fit."""

    def __init__(self, heading: Paragraph) -> None:
        super().__init__()
        self._heading = heading
        self._lines = 0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.width = aW
        _, self._heading_height = self._heading.wrap(aW, aH)
        self._lines = int((aH - self._heading_height - 18) // _WRITING_LINE)
        if self._lines < _LEAST_WRITING_LINES:
            self._lines = 0
            self.height = 0.0
        else:
            self.height = self._heading_height + 18 + self._lines * _WRITING_LINE
        return aW, self.height

    def draw(self) -> None:
        if not self._lines:
            return
        top = self.height - 18 - self._heading_height
        self._heading.drawOn(self.canv, 0, top)
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(RULE)
        for line in range(1, self._lines + 1):
            y = top - line * _WRITING_LINE
            self.canv.line(0, y, self.width, y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a ruled table, its width as it shall be; figures stand right."""

    label: str
    width: float
    is_figure: bool = False
    is_strong: bool = False
    indent: float = 0


class Composer:
    """Makes blocks in the language and width of one paper."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.words: Labels = labels(paper.language)
        self.kinds: Styles = styles(paper.language)
        self.width = paper.width
        self._keys = count(1)

    def open_mark(self) -> Paragraph:
        """What a required section prints while it is empty."""
        return plain_paragraph(self.words["still_open"], self.kinds.body)

    def heading(self, text: str, *, letter: str = "", is_section: bool = False) -> Heading:
        style = self.kinds.section if is_section else self.kinds.heading
        return Heading(text, style, key=f"h{next(self._keys)}", level=0, letter=letter)

    def headed(self, headings: Sequence[Flowable], flowables: Sequence[Flowable]) -> list[Flowable]:
        """The headings, then the flowables, on a new page unless the beginning of the first of them fits with them."""
        if not flowables:
            return []
        needed = sum(self._height(heading) for heading in headings) + self._least_beginning(flowables[0])
        return [CondPageBreak(min(needed, self.paper.height - 1)), *headings, *flowables]

    def _height(self, flowable: Flowable) -> float:
        _, height = flowable.wrap(self.width, self.paper.height)
        return float(height) + flowable.getSpaceBefore() + flowable.getSpaceAfter()

    def _least_beginning(self, flowable: Flowable) -> float:
        height = self._height(flowable)
        if isinstance(flowable, Table):
            return sum(_row_heights(flowable)[: int(flowable.repeatRows) + 1])  # type: ignore[attr-defined]
        if isinstance(flowable, Paragraph) and height > 3.5 * flowable.style.leading:
            return 2 * float(flowable.style.leading)
        return height

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, commands: Sequence[TableCommand] = ()
    ) -> Table:
        """A table whose head repeats on each page and whose rows stay whole unless one alone is higher than a page."""
        head = [self._column_head(column) for column in columns]
        body = [[self._cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
        style: list[TableCommand] = [
            ("FONT", (0, 0), (-1, -1), REGULAR, 9.75),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-2, -1), 8),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LINEBELOW", (0, 0), (-1, 0), RULE, INK),
            ("LINEBELOW", (0, 1), (-1, -1), HAIRLINE, LINE),
            *(("LEFTPADDING", (x, 0), (x, -1), column.indent) for x, column in enumerate(columns) if column.indent),
            *commands,
        ]
        return self._splittable([head, *body], [column.width for column in columns], style, head_rows=1)

    def _column_head(self, column: Column) -> Paragraph:
        return plain_paragraph(column.label, self.kinds.column_right if column.is_figure else self.kinds.column)

    def _cell(self, cell: Cell, column: Column) -> Flowable | list[Flowable]:
        if not isinstance(cell, str):
            return cell
        if column.is_strong:
            return plain_paragraph(cell, self.kinds.cell_strong_right if column.is_figure else self.kinds.cell_strong)
        return plain_paragraph(cell, self.kinds.cell_right if column.is_figure else self.kinds.cell)

    def signatures(self, blocks: Sequence[SignatureBlock]) -> list[Flowable]:
        """Two beside each other; each pair is a table row of its own and never breaks."""
        gap = 10 * mm
        width = (self.width - gap) / 2
        pairs = [blocks[start : start + 2] for start in range(0, len(blocks), 2)]
        tables: list[Flowable] = []
        for pair in pairs:
            cells = [self._signature(block, width) for block in pair] + [""] * (2 - len(pair))
            style: list[TableCommand] = [
                ("FONT", (0, 0), (-1, -1), REGULAR, 9.75),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("LEFTPADDING", (1, 0), (1, -1), gap / 2),
                ("RIGHTPADDING", (0, 0), (0, -1), gap / 2),
                ("RIGHTPADDING", (1, 0), (1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
            tables.append(Table([cells], colWidths=[width + gap / 2] * 2, style=style))  # type: ignore[arg-type]
        return tables

    def _signature(self, block: SignatureBlock, width: float) -> list[Flowable]:
        small = self.kinds.small
        who = ", ".join(part for part in (capitals(block.name), block.function) if part)
        parts: list[Flowable] = [plain_paragraph(block.heading, self.kinds.cell_strong)]
        if block.outcome != "open":
            verdict = self.words["signature_refused" if block.outcome == "refused" else "signature_waived"]
            parts += [Spacer(1, 6), plain_paragraph(verdict, self.kinds.cell)]
            if block.reason:
                parts.append(plain_paragraph(self.words["because"].format(reason=block.reason), self.kinds.cell))
            return [*parts, plain_paragraph(who, small)] if who else parts
        place_and_date = self._place_and_date(block)
        captions = None if place_and_date else (self.words["place_and_date"], self.words["signature"])
        parts.append(SigningLine(width, captions))
        if place_and_date:
            parts.append(plain_paragraph(place_and_date, small))
        parts.append(plain_paragraph(who or self.words["name_in_capitals"], small))
        return parts

    def _place_and_date(self, block: SignatureBlock) -> str:
        day = date_in_table(block.signed_on, self.paper.language) if block.signed_on else ""
        return ", ".join(part for part in (block.place, day) if part) if day else ""

    def facts(self, rows: Sequence[Sequence[Cell]], widths: Sequence[float], *, commands: Sequence[TableCommand] = ()) -> Table:
        """A table without a head: hairlines between rows."""
        style: list[TableCommand] = [
            ("FONT", (0, 0), (-1, -1), REGULAR, 9.75),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 3.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
            ("LINEABOVE", (0, 0), (-1, 0), HAIRLINE, LINE),
            ("LINEBELOW", (0, 0), (-1, -1), HAIRLINE, LINE),
            *commands,
        ]
        return self._splittable(rows, widths, style, head_rows=0)

    def _splittable(
        self, rows: Sequence[Sequence[Cell]], widths: Sequence[float], style: Sequence[TableCommand], *, head_rows: int
    ) -> Table:
        """Rows stay whole, unless one alone is higher than a page: then, and only then, rows may break."""
        settings: dict[str, object] = {"colWidths": list(widths), "repeatRows": head_rows, "style": list(style)}
        table = Table(rows, spaceAfter=5, **settings)  # type: ignore[arg-type]
        table.wrap(self.width, self.paper.height)
        heights = _row_heights(table)
        if max(heights) <= self.paper.height - sum(heights[:head_rows]) - 1:
            return table
        return Table(rows, spaceAfter=5, splitInRow=1, **settings)  # type: ignore[arg-type]

    def lead(self, label: str, text: str) -> Paragraph:
        """A paragraph that begins with its label in the strong font."""
        return strong_lead(f"{label}:", text, self.kinds.body, strong_font=SEMIBOLD)


def _row_heights(table: Table) -> list[float]:
    """The heights of a table that was wrapped; reportlab tells them nowhere else."""
    heights: list[float] = table._rowHeights  # type: ignore[attr-defined]  # noqa: SLF001
    return heights
