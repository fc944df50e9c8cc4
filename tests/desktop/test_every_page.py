"""What holds on every page of the window: names, keys, room for every word, in every size, theme and language."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTabBar, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.actions.visits.running import add_participant, plan_visit
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.focus_ring import FocusRing
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.theme import Scheme, Theme
from consultant_app.desktop.translations import load_translations
from consultant_app.domain.company import Company
from consultant_app.workspace.workspace import Workspace
from tests.desktop.tour import (
    TARGET,
    Tour,
    english_texts,
    is_reached,
    kind_of,
    name_of,
    over_the_edge,
    texts_of,
    words_cut_off,
)
from tests.support.clock import SettableClock

LARGE, SMALL = (1440, 868), (1280, 672)
_NOT_OUR_WORDS = re.compile(r"\w!|\.\.\.|\"| - |[Ss]peicher|Fehler|ungültig|Datensatz|Upload|\bSync\b")
_NOTHING = re.compile(r"[Nn]och kein|[Kk]eine? |Nichts")
_LONG_NAME = "Gesellschaft für nachhaltige Oberflächenveredelung und Präzisionsschleiftechnik Ennepe-Ruhr mbH & Co. KG"


@pytest.fixture
def tour(qtbot: QtBot, desk: Desk, window: MainWindow) -> Tour:
    return Tour(qtbot, desk, window)


def _problems_of_a_page(tour: Tour) -> list[str]:
    found = [words_cut_off(one) for one in tour.shown()]
    found += [over_the_edge(one, tour.window) for one in tour.controls()]
    return [problem for problem in found if problem]


def test_every_control_has_a_german_name_of_its_own(tour: Tour) -> None:
    english, problems = english_texts(), []
    for page in tour.everything():
        names: Counter[tuple[object, str]] = Counter()
        for control in tour.controls():
            name = name_of(control)
            if not name and not isinstance(control, QTabBar):
                problems.append(f"{page}: {type(control).__name__} has no name")
            if isinstance(control, QAbstractButton) and not control.text() and not control.toolTip():
                problems.append(f"{page}: {name} is an icon without a tooltip")
            names[kind_of(control), name] += 1
        problems += [f"{page}: {name!r} is there {times} times" for (_, name), times in names.items() if times > 1]
        for widget in tour.shown():
            texts = texts_of(widget)
            problems += [f"{page}: English is left: {text!r}" for text in texts & english]
            problems += [f"{page}: not our words: {text!r}" for text in texts if _NOT_OUR_WORDS.search(text)]
    assert sorted(set(problems)) == []


def test_every_control_is_reached_by_tab_and_shows_it(tour: Tour, focus_ring: FocusRing) -> None:
    problems = []
    tour.window.activateWindow()
    for page in tour.everything():
        stops = tour.stops_of_tab()
        problems += [f"{page}: no way to {name_of(one)!r}" for one in tour.controls() if not is_reached(one, stops)]
        for stop in stops:
            stop.setFocus()
            if focus_ring.target is not stop and not _shows_focus_itself(stop):
                problems.append(f"{page}: nobody sees that {name_of(stop)!r} has the focus")
    assert problems == []


def _shows_focus_itself(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractItemView | QTextEdit) or widget.property("focus_ring") == "none"


def test_every_target_is_large_enough_for_a_finger(tour: Tour) -> None:
    problems = set()
    for page in tour.everything():
        for control in tour.controls():
            width, height = control.width(), control.height()
            if (width < TARGET or height < TARGET) and not isinstance(control, QTextEdit):
                problems.add(f"{page}: {name_of(control)!r} is {width} x {height}")
    assert sorted(problems) == []


@pytest.mark.parametrize(
    ("size", "scheme", "scale"),
    [(LARGE, Scheme.DARK, 115), (SMALL, Scheme.LIGHT, 100), (SMALL, Scheme.DARK, 130)],
)
def test_every_word_has_room(tour: Tour, theme: Theme, size: tuple[int, int], scheme: Scheme, scale: int) -> None:
    theme.set_scheme(scheme)
    theme.set_scale(scale)
    tour.window.resize(*size)
    problems = {f"{page}: {problem}" for page in tour.everything() for problem in _problems_of_a_page(tour)}
    assert sorted(problems) == []
    assert tour.window.size().toTuple() == size


def test_english_has_room_too(qapp: QApplication, qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    load_translations(qapp, "en")
    try:
        desk.language = "en"
        window.resize(*SMALL)
        tour = Tour(qtbot, desk, window)
        problems = {f"{page}: {problem}" for page in tour.everything() for problem in _problems_of_a_page(tour)}
    finally:
        load_translations(qapp, "de")
    assert sorted(problems) == []


def test_long_names_and_forty_people_break_nothing(tour: Tour) -> None:
    tour.window.resize(*SMALL)
    with tour.desk.workspace.write() as writer:
        writer.get(Company, sample_id("C-003")).name = _LONG_NAME
        identity = tour.desk.workspace.identity
        visit = plan_visit(writer, sample_id("C-003"), identity, day=tour.desk.now().date(), start=time(9))
        for number in range(40):
            add_participant(writer, visit, name=f"Teilnehmende Person mit einem langen Namen {number}")
    problems = {f"{page}: {problem}" for page in tour.everything() for problem in _problems_of_a_page(tour)}
    tour.desk.ways.visit.emit(visit)
    tour.settle()
    problems |= {f"forty people: {problem}" for problem in _problems_of_a_page(tour)}
    assert sorted(problems) == []
    assert tour.window.size().toTuple() == SMALL


class TestWithoutAnyRecord:
    @pytest.fixture
    def workspace(self, tmp_path: Path, clock: SettableClock) -> Iterator[Workspace]:
        made, _ = create_alone(
            tmp_path / "e", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False, clock=clock
        )
        yield made
        made.close()

    @pytest.mark.parametrize("size", [LARGE, SMALL])
    def test_every_place_says_that_there_is_nothing_yet_and_what_helps(self, tour: Tour, size: tuple[int, int]) -> None:
        tour.window.resize(*size)
        said = {page: {text for one in tour.shown() for text in texts_of(one)} for page in tour.places()}
        problems = [problem for _ in tour.places() for problem in _problems_of_a_page(tour)]
        assert problems == []
        for place in ("today", "companies", "visits", "measures", "notes"):
            assert any(_NOTHING.search(text) for text in said[place]), (place, said[place])
