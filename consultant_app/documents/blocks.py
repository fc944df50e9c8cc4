"""The building blocks of a page: headings that never stand last, tables whose rows stay whole, blocks to sign in."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import count
from typing import cast

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table

from consultant_app.documents.contents import SignatureBlock
from consultant_app.documents.flowables import Heading, SignatureNote, SigningLine
from consultant_app.documents.fonts import REGULAR, SEMIBOLD
from consultant_app.documents.labels import Labels, labels
from consultant_app.documents.paper import Paper
from consultant_app.documents.styles import HAIRLINE, INK, LINE, RULE, Styles, styles
from consultant_app.documents.text import plain_paragraph, strong_lead
from consultant_app.documents.typography import capitals

_DRAFT_MARK = 30 * mm

Cell = str | Flowable | list[Flowable]
TableCommand = tuple[object, ...]

_BARE: list[TableCommand] = [
    ("FONT", (0, 0), (-1, -1), REGULAR, 9.4),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a ruled table, its width as it shall be; figures stand right, names are not hyphenated."""

    label: str
    width: float
    is_figure: bool = False
    is_strong: bool = False
    is_name: bool = False
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

    def title(self, text: str) -> Heading:
        """The title of one of several parts, with its entry in the outline."""
        return Heading(text, self.kinds.title, key=f"h{next(self._keys)}", level=0)

    def bare(self, rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> Table:
        """Cells beside each other without lines, at the left."""
        return Table(rows, colWidths=list(widths), style=_BARE, hAlign="LEFT")  # type: ignore[arg-type]

    def heading(self, text: str, *, letter: str = "", is_section: bool = False) -> Heading:
        style = self.kinds.section if is_section else self.kinds.heading
        return Heading(text, style, key=f"h{next(self._keys)}", level=0, letter=letter)

    def headed(
        self, headings: Sequence[Flowable], flowables: Sequence[Flowable], *, is_whole: bool = False
    ) -> list[Flowable]:
        """The headings, then the flowables, on a new page unless the beginning of the first of them fits with them.

        With `is_whole` all of them have to fit, where a page is high enough for that.
        """
        if not flowables:
            return []
        first = sum(map(self.height, flowables)) if is_whole else self._least_beginning(flowables[0])
        needed = sum(self.height(heading) for heading in headings) + first
        return [CondPageBreak(min(needed, self.paper.height - 1)), *headings, *flowables]

    def height(self, flowable: Flowable) -> float:
        """With the space before and after it, in the whole width."""
        _, height = flowable.wrap(self.width, self.paper.height)
        return float(height) + flowable.getSpaceBefore() + flowable.getSpaceAfter()

    def _least_beginning(self, flowable: Flowable) -> float:
        height = self.height(flowable)
        if isinstance(flowable, Table):
            return sum(_row_heights(flowable)[: int(flowable.repeatRows) + 1])
        if isinstance(flowable, Paragraph) and height > 3.5 * flowable.style.leading:
            return 2 * float(flowable.style.leading)
        return height

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        commands: Sequence[TableCommand] = (),
        hangs_left: bool = False,
    ) -> Table:
        """A table whose head repeats on each page and whose rows stay whole unless one alone is higher than a page.

        One that is narrower than the page stands in the middle, or with `hangs_left` at the left.
        """
        head = [self._column_head(column) for column in columns]
        body = [[self._cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
        style: list[TableCommand] = [
            *_BARE,
            ("RIGHTPADDING", (0, 0), (-2, -1), 6),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            # The head's rule comes last: on the next page reportlab draws the lines of the rows under the head, too.
            ("LINEBELOW", (0, 1), (-1, -1), HAIRLINE, LINE),
            ("LINEBELOW", (0, 0), (-1, 0), RULE, INK),
            *(("LEFTPADDING", (x, 0), (x, -1), column.indent) for x, column in enumerate(columns) if column.indent),
            *commands,
        ]
        table = self._splittable([head, *body], [column.width for column in columns], style, head_rows=1)
        table.hAlign = "LEFT" if hangs_left else "CENTER"
        return table

    def _column_head(self, column: Column) -> Paragraph:
        return plain_paragraph(column.label, self.kinds.column_right if column.is_figure else self.kinds.column)

    def _cell(self, cell: Cell, column: Column) -> Flowable | list[Flowable]:
        if not isinstance(cell, str):
            return cell
        if column.is_strong:
            return plain_paragraph(cell, self.kinds.cell_strong_right if column.is_figure else self.kinds.cell_strong)
        if column.is_name:
            return plain_paragraph(cell, self.kinds.cell_name)
        return plain_paragraph(cell, self.kinds.cell_right if column.is_figure else self.kinds.cell)

    def signatures(self, blocks: Sequence[SignatureBlock], *, room: float = 0.0) -> list[Flowable]:
        """Two beside each other, in `room` or the whole width; each pair is a row of its own and never breaks."""
        gap = 10 * mm
        width = ((room or self.width) - gap) / 2
        pairs = [blocks[start : start + 2] for start in range(0, len(blocks), 2)]
        tables: list[Flowable] = []
        for pair in pairs:
            cells: list[Cell] = [self._signature(block, width) for block in pair]
            cells += [""] * (2 - len(pair))
            style: list[TableCommand] = [
                *_BARE,
                ("LEFTPADDING", (1, 0), (1, -1), gap / 2),
                ("RIGHTPADDING", (0, 0), (0, -1), gap / 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
            tables.append(self._splittable([cells], [width + gap / 2] * 2, style, head_rows=0))
        return tables

    def _signature(self, block: SignatureBlock, width: float) -> list[Flowable]:
        small = self.kinds.small
        who = ", ".join(part for part in (capitals(block.name), block.function) if part)
        parts: list[Flowable] = [plain_paragraph(block.heading, self.kinds.cell_strong)] if block.heading else []
        captions = (self.words["place_and_date"], self.words["signature"])
        parts += [
            SigningLine(width, captions, role=block.role),
            plain_paragraph(who or self.words["name_in_capitals"], small),
        ]
        return [*parts, SignatureNote(width, block.role)] if block.role else parts

    def title_row(self, left: Sequence[Flowable], right: Sequence[Flowable], *, right_width: float) -> Table:
        """The title, beside it what counts; a draft says so above that."""
        beside: list[Flowable] = list(right)
        if self.paper.state == "draft":
            mark = plain_paragraph(self.words["draft_mark"], self.kinds.draft_mark)
            widths = [right_width - _DRAFT_MARK, _DRAFT_MARK]
            beside = [Table([["", mark]], colWidths=widths, style=_BARE, spaceAfter=4), *beside]  # type: ignore[arg-type]
        style = [*_BARE, ("VALIGN", (1, 0), (1, 0), "BOTTOM" if right else "MIDDLE")]
        widths = [self.width - right_width, right_width]
        return Table([[list(left), beside]], colWidths=widths, style=style)  # type: ignore[arg-type]

    def beside(self, left: Sequence[Flowable], right: Sequence[Flowable], *, left_width: float, gap: float) -> Table:
        """Two columns that stay together on one page."""
        widths = [left_width + gap, self.width - left_width - gap]
        style = [*_BARE, ("RIGHTPADDING", (0, 0), (0, 0), gap)]
        return Table([[list(left), list(right)]], colWidths=widths, style=style, spaceBefore=9)  # type: ignore[arg-type]

    def facts(
        self,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        *,
        commands: Sequence[TableCommand] = (),
        going_on: Container[int] = (),
    ) -> Table:
        """A table without a head: a hairline below each row, but for those that go on in the next one."""
        lines: list[TableCommand] = [
            ("LINEBELOW", (0, at), (-1, at), HAIRLINE, LINE) for at in range(len(rows)) if at not in going_on
        ]
        style: list[TableCommand] = [
            *_BARE,
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 3.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
            ("LINEABOVE", (0, 0), (-1, 0), HAIRLINE, LINE),
            *lines,
            *commands,
        ]
        return self._splittable(rows, widths, style, head_rows=0)

    def _splittable(
        self, rows: Sequence[Sequence[Cell]], widths: Sequence[float], style: Sequence[TableCommand], *, head_rows: int
    ) -> Table:
        """Rows, and rows that belong together, stay whole; only what is higher than a page may break."""
        table = _table(rows, widths, style, head_rows=head_rows)
        table.wrap(self.width, self.paper.height)
        heights = _row_heights(table)
        room = self.paper.height - sum(heights[:head_rows]) - 1
        together = [_rows_of(command) for command in style if command[0] == "NOSPLIT"]
        if all(sum(heights[first : last + 1]) <= room for first, last in together) and max(heights) <= room:
            return table
        # reportlab would start page after page for rows that must stay together and cannot.
        breakable = [command for command in style if command[0] not in {"NOSPLIT", "SPAN"} or _is_one_row(command)]
        return _table(rows, widths, breakable, head_rows=head_rows, may_break=True)

    def lead(self, label: str, text: str) -> Paragraph:
        """A paragraph that begins with its label in the strong font."""
        return strong_lead(f"{label}:", text, self.kinds.body, strong_font=SEMIBOLD)


class _RuledTable(Table):
    """Finds the heights of its rows once: it is asked for them when it is made, before a heading, and on its page."""

    _is_measured = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        if not self._is_measured:
            super().wrap(availWidth, availHeight)
            self._is_measured = True
        return self._width, self._height  # type: ignore[attr-defined]


def _table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    style: Sequence[TableCommand],
    *,
    head_rows: int,
    may_break: bool = False,
) -> Table:
    return _RuledTable(
        rows,  # type: ignore[arg-type]
        colWidths=list(widths),
        repeatRows=head_rows,
        style=list(style),  # type: ignore[arg-type]
        spaceAfter=5,
        splitInRow=int(may_break),
        # Otherwise only the rows of the next page get their height.
        longTableOptimize=0,
    )


def _rows_of(command: TableCommand) -> tuple[int, int]:
    first, last = cast("tuple[tuple[int, int], tuple[int, int]]", command[1:3])
    return first[1], last[1]


def _is_one_row(command: TableCommand) -> bool:
    first, last = _rows_of(command)
    return first == last


def _row_heights(table: Table) -> list[float]:
    """The heights of a table that was wrapped; reportlab tells them nowhere else."""
    heights: list[float] = table._rowHeights  # type: ignore[attr-defined]  # noqa: SLF001
    return heights
