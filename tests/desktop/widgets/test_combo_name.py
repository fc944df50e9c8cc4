"""A drop-down is called by its label, wherever it stands."""

import gc

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.widgets.fields import ComboBox, LabelledField

ENTRIES = [("Folgebesuch", "follow_up"), ("Erstgespräch", "first")]


def _interface(box: ComboBox) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(box)


def _said(box: ComboBox, kind: QAccessible.Text) -> str:
    return _interface(box).text(kind)


def test_its_name_is_the_label_with_and_without_one_beside_it(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    alone, labelled = ComboBox("Art des Besuchs", ENTRIES), ComboBox("", ENTRIES)
    column.addWidget(alone)
    column.addWidget(LabelledField("Ort", labelled, hint="Wo man sich trifft"))
    qtbot.addWidget(page)
    page.show()
    assert [_said(one, QAccessible.Text.Name) for one in (alone, labelled)] == ["Art des Besuchs", "Ort"]
    assert [_said(one, QAccessible.Text.Value) for one in (alone, labelled)] == ["Folgebesuch"] * 2
    assert _said(labelled, QAccessible.Text.Description) == "Folgebesuch. Wo man sich trifft"
    alone.set_value("first")
    assert _said(alone, QAccessible.Text.Description) == "Erstgespräch"


def test_its_entries_are_reached_and_it_opens_when_pressed_from_outside(qtbot: QtBot) -> None:
    box = ComboBox("Art des Besuchs", ENTRIES)
    qtbot.addWidget(box)
    box.show()
    interface = _interface(box)
    assert (interface.role(), interface.childCount()) == (QAccessible.Role.ComboBox, 1)
    entries = interface.child(0)
    assert [entries.child(at).text(QAccessible.Text.Name) for at in range(entries.childCount())] == [
        "Folgebesuch",
        "Erstgespräch",
    ]
    actions = interface.actionInterface()
    assert "Press" in actions.actionNames()
    actions.doAction("Press")
    qtbot.waitUntil(box.view().isVisible)
    assert _interface(box).state().expanded
    box.hidePopup()


def test_a_drop_down_that_is_gone_leaves_nothing_behind_that_is_asked(qtbot: QtBot) -> None:
    for _ in range(50):
        box = ComboBox("Art des Besuchs", ENTRIES)
        box.show()
        assert _said(box, QAccessible.Text.Name) == "Art des Besuchs"
        box.close()
        box.deleteLater()
        del box
        qtbot.wait(0)
        gc.collect(1)
