"""Finds what stands on the page Maßnahmenplan, and chooses and opens measures there as a person does."""

from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consultant_app.desktop.measures.measures_page import MeasuresPage
from consultant_app.desktop.measures.table_model import Column
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.domain.measure import Measure
from consultant_app.workspace.workspace import Workspace

TODAY = date(2026, 5, 19)
W = TypeVar("W", bound=QWidget)


def named(page: QWidget, kind: type[W], name: str) -> W:
    """The visible control that a screen reader calls so."""
    found = [one for one in page.findChildren(kind) if one.isVisible() and _name(one) == name]
    assert len(found) == 1, f"{len(found)} controls are called {name!r}"
    return found[0]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, Button) else "")


def measures(workspace: Workspace, company: str) -> list[Measure]:
    with workspace.read() as reader:
        plan = running_plan_of(workspace, company)
        return list(reader.all(select(Measure).where(Measure.action_plan == plan).order_by(Measure.sort_key)))


def running_plan_of(workspace: Workspace, company: str) -> str:
    from consultant_app.actions.plans.listing import plan_of_company

    with workspace.read() as reader:
        return plan_of_company(reader, company) or ""


def choose(page: MeasuresPage, qtbot: QtBot, measure: Measure, column: Column = Column.TITLE) -> None:
    page.table.choose(measure.id)
    qtbot.waitUntil(lambda: page.work.sheet is not None and page.work.sheet.id == measure.id)
    at = page.table.plan_model.position_of(measure.id)
    page.table.setCurrentIndex(page.table.plan_model.index(at, column))


def open_form(page: MeasuresPage, qtbot: QtBot, measure: Measure) -> None:
    choose(page, qtbot, measure)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.isVisible)


def editor(page: MeasuresPage, qtbot: QtBot, kind: type[W]) -> W:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.table.viewport().findChildren(kind)))
    return next(one for one in page.table.viewport().findChildren(kind) if one.isVisible())
