"""The attendance list of a visit: one line to sign for each who is expected, and some for those who come besides."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from consultant_app.documents.blocks import Cell, Column, Composer
from consultant_app.documents.contents import AttendanceList
from consultant_app.documents.labels import labels
from consultant_app.documents.page import render
from consultant_app.documents.paper import Paper
from consultant_app.documents.plain_values import require_plain
from consultant_app.documents.styles import HAIRLINE, LINE
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import clock, clock_range, date_with_weekday

BLANK_ROWS = 6
"""For those who come without being expected (domain.md section 7)."""
_SIGNING_HEIGHT = 9 * mm
_LABEL_WIDTH = 28 * mm


def render_attendance_list(contents: AttendanceList) -> bytes:
    """The list as PDF; equal contents give equal bytes. RuleError when it would lack the EU emblem's text."""
    require_plain(contents)
    composer = Composer(attendance_list_paper(contents))
    return render(composer.paper, list(_story(contents, composer)))


def attendance_list_paper(contents: AttendanceList) -> Paper:
    return Paper(
        document_name=labels(contents.language)["attendance_list"],
        number=contents.number,
        company_name=contents.company_name,
        letterhead=contents.letterhead,
        funding=contents.funding,
        # It is signed as it is: there is no draft of it.
        state="final",
        version=contents.version,
        printed_at=contents.printed_at,
        language=contents.language,
    )


def _story(contents: AttendanceList, composer: Composer) -> Iterator[Flowable]:
    words, kinds = composer.words, composer.kinds
    yield composer.title(words["attendance_list"])
    yield plain_paragraph(words["visit_protocol_subtitle"].format(kind=contents.kind), kinds.subtitle)
    yield Spacer(1, 8)
    yield _facts(contents, composer)
    yield Spacer(1, 6)
    yield _lines(contents, composer)
    if contents.hint:
        yield plain_paragraph(contents.hint, kinds.legend)


def _facts(contents: AttendanceList, composer: Composer) -> Table:
    words, kinds = composer.words, composer.kinds
    day = date_with_weekday(contents.held_on, contents.language) if contents.held_on else ""
    facts = (
        (words["company"], contents.company_name, words["protocol_number"], contents.number or words["not_allotted"]),
        (words["place"], contents.place, words["date"], day),
        (words["consulting"], "\n".join(contents.consultants), words["time"], _hours(contents, composer)),
    )
    rows: list[list[Cell]] = [
        [
            plain_paragraph(left, kinds.cell_soft),
            plain_paragraph(fact or words["still_open"], kinds.cell_strong if left == words["company"] else kinds.cell),
            plain_paragraph(right, kinds.cell_soft),
            plain_paragraph(other or words["still_open"], kinds.cell),
        ]
        for left, fact, right, other in facts
    ]
    half = composer.width / 2 + 4 * mm
    widths = [_LABEL_WIDTH, half - _LABEL_WIDTH, _LABEL_WIDTH, composer.width - half - _LABEL_WIDTH]
    return composer.facts(rows, widths)


def _hours(contents: AttendanceList, composer: Composer) -> str:
    if contents.starts and contents.ends:
        return clock_range(contents.starts, contents.ends, contents.language)
    if contents.starts:
        return composer.words["time_from"].format(clock=clock(contents.starts, contents.language))
    return ""


def _lines(contents: AttendanceList, composer: Composer) -> Table:
    words = composer.words
    widths = {"number": 9 * mm, "name": 38 * mm, "function": 36 * mm, "organisation": 36 * mm}
    columns = [
        Column(label=words["number_short"], width=widths["number"]),
        Column(label=words["name"], width=widths["name"], is_name=True),
        Column(label=words["function"], width=widths["function"]),
        Column(label=words["organisation"], width=widths["organisation"]),
        Column(label=words["signature"], width=composer.width - sum(widths.values()), indent=3 * mm),
    ]
    expected = [[one.name, one.function, one.organisation] for one in contents.attendees]
    rows: list[list[Cell]] = [
        [str(order), *person, Spacer(1, _SIGNING_HEIGHT)]
        for order, person in enumerate([*expected, *([["", "", ""]] * BLANK_ROWS)], start=1)
    ]
    return composer.table(columns, rows, commands=[("LINEBEFORE", (-1, 1), (-1, -1), HAIRLINE, LINE)])
