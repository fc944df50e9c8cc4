"""An editor tied to a field: nothing from outside touches what is being typed, and both sides survive."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.writing import WritingEditor
from consultant_app.domain.note import Note
from consultant_app.workspace.workspace import Workspace
from tests.desktop.typing import type_text
from tests.support.laptops import add, edit, read, shown


@pytest.fixture
def note(workspace: Workspace) -> RecordId:
    return add(workspace, Note(title="Förderung", text="Alt. "))


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[QWidget]:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def _bind(desk: Desk, page: QWidget, note: RecordId) -> tuple[TextBinding, WritingEditor]:
    editor = WritingEditor("Text")
    editor.setParent(page)
    editor.show()
    binding = TextBinding(desk.drafts, editor, "text")
    _show(desk, binding, note)
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    return binding, editor


def _show(desk: Desk, binding: TextBinding, note: RecordId) -> None:
    binding.show(note, read(desk.workspace, Note, note).text, shown(desk.workspace, note, "text"))


def test_leaving_the_editor_makes_a_change(qtbot: QtBot, desk: Desk, page: QWidget, note: RecordId) -> None:
    binding, editor = _bind(desk, page, note)
    type_text(editor, "Größe.")
    binding.leave()

    qtbot.waitUntil(lambda: read(desk.workspace, Note, note).text == "Alt. Größe.")


def test_what_arrives_while_somebody_types_stands_beside_it(
    qtbot: QtBot, desk: Desk, page: QWidget, note: RecordId
) -> None:
    binding, editor = _bind(desk, page, note)
    type_text(editor, "Mein Satz")
    edit(desk.workspace, note, text="Von nebenan.")
    _show(desk, binding, note)

    assert editor.text == "Alt. Mein Satz"
    binding.leave()
    qtbot.waitUntil(lambda: len(desk.workspace.conflicts(note)) == 1)
    (conflict,) = desk.workspace.conflicts(note)
    assert {value.value for value in conflict.values} == {"Alt. Mein Satz", "Von nebenan."}


def test_a_reading_from_before_the_sealing_takes_no_word_back(
    qtbot: QtBot, desk: Desk, page: QWidget, note: RecordId
) -> None:
    before, heads = read(desk.workspace, Note, note).text, shown(desk.workspace, note, "text")
    binding, editor = _bind(desk, page, note)
    type_text(editor, "Mehr.")
    binding.leave()
    binding.show(note, before, heads)

    assert editor.text == "Alt. Mehr."
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    type_text(editor, " Und noch mehr.")
    binding.leave()
    qtbot.waitUntil(lambda: read(desk.workspace, Note, note).text == "Alt. Mehr. Und noch mehr.")


def test_going_to_another_record_and_back_at_once_shows_what_was_typed(
    qtbot: QtBot, desk: Desk, page: QWidget, note: RecordId
) -> None:
    other = add(desk.workspace, Note(title="Anderes", text="Anders."))
    before, heads = read(desk.workspace, Note, note).text, shown(desk.workspace, note, "text")
    binding, editor = _bind(desk, page, note)
    type_text(editor, "Mehr.")
    _show(desk, binding, other)
    assert editor.text == "Anders."
    binding.show(note, before, heads)

    assert editor.text == "Alt. Mehr."


def test_a_line_is_left_with_the_focus(qtbot: QtBot, desk: Desk, page: QWidget, note: RecordId) -> None:
    line, elsewhere = QLineEdit(page), QLineEdit(page)
    line.show()
    elsewhere.show()
    binding = TextBinding(desk.drafts, line, "title")
    binding.show(note, "Förderung", shown(desk.workspace, note, "title"))
    line.setFocus()
    type_text(line, " LED")
    elsewhere.setFocus()

    qtbot.waitUntil(lambda: read(desk.workspace, Note, note).title == "Förderung LED")
