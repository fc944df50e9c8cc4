from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.focus_ring import FocusRing
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind, Page, Place, mark_pane
from consultant_app.desktop.top_bar import TopBar
from consultant_app.desktop.trust import TrustState
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.messages import MessageBar

PRODUCT = "CSR-Kompetenzzentrum Ruhr · Beratung"
SAVED = TrustState(saved_at=datetime(2026, 5, 19, 12, 42, 7), waiting=7, offline=True)  # noqa: DTZ001 - local time


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings) -> Iterator[MainWindow]:
    window = MainWindow(PRODUCT, settings=settings)
    qtbot.addWidget(window)
    for key, title, icon in (("today", "Heute", "calendar-event"), ("visits", "Besuche", "writing")):
        window.add_place(Place(key, title, icon))
    window.add_place(Place("sync", "Abgleich", "arrows-exchange", below=True))
    window.add_page(Page("today", "", _pane_page(), place="today"))
    window.add_page(Page("sync", "Abgleich", QWidget(), place="sync"))
    bar = TopBar("Tilgner Metallbau GmbH", "Beratungsbesuch 3")
    bar.add_action(Button("Unterschreiben", "primary"))
    title = "Besuch bei Tilgner Metallbau GmbH"
    window.add_page(Page("visit", title, QWidget(), place="visits", frame=FrameKind.TABLE, top_bar=bar))
    window.show_page("today")
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()


def _pane_page() -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    for name in ("Termine", "Abgleich und Konflikte"):
        pane = QWidget()
        mark_pane(pane, name)
        QVBoxLayout(pane).addWidget(Button(f"Öffnen in {name}"))
        row.addWidget(pane)
    return page


def _shown(window: MainWindow) -> str:
    assert window.current_page is not None
    return window.current_page.key


def test_the_frame_follows_the_page(window: MainWindow) -> None:
    assert (window.navigation.isVisible(), window.rail.isVisible()) == (True, False)
    window.show_page("visit")
    assert (window.navigation.isVisible(), window.rail.isVisible()) == (False, True)
    assert window.current_page is not None
    assert window.current_page.top_bar is not None
    assert window.current_page.top_bar.height() == 64
    assert (window.rail.width(), window.rail.button("visits").isChecked()) == (64, True)


def test_the_title_names_page_and_product(window: MainWindow) -> None:
    assert window.windowTitle() == PRODUCT
    window.show_page("visit")
    assert window.windowTitle() == f"Besuch bei Tilgner Metallbau GmbH · {PRODUCT}"
    assert window.current_page is not None
    window.current_page.set_title("Protokoll")
    assert window.windowTitle() == f"Protokoll · {PRODUCT}"


def test_alt_and_a_number_change_the_place(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.place_activated) as activated:
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert activated.args == ["visits"]
    assert _shown(window) == "visit"
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    assert _shown(window) == "visit"


def test_escape_goes_one_step_back_and_stays_at_the_first_page(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("visit")
    window.show_page("sync")
    for expected in ("visit", "today", "today"):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        assert _shown(window) == expected


def test_a_place_is_reached_by_its_german_name_and_the_space_bar(qtbot: QtBot, window: MainWindow) -> None:
    named = [child for child in window.findChildren(QWidget) if child.accessibleName() == "Abgleich"]
    button = next(child for child in named if child.isVisible())
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert _shown(window) == "sync"


def test_control_k_leads_to_the_search(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.navigation.search.hasFocus()
    window.navigation.search.setText("LED")
    with qtbot.waitSignal(window.search_submitted) as submitted:
        qtbot.keyClick(window.navigation.search, Qt.Key.Key_Return)
    assert submitted.args == ["LED"]


def test_control_k_asks_for_a_search_where_the_field_is_folded_away(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("visit")
    with qtbot.waitSignal(window.search_submitted) as submitted:
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert submitted.args == [""]


def test_f6_walks_through_the_panes_and_back(qtbot: QtBot, window: MainWindow) -> None:
    def focused_pane() -> str:
        widget = window.focusWidget()
        while widget is not None and not widget.property("pane"):
            widget = widget.parentWidget()
        return widget.accessibleName() if widget is not None else ""

    window.navigation.search.setFocus()
    names = []
    for _step in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        names.append(focused_pane())
    assert names == ["Termine", "Abgleich und Konflikte", "Navigation"]
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert focused_pane() == "Abgleich und Konflikte"


def test_the_trust_block_says_what_is_saved_and_what_waits(window: MainWindow) -> None:
    window.set_trust(SAVED)
    spoken = window.navigation.trust.accessibleName()
    assert spoken == "Alles gesichert auf diesem Gerät, 12:42. 7 Änderungen warten auf Abgleich. Offline."
    window.set_trust(replace(SAVED, waiting=1, offline=False))
    assert window.navigation.trust.accessibleName().endswith("1 Änderung wartet auf Abgleich.")
    window.set_trust(replace(SAVED, syncing=True, sync_done=15, sync_total=38))
    assert window.navigation.trust.accessibleName().endswith("Abgleich läuft, 15 von 38")
    assert window.navigation.trust._progress.isVisible()
    window.set_trust(replace(SAVED, waiting=0, offline=False))
    assert window.navigation.trust.accessibleName().endswith("Nichts wartet auf Abgleich.")


def test_what_cannot_be_written_is_never_called_saved(window: MainWindow) -> None:
    window.set_trust(replace(SAVED, problem="Auf diesem Gerät ist kein Platz mehr."))
    assert "gesichert" not in window.navigation.trust._headline.text().replace("Noch nicht gesichert", "")
    assert "kein Platz" in window.navigation.trust.accessibleName()


def test_the_saved_mark_of_the_table_frame_shows_seconds(window: MainWindow) -> None:
    window.show_page("visit")
    window.set_trust(SAVED)
    assert window.current_page is not None
    assert window.current_page.top_bar is not None
    assert window.current_page.top_bar.saved_mark.accessibleName() == "Gesichert 12:42:07"


def test_counts_and_badges_are_said_too(window: MainWindow) -> None:
    window.set_count("visits", 2, flagged=True)
    window.set_badge("sync", 7)
    assert window.navigation.button("visits").accessibleDescription() == "2"
    assert window.rail.button("sync").accessibleDescription() == "7"
    assert window.rail.button("sync").accessibleName() == "Abgleich"


def test_the_client_view_says_so_and_shows_nothing_of_other_work(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("visit")
    window.set_badge("sync", 7)
    window.messages.show_message(MessageBar("Abgleich unterbrochen"))
    with qtbot.waitSignal(window.client_view_changed):
        window.set_client_view(True)
    assert window.windowTitle() == f"Kundenansicht · Besuch bei Tilgner Metallbau GmbH · {PRODUCT}"
    assert not window.messages.isVisible()
    assert window.rail.button("sync").accessibleDescription() == ""
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    with qtbot.assertNotEmitted(window.search_submitted):
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert _shown(window) == "visit"
    window.set_client_view(False)
    assert window.messages.isVisible()
    assert window.rail.button("sync").accessibleDescription() == "7"


def test_splitters_are_remembered_for_each_page(qtbot: QtBot, settings: QSettings) -> None:
    def companies() -> tuple[MainWindow, QSplitter]:
        window = MainWindow(PRODUCT, settings=settings)
        qtbot.addWidget(window)
        splitter = QSplitter()
        splitter.setObjectName("list")
        for _pane in range(2):
            splitter.addWidget(QWidget())
        window.add_place(Place("companies", "Unternehmen", "building-factory-2"))
        window.add_page(Page("companies", "", splitter, place="companies"))
        window.show_page("companies")
        window.show()
        return window, splitter

    first, splitter = companies()
    splitter.setSizes([352, 800])
    splitter.splitterMoved.emit(352, 1)
    first.close()
    _second, restored = companies()
    left, right = restored.sizes()
    assert left / (left + right) == pytest.approx(352 / 1152, abs=0.01)


def test_a_page_is_built_when_it_is_first_shown(window: MainWindow) -> None:
    built: list[str] = []

    def build() -> QWidget:
        built.append("reports")
        return QWidget()

    window.add_page(Page("reports", "Auswertung", build, place="today"))
    assert built == []
    window.show_page("reports")
    window.show_page("today")
    window.show_page("reports")
    assert built == ["reports"]


def test_the_width_has_named_steps(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1500, 800)
    with qtbot.waitSignal(window.breakpoint_changed) as changed:
        window.resize(1280, 720)
    assert changed.args == ["compact"]
    assert window.breakpoint == "compact"


def test_the_window_fits_a_small_laptop(window: MainWindow) -> None:
    needed = window.minimumSizeHint()
    assert window.minimumSize() == QSize(1280, 672).boundedTo(window.screen().availableSize())
    assert needed.width() <= 1280
    assert needed.height() <= 672


def test_closing_can_wait_for_what_is_unsaved(qtbot: QtBot, window: MainWindow) -> None:
    window.may_close = lambda: False
    with qtbot.assertNotEmitted(window.closing):
        assert not window.close()
    window.may_close = lambda: True
    with qtbot.waitSignal(window.closing):
        window.close()


def test_every_focusable_control_of_the_window_has_a_name(window: MainWindow) -> None:
    nameless = []
    for child in window.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            interface = QAccessible.queryAccessibleInterface(child)
            if not interface.text(QAccessible.Text.Name):
                nameless.append(child)
    assert nameless == []


def test_the_ring_stands_around_what_the_keyboard_reached(
    qtbot: QtBot, window: MainWindow, focus_ring: FocusRing
) -> None:
    button = window.navigation.button("sync")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert focus_ring.target is button
    overlay = focus_ring._overlay
    assert overlay is not None
    assert overlay.geometry().contains(button.geometry())
    window.resize(1300, 900)
    assert overlay.geometry().center() == button.mapTo(window, button.rect().center())
    button.clearFocus()
    assert focus_ring.target is None


def test_the_ring_outlives_the_page_it_stood_on(qtbot: QtBot, focus_ring: FocusRing) -> None:
    for _time in range(2):
        page = QWidget()
        editor = QLineEdit(page)
        with qtbot.waitActive(page):
            page.show()
        editor.setFocus()
        assert focus_ring.target is editor
        page.close()
        page.deleteLater()
        with qtbot.waitSignal(page.destroyed):
            pass
        assert focus_ring.target is None
