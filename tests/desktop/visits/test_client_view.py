"""While a client looks, no key leads away, and what is typed after such a key stands nowhere for the client to read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTextEdit

from consultant_app.desktop.client_view import BarredWay
from tests.desktop.typing import type_text
from tests.desktop.visits.driver import Driver

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
EDITOR = "Notizen zu Umwelt"
WAYS = {
    "search": (Qt.Key.Key_K, CTRL, "Die Suche ist in der Kundenansicht zu."),
    "place": (Qt.Key.Key_2, ALT, "Andere Seiten sind in der Kundenansicht zu."),
}


def _write_while_a_client_looks(app: Driver) -> QTextEdit:
    app.click("Umwelt", QPushButton)
    app.type(EDITOR, "Die Öfen laufen nachts.")
    app.key(Qt.Key.Key_F9)
    editor = app.find(EDITOR, QTextEdit)
    editor.setFocus()
    return editor


def _said(app: Driver) -> list[str]:
    """What bars on the screen say about ways that lead nowhere."""
    return [bar.accessibleName() for bar in app.window.findChildren(BarredWay) if bar.isVisible()]


def _type_on(app: Driver, text: str) -> None:
    """Into whatever has the focus, as a person does who does not look."""
    for letter in text:
        target = app.window.focusWidget()
        assert target is not None
        type_text(target, letter)


@pytest.mark.parametrize("way", WAYS)
def test_words_typed_after_a_key_that_leads_nowhere_are_for_nobody_to_read(app: Driver, way: str) -> None:
    key, modifier, words = WAYS[way]
    editor = _write_while_a_client_looks(app)
    app.key(key, modifier)
    _type_on(app, "Konkurrent Müller")
    app.key(Qt.Key.Key_Return)
    app.key(Qt.Key.Key_Space)

    assert [said.startswith(words) for said in _said(app)] == [True]
    assert editor.toPlainText() == "Die Öfen laufen nachts."
    assert app.page.measure.line.text() == ""
    assert app.window.client_view, "nothing that was pressed on the way ends the view"
    assert app.window.current_page is not None
    assert app.window.current_page.key == "visit"


def test_escape_leads_back_to_the_text_and_the_view_stays(app: Driver) -> None:
    editor = _write_while_a_client_looks(app)
    app.key(Qt.Key.Key_K, CTRL)
    app.key(Qt.Key.Key_K, CTRL)
    app.key(Qt.Key.Key_Escape)
    _type_on(app, " Auch sonntags.")
    assert app.window.client_view
    assert editor.toPlainText() == "Die Öfen laufen nachts. Auch sonntags."
    assert _said(app) == []


def test_with_the_view_the_bar_goes(app: Driver) -> None:
    editor = _write_while_a_client_looks(app)
    app.key(Qt.Key.Key_K, CTRL)
    app.key(Qt.Key.Key_F9)
    assert not app.window.client_view
    assert _said(app) == []
    assert app.window.focusWidget() is editor
