"""The detail sheets of measures, upright, each on a page of its own: what the plan's table has no room for."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from consultant_app.documents.blocks import Cell, Column, Composer
from consultant_app.documents.contents import FigureHistory, Language, MeasureSheet, MeasureSheets
from consultant_app.documents.flowables import Bar, WritingLines
from consultant_app.documents.labels import Labels, labels
from consultant_app.documents.page import render
from consultant_app.documents.paper import Paper
from consultant_app.documents.plain_values import require_plain
from consultant_app.documents.text import long_text, plain_paragraph
from consultant_app.documents.typography import EN_DASH, NO_BREAK, date_in_table, money, percent, shortened
from consultant_app.documents.visit_tables import baseline_text, figure_text

_LABEL_WIDTH = 28 * mm
_BAR_WIDTH = 26 * mm

Fact = tuple[str, Cell]


def render_measure_sheets(contents: MeasureSheets) -> bytes:
    """The sheets as PDF; equal contents give equal bytes. RuleError when a final paper lacks the EU emblem's text."""
    require_plain(contents)
    composer = Composer(measure_sheets_paper(contents))
    return render(composer.paper, list(_story(contents, composer)))


def measure_sheets_paper(contents: MeasureSheets) -> Paper:
    alone = contents.sheets[0].number if len(contents.sheets) == 1 else ""
    return Paper(
        document_name=labels(contents.language)["measure_sheet" if alone else "measure_sheets"],
        number=" ".join(part for part in (contents.number, alone) if part),
        company_name=contents.company_name,
        letterhead=contents.letterhead,
        funding=contents.funding,
        state=contents.state,
        version=contents.version,
        printed_at=contents.printed_at,
        language=contents.language,
    )


def _story(contents: MeasureSheets, composer: Composer) -> Iterator[Flowable]:
    if not contents.sheets:
        yield composer.title(composer.words["measure_sheets"])
        yield plain_paragraph(composer.words["no_measures"], composer.kinds.body)
    for order, sheet in enumerate(contents.sheets):
        if order:
            yield PageBreak()
        yield from _sheet(sheet, contents, composer)


def _sheet(sheet: MeasureSheet, contents: MeasureSheets, composer: Composer) -> Iterator[Flowable]:
    words, kinds = composer.words, composer.kinds
    title = composer.title(f"{sheet.number}{NO_BREAK} {sheet.title}".strip())
    yield composer.title_row([title], [], right_width=30 * mm)
    what = ", ".join(part for part in (words["measure_sheet"], contents.company_name) if part)
    under = ". ".join(part for part in (what, contents.plan_title) if part)
    yield plain_paragraph(shortened(under, 300), kinds.subtitle)
    yield Spacer(1, 8)
    yield _facts(sheet, contents.language, composer)
    for key, text in (("description", sheet.description), ("measure_goal", sheet.goal)):
        yield from composer.headed([composer.heading(words[key])], list(long_text(text, kinds)))
    yield from _milestones(sheet, contents.language, composer)
    for history in sheet.figures:
        yield from _figure(history, contents.language, composer)
    others = (("measure_funding", sheet.funding), ("evidence", sheet.evidence), ("remark", sheet.remark))
    for key, text in (*others, ("standards", " · ".join(sheet.standards))):
        yield from composer.headed([composer.heading(words[key])], list(long_text(text, kinds)))
    yield WritingLines(composer.heading(words["handwriting"]))


def _facts(sheet: MeasureSheet, language: Language, composer: Composer) -> Table:
    left, right = list(_who_and_what(sheet, composer)), list(_when_and_how(sheet, language, composer))
    blank: Fact = ("", "")
    left += [blank] * (len(right) - len(left))
    right += [blank] * (len(left) - len(right))
    kinds = composer.kinds
    rows: list[list[Cell]] = [
        [plain_paragraph(name, kinds.cell_soft), _value(fact, composer), plain_paragraph(other, kinds.cell_soft),
         _value(more, composer)]
        for (name, fact), (other, more) in zip(left, right, strict=True)
    ]  # fmt: skip
    half = composer.width / 2 + 4 * mm
    widths = [_LABEL_WIDTH, half - _LABEL_WIDTH, _LABEL_WIDTH, composer.width - half - _LABEL_WIDTH]
    return composer.facts(rows, widths)


def _value(fact: Cell, composer: Composer) -> Cell:
    return plain_paragraph(fact, composer.kinds.cell) if isinstance(fact, str) else fact


def _who_and_what(sheet: MeasureSheet, composer: Composer) -> Iterator[Fact]:
    words = composer.words
    yield words["csr_field"], f"{sheet.field_letter}{NO_BREAK * 2}{sheet.field_name}".strip() or words["still_open"]
    if sheet.topic:
        yield words["topic"], sheet.topic
    yield words["responsible"], sheet.responsible or words["still_open"]
    if sheet.helpers:
        yield words["helpers"], "\n".join(sheet.helpers)
    if sheet.accompanied_by:
        yield words["accompanied_by"], sheet.accompanied_by
    yield words["priority"], sheet.priority or words["still_open"]
    yield words["effort"], sheet.effort or words["still_open"]
    yield words["impact"], sheet.impact or words["still_open"]


def _when_and_how(sheet: MeasureSheet, language: Language, composer: Composer) -> Iterator[Fact]:
    words, kinds = composer.words, composer.kinds
    strong = plain_paragraph(words["overdue"] if sheet.is_overdue else sheet.status, kinds.cell_strong)
    reasons = [words["because"].format(reason=sheet.state_reason)] if sheet.state_reason else []
    if sheet.reminder_on:
        reasons.append(words["reminder"].format(day=date_in_table(sheet.reminder_on, language)))
    yield words["status"], [strong, *(plain_paragraph(reason, kinds.small) for reason in reasons)]
    if sheet.starts_on:
        yield words["starts"], date_in_table(sheet.starts_on, language)
    yield words["due"], date_in_table(sheet.due_on, language) if sheet.due_on else words["still_open"]
    if sheet.done_on:
        yield words["done_on"], date_in_table(sheet.done_on, language)
    if sheet.progress_percent is not None:
        yield words["progress"], _bar(sheet.progress_percent, language, composer)
    if sheet.light:
        why = [plain_paragraph(sheet.light_why, kinds.small)] if sheet.light_why else []
        yield words["traffic_light"], [plain_paragraph(sheet.light, kinds.cell), *why]
    for key, amount in (("cost_estimated", sheet.cost_estimated), ("cost_actual", sheet.cost_actual)):
        if amount is not None:
            yield words[key], money(amount, language)


def _bar(share: float, language: Language, composer: Composer) -> Table:
    told = plain_paragraph(percent(round(share), language), composer.kinds.cell)
    return composer.bare([[Bar(share, _BAR_WIDTH), told]], [_BAR_WIDTH + 3 * mm, 16 * mm])


def _milestones(sheet: MeasureSheet, language: Language, composer: Composer) -> Iterator[Flowable]:
    words = composer.words
    columns = [
        Column(label=words["milestone"], width=composer.width - 60 * mm),
        Column(label=words["due"], width=30 * mm),
        Column(label=words["done_on"], width=30 * mm),
    ]
    rows = [
        [row.title, *(date_in_table(day, language) if day else EN_DASH for day in (row.due_on, row.done_on))]
        for row in sheet.milestones
    ]
    if rows:
        yield from composer.headed([composer.heading(words["milestones"])], [composer.table(columns, rows)])


def _figure(history: FigureHistory, language: Language, composer: Composer) -> Iterator[Flowable]:
    """The way of a key figure as a bar, below it every value that was read."""
    words, figure = composer.words, history.figure
    name = f"{figure.name} ({figure.unit})" if figure.unit else figure.name
    heading = composer.heading(words["key_figure_of"].format(name=shortened(name, 120)))
    yield from composer.headed([heading], [_way(history, language, composer), *_readings(history, language, composer)])


def _way(history: FigureHistory, language: Language, composer: Composer) -> Table:
    words, figure = composer.words, history.figure
    columns = [
        Column(label=words["baseline"], width=36 * mm, is_figure=True),
        Column(label=words["target"], width=30 * mm, is_figure=True),
        Column(label=words["today"], width=30 * mm, is_figure=True, is_strong=True),
        Column(label=words["way_to_target"], width=composer.width - 96 * mm, indent=8 * mm),
    ]
    way = figure.progress_percent
    cells: list[Cell] = [
        baseline_text(figure, language, words),
        figure_text(figure.target, language),
        figure_text(figure.latest, language),
        EN_DASH if way is None else _bar(float(way), language, composer),
    ]
    return composer.table(columns, [cells])


def _readings(history: FigureHistory, language: Language, composer: Composer) -> Iterator[Table]:
    words: Labels = composer.words
    columns = [
        Column(label=words["date"], width=36 * mm),
        Column(label=words["value"], width=30 * mm, is_figure=True),
        Column(label=words["source"], width=composer.width - 66 * mm, indent=8 * mm),
    ]
    rows = [
        [date_in_table(one.read_on, language) if one.read_on else EN_DASH, figure_text(one.value, language), one.source]
        for one in history.readings
    ]
    if rows:
        shown = 3 if any(one.source for one in history.readings) else 2
        yield composer.table(columns[:shown], [row[:shown] for row in rows], hangs_left=True)
