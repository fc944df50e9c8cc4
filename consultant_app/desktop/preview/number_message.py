"""Says before printing which numbers on the papers are not their own, with the way out of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from consultant_app.actions.shared_numbers import (
    SharedNumber,
    renumber_measures,
    renumber_visits,
    shared_measure_numbers,
    shared_visit_numbers,
)
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind, Step
from consultant_app.workspace.workspace import Reader

_KEY = "shared-number"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A shared number and whose it is: a visit's, or within a plan; the other is ""."""

    shared: SharedNumber
    visit: str = ""
    plan: str = ""


def numbers_on_paper(reader: Reader, kind: str, record: str, *, plan: str | None) -> tuple[OnPaper, ...]:
    """`plan` goes with a visit, whose protocol prints the plan's measures."""
    found = [OnPaper(one, visit=record) for one in shared_visit_numbers(reader, record)] if kind == "visit" else []
    named = record if kind == "plan" else plan
    return (
        (*found, *(OnPaper(one, plan=named) for one in shared_measure_numbers(reader, named))) if named else (*found,)
    )


class NumberMessage(QObject):
    def __init__(self, desk: Desk, messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._messages = desk, messages
        self._shown: Sequence[OnPaper] = ()

    def show_numbers(self, numbers: Sequence[OnPaper]) -> None:
        if tuple(numbers) == tuple(self._shown):
            return
        self._shown = numbers
        self._messages.clear_message(_KEY)
        if not numbers:
            return
        one = numbers[0]
        names = self.tr("“{first}” had it before “{later}”.")
        strong = self.tr("The number {number} stands on the papers of two visits.")
        if one.plan:
            strong = self.tr("The number {number} stands twice in this plan.")
        bar = MessageBar(
            strong.format(number=one.shared.number),
            names.format(first=one.shared.first.name, later=one.shared.later[0].name),
            kind=MessageKind.SIGNAL,
            action=self.tr("Give the later one the next free number") if one.shared.can_change else "",
            closable=True,
        )
        bar.action_triggered.connect(lambda: self._renumber(one))
        self._messages.show_message(bar, key=_KEY)

    def _renumber(self, one: OnPaper) -> None:
        """The papers are set anew by the commit."""
        number, desk = one.shared.number, self._desk
        text = self.tr("The later one with {number} has the next free number").format(number=number)
        identity, today = desk.workspace.identity, desk.now().date()
        desk.write(
            text,
            lambda writer: (
                renumber_measures(writer, one.plan, number)
                if one.plan
                else renumber_visits(writer, one.visit, identity, today=today)
            ),
            lambda _given: desk.ways.undo_offered.emit(text, Step.CHANGED),
            owner=self,
        )
