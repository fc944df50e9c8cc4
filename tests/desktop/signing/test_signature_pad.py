"""A pad takes what pen, finger and mouse draw, and gives it back as strokes and as a picture."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QTouchEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultant_app.desktop.signing.ink import PRINT_SCALE, Ink, ink_from_text
from consultant_app.desktop.signing.signature_pad import SignaturePad
from tests.desktop.signing.pointers import WAVE, Finger, Pen, draw_by_mouse


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad("Unterschrift: Sabine Tilgner")
    qtbot.addWidget(made)
    made.resize(600, 204)
    made.show()
    return made


def shape(ink: Ink) -> list[list[tuple[float, float]]]:
    return [[(dot.x, dot.y) for dot in stroke] for stroke in ink.strokes]


def drawn(pad: SignaturePad, points: object = WAVE) -> list[tuple[float, float]]:
    """Where these points of the pad lie as seen from the left end of the line."""
    line = pad._line_y()
    return [(x - 32, y - line) for x, y in points]  # type: ignore[attr-defined]


def test_a_mouse_draws_one_stroke_from_press_to_release(pad: SignaturePad, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pad.drawn):
        draw_by_mouse(pad)
    assert shape(pad.ink) == [drawn(pad)]


def test_a_finger_draws_as_a_mouse_does(pad: SignaturePad) -> None:
    Finger(pad).draw()
    assert shape(pad.ink) == [drawn(pad)]


def test_a_pen_draws_thicker_where_it_is_pressed_harder(pad: SignaturePad) -> None:
    Pen(pad).draw(pressure=0.1)
    Pen(pad).draw(pressure=0.9)
    light, strong = pad.ink.strokes
    assert shape(pad.ink) == [drawn(pad), drawn(pad)]
    assert max(dot.width for dot in light) < min(dot.width for dot in strong)


def test_a_second_finger_is_no_stroke(pad: SignaturePad) -> None:
    first = Finger(pad)
    first.press(100, 100)
    second = Finger(pad, first.device, number=1)
    second.press(300, 40)
    first.move(150, 60)
    second.move(320, 50)
    second.release(320, 50)
    first.release(150, 60)
    assert shape(pad.ink) == [drawn(pad, ((100, 100), (150, 60)))]


def test_a_pen_takes_over_from_the_hand_that_lay_down_first(pad: SignaturePad) -> None:
    hand = Finger(pad)
    hand.press(400, 150)
    hand.move(402, 151)
    pen = Pen(pad)
    pen.draw()
    hand.release(402, 151)
    assert shape(pad.ink) == [drawn(pad)]


def test_a_touch_that_the_system_takes_away_leaves_nothing(pad: SignaturePad) -> None:
    finger = Finger(pad)
    finger.press(100, 100)
    finger.move(150, 60)
    point = QTouchEvent(QEvent.Type.TouchCancel, finger.device)
    QApplication.sendEvent(pad, point)
    finger.release(150, 60)
    assert len(pad.ink.strokes) <= 1
    Finger(pad).draw()
    assert shape(pad.ink)[-1] == drawn(pad)


def test_strokes_are_taken_back_one_by_one_and_all_at_once_by_keys(pad: SignaturePad, qtbot: QtBot) -> None:
    for _ in range(4):
        draw_by_mouse(pad)
    qtbot.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.ink.strokes) == 3
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    assert len(pad.ink.strokes) == 2
    Pen(pad, eraser=True).draw()
    assert len(pad.ink.strokes) == 1
    draw_by_mouse(pad)
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.ink.is_empty


def test_a_screen_reader_hears_whose_pad_it_is_and_what_to_do_without_a_pen(pad: SignaturePad) -> None:
    assert pad.accessibleName() == "Unterschrift: Sabine Tilgner"
    assert "unterschreibt auf Papier" in pad.accessibleDescription()
    draw_by_mouse(pad)
    assert pad.accessibleDescription() == "Gezeichnet, 1 Strich"


def test_nothing_is_drawn_over_a_signature_that_was_taken(pad: SignaturePad, qtbot: QtBot) -> None:
    pad.show_taken(None, "Auf Papier")
    draw_by_mouse(pad)
    Finger(pad).draw()
    Pen(pad).draw()
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.ink.is_empty
    assert pad.accessibleDescription() == "Auf Papier"


def test_the_pad_stays_white_with_dark_ink_in_every_theme(pad: SignaturePad) -> None:
    draw_by_mouse(pad)
    image = pad.grab().toImage()
    assert image.pixelColor(20, 20).lightness() > 250
    assert min(image.pixelColor(x, y).lightness() for x in range(90, 340, 2) for y in range(45, 125, 2)) < 100


def picture_of(ink: Ink) -> Image.Image:
    return Image.open(io.BytesIO(ink.picture()))


def test_the_picture_is_cut_to_the_ink_at_print_resolution_on_a_clear_ground(pad: SignaturePad) -> None:
    draw_by_mouse(pad)
    picture = picture_of(pad.ink)
    assert picture.format == "PNG"
    assert picture.width == (330 - 100 + 16) * PRINT_SCALE
    assert picture.mode == "RGBA"
    left, top, right, bottom = picture.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert left < 12 * PRINT_SCALE
    assert right > picture.width - 12 * PRINT_SCALE
    assert 0 < top < bottom < picture.height


def test_equal_strokes_make_equal_pictures_also_after_they_were_kept(pad: SignaturePad) -> None:
    Pen(pad).draw(pressure=0.4)
    assert ink_from_text(pad.ink.to_text()).picture() == pad.ink.picture()


def test_a_dot_is_printed_as_a_dot() -> None:
    ink = Ink()
    ink.begin(QPointF(50, -20), None)
    picture = picture_of(ink)
    assert picture.size == (240 * PRINT_SCALE, 72 * PRINT_SCALE)
    assert picture.getchannel("A").getbbox() is not None


@pytest.mark.parametrize("text", ["", "null", "{", '{"a": 1}', "[[[1]]]", '[[["x","y","z"]]]', "[1]"])
def test_a_jotting_that_nobody_can_read_is_an_empty_pad(text: str) -> None:
    assert ink_from_text(text).is_empty
