"""The tables of the visit protocol: participants, topics, agreements, state of the plan, key figures."""

from collections.abc import Iterator
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from consultant_app.documents.blocks import Cell, Column, Composer
from consultant_app.documents.contents import Agreement, FieldOfAction, KeyFigure, Language, Participant, VisitProtocol
from consultant_app.documents.flowables import Bar
from consultant_app.documents.labels import Labels
from consultant_app.documents.text import cell_text, plain_paragraph
from consultant_app.documents.typography import EN_DASH, clock, clock_range, date_in_table, number, percent

_BAR_WIDTH = 26 * mm


def participants(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    """The last column is left out while everybody was there the whole time."""
    words = composer.words
    came_and_went = any(person.present_from or person.present_to for person in contents.participants)
    present = 34 * mm if came_and_went else 0.0
    room = composer.width - present
    columns = [
        Column(label=words["name"], width=room * 0.3, is_name=True),
        Column(label=words["function"], width=room * 0.32),
        Column(label=words["organisation"], width=room * 0.38),
    ]
    if came_and_went:
        columns.append(Column(label=words["present"], width=present))
    rows = [
        [person.name, person.function, person.organisation, _present(person, contents.language, words)][: len(columns)]
        for person in contents.participants
    ]
    heading = composer.heading(words["participants"])
    yield from composer.headed([heading], [composer.table(columns, rows)] if rows else [composer.open_mark()])


def _present(person: Participant, language: Language, words: Labels) -> str:
    if person.present_from and person.present_to:
        return clock_range(person.present_from, person.present_to, language)
    if person.present_from:
        return words["time_from"].format(clock=clock(person.present_from, language))
    if person.present_to:
        return words["time_until"].format(clock=clock(person.present_to, language))
    return ""


def topics(field: FieldOfAction, composer: Composer) -> Iterator[Flowable]:
    """References to SDG, DNK and the like stand small under the topic they belong to."""
    if not field.topics:
        return
    kinds = composer.kinds
    rows: list[list[Cell]] = []
    going_on: set[int] = set()
    for topic in field.topics:
        label = plain_paragraph(topic.label, kinds.cell_strong)
        chips = [plain_paragraph(" · ".join(topic.chips), kinds.small)] if topic.chips else []
        first, *others = cell_text(topic.observation, kinds.cell)
        rows.append([[label, *chips], first])
        for other in others:
            going_on.add(len(rows) - 1)
            rows.append(["", other])
    yield composer.facts(rows, [composer.width * 0.36, composer.width * 0.64], going_on=going_on)


def agreements(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words = composer.words
    heading = composer.heading(words["agreements"], is_section=True)
    if not contents.agreements:
        chosen = plain_paragraph(words["no_agreements"], composer.kinds.body)
        yield from composer.headed([heading], [chosen if contents.no_agreements else composer.open_mark()])
        return
    about_measures = any(agreed.measure_number or agreed.field_letter for agreed in contents.agreements)
    table = composer.table(*(_measure_agreements if about_measures else _plain_agreements)(contents, composer))
    legend = _legend(contents, composer) if about_measures else []
    yield from composer.headed([heading], [table, *legend])


def _measure_agreements(contents: VisitProtocol, composer: Composer) -> tuple[list[Column], list[list[Cell]]]:
    words = composer.words
    widths = {"field": 11 * mm, "number": 14 * mm, "who": 36 * mm, "due": 22 * mm, "priority": 16 * mm}
    columns = [
        Column(label=words["field_short"], width=widths["field"], is_strong=True),
        Column(label=words["number_short"], width=widths["number"]),
        Column(label=words["agreement"], width=composer.width - sum(widths.values())),
        Column(label=words["responsible"], width=widths["who"], is_name=True),
        Column(label=words["due"], width=widths["due"]),
        Column(label=words["priority"], width=widths["priority"]),
    ]
    rows: list[list[Cell]] = [
        [
            agreed.field_letter,
            agreed.measure_number or EN_DASH,
            agreed.what,
            agreed.who or words["still_open"],
            _due(agreed, contents.language, words),
            agreed.priority,
        ]
        for agreed in contents.agreements
    ]
    return columns, rows


def _plain_agreements(contents: VisitProtocol, composer: Composer) -> tuple[list[Column], list[list[Cell]]]:
    words = composer.words
    columns = [
        Column(label=words["number_short"], width=11 * mm),
        Column(label=words["agreement"], width=composer.width - 68 * mm),
        Column(label=words["responsible"], width=35 * mm, is_name=True),
        Column(label=words["due"], width=22 * mm),
    ]
    rows: list[list[Cell]] = [
        [str(order), agreed.what, agreed.who or words["still_open"], _due(agreed, contents.language, words)]
        for order, agreed in enumerate(contents.agreements, start=1)
    ]
    return columns, rows


def _due(agreed: Agreement, language: Language, words: Labels) -> str:
    return date_in_table(agreed.due_on, language) if agreed.due_on else words["still_open"]


def _legend(contents: VisitProtocol, composer: Composer) -> list[Flowable]:
    letters = ", ".join(f"{field.letter} = {field.name}" for field in contents.fields)
    return [plain_paragraph(f"{letters}.", composer.kinds.legend)] if letters else []


def plan_progress(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words = composer.words
    columns = [
        Column(label=words["number_short"], width=14 * mm),
        Column(label=words["measure"], width=composer.width - 116 * mm),
        Column(label=words["responsible"], width=32 * mm, is_name=True),
        Column(label=words["due"], width=22 * mm),
        Column(label=words["status"], width=22 * mm),
        Column(label=words["change"], width=26 * mm),
    ]
    rows = [
        [
            measure.number or EN_DASH,
            measure.title,
            measure.responsible,
            date_in_table(measure.due_on, contents.language) if measure.due_on else EN_DASH,
            words["overdue"] if measure.is_overdue else measure.status,
            measure.change,
        ]
        for measure in contents.progress
    ]
    if not rows:
        return
    since = contents.progress_since
    title = words["plan_progress"]
    if since:
        title = words["plan_progress_since"].format(day=date_in_table(since, contents.language))
    yield from composer.headed([composer.heading(title)], [composer.table(columns, rows)])


def key_figures(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words = composer.words
    columns = [
        Column(label=words["key_figure"], width=composer.width - 111 * mm),
        Column(label=words["baseline"], width=24 * mm, is_figure=True),
        Column(label=words["target"], width=18 * mm, is_figure=True),
        Column(label=words["today"], width=20 * mm, is_figure=True, is_strong=True),
        Column(label=words["way_to_target"], width=35 * mm, indent=6 * mm),
        Column(label="", width=14 * mm, is_figure=True),
    ]
    rows = [_key_figure_row(figure, contents.language, words) for figure in contents.key_figures]
    if rows:
        yield from composer.headed([composer.heading(words["key_figures"])], [composer.table(columns, rows)])


def _key_figure_row(figure: KeyFigure, language: Language, words: Labels) -> list[Cell]:
    way = figure.progress_percent
    return [
        f"{figure.name} ({figure.unit})" if figure.unit else figure.name,
        baseline_text(figure, language, words),
        figure_text(figure.target, language),
        figure_text(figure.latest, language),
        "" if way is None else Bar(float(way), _BAR_WIDTH),
        "" if way is None else percent(way, language),
    ]


def baseline_text(figure: KeyFigure, language: Language, words: Labels) -> str:
    """A baseline nobody has measured is never printed as 0 (domain.md section 5)."""
    return words["not_measured"] if figure.baseline is None else number(figure.baseline, language)


def figure_text(value: Decimal | None, language: Language) -> str:
    return EN_DASH if value is None else number(value, language)
