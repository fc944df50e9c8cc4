"""The whole window on a real desk, page by page, and what can be said about every control that is shown."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.visits.running import add_participant, plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.features import add_features
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.trust_keeper import TrustKeeper
from consultant_app.desktop.widgets.labels import ElidedLabel, Tag
from consultant_app.workspace.print_jobs import PrintJob
from tests.desktop.quiet import wait_until_quiet
from tests.support.held_visits import hold_visit

TARGET = 40
BAKERY, SIGNED = sample_id("C-003"), sample_id("V-003")
_TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources" / "translations"
_TAG = re.compile(r"<[^>]+>")


class Tour:
    """Goes from page to page; nothing is asked of a page but what a person sees of it."""

    def __init__(self, qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
        self._qtbot, self.desk, self.window = qtbot, desk, window
        window.set_person(desk.workspace.identity.user_name, desk.workspace.identity.partner_name)
        add_features(window, desk)
        TrustKeeper(window, desk)
        desk.rounds.start()
        self.settle()

    def settle(self) -> None:
        wait_until_quiet(self._qtbot, self.desk)

    def plan_visit(self) -> RecordId:
        identity = self.desk.workspace.identity
        with self.desk.workspace.write() as writer:
            visit = plan_visit(writer, BAKERY, identity, day=self.desk.now().date(), start=time(13, 30))
            add_participant(writer, visit, person=sample_id("P-007"))
        return visit

    def places(self) -> Iterator[str]:
        """Every place of the navigation, one after the other."""
        for key in self.window.navigation.keys:
            self.window.navigation.button(key).click()
            yield self._arrived(key)

    def everything(self) -> Iterator[str]:
        """Every page in every state in which it shows other controls."""
        visit, ways = self.plan_visit(), self.desk.ways
        yield from self.places()
        yield from self._company()
        yield self._go("new company", ways.new_company.emit)
        yield self._go("planned visit", lambda: ways.visit.emit(visit))
        yield self._go("visit", lambda: ways.begin_visit.emit(visit))
        for number in range(1, 10):
            yield self._go(f"section {number}", lambda keys=f"Ctrl+{number}": self.press(keys))  # type: ignore[misc]
        for name in ("Vereinbarungen", "Nächster Termin", "Fotos und Dateien", "Interne Notiz"):
            yield self._go(name, lambda name=name: self._click(name))  # type: ignore[misc]
        yield self._go("signed visit", lambda: ways.visit.emit(SIGNED))
        yield self._go("planning a visit", lambda: ways.new_visit.emit(BAKERY))
        yield self._go("plan", lambda: ways.plan.emit(BAKERY, ""))
        yield self._go("new measure", lambda: ways.new_measure.emit(BAKERY))
        yield self._go("note", lambda: ways.new_note.emit(BAKERY))
        yield self._go("search", lambda: self.window.search_submitted.emit("LED"))
        yield self._go("help", lambda: self.press("F1"))
        yield self._go("settings", lambda: self.window.show_page("settings"))
        yield self._go("preview", lambda: ways.preview.emit("visit", visit))
        self._hold_a_print_job()
        yield self._go("day with a print job", lambda: self.window.show_page("today"))
        yield self._go("print jobs", ways.print_jobs.emit)
        yield self._go("signing what is incomplete", lambda: ways.sign.emit(visit))
        held = hold_visit(self.desk.workspace)
        yield self._go("signing", lambda: ways.sign.emit(held))
        yield self._go("signing, details", lambda: self._click("Angaben ändern: Für das Unternehmen"))
        yield self._go("signing, other ways", lambda: self._click("Nicht hier unterschreiben: Für das Unternehmen"))
        yield self._go("signing, pages", lambda: self._click("Ganzes Dokument lesen"))

    def _hold_a_print_job(self) -> None:
        job = PrintJob(
            id="job", title="Besuchsprotokoll Bäckerei Krümelglück Beispiel GmbH", kind="visit", record=SIGNED,
            printer="Mobildrucker", created_at=0, changed_at=0,
        )  # fmt: skip
        self.desk.workspace.print_jobs.add(job, b"%PDF-1.4")
        self.desk.printing.look()
        self.settle()

    def _company(self) -> Iterator[str]:
        yield self._go("company", lambda: self.desk.ways.company.emit(BAKERY))
        tabs = next(bar for bar in self.window.findChildren(QTabBar) if bar.isVisible())
        for at in range(tabs.count()):
            yield self._go(f"company, {tabs.tabText(at)}", lambda at=at: tabs.setCurrentIndex(at))  # type: ignore[misc]

    def _go(self, name: str, act: Callable[[], object]) -> str:
        act()
        return self._arrived(name)

    def _arrived(self, name: str) -> str:
        self.settle()
        return name

    def press(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.window, combination.key(), combination.keyboardModifiers())

    def _click(self, name: str) -> None:
        buttons = self.window.findChildren(QAbstractButton)
        found = [one for one in buttons if one.isVisible() and name_of(one) == name]
        if found:  # In English there is another name; the sections were passed by their keys.
            found[0].click()

    def shown(self) -> list[QWidget]:
        return [one for one in self.window.findChildren(QWidget) if one.isVisible()]

    def controls(self) -> list[QWidget]:
        """What can be used now; the clear button of a field belongs to the field."""
        return [one for one in self.shown() if is_control(one) and one.isEnabled() and not _is_part(one)]

    def stops_of_tab(self) -> list[QWidget]:
        """Where Tab leads, from the first control on until it comes round."""
        self.controls()[0].setFocus(Qt.FocusReason.TabFocusReason)
        found: list[QWidget] = []
        widget = self.window.focusWidget()
        while widget is not None and widget not in found:
            found.append(widget)
            QTest.keyClick(widget, Qt.Key.Key_Tab)
            widget = self.window.focusWidget()
        return found


def is_control(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) or isinstance(widget, QAbstractButton)


def name_of(widget: QWidget) -> str:
    """As a screen reader says it. A drop-down's own name in Qt is its value, its label is what it is tied to."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) or ""


def kind_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def texts_of(widget: QWidget) -> set[str]:
    """Every word that is shown or said of a widget."""
    found = {name_of(widget), widget.accessibleDescription(), widget.toolTip()}
    if isinstance(widget, QLabel | QAbstractButton):
        found.add(_TAG.sub("", widget.text()))
    if isinstance(widget, QLineEdit | QTextEdit):
        found.add(widget.placeholderText())
    return found - {""}


def english_texts() -> set[str]:
    """The English texts of the window that read otherwise in German."""
    english, german = set(), set()
    for path in _TRANSLATIONS.glob("*_de.ts"):
        for message in ET.parse(path).iter("message"):
            english.add(message.findtext("source", ""))
            german.update("".join(entry.itertext()) for entry in message.iter("translation"))
    return english - german


def is_reached(widget: QWidget, stops: list[QWidget]) -> bool:
    """By Tab, or by the arrow keys from another of the same group."""
    if widget in stops:
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(button in stops for button in group.buttons())


def words_cut_off(widget: QWidget) -> str:
    """What has no room for its words, "" when all is there or it says by … that it shortens."""
    if isinstance(widget, ElidedLabel | Tag):
        return ""
    if isinstance(widget, QLabel):
        return _label_cut_off(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        room, needed = widget.width(), widget.minimumSizeHint().width()
        return f"{widget.text()!r}: {room} < {needed}" if room + 1 < needed else ""
    return ""


def _label_cut_off(label: QLabel) -> str:
    text = _TAG.sub("", label.text())
    metrics = QFontMetrics(label.font())
    if label.wordWrap():
        needed = metrics.boundingRect(QRect(0, 0, label.width(), 10_000), Qt.TextFlag.TextWordWrap, text).height()
        return f"{text!r}: {label.height()} high < {needed}" if needed > label.height() + 2 else ""
    widest = max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0)
    return f"{text!r}: {label.width()} < {widest}" if widest > label.width() + 1 else ""


def over_the_edge(widget: QWidget, window: QWidget) -> str:
    """A control that is cut off at the right, where nothing scrolls sideways."""
    edge = window
    for parent in _parents(widget):
        if isinstance(parent, QAbstractScrollArea) and parent.viewport().isAncestorOf(widget):
            edge = parent.viewport()
            break
    right = widget.mapTo(edge, QPoint(widget.width(), 0)).x()
    return f"{name_of(widget)!r}: {right} > {edge.width()}" if right > edge.width() + 1 else ""


def _is_part(widget: QWidget) -> bool:
    return any(isinstance(parent, QAbstractItemView | QLineEdit | QTabBar) for parent in _parents(widget))


def _parents(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
