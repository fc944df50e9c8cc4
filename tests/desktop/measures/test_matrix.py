"""The matrix of effort and impact: where the marks stand, and choosing one by key and mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from consultant_app.actions.plans.listing import MeasureRow
from consultant_app.changes.change import RecordId
from consultant_app.desktop.measures.matrix import Matrix, place_marks

AREA = QRectF(0, 0, 300, 270)
BLANK = MeasureRow(
    id=RecordId("x"), plan="", company="", company_name="", number="", title="", field="UM", responsible="",
    responsible_name="", due_on=None, status="planned", is_overdue=False, is_mine=False, priority="", effort="low",
    impact="high", figure=None, whereabouts=None,
)  # fmt: skip


def row(id_: str, effort: str, impact: str, status: str = "planned") -> MeasureRow:
    return replace(
        BLANK, id=RecordId(id_), number=id_, title=f"Titel {id_}", effort=effort, impact=impact, status=status
    )


ROWS = [row("U-1", "low", "high"), row("U-2", "high", "high"), row("M-1", "low", "low"), row("A-1", "medium", "medium")]


@pytest.fixture
def matrix(qtbot: QtBot) -> Matrix:
    made = Matrix("de")
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    made.set_rows(ROWS)
    return made


def test_marks_stand_where_effort_and_impact_say() -> None:
    centres = {mark.measures[0].id: mark.centre for mark in place_marks(ROWS, AREA)}
    assert centres["U-1"] == QPointF(50, 45)
    assert centres["U-2"] == QPointF(250, 45)
    assert centres["M-1"] == QPointF(50, 225)
    assert centres["A-1"] == AREA.center()


def test_what_is_finished_or_not_rated_has_no_mark() -> None:
    rows = [row("U-1", "low", "high", "done"), row("U-2", "", "high"), row("U-3", "low", "")]
    assert place_marks(rows, AREA) == ()


@pytest.mark.parametrize("count", [2, 9, 14, 100])
def test_marks_of_one_cell_never_meet_and_none_is_lost(count: int) -> None:
    marks = place_marks([row(f"U-{number}", "low", "high") for number in range(count)], AREA)
    assert sum(len(mark.measures) for mark in marks) == count
    for at, one in enumerate(marks):
        reach = one.diameter / 2
        assert QRectF(0, 0, 100, 90).adjusted(reach, reach, -reach, -reach).contains(one.centre)
        for other in marks[at + 1 :]:
            way = one.centre - other.centre
            assert (way.x() ** 2 + way.y() ** 2) ** 0.5 >= one.diameter


def test_a_click_chooses_the_mark_under_it(matrix: Matrix, qtbot: QtBot) -> None:
    place = next(mark.centre for mark in matrix.marks if mark.measures[0].id == "U-2")
    with qtbot.waitSignal(matrix.measure_chosen) as chosen:
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert chosen.args == ["U-2"]


def test_another_click_on_a_shared_mark_leads_on(qtbot: QtBot, matrix: Matrix) -> None:
    matrix.set_rows([row(f"U-{number}", "low", "high") for number in range(40)])
    shared = next(mark for mark in matrix.marks if len(mark.measures) > 1)
    chosen: list[str] = []
    matrix.measure_chosen.connect(chosen.append)
    for _ in range(2):
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=shared.centre.toPoint())
    assert chosen == [shared.measures[0].id, shared.measures[1].id]


def test_arrow_keys_go_to_the_next_mark_that_way(matrix: Matrix, qtbot: QtBot) -> None:
    matrix.choose("U-1")
    chosen: list[str] = []
    matrix.measure_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(matrix, key)
    assert chosen == ["U-2", "A-1", "M-1", "M-1", "M-1"]


def test_a_screen_reader_gets_the_table(matrix: Matrix) -> None:
    assert matrix.accessibleName() == "Aufwand und Wirkung"
    assert matrix.accessibleDescription().startswith("U-1 Titel U-1: Aufwand gering, Wirkung hoch; ")
