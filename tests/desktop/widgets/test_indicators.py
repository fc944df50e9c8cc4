import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.theme import Scheme, Theme
from consultant_app.desktop.tokens import DARK, LIGHT
from consultant_app.desktop.widgets.indicators import Avatar, LetterTile, ShareBar, StatusGlyph, StepProgress, TwoDots
from consultant_app.desktop.widgets.labels import Card, ElidedLabel, KeyHint, Label, SectionHeading, Tag
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.desktop.widgets.painting import (
    DotState,
    StatusState,
    initials_of,
    paint_priority,
    paint_status,
    paint_two_dots,
)


def test_the_two_dots_spell_out_every_state(qtbot: QtBot) -> None:
    dots = TwoDots()
    qtbot.addWidget(dots)
    words = []
    for state in DotState:
        dots.set_state(state)
        interface = QAccessible.queryAccessibleInterface(dots)
        words.append(interface.text(QAccessible.Text.Name))
    assert words == [
        "auf diesem Gerät gesichert, der Abgleich wird geprüft",
        "wird gerade eingegeben",
        "auf diesem Gerät gesichert, wartet auf Abgleich",
        "auf diesem Gerät und im Verbund",
        "im Verbund, noch nicht auf diesem Gerät",
        "Konflikt, beide Fassungen aufbewahrt",
        "auf diesem Gerät gesichert, vom Server nicht angenommen",
    ]
    assert dots.toolTip() == words[-1]


def _shape(state: DotState | StatusState) -> bytes:
    """What is painted, without its colour: one byte of coverage for each pixel."""
    image = QImage(60, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    if isinstance(state, DotState):
        paint_two_dots(painter, QRectF(0, 0, 56, 24), state, LIGHT)
    else:
        paint_status(painter, QRectF(0, 0, 40, 40), state, LIGHT)
    painter.end()
    covered = image.convertToFormat(QImage.Format.Format_Alpha8)
    return bytes(covered.constBits())


@pytest.mark.parametrize("states", [DotState, StatusState])
def test_states_differ_by_shape_and_not_only_by_colour(states: type[DotState] | type[StatusState]) -> None:
    shapes = {_shape(state) for state in states if state != StatusState.DONE}
    assert len(shapes) == len([state for state in states if state != StatusState.DONE])


def test_a_conflict_ends_in_a_diamond_where_others_have_a_circle() -> None:
    def inked(state: DotState, x: int, y: int) -> bool:
        return _shape(state)[y * 60 + x] > 128

    tip, side = (44, 3), (49, 17)
    assert [inked(DotState.CONFLICT, *tip), inked(DotState.CONFLICT, *side)] == [True, False]
    assert [inked(DotState.BOTH, *tip), inked(DotState.BOTH, *side)] == [False, True]


def test_priority_bars_fill_from_the_left(qtbot: QtBot) -> None:
    filled = []
    for level in range(4):
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        painter = QPainter(image)
        paint_priority(painter, QRectF(0, 0, 20, 20), level, LIGHT)
        painter.end()
        pixels = [image.pixelColor(x, y).name().upper() for x in range(20) for y in range(20)]
        filled.append(pixels.count(LIGHT.text2))
    assert filled == sorted(filled)
    assert filled[0] == 0


def test_glyph_tile_and_avatar_say_what_they_show(qtbot: QtBot) -> None:
    widgets = [StatusGlyph(StatusState.OVERDUE, "überfällig"), LetterTile("U", "Umwelt"), Avatar("Sabine Tilgner")]
    for widget in widgets:
        qtbot.addWidget(widget)
    assert [widget.accessibleName() for widget in widgets] == ["überfällig", "Umwelt", "Sabine Tilgner"]


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Katrin Albers", "KA"), ("Dr. Jörg von Pannek", "DP"), ("Özil", "Ö"), ("", ""), ("  ", "")],
)
def test_initials_are_the_first_and_the_last_name(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_bar_is_a_progress_bar_to_a_screen_reader(qtbot: QtBot) -> None:
    bar = ShareBar("Strom Halle 2")
    qtbot.addWidget(bar)
    bar.set_share(0.42, "84 auf 70, Ziel 50", target=1.0)
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.role() == QAccessible.Role.ProgressBar
    assert interface.text(QAccessible.Text.Name) == "Strom Halle 2"
    assert interface.text(QAccessible.Text.Description) == "84 auf 70, Ziel 50"
    assert interface.valueInterface().currentValue() == 42


def test_progress_of_nothing_is_empty(qtbot: QtBot) -> None:
    bar = StepProgress("Abgleich")
    qtbot.addWidget(bar)
    bar.set_progress(0, 0)
    assert bar.value() == 0


def test_widgets_paint_with_the_theme_in_force(qtbot: QtBot, theme: Theme) -> None:
    dots = TwoDots(DotState.CONFLICT)
    card = Card()
    for widget in (dots, card):
        qtbot.addWidget(widget)
        widget.resize(40, 40)
    assert card.grab().toImage().pixelColor(20, 20).name().upper() == LIGHT.panel
    theme.set_scheme(Scheme.DARK)
    assert card.grab().toImage().pixelColor(20, 20).name().upper() == DARK.panel


def test_a_label_keeps_its_style_and_colour_through_theme_and_size(qtbot: QtBot, theme: Theme) -> None:
    label = Label("seit 12.05.", "small_strong", role="signal")
    qtbot.addWidget(label)
    label.show()
    height = label.sizeHint().height()
    theme.set_scheme(Scheme.DARK)
    theme.set_scale(130)
    assert label.palette().windowText().color().name().upper() == DARK.signal
    assert label.sizeHint().height() == round(height * 1.3)


def test_what_people_typed_is_never_read_as_markup(qtbot: QtBot) -> None:
    label = Label("<b>fett</b> & mehr")
    qtbot.addWidget(label)
    plain = QLabel()
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > Label("fett & mehr").sizeHint().width()


def test_a_shortened_text_is_whole_for_screen_reader_and_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Wirtschaftsförderung Dortmund")
    qtbot.addWidget(label)
    label.resize(60, 24)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == "Wirtschaftsförderung Dortmund"


def test_tags_hints_and_headings_grow_with_their_words(qtbot: QtBot) -> None:
    assert Tag("Umwelt", letter="U").sizeHint().width() > Tag("Umwelt").sizeHint().width()
    assert KeyHint("Strg K").sizeHint().width() > KeyHint("K").sizeHint().width()
    heading = SectionHeading("Heute vereinbart", note="3")
    qtbot.addWidget(heading)
    heading.show()
    assert heading._note.isVisible()
    heading.set_note("")
    assert not heading._note.isVisible()


def test_chips_flow_onto_as_many_lines_as_they_need(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    flow = FlowLayout()
    column.addLayout(flow)
    column.addStretch(1)
    tags = [Tag(f"Stichwort {number}") for number in range(6)]
    for tag in tags:
        flow.addWidget(tag)
    page.resize(220, 400)
    page.show()
    rows = {tag.y() for tag in tags}
    assert len(rows) > 1
    assert all(tag.geometry().right() < 220 for tag in tags)
    assert flow.heightForWidth(2000) == tags[0].sizeHint().height()
