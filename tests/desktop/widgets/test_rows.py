from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultant_app.desktop.fonts import text_font
from consultant_app.desktop.theme import Theme
from consultant_app.desktop.widgets.painting import DotState, StatusState
from consultant_app.desktop.widgets.row_delegate import _lay_out
from consultant_app.desktop.widgets.rows import Row, RowList, RowListModel

ROWS = (
    Row(
        id="a", title="Druckluft-Leckagen prüfen", subtitle="Tilgner Metallbau", right="seit 12.05.", right_flagged=True
    ),
    Row(id="b", title="LED-Umrüstung Halle 2", status=StatusState.ACTIVE, status_text="in Arbeit", letter="U"),
    Row(id="c", title="Förderung LED", excerpt="Vor Bestellung", excerpt_hits=((0, 3),), dots=DotState.WAITING),
)


def _list(qtbot: QtBot, *, fit: bool = False, open_on_click: bool = False) -> RowList:
    view = RowList("Maßnahmen", fit=fit, open_on_click=open_on_click)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.set_rows(ROWS)
    view.show()
    return view


def test_the_item_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = RowListModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)
    model.set_rows(ROWS[:1])


def test_a_row_says_its_texts_and_marks(qtbot: QtBot) -> None:
    view = _list(qtbot)
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Maßnahmen"
    assert interface.childCount() == 3
    assert interface.child(1).text(QAccessible.Text.Name) == "LED-Umrüstung Halle 2, in Arbeit"
    assert ROWS[2].text() == "Förderung LED, Vor Bestellung, auf diesem Gerät gesichert, wartet auf Abgleich"


def test_arrows_choose_and_enter_opens(qtbot: QtBot) -> None:
    view = _list(qtbot)
    view.choose("a")
    with qtbot.waitSignal(view.row_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen.args == ["b"]
    with qtbot.waitSignal(view.row_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["b"]


def test_a_click_opens_where_the_list_says_so(qtbot: QtBot) -> None:
    view = _list(qtbot, open_on_click=True)
    with qtbot.waitSignal(view.row_opened) as opened:
        middle = view.visualRect(view.rows.index(1)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert opened.args == ["b"]


def test_new_rows_keep_the_chosen_record_and_say_nothing(qtbot: QtBot) -> None:
    view = _list(qtbot)
    view.choose("b")
    with qtbot.assertNotEmitted(view.row_chosen):
        view.set_rows((replace(ROWS[2]), replace(ROWS[1], title="LED-Umrüstung Halle 3")))
    assert view.current_id == "b"


def test_a_chosen_record_that_is_gone_is_told(qtbot: QtBot) -> None:
    view = _list(qtbot)
    view.choose("b")
    with qtbot.waitSignal(view.row_chosen) as chosen:
        view.set_rows(ROWS[:1])
    assert chosen.args == [""]


def test_changed_texts_do_not_reset_the_list(qtbot: QtBot) -> None:
    model = RowListModel()
    model.set_rows(ROWS)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.set_rows((replace(ROWS[0], right="heute"), *ROWS[1:]))
    assert changed.args[0].row() == 0


def test_headings_cannot_be_chosen(qtbot: QtBot) -> None:
    view = _list(qtbot)
    view.set_rows((Row(id="h", title="Handlungsfelder", heading=True), ROWS[0]))
    flags = view.rows.index(0).flags()
    assert not flags & Qt.ItemFlag.ItemIsSelectable


@pytest.mark.parametrize("scale", [100, 130])
def test_a_fitting_list_shows_all_its_rows(qtbot: QtBot, theme: Theme, scale: int) -> None:
    view = _list(qtbot, fit=True)
    theme.set_scale(scale)
    last = view.visualRect(view.rows.index(2))
    assert last.bottom() + 1 == view.height()
    assert not view.verticalScrollBar().isVisible()


def test_rows_are_high_enough_to_hit(qtbot: QtBot) -> None:
    view = _list(qtbot)
    assert [view.sizeHintForRow(at) >= least for at, least in enumerate((56, 48, 64))] == [True] * 3


def test_an_excerpt_that_goes_on_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    font = text_font("small")
    words = "Vor Bestellung der Leuchten muss die Förderung bewilligt sein. " * 3
    layout, last = _lay_out(words, font, 300, lines=2, step=20)
    assert layout.lineCount() == 2
    assert last is not None
    assert _lay_out("Vor Bestellung", font, 300, lines=2, step=20)[1] is None
    view = RowList("Notizen")
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.set_rows([Row(id="a", title="A", excerpt=words, excerpt_hits=((0, 3),))])
    long = view.grab().toImage()
    view.set_rows([Row(id="a", title="A", excerpt=words[: last + 10], excerpt_hits=((0, 3),))])
    assert view.grab().toImage() != long
