"""The action plan: all measures in one landscape table by field of action, a line to approve it, room to write."""

import re
from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from consultant_app.documents.blocks import Cell, Column, Composer, TableCommand
from consultant_app.documents.contents import ActionPlan, KeyFigure, PlanField, PlanMeasure
from consultant_app.documents.flowables import WritingLines
from consultant_app.documents.labels import labels
from consultant_app.documents.page import render
from consultant_app.documents.paper import Paper
from consultant_app.documents.plain_values import require_plain
from consultant_app.documents.plan_charts import effort_and_impact, progress_by_field
from consultant_app.documents.styles import HAIRLINE, INK, LINE, RULE
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import EN_DASH, NO_BREAK, date_in_sentence, date_in_table, shortened
from consultant_app.documents.visit_tables import baseline_text, figure_text

_COUNTS_WIDTH = 84 * mm


def render_action_plan(contents: ActionPlan) -> bytes:
    """The plan as PDF; equal contents give equal bytes. RuleError when a final paper lacks the EU emblem's text."""
    require_plain(contents)
    composer = Composer(action_plan_paper(contents))
    return render(composer.paper, list(_story(contents, composer)))


def action_plan_paper(contents: ActionPlan) -> Paper:
    return Paper(
        document_name=labels(contents.language)["action_plan"],
        number=contents.number,
        company_name=contents.company_name,
        letterhead=contents.letterhead,
        funding=contents.funding,
        state=contents.state,
        version=contents.version,
        printed_at=contents.printed_at,
        language=contents.language,
        is_landscape=True,
    )


def _story(contents: ActionPlan, composer: Composer) -> Iterator[Flowable]:
    yield _title(contents, composer)
    if contents.goal.strip():
        yield plain_paragraph(composer.words["plan_goal"].format(goal=contents.goal), composer.kinds.body)
    yield Spacer(1, 4)
    if any(field.measures for field in contents.fields):
        yield _measures(contents, composer)
        if contents.changed_since:
            day = date_in_table(contents.changed_since, contents.language)
            yield plain_paragraph(composer.words["changes_legend"].format(day=day), composer.kinds.legend)
        yield from _overview(contents, composer)
    else:
        yield plain_paragraph(composer.words["no_measures"], composer.kinds.body)
        yield from composer.headed(*_approval(contents, composer, room=composer.width))
    yield WritingLines(composer.heading(composer.words["handwriting"]))


def _title(contents: ActionPlan, composer: Composer) -> Table:
    """The title with the company below it, and at the right how much is done."""
    kinds = composer.kinds
    left: list[Flowable] = [
        composer.title(shortened(_name(contents, composer), 160)),
        plain_paragraph(_subtitle(contents, composer), kinds.subtitle),
    ]
    return composer.title_row(left, _counts(contents, composer), right_width=_COUNTS_WIDTH)


def _name(contents: ActionPlan, composer: Composer) -> str:
    """A title that does not say what the paper is gets the word before it, in place of the word in another language."""
    kind = composer.words["action_plan"]
    if kind.casefold() in contents.title.casefold():
        return contents.title
    other = labels("en" if contents.language == "de" else "de")["action_plan"]
    rest = re.sub(rf"(?:CSR[- ])?{other}", "", contents.title, flags=re.IGNORECASE).strip()
    return f"{kind} {rest}".rstrip()


def _subtitle(contents: ActionPlan, composer: Composer) -> str:
    words, language = composer.words, contents.language
    names = (contents.company_name, contents.company_city)
    company = ", ".join(shortened(name, 160) for name in names if name)
    days = []
    if contents.agreed_on:
        days.append(words["plan_of"].format(day=date_in_sentence(contents.agreed_on, language)))
    if contents.updated_on:
        days.append(words["plan_updated"].format(day=date_in_sentence(contents.updated_on, language)))
    days[:1] = [day[:1].upper() + day[1:] for day in days[:1]]
    return ". ".join(part for part in (company, ", ".join(days)) if part)


def _counts(contents: ActionPlan, composer: Composer) -> list[Flowable]:
    """How many are done of how many, and below it how the others stand; an overdue one counts as overdue only."""
    words, kinds = composer.words, composer.kinds
    measures = [measure for field in contents.fields for measure in field.measures]
    if not measures:
        return []
    done = sum(measure.is_done for measure in measures)
    others: dict[str, int] = {}
    for measure in measures:
        if not measure.is_done and not measure.is_overdue and measure.status:
            status = measure.status_in_count or measure.status
            others[status] = others.get(status, 0) + 1
    overdue = sum(measure.is_overdue for measure in measures)
    parts = [f"{count} {status}" for status, count in others.items()]
    if overdue:
        parts.append(words["count_overdue"].format(count=overdue))
    total = sum(not measure.is_dropped for measure in measures)
    first = plain_paragraph(words["done_of"].format(done=done, total=total), kinds.counts)
    return [first, plain_paragraph(", ".join(parts), kinds.counts_soft)] if parts else [first]


def _columns(contents: ActionPlan, composer: Composer) -> list[Column]:
    """A plan without key figures leaves more room to its measures."""
    has_figures = any(measure.key_figures for field in contents.fields for measure in field.measures)
    share = 0.57 if has_figures else 0.7
    status = "status_and_change" if contents.changed_since else "status"
    words = composer.words
    widths = [12 * mm, 0.0, 31 * mm, 20 * mm, 25 * mm, 16 * mm, 16 * mm, 16 * mm, 0.0, 15 * mm, 13 * mm, 13 * mm]
    rest = composer.width - sum(widths)
    widths[1], widths[8] = rest * share, rest * (1 - share)
    keys = (
        "number_short", "measure", "responsible", "due", status, "priority", "effort", "impact", "key_figure",
        "baseline_short", "target", "today",
    )  # fmt: skip
    figures = {"baseline_short", "target", "today"}
    return [
        Column(
            label=words[key],
            width=width,
            is_figure=key in figures,
            is_strong=key == "today",
            is_name=key == "responsible",
        )
        for key, width in zip(keys, widths, strict=True)
    ]


def _measures(contents: ActionPlan, composer: Composer) -> Table:
    """A row per measure, more where it has more key figures; a field's name never stands without its first measure."""
    rows: list[list[Cell]] = []
    commands: list[TableCommand] = [("TOPPADDING", (0, 1), (-1, -1), 3), ("BOTTOMPADDING", (0, 1), (-1, -1), 4)]
    for field in contents.fields:
        if not field.measures:
            continue
        at = len(rows) + 1
        rows.append([_field_name(field, composer), *_blank(11)])
        first_height = max(len(field.measures[0].key_figures), 1)
        commands += [
            ("SPAN", (0, at), (-1, at)),
            ("LINEBELOW", (0, at), (-1, at), RULE, INK),
            ("TOPPADDING", (0, at), (-1, at), 6),
            ("NOSPLIT", (0, at), (0, at + first_height)),
        ]
        for measure in field.measures:
            measure_rows = _measure_rows(measure, contents, composer)
            commands += _keep_whole(len(rows) + 1, len(measure_rows))
            rows += measure_rows
    return composer.table(_columns(contents, composer), rows, commands=commands)


def _keep_whole(at: int, height: int) -> Sequence[TableCommand]:
    if height == 1:
        return ()
    last = at + height - 1
    spans: list[TableCommand] = [("SPAN", (x, at), (x, last)) for x in range(8)]
    no_lines: TableCommand = ("LINEBELOW", (8, at), (-1, last - 1), HAIRLINE, LINE)
    return [*spans, no_lines, ("NOSPLIT", (0, at), (0, last))]


def _field_name(field: PlanField, composer: Composer) -> Paragraph:
    return plain_paragraph(f"{field.letter}{NO_BREAK * 2}{field.name}", composer.kinds.field_name)


def _blank(cells: int) -> list[Cell]:
    return ["" for _ in range(cells)]


def _measure_rows(measure: PlanMeasure, contents: ActionPlan, composer: Composer) -> list[list[Cell]]:
    words, language = composer.words, contents.language
    first: list[Cell] = [
        measure.number or EN_DASH,
        measure.title,
        measure.responsible or words["still_open"],
        date_in_table(measure.due_on, language) if measure.due_on else words["still_open"],
        _status(measure, composer),
        measure.priority,
        measure.effort,
        measure.impact,
    ]
    figures = measure.key_figures or (None,)
    starts = [first, *[_blank(8) for _ in figures[1:]]]
    return [[*start, *_figure_cells(figure, contents, composer)] for start, figure in zip(starts, figures, strict=True)]


def _status(measure: PlanMeasure, composer: Composer) -> Cell:
    words, kinds = composer.words, composer.kinds
    status = plain_paragraph(measure.status, kinds.cell)
    if measure.is_overdue:
        status = plain_paragraph(words["overdue"], kinds.cell_strong)
    return [status, plain_paragraph(measure.change, kinds.small)] if measure.change else [status]


def _figure_cells(figure: KeyFigure | None, contents: ActionPlan, composer: Composer) -> list[Cell]:
    if figure is None:
        return ["", "", "", ""]
    language = contents.language
    return [
        f"{figure.name}, {figure.unit}" if figure.unit else figure.name,
        baseline_text(figure, language, composer.words),
        figure_text(figure.target, language),
        figure_text(figure.latest, language),
    ]


def _overview(contents: ActionPlan, composer: Composer) -> Iterator[Flowable]:
    """The matrix, beside it the state of each field and the approval; below each other where that is too high."""
    left = effort_and_impact(contents, composer)
    left_width, gap = left[1].wrap(composer.width, composer.paper.height)[0], 14 * mm
    room = composer.width - left_width - gap
    headings, signatures = _approval(contents, composer, room=room)
    right = [*progress_by_field(contents, composer, width=room), *headings, *signatures]
    block = composer.beside(left, right, left_width=left_width, gap=gap)
    if composer.height(block) < composer.paper.height:
        yield from composer.headed([], [block])
        return
    state = list(progress_by_field(contents, composer, width=composer.width))
    yield from composer.headed(left[:1], left[1:], is_whole=True)
    yield from composer.headed(state[:1], state[1:])
    yield from composer.headed(*_approval(contents, composer, room=composer.width))


def _approval(contents: ActionPlan, composer: Composer, *, room: float) -> tuple[list[Flowable], list[Flowable]]:
    """What is approved, and the lines to sign on."""
    headings: list[Flowable] = [composer.heading(composer.words["approval"])]
    if contents.approval_text:
        headings.append(plain_paragraph(contents.approval_text, composer.kinds.body))
    return headings, composer.signatures(contents.approvals, room=room)
