from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QPushButton, QTextEdit, QWidget
from sqlalchemy import select

from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.visits.agreeing import open_items
from consultant_app.actions.visits.sections import SECTIONS
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.visits.measure_entry import MeasureLineEdit
from consultant_app.desktop.visits.measure_offer import MeasureOffer
from consultant_app.domain.groups import Times
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit import FIELD_TEXTS, Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.workspace.workspace import Workspace
from tests.desktop.typing import type_text
from tests.desktop.visits.driver import Driver
from tests.support.clock import SettableClock

CTRL = Qt.KeyboardModifier.ControlModifier
SECTION_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)


def _add_measure(app: Driver, text: str) -> None:
    type_text(app.page.measure.line, text)
    app.key(Qt.Key.Key_Return)


def test_a_visit_is_recorded_and_stands_in_the_workspace_after_a_restart(
    app: Driver, workspace: Workspace, clock: SettableClock
) -> None:
    """The whole way at the table, by German names, keys and clicks alone."""
    app.click("Besuch beginnen", QPushButton)
    app.until(lambda: app.stored().status == "draft")
    for section, editor, text in (
        ("Anlass und Ziel", "Anlass", "Förderung für LED: wer trägt die Kosten?"),
        ("Anlass und Ziel", "Ziel des Gesprächs", "Nächste Schritte klären."),
        ("Ausgangslage", "Ausgangslage des Unternehmens", "Größe: 38 Beschäftigte, zwölf Öfen."),
        ("Umwelt", "Notizen zu Umwelt", "Die Öfen laufen auch nachts „auf Vorrat“."),
        ("Interne Notiz", "Text der internen Notiz", "Der Sohn übernimmt nächstes Jahr."),
    ):
        app.click(section, QPushButton)
        app.type(editor, text)
    app.click("Anwesend: Emine Deneme", QCheckBox)
    app.key(Qt.Key.Key_M, CTRL)
    app.until(app.page.measure.line.hasFocus)
    for text in ("M: Öfen takten bis 9.6. #U !hoch", "M: Zähler prüfen @Deneme", "Leitbild schreiben #M"):
        _add_measure(app, text)
    app.settle()
    app.desk.drafts.seal_all()
    app.settle()
    workspace.close()

    again = Workspace.open(workspace.folder, passphrase="geheim", clock=clock)
    with again.read() as reader:
        visit = reader.get(Visit, app.visit)
        agreed = reader.all(select(Agreement).where(Agreement.visit == app.visit).order_by(Agreement.sort_key))
        measures = [reader.get(Measure, one.measure or "") for one in agreed]
    again.close()
    assert (visit.occasion, visit.goal) == ("Förderung für LED: wer trägt die Kosten?", "Nächste Schritte klären.")
    assert visit.situation == "Größe: 38 Beschäftigte, zwölf Öfen."
    assert visit.environment == "Die Öfen laufen auch nachts „auf Vorrat“."
    assert visit.internal_note == "Der Sohn übernimmt nächstes Jahr."
    assert [one.title for one in measures] == ["Öfen takten", "Zähler prüfen", "Leitbild schreiben"]
    assert [one.csr_field for one in measures] == ["UM", None, "MA"]
    assert measures[1].responsible == sample_id("P-007")
    for one, measure in zip(agreed, measures, strict=True):
        assert (one.what, one.who, one.due_on) == (measure.title, measure.responsible, measure.due_on)


def test_ticking_a_participant_is_kept_at_once(app: Driver) -> None:
    app.click("Anwesend: Emine Deneme", QCheckBox)
    app.until(lambda: [one.name for one in app.stored().attendees if one.present] == ["Emine Deneme"])


def test_who_came_later_is_noted_with_the_time(app: Driver) -> None:
    row = next(row for row in app.page.people._rows.values() if "Deneme" in row._name.full_text)
    row.ask_times()
    app.type("Anwesend ab: Emine Deneme", "14.30")
    app.key(Qt.Key.Key_Return)
    app.until(lambda: [one.start for one in app.stored().attendees if one.start] == [time(14, 30)])
    app.until(lambda: row._detail.full_text == "Filialleitung, ab 14:30")


def test_somebody_without_a_contact_is_added_by_name(app: Driver) -> None:
    app.page.people._ask_name()
    type_text(app.page.people._name, "Jürgen Übermut")
    app.qtbot.keyClick(app.page.people._name, Qt.Key.Key_Return)
    app.until(lambda: app.find("Anwesend: Jürgen Übermut", QCheckBox).isChecked())


def test_control_and_a_number_open_the_sections_in_the_order_of_the_protocol(app: Driver) -> None:
    opened = []
    for key in SECTION_KEYS:
        app.key(key, CTRL)
        opened.append(app.page.sections.current)
    assert tuple(opened) == SECTIONS[:5]


def test_sections_say_how_many_words_they_have_while_one_types(app: Driver) -> None:
    button = app.page.sections.button("UM")
    assert button.accessibleDescription() == "leer"
    app.click("Umwelt", QPushButton)
    app.type("Notizen zu Umwelt", "Die Öfen laufen nachts.")
    assert button.accessibleDescription() == "4 Wörter"


def test_what_is_missing_leads_to_where_it_is_filled_in(app: Driver) -> None:
    app.click("Besuch beginnen", QPushButton)
    app.until(lambda: app.find("Anlass fehlt", QPushButton) is not None)
    app.click("Anlass fehlt", QPushButton)
    assert app.window.focusWidget() is app.find("Anlass", QTextEdit)
    type_text(app.find("Anlass", QTextEdit), "Umzug")
    names = [one.text() for one in app.window.findChildren(QPushButton) if one.isVisible()]
    assert "Anlass fehlt" not in names


def test_the_clock_goes_on_and_stops_with_the_end_of_the_visit(app: Driver, clock: SettableClock) -> None:
    app.click("Besuch beginnen", QPushButton)
    app.until(lambda: app.page._bar.clock.elapsed == "0:00")
    clock.advance(timedelta(minutes=47))
    app.page._bar.clock._show_time()
    assert app.page._bar.clock.elapsed == "0:47"
    app.click("Besuch beenden", QPushButton)
    app.until(lambda: app.stored().times == Times(time(12, 42), time(13, 29), 0))
    app.until(lambda: app.find("Besuch fortsetzen", QPushButton).isVisible())


def test_times_are_corrected_by_hand(app: Driver) -> None:
    app.click("Rahmen", QPushButton)
    for name, text in (("Beginn", "9.30"), ("Ende", "1115"), ("Pause in Minuten", "15")):
        line = app.find(name)
        line.setFocus()
        app.key(Qt.Key.Key_A, CTRL)
        type_text(line, text)
    app.key(Qt.Key.Key_M, CTRL)
    app.until(lambda: app.stored().times == Times(time(9, 30), time(11, 15), 15))
    said = app.page.section("frame").times._sum  # type: ignore[attr-defined]
    app.until(lambda: said.text() == "1,50 Stunden, 0,19 Beratungstage")


def test_the_measure_line_says_what_it_understood_and_takes_the_open_section_as_field(app: Driver) -> None:
    app.click("Umwelt", QPushButton)
    app.key(Qt.Key.Key_M, CTRL)
    line = app.find("Maßnahme erfassen", MeasureLineEdit)
    assert app.window.focusWidget() is line
    type_text(line, "Leckagen prüfen @Deneme bis 9.6. !hoch")
    said = app.page.measure._understood.full_text
    assert said == "Umwelt · Emine Deneme · Di., 9. Juni 2026 · Priorität hoch"
    app.click("Hinzufügen", QPushButton)
    app.until(lambda: [one.csr_field for one in app.stored().agreed] == ["UM"])
    app.until(lambda: line.text() == "")
    app.key(Qt.Key.Key_M, CTRL)
    assert app.window.focusWidget() is app.find("Notizen zu Umwelt", QTextEdit)


def test_a_line_in_the_notes_that_begins_like_a_measure_can_become_one(app: Driver) -> None:
    app.click("Umwelt", QPushButton)
    editor = app.find("Notizen zu Umwelt", QTextEdit)
    editor.setFocus()
    type_text(editor, "Rundgang durch die Backstube.")
    app.key(Qt.Key.Key_Return)
    type_text(editor, "M: Öfen takten @Deneme bis 9.6.")
    app.click("Als Maßnahme übernehmen", QPushButton)
    app.until(lambda: [(one.what, one.csr_field) for one in app.stored().agreed] == [("Öfen takten", "UM")])
    app.until(lambda: editor.toPlainText() == "Rundgang durch die Backstube.")
    app.until(lambda: not app.page.section("UM").findChildren(MeasureOffer)[0].isVisible())


def test_names_are_completed_after_an_at_sign(app: Driver) -> None:
    line = app.page.measure.line
    line.setFocus()
    type_text(line, "Zähler prüfen @dene")
    app.until(line._popup.isVisible)
    app.qtbot.keyClick(line._popup, Qt.Key.Key_Down)
    app.qtbot.keyClick(line._popup, Qt.Key.Key_Return)
    assert line.text() == "Zähler prüfen @Emine Deneme "
    assert app.stored().agreed == ()


def test_something_open_is_finished_in_plan_and_agreement_from_the_visit(app: Driver, desk: Desk) -> None:
    title = "Mehrwegbecher in allen Filialen"
    app.click(title, QPushButton)
    app.click(f"Erledigt: {title}", QPushButton)

    def is_done() -> bool:
        with desk.workspace.read() as reader:
            (measure,) = reader.all(select(Measure).where(Measure.title == title))
            agreements = reader.all(select(Agreement).where(Agreement.measure == measure.id))
        return measure.status == "done" and all(one.done_on == measure.done_on for one in agreements)

    app.until(is_done)
    app.until(lambda: title not in [row.head.text() for row in app.page.open_items._rows.values()])
    app.key(Qt.Key.Key_Z, CTRL)
    app.until(lambda: not is_done())


def test_something_open_gets_another_due_date(app: Driver, desk: Desk) -> None:
    title = "Mehrwegbecher in allen Filialen"
    app.click(title, QPushButton)
    app.type(f"Neue Frist: {title}", "1.7.")
    app.key(Qt.Key.Key_Return)

    def due() -> list[date | None]:
        with desk.workspace.read() as reader:
            return [one.due_on for one in open_items(reader, app.visit, date(2026, 5, 19)) if one.title == title]

    app.until(lambda: due() == [date(2026, 7, 1)])


def test_nothing_agreed_is_chosen_actively(app: Driver) -> None:
    app.click("Vereinbarungen", QPushButton)
    app.click("Keine Vereinbarungen getroffen", QCheckBox)
    app.until(lambda: app.stored().no_agreements)


def test_a_recommendation_is_added_written_and_taken_back(app: Driver) -> None:
    app.click("Empfehlungen", QPushButton)
    app.click("Empfehlung hinzufügen", QPushButton)
    app.type("Empfehlung 1", "Zähler je Ofen einbauen")
    app.type("Hinweis zur Empfehlung 1", "Der Elektriker kommt ohnehin im Juni.")
    app.click("Anlass und Ziel", QPushButton)
    app.until(lambda: [one.texts["text"] for one in app.stored().recommendations] == ["Zähler je Ofen einbauen"])
    app.click("Empfehlungen", QPushButton)
    app.click("Empfehlung 1 entfernen", QPushButton)
    app.until(lambda: app.stored().recommendations == ())
    app.click("Rückgängig", QPushButton)
    app.until(lambda: [one.texts["text"] for one in app.stored().recommendations] == ["Zähler je Ofen einbauen"])


def test_a_topic_is_observed_below_the_text_of_its_field(app: Driver) -> None:
    app.click("Markt", QPushButton)
    chooser = app.page.section("MA")._chooser  # type: ignore[attr-defined]
    chooser.value_chosen.emit("MA-02")
    app.type("Beobachtung zu Verantwortungsvolle Beschaffung und Lieferkette", "Mehl aus der Region.")
    app.click("Umwelt", QPushButton)
    app.until(lambda: [(one.code, one.texts["observation"]) for one in app.stored().topic_notes]
              == [("MA-02", "Mehl aus der Region.")])  # fmt: skip


def test_what_a_round_brings_and_what_is_being_typed_both_survive(app: Driver, workspace: Workspace) -> None:
    app.click("Umwelt", QPushButton)
    app.type("Notizen zu Umwelt", "Hier getippt.")
    app.desk.drafts.write_now()
    shown = app.page.work.sheet.heads if app.page.work.sheet else {}
    with workspace.write() as writer:
        writer.shown(app.visit, shown)
        writer.set_wire(app.visit, {"environment": "Vom anderen Gerät.", "situation": "Auch von dort."})
    app.click("Ausgangslage", QPushButton)
    app.until(lambda: app.find("Ausgangslage des Unternehmens", QTextEdit).toPlainText() == "Auch von dort.")
    app.settle()
    kept = {str(one.value) for conflict in workspace.conflicts(app.visit) for one in conflict.values}
    text = app.stored().texts["environment"]
    assert kept == {"Hier getippt.", "Vom anderen Gerät."} or ("Hier" in text and "anderen" in text)


def test_the_client_view_hides_the_internal_note_and_says_so(app: Driver) -> None:
    app.click("Interne Notiz", QPushButton)
    app.type("Text der internen Notiz", "Der Sohn übernimmt.")
    app.key(Qt.Key.Key_F9)
    assert app.window.windowTitle().startswith("Kundenansicht")
    assert not app.page.sections.button("note").isVisible()
    assert not app.page.section("note").isVisible()
    assert app.page.sections.current == "frame"
    app.page.sections.button("frame").setFocus()
    app.key(Qt.Key.Key_Escape)
    assert not app.window.client_view
    assert app.page.sections.button("note").isVisible()
    assert app.window.current_page is not None
    assert app.window.current_page.key == "visit"


def test_control_p_asks_for_the_preview_of_this_visit(app: Driver) -> None:
    with app.qtbot.waitSignal(app.desk.ways.preview) as asked:
        app.key(Qt.Key.Key_P, CTRL)
    assert asked.args == ["visit", app.visit]


def test_an_editor_keeps_its_own_undo_while_it_has_steps(app: Driver) -> None:
    app.click("Anwesend: Emine Deneme", QCheckBox)
    app.until(lambda: any(one.present for one in app.stored().attendees))
    app.click("Umwelt", QPushButton)
    app.type("Notizen zu Umwelt", "Vertippt")
    app.key(Qt.Key.Key_Z, CTRL)
    app.until(lambda: app.find("Notizen zu Umwelt", QTextEdit).toPlainText() == "")
    app.settle()
    assert any(one.present for one in app.stored().attendees)
    app.key(Qt.Key.Key_Z, CTRL)
    app.until(lambda: not any(one.present for one in app.stored().attendees))


def test_a_signed_protocol_can_only_be_read(app: Driver) -> None:
    app.desk.ways.visit.emit(sample_id("V-003"))
    app.settle()
    app.click("Umwelt", QPushButton)
    app.until(lambda: app.find("Notizen zu Umwelt", QTextEdit).isReadOnly())
    app.until(lambda: not app.page.measure.isVisible())
    app.until(lambda: app.find("Anwesend: Emine Deneme", QCheckBox).isChecked())
    assert not app.find("Anwesend: Emine Deneme", QCheckBox).isEnabled()


def test_leaving_by_escape_discards_nothing(app: Driver) -> None:
    app.desk.ways.visit.emit(RecordId(app.visit))
    app.click("Umwelt", QPushButton)
    app.type("Notizen zu Umwelt", "Bleibt.")
    app.key(Qt.Key.Key_Escape)
    app.until(lambda: app.stored().texts["environment"] == "Bleibt." or bool(app.desk.workspace.drafts(app.visit)))


@pytest.mark.parametrize("key", SECTIONS)
def test_every_control_of_a_section_has_a_name_of_its_own(app: Driver, key: str) -> None:
    app.page._open_section(key)
    app.settle()
    names: dict[tuple[str, str], int] = {}
    for child in app.page.findChildren(QWidget):
        if not child.isVisible() or not child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(child)
        name = interface.text(QAccessible.Text.Name)
        assert name, child
        role = str(interface.role())
        names[role, name] = names.get((role, name), 0) + 1
    assert [one for one, count in names.items() if count > 1] == []
    assert key not in FIELD_TEXTS or ("Role.EditableText", f"Notizen zu {app.page.section(key).title}") in names
