"""The notes page on a real workspace: what is typed is kept, who can read it is true, hits are found as one types."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consultant_app.actions.attachments import add_attachment
from consultant_app.changes.spaces import person_space
from consultant_app.desktop.attachments.file_row import FileRow
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.notes.feature import add_notes
from consultant_app.desktop.notes.note_editor import NoteEditor
from consultant_app.desktop.notes.note_list import NoteList
from consultant_app.desktop.widgets.fields import SearchField
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.desktop.widgets.writing import WritingEditor
from consultant_app.domain.note import Note
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, desk: Desk) -> Iterator[MainWindow]:
    add_notes(window, desk)
    window.show_page("notes")
    qtbot.waitUntil(lambda: len(_rows(window)) == 3)
    wait_until_quiet(qtbot, desk)
    return window


def _named(window: MainWindow, cls: type, name: str) -> object:
    named = {widget.accessibleName() or getattr(widget, "text", str)(): widget for widget in window.findChildren(cls)}
    return named[name]


def _list(window: MainWindow) -> RowList:
    return _named(window, RowList, "Notizen")  # type: ignore[return-value]


def _rows(window: MainWindow) -> tuple:
    return _list(window).rows.rows


def _notes(workspace: Workspace) -> dict[str, Note]:
    with workspace.read() as reader:
        return {note.title: note for note in reader.all(select(Note))}


def _shown(page: MainWindow) -> str:
    """Which note stands in the editor."""
    return page.findChild(NoteEditor).note


def _new_note(qtbot: QtBot, page: MainWindow, title: str, text: str) -> None:
    qtbot.mouseClick(_named(page, QPushButton, "Neue Notiz"), Qt.MouseButton.LeftButton)
    line = _named(page, QLineEdit, "Titel der Notiz")
    qtbot.waitUntil(line.hasFocus)
    type_text(line, title)
    editor = _named(page, WritingEditor, "Text der Notiz")
    editor.setFocus()
    type_text(editor, text)


def test_what_is_typed_in_a_new_note_is_kept(qtbot: QtBot, page: MainWindow, desk: Desk) -> None:
    _new_note(qtbot, page, "Förderung LED", "Größe der Halle klären – bis Freitag.")
    _named(page, SearchField, "Notizen durchsuchen").setFocus()

    qtbot.waitUntil(lambda: "Förderung LED" in _notes(desk.workspace))
    qtbot.waitUntil(lambda: _notes(desk.workspace)["Förderung LED"].text == "Größe der Halle klären – bis Freitag.")


def test_a_note_is_found_while_typing_and_its_hits_are_marked(qtbot: QtBot, page: MainWindow, desk: Desk) -> None:
    search = _named(page, SearchField, "Notizen durchsuchen")
    qtbot.waitUntil(lambda: desk.index.backlog == 0)

    type_text(search, "urlaubs")

    qtbot.waitUntil(lambda: len(_rows(page)) == 1)
    assert _rows(page)[0].title_hits or _rows(page)[0].excerpt_hits


def test_a_search_without_hits_keeps_the_words_and_says_so(qtbot: QtBot, page: MainWindow) -> None:
    search = _named(page, SearchField, "Notizen durchsuchen")

    type_text(search, "Förderrung")

    qtbot.waitUntil(lambda: len(_rows(page)) == 0)
    assert search.text() == "Förderrung"


def test_a_note_that_never_left_moves_to_only_me_without_a_trace_elsewhere(
    qtbot: QtBot, page: MainWindow, desk: Desk
) -> None:
    _new_note(qtbot, page, "Nur für mich", "vertraulich")
    qtbot.mouseClick(_named(page, QPushButton, "Nur ich"), Qt.MouseButton.LeftButton)

    private = person_space(desk.workspace.identity.user)

    def spaces() -> set[str]:
        with desk.workspace.read() as reader:
            note = next(iter(reader.all(select(Note).where(Note.title == "Nur für mich"))), None)
            if note is None:
                return set()
            return {row[0] for row in reader.raw.execute("SELECT space FROM change WHERE record = ?", (note.id,))}

    qtbot.waitUntil(lambda: spaces() == {private})


def test_a_deleted_note_leaves_the_list_and_comes_back_by_undo(qtbot: QtBot, page: MainWindow, desk: Desk) -> None:
    first = _rows(page)[0].id
    _list(page).choose(first)
    qtbot.waitUntil(lambda: _named(page, WritingEditor, "Text der Notiz").isVisible())

    qtbot.mouseClick(_named(page, QPushButton, "Notiz löschen"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first not in [row.id for row in _rows(page)])
    desk.workspace.undo()

    qtbot.waitUntil(lambda: first in [row.id for row in _rows(page)])


def test_the_note_chosen_last_is_shown_however_late_the_others_come(
    qtbot: QtBot, page: MainWindow, desk: Desk, late_answers: LateAnswers
) -> None:
    first, second = _rows(page)[:2]
    late_answers.hold()
    for row in (first, second, first, second):
        _list(page).choose(row.id)
    qtbot.waitUntil(lambda: late_answers.count > 0 and desk.tasks.is_idle)
    late_answers.release(newest_first=True)
    wait_until_quiet(qtbot, desk)
    assert _list(page).current_id == second.id
    assert _shown(page) == second.id


def test_deleting_means_the_note_on_the_screen_not_one_that_is_still_on_its_way(
    qtbot: QtBot, page: MainWindow, desk: Desk, late_answers: LateAnswers
) -> None:
    first, second = _rows(page)[:2]
    _list(page).choose(first.id)
    qtbot.waitUntil(lambda: _shown(page) == first.id)
    late_answers.hold()
    _list(page).choose(second.id)
    qtbot.mouseClick(_named(page, QPushButton, "Notiz löschen"), Qt.MouseButton.LeftButton)
    late_answers.release()
    wait_until_quiet(qtbot, desk)
    with desk.workspace.read() as reader:
        kept = {note.id for note in reader.all(select(Note))}
    assert first.id not in kept
    assert second.id in kept


def test_a_narrow_window_shows_the_list_or_a_note_and_a_way_back(qtbot: QtBot, page: MainWindow, desk: Desk) -> None:
    editor = page.findChild(NoteEditor)
    page.resize(1100, 672)
    qtbot.waitUntil(lambda: _list(page).isVisible() and not editor.isVisible())
    desk.ways.note.emit(_rows(page)[0].id)
    qtbot.waitUntil(editor.isVisible)
    assert not _list(page).isVisible()
    qtbot.keyClick(_named(page, QPushButton, "Zur Liste"), Qt.Key.Key_Space)
    assert (_list(page).isVisible(), editor.isVisible()) == (True, False)
    qtbot.keyClick(_list(page), Qt.Key.Key_Return)
    qtbot.waitUntil(editor.isVisible)
    qtbot.keyClick(page.focusWidget() or editor, Qt.Key.Key_Escape)
    assert _list(page).isVisible()
    assert page.current_page is not None
    assert page.current_page.key == "notes"


def test_the_files_of_a_note_stand_behind_a_button_that_counts_them(
    qtbot: QtBot, page: MainWindow, desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    note = next(iter(_notes(workspace).values())).id
    (tmp_path / "Angebot.pdf").write_bytes(b"%PDF-1.7")
    desk.ways.note.emit(note)
    qtbot.waitUntil(lambda: _shown(page) == note)
    button = _named(page, QPushButton, "Fotos und Dateien der Notiz")
    assert button.text() == "Fotos und Dateien"

    add_attachment(workspace, tmp_path / "Angebot.pdf", note)
    qtbot.waitUntil(lambda: button.text() == "Fotos und Dateien (1)")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(FileRow)))


def test_the_title_in_the_list_follows_the_typing(qtbot: QtBot, page: MainWindow, desk: Desk) -> None:
    note = _rows(page)[0].id
    _list(page).choose(note)
    qtbot.waitUntil(lambda: page.findChild(NoteEditor) is not None and _shown(page) == note)
    wait_until_quiet(qtbot, desk)
    before = next(row.title for row in _rows(page) if row.id == note)
    line = _named(page, QLineEdit, "Titel der Notiz")
    line.setFocus()
    line.end(False)
    type_text(line, "Rückruf")
    assert next(row.title for row in _rows(page) if row.id == note) == line.text()
    assert line.text() != before
    desk.drafts.seal_all()
    wait_until_quiet(qtbot, desk)
    assert next(row.title for row in _rows(page) if row.id == note) == line.text()
    assert page.findChild(NoteList)._typed == ("", ""), "what was read speaks for itself again"
