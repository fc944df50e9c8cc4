"""A turned view is turned wholly: what is seen, and what mouse, finger and pen do to it."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.signing.signature_pad import SignaturePad
from consultant_app.desktop.signing.turning import Turnable
from tests.desktop.signing.pointers import WAVE, Finger, Pen, Points, draw_by_mouse


class Table:
    """A button, a line and a pad on a view that can be turned."""

    def __init__(self, qtbot: QtBot) -> None:
        view = QWidget()
        self.button, self.line, self.pad = QPushButton("Drehen"), QLineEdit(), SignaturePad("Unterschrift")
        column = QVBoxLayout(view)
        for widget in (self.button, self.line, self.pad):
            column.addWidget(widget)
        column.addStretch(1)
        self.turnable = Turnable(view)
        qtbot.addWidget(self.turnable)
        self.turnable.resize(700, 500)
        with qtbot.waitExposed(self.turnable):
            self.turnable.show()
        self.pressed: list[str] = []
        self.button.clicked.connect(lambda: self.pressed.append("Drehen"))

    @property
    def glass(self) -> QWidget:
        """What lies on top, where the system sends every pointer."""
        found = self.turnable.childAt(QPoint(5, 5))
        assert found is not None
        return found

    def seen_at(self, widget: QWidget, at: QPoint) -> QPoint:
        return QPoint(self.turnable.width(), self.turnable.height()) - widget.mapTo(self.turnable, at)

    def on_pad(self, points: Points = WAVE) -> list[tuple[int, int]]:
        """Where the person opposite sees these points of the pad."""
        return [self.seen_at(self.pad, QPoint(*point)).toTuple() for point in points]


def look_alike(one: QImage, other: QImage) -> bool:
    """But for the rounding of half covered pixels."""
    assert one.size() == other.size()
    return all(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) < 4
        for x in range(0, one.width(), 3)
        for y in range(one.height())
    )


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(qtbot)
    made.turnable.set_turned(True)
    return made


def test_the_picture_is_turned_as_a_whole(qtbot: QtBot) -> None:
    table = Table(qtbot)
    draw_by_mouse(table.pad)
    table.pad.clearFocus()
    upright = table.turnable.grab().toImage()
    table.turnable.set_turned(True)
    turned = table.turnable.grab().toImage()
    assert not look_alike(turned, upright)
    assert look_alike(turned.transformed(QTransform().rotate(180)), upright)
    table.turnable.set_turned(False)
    assert look_alike(table.turnable.grab().toImage(), upright)


def test_a_press_reaches_what_is_seen_there(table: Table, qtbot: QtBot) -> None:
    place = table.seen_at(table.button, table.button.rect().center())
    qtbot.mouseClick(table.glass, Qt.MouseButton.LeftButton, pos=place)
    assert table.pressed == ["Drehen"]
    assert not QRect(table.button.pos(), table.button.size()).contains(place)


def test_a_finger_presses_a_button_that_knows_no_touch(table: Table) -> None:
    x, y = table.seen_at(table.button, table.button.rect().center()).toTuple()
    finger = Finger(table.glass)
    finger.press(x, y)
    finger.release(x, y)
    assert table.pressed == ["Drehen"]


def test_a_press_beside_the_button_presses_nothing(table: Table, qtbot: QtBot) -> None:
    qtbot.mouseClick(table.glass, Qt.MouseButton.LeftButton, pos=table.button.mapTo(table.turnable, QPoint(20, 5)))
    assert table.pressed == []


def test_a_line_takes_the_focus_and_the_keys_where_it_is_seen(table: Table, qtbot: QtBot) -> None:
    place = table.seen_at(table.line, table.line.rect().center())
    qtbot.mouseClick(table.glass, Qt.MouseButton.LeftButton, pos=place)
    assert table.turnable.window().focusWidget() is table.line
    qtbot.keyClicks(table.turnable.window().focusWidget(), "Sabine")
    assert table.line.text() == "Sabine"


@pytest.mark.parametrize("pointer", ["mouse", "finger", "pen"])
def test_a_signature_drawn_from_the_other_side_stands_upright_on_the_paper(table: Table, pointer: str) -> None:
    seen = table.on_pad()
    if pointer == "mouse":
        draw_by_mouse(table.glass, seen)
    elif pointer == "finger":
        Finger(table.glass).draw(seen)
    else:
        Pen(table.glass).draw(seen, pressure=0.3)
    turned = [[(dot.x, dot.y) for dot in stroke] for stroke in table.pad.ink.strokes]
    table.pad.clear()
    table.turnable.set_turned(False)
    draw_by_mouse(table.pad)
    assert turned == [[(dot.x, dot.y) for dot in stroke] for stroke in table.pad.ink.strokes]


def test_the_pressure_of_a_pen_goes_through(table: Table) -> None:
    Pen(table.glass).draw(table.on_pad(), pressure=0.05)
    Pen(table.glass).draw(table.on_pad(), pressure=0.95)
    light, strong = table.pad.ink.strokes
    assert light[1].width < strong[1].width


def test_a_stroke_that_leaves_the_pad_stays_the_pads(table: Table) -> None:
    draw_by_mouse(table.glass, table.on_pad(((100, 100), (100, 300), (120, 100))))
    assert len(table.pad.ink.strokes) == 1
    assert table.pressed == []
