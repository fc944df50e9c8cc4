from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QTextBlockFormat, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.theme import Theme
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField, SearchField
from consultant_app.desktop.widgets.writing import LINE_LENGTH, WritingEditor
from tests.desktop.typing import type_text


def test_an_error_stands_below_the_field_and_the_input_stays(qtbot: QtBot) -> None:
    field = LabelledField("Aktueller Wert", QLineEdit("84 MW"), hint="in MWh")
    qtbot.addWidget(field)
    field.show()
    field.set_error("Bitte eine Zahl eingeben, zum Beispiel 84.")
    assert field.editor.text() == "84 MW"
    assert field._message.text() == "Bitte eine Zahl eingeben, zum Beispiel 84."
    interface = QAccessible.queryAccessibleInterface(field.editor)
    assert interface.text(QAccessible.Text.Name) == "Aktueller Wert"
    assert interface.text(QAccessible.Text.Description) == "Bitte eine Zahl eingeben, zum Beispiel 84."
    field.set_error("")
    assert (field.error, field._message.text()) == ("", "in MWh")


def test_the_error_border_is_drawn_in_the_signal_colour(qtbot: QtBot) -> None:
    field = LabelledField("Wert", QLineEdit("x"))
    qtbot.addWidget(field)
    field.show()
    field.set_error("Bitte eine Zahl eingeben.")
    image = field.editor.grab().toImage()
    middle = image.height() // 2
    assert [image.pixelColor(x, middle).name().upper() for x in (0, 1)] == ["#A3320F", "#A3320F"]


def test_escape_empties_a_search_first_and_lets_go_only_then(qtbot: QtBot) -> None:
    search = SearchField("Suchen", keys="Strg K")
    qtbot.addWidget(search)
    search.show()
    type_text(search, "Förderung")
    assert search.text() == "Förderung"
    assert not search._keys.isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert search._keys.isVisible()


def test_the_cross_clears_a_search_and_keeps_the_focus_there(qtbot: QtBot) -> None:
    search = SearchField("Suchen")
    qtbot.addWidget(search)
    search.show()
    search.setText("LED")
    qtbot.mouseClick(search._clear, Qt.MouseButton.LeftButton)
    assert search.text() == ""
    assert search._clear.accessibleName() == "Suche leeren"


def test_a_drop_down_gives_values_and_keeps_the_chosen_one(qtbot: QtBot) -> None:
    box = ComboBox("Unternehmen", [("Tilgner Metallbau GmbH", "t"), ("Hellwig Feinguss GmbH", "h")])
    qtbot.addWidget(box)
    box.show()
    with qtbot.waitSignal(box.value_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert chosen.args == ["h"]
    with qtbot.assertNotEmitted(box.value_chosen):
        box.set_entries([("Hellwig Feinguss GmbH", "h"), ("Kolbe Elektrotechnik GmbH", "k")])
    assert box.value == "h"


def _day_field(qtbot: QtBot) -> DateField:
    def parse(words: str) -> date | None:
        return date(2026, 6, 9) if words == "9.6." else None

    field = DateField("Frist", parse, lambda _day: "Di., 9. Juni 2026", short=lambda day: f"{day:%d.%m.%Y}")
    qtbot.addWidget(field)
    field.resize(400, 40)
    field.show()
    return field


def test_a_date_field_says_what_it_understood_and_writes_it_out_on_leaving(qtbot: QtBot) -> None:
    field = _day_field(qtbot)
    type_text(field, "9.6.")
    assert field.day == date(2026, 6, 9)
    assert field.accessibleDescription() == "Di., 9. Juni 2026"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "09.06.2026"


def test_words_that_are_no_date_stay_in_the_field(qtbot: QtBot) -> None:
    field = _day_field(qtbot)
    type_text(field, "irgendwann")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.day, field.is_understood) == ("irgendwann", None, False)
    field.set_day(None)
    assert field.is_understood


def _editor(qtbot: QtBot) -> WritingEditor:
    editor = WritingEditor("Umwelt")
    qtbot.addWidget(editor)
    editor.resize(1000, 500)
    editor.show()
    return editor


def test_only_a_person_edits(qtbot: QtBot) -> None:
    editor = _editor(qtbot)
    with qtbot.assertNotEmitted(editor.text_edited):
        editor.set_text("Rundgang durch Halle 2.")
    with qtbot.waitSignal(editor.text_edited) as edited:
        type_text(editor, "Ü")
    assert edited.args == ["ÜRundgang durch Halle 2."]


def test_a_text_set_from_outside_leaves_the_caret_and_adds_no_undo_step(qtbot: QtBot) -> None:
    editor = _editor(qtbot)
    editor.set_text("Erste Fassung")
    cursor = editor.textCursor()
    cursor.setPosition(6)
    editor.setTextCursor(cursor)
    editor.set_text("Erste Fassung, ergänzt")
    assert editor.textCursor().position() == 6
    assert not editor.document().isUndoAvailable()


@pytest.mark.parametrize("scale", [100, 130])
def test_lines_are_as_high_and_as_long_as_designed(qtbot: QtBot, theme: Theme, scale: int) -> None:
    editor = _editor(qtbot)
    editor.set_text("Eins\nZwei")
    theme.set_scale(scale)
    for block in (editor.document().begin(), editor.document().lastBlock()):
        assert block.blockFormat().lineHeightType() == QTextBlockFormat.LineHeightTypes.FixedHeight.value
        assert block.blockFormat().lineHeight() == round(30 * scale / 100)
    assert editor.lineWrapColumnOrWidth() == round(LINE_LENGTH * scale / 100)


def test_new_paragraphs_keep_the_line_height(qtbot: QtBot) -> None:
    editor = _editor(qtbot)
    type_text(editor, "Eins")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    type_text(editor, "Zwei")
    assert editor.text == "Eins\nZwei"
    assert editor.document().lastBlock().blockFormat().lineHeight() == 30


def test_formatted_text_is_pasted_as_plain_text(qtbot: QtBot) -> None:
    editor = _editor(qtbot)
    pasted = QMimeData()
    pasted.setHtml("<b>fett</b>")
    pasted.setText("fett")
    editor.insertFromMimeData(pasted)
    assert editor.text == "fett"
    assert "font-weight" not in editor.document().toHtml().split("<body", 1)[1].split("<p", 1)[1]


def test_control_and_wheel_change_the_size_and_say_so(qtbot: QtBot) -> None:
    editor = _editor(qtbot)
    wheel = QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(editor.size_chosen) as chosen:
        QApplication.sendEvent(editor.viewport(), wheel)
    assert chosen.args == [21]
    assert editor.size_px == 21


def test_tab_leaves_the_editor(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    editor, after = WritingEditor("Umwelt"), QLineEdit()
    column.addWidget(editor)
    column.addWidget(after)
    with qtbot.waitActive(page):
        page.show()
    editor.setFocus()
    with qtbot.waitSignal(editor.left):
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text == ""
    assert after.hasFocus()
