"""On every page the two dots say where a record is: with a conflict, with work the server did not take, offline."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.record_dots import dots_of
from consultant_app.desktop.widgets.indicators import dots_text
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.domain.note import Note
from consultant_app.server.rights import Role
from consultant_app.workspace.status import RecordState, Whereabouts
from tests.desktop.sync.conftest import Pair, pair, server, sync_now, workspace  # noqa: F401 - fixtures
from tests.desktop.tour import Tour, name_of
from tests.support.laptops import add, edit
from tests.support.partner_server import PartnerServer

CONFLICT = "Konflikt, beide Fassungen aufbewahrt"
REFUSED = "auf diesem Gerät gesichert, vom Server nicht angenommen"
WAITING = "auf diesem Gerät gesichert, wartet auf Abgleich"
BOTH = "auf diesem Gerät und im Verbund"


@pytest.fixture
def tour(qtbot: QtBot, desk: Desk, window: MainWindow, pair: Pair) -> Tour:  # noqa: F811
    return Tour(qtbot, desk, window)


def _said(tour: Tour) -> str:
    """Everything a screen reader finds on the page, rows of lists included."""
    words = [name_of(one) for one in tour.shown()]
    for view in tour.shown():
        if isinstance(view, QAbstractItemView) and view.model() is not None:
            words += list(_rows(view))
    return "\n".join(words)


def _rows(view: QAbstractItemView) -> Iterator[str]:
    waiting = [view.rootIndex()]
    model = view.model()
    while waiting:
        parent = waiting.pop()
        for row in range(model.rowCount(parent)):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
                index = model.index(row, column, parent)
                yield str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
            waiting.append(model.index(row, 0, parent))


def _pages(tour: Tour, pair: Pair) -> Iterator[tuple[str, str]]:  # noqa: F811
    """Where the company or its measure is shown with its dots."""
    ways = {
        "companies": lambda: tour.desk.ways.company.emit(pair.company),
        "plan": lambda: tour.desk.ways.plan.emit(pair.company, pair.measure),
    }
    for page, go in ways.items():
        go()
        tour.settle()
        yield page, _said(tour)


def test_a_conflict_is_seen_where_its_record_is(qtbot: QtBot, tour: Tour, pair: Pair) -> None:  # noqa: F811
    pair.both_edit(mine={"title": "LED in Halle 2 bis Sommer"}, theirs={"title": "LED in allen Hallen"})
    sync_now(qtbot, tour.desk)
    tour.desk.ways.plan.emit(pair.company, pair.measure)
    tour.settle()
    assert CONFLICT in _said(tour)
    for place in ("today", "sync"):
        tour.window.navigation.button(place).click()
        tour.settle()
        assert "LED" in _said(tour), place
        assert "Konflikt" in _said(tour), place
    assert tour.window.navigation.button("sync").accessibleDescription() == "1"


def test_what_the_server_did_not_take_is_no_conflict(
    qtbot: QtBot,
    tour: Tour,
    pair: Pair,  # noqa: F811
    server: PartnerServer,  # noqa: F811
) -> None:
    server.change_roles("k@en", Role.OFFICE)
    edit(pair.mine, pair.measure, title="Ohne Recht geschrieben")
    sync_now(qtbot, tour.desk)
    assert dots_text(dots_of(RecordState(Whereabouts.SET_ASIDE, ()))) == REFUSED
    for page in tour.places():
        assert CONFLICT not in _said(tour), page
    assert "Ihr Text bleibt auf diesem Gerät erhalten" in _said(tour)


def test_waiting_and_having_synced_are_told_apart_also_without_network(
    qtbot: QtBot,
    tour: Tour,
    pair: Pair,  # noqa: F811
    server: PartnerServer,  # noqa: F811
) -> None:
    for page, said in _pages(tour, pair):
        assert BOTH in said, page
        assert WAITING not in said, page
    server.stop()
    edit(pair.mine, pair.measure, title="Ohne Netz geschrieben")
    with qtbot.waitSignal(tour.desk.rounds.failed):
        tour.desk.rounds.start()
    tour.desk.ways.plan.emit(pair.company, pair.measure)
    tour.settle()
    assert WAITING in _said(tour)
    assert tour.window.navigation.trust.accessibleName().endswith("1 Änderung wartet auf Abgleich. Offline.")


def test_a_running_round_is_said_and_its_end_too(qtbot: QtBot, tour: Tour, pair: Pair) -> None:  # noqa: F811
    edit(pair.mine, pair.measure, title="Gleich unterwegs")
    heard: list[str] = []
    tour.desk.rounds.changed.connect(lambda: heard.append(tour.window.navigation.trust.accessibleName()))
    sync_now(qtbot, tour.desk)
    assert any("Abgleich läuft" in words for words in heard)
    tour.settle()
    assert tour.window.navigation.trust.accessibleName().endswith("Nichts wartet auf Abgleich.")


def test_what_waits_is_the_same_number_in_every_place(
    qtbot: QtBot,
    tour: Tour,
    pair: Pair,  # noqa: F811
    server: PartnerServer,  # noqa: F811
) -> None:
    """Three things were changed, however often: a person counts what was changed, not what the program noted of it."""
    server.stop()
    for word in ("Eins", "Zwei", "Drei"):
        edit(pair.mine, pair.measure, title=word)
        edit(pair.mine, pair.company, name=f"{word} GmbH")
    add(pair.mine, Note(title="Rückruf", company=pair.company))
    with qtbot.waitSignal(tour.desk.rounds.failed):
        tour.desk.rounds.start()
    tour.settle()
    assert tour.window.navigation.trust.accessibleName().endswith("3 Änderungen warten auf Abgleich. Offline.")
    tour.window.navigation.button("today").click()
    tour.settle()
    assert "3 Änderungen warten" in _said(tour)
    tour.desk.ways.company.emit(pair.company)
    tour.settle()
    assert "3 Änderungen warten" in _said(tour).splitlines()
    tour.desk.ways.sync.emit()
    tour.settle()
    rows = next(one for one in tour.shown() if isinstance(one, RowList) and name_of(one) == "Wartet auf Abgleich")
    assert sum(int(row.title.partition(" ")[0]) for row in rows.rows.rows) == 3
