"""What is typed is durable within a second, sealed when it is left, and never lost to a disk or a close."""

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.desktop import draft_keeper
from consultant_app.desktop.desk import Desk
from consultant_app.domain.note import Note
from consultant_app.errors import TroubleError
from consultant_app.workspace.workspace import Workspace
from tests.support.disk import FullDisk, disk  # noqa: F401 - a fixture
from tests.support.laptops import add, read, shown


@pytest.fixture
def note(workspace: Workspace) -> RecordId:
    return add(workspace, Note(title="Förderung", text="Alt."))


def _heads(workspace: Workspace, note: RecordId) -> list[ChangeId]:
    return shown(workspace, note, "text")


def _type(desk: Desk, note: RecordId, text: str, *, seen: list[ChangeId] | None = None) -> None:
    desk.drafts.typed(note, "text", text, shown=_heads(desk.workspace, note) if seen is None else seen)


def _drafts(workspace: Workspace) -> list[object]:
    return [draft.value for draft in workspace.drafts()]


def test_what_is_typed_is_durable_soon_after_the_last_key(qtbot: QtBot, desk: Desk, note: RecordId) -> None:
    _type(desk, note, "Neu.")
    assert desk.drafts.is_typing

    with qtbot.waitSignal(desk.drafts.saved):
        pass

    assert _drafts(desk.workspace) == ["Neu."]
    assert not desk.drafts.is_typing


def test_who_types_without_a_pause_is_safe_after_a_second(qtbot: QtBot, desk: Desk, note: RecordId) -> None:
    assert draft_keeper.LONGEST_MS == 1000
    desk.drafts._quiet.setInterval(3_600_000)
    seen = _heads(desk.workspace, note)
    typed = "Ohne"
    _type(desk, note, typed, seen=seen)
    with qtbot.waitSignal(desk.drafts.saved):
        for _ in range(9):
            typed += " Pause"
            _type(desk, note, typed, seen=seen)

    assert _drafts(desk.workspace) == [typed]


def test_a_field_that_is_left_becomes_a_change(qtbot: QtBot, desk: Desk, note: RecordId) -> None:
    _type(desk, note, "Neu.")
    desk.drafts.left(note)

    qtbot.waitUntil(lambda: read(desk.workspace, Note, note).text == "Neu.")
    assert _drafts(desk.workspace) == []


def test_a_field_that_was_never_typed_in_makes_no_job(desk: Desk, note: RecordId) -> None:
    desk.tasks.drain()
    desk.drafts.left(note)

    assert desk.tasks.is_idle


def test_what_is_typed_for_a_minute_is_sealed_without_being_left(
    qtbot: QtBot, desk: Desk, note: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert draft_keeper.SEAL_MS == 60_000
    desk.drafts._seal.setInterval(50)
    _type(desk, note, "Neu.")

    qtbot.waitUntil(lambda: read(desk.workspace, Note, note).text == "Neu.")


def test_closing_writes_and_seals_what_was_typed_a_moment_ago(desk: Desk, note: RecordId) -> None:
    _type(desk, note, "Im letzten Augenblick.")
    desk.drafts.close()
    desk.tasks.drain()

    assert read(desk.workspace, Note, note).text == "Im letzten Augenblick."


def test_a_full_disk_keeps_the_text_says_so_and_saves_it_once_there_is_room(
    qtbot: QtBot,
    desk: Desk,
    note: RecordId,
    disk: FullDisk,  # noqa: F811 - the fixture
) -> None:
    disk.is_full = True
    _type(desk, note, "Neu.")
    with qtbot.waitSignal(desk.drafts.failed) as failed:
        desk.drafts.write_now()

    assert isinstance(failed.args[0], TroubleError)
    assert failed.args[0].code == "disk_full"
    assert desk.drafts.is_typing
    assert dict(desk.drafts.unwritten) == {(note, "text"): "Neu."}
    disk.is_full = False
    desk.drafts._retry.start(1)
    qtbot.waitUntil(lambda: _drafts(desk.workspace) == ["Neu."])
    qtbot.waitUntil(lambda: not desk.drafts.is_typing)
    assert desk.drafts.problem is None


def test_a_write_that_failed_never_overwrites_what_was_typed_after_it(
    qtbot: QtBot,
    desk: Desk,
    note: RecordId,
    disk: FullDisk,  # noqa: F811 - the fixture
) -> None:
    seen = _heads(desk.workspace, note)
    disk.is_full = True
    _type(desk, note, "Erst", seen=seen)
    desk.drafts.write_now()
    _type(desk, note, "Erst und dann", seen=seen)
    desk.drafts.write_now()
    qtbot.waitUntil(lambda: disk.tries == 2)
    disk.is_full = False
    desk.tasks.drain()
    desk.drafts.write_now()
    desk.tasks.drain()

    assert _drafts(desk.workspace) == ["Erst und dann"]


def test_a_text_that_no_record_takes_does_not_hold_up_the_others(qtbot: QtBot, desk: Desk, note: RecordId) -> None:
    desk.drafts.typed(RecordId("0" * 32), "text", "Ins Leere.", shown=[])
    _type(desk, note, "Neu.")
    desk.drafts.write_now()

    qtbot.waitUntil(lambda: _drafts(desk.workspace) == ["Neu."])
    qtbot.waitUntil(lambda: list(desk.drafts.unwritten.values()) == ["Ins Leere."])


def test_reading_late_never_takes_typed_words_away(qtbot: QtBot, desk: Desk, note: RecordId) -> None:
    seen = _heads(desk.workspace, note)
    _type(desk, note, "Neu.", seen=seen)

    assert desk.drafts.over(note, "text", "Alt.", shown=seen) == "Neu."
    desk.drafts.left(note)
    qtbot.waitUntil(lambda: read(desk.workspace, Note, note).text == "Neu.")
    desk.workspace.undo()
    assert desk.drafts.over(note, "text", "Alt.", shown=_heads(desk.workspace, note)) == "Alt."


def test_a_field_that_is_left_while_the_window_goes_asks_for_nothing_more(desk: Desk, note: RecordId) -> None:
    desk.drafts.close()

    desk.drafts.typed(note, "text", "zu spät", shown=())
    desk.drafts.left(note)
    desk.drafts.write_now()

    assert desk.drafts.unwritten == {(note, "text"): "zu spät"}
