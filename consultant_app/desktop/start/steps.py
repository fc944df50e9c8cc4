"""The first step: how to begin. Each step says what is still missing, in words; empty when it is complete."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consultant_app.desktop.fonts import text_font
from consultant_app.desktop.start.setup import Setup, Way
from consultant_app.desktop.start.way_card import WayCard
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Label
from consultant_app.errors import RuleError
from consultant_app.sync.enrolment import parse_invitation


class Step(QWidget):
    """One page of the set-up. `changed()` whenever what is missing may be another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(12)
        self.heading = Label("", "page_title", wrap=True)
        self.column.addWidget(self.heading)

    def missing(self) -> str:
        return ""

    def focus_first(self) -> None:
        """Where typing begins on this page."""


class WayStep(Step):
    """With an invitation, alone, or with sample data."""

    def __init__(self, answers: Setup) -> None:
        super().__init__()
        self.heading.setText(self.tr("How would you like to begin?"))
        self.way = answers.way
        self._line = QLineEdit(answers.invitation)
        self._line.setFont(text_font("section"))
        self._line.setPlaceholderText("https://server#EN7K-4RQ2-M9XX")
        self._field = LabelledField(
            self.tr("Invitation"), self._line, hint=self.tr("One line with server and code. Pasting it works, too.")
        )
        self._cards = self._make_cards()
        for way, card in self._cards.items():
            self.column.addWidget(card)
            card.chosen.connect(lambda way=way: self._choose(way))
        self._cards[Way.INVITATION].inside.addSpacing(8)
        # A row of its own, or the width of the line would hold back the whole card.
        row = QHBoxLayout()
        row.addWidget(self._field, 4)
        row.addStretch(1)
        self._cards[Way.INVITATION].inside.addLayout(row)
        self.column.addStretch(1)
        self._line.textChanged.connect(self._on_typed)
        self._choose(self.way)

    def _make_cards(self) -> dict[Way, WayCard]:
        return {
            Way.INVITATION: WayCard(
                self.tr("With an invitation"),
                self.tr("For work in the consortium. Your organisation has sent you the invitation."),
            ),
            Way.ALONE: WayCard(
                self.tr("Without a server"),
                self.tr(
                    "You work alone on this device at first. A server can be connected later; you keep everything."
                ),
            ),
            Way.SAMPLE: WayCard(
                self.tr("Look at sample data"), self.tr("Invented companies, visits and plans to try things out.")
            ),
        }

    @property
    def invitation(self) -> str:
        return self._line.text().strip()

    def missing(self) -> str:
        if self.way is not Way.INVITATION:
            return ""
        if not self.invitation:
            return self.tr("The invitation is still missing.")
        try:
            parse_invitation(self.invitation)
        except RuleError as error:
            left = error.facts.get("missing", 0)
            if isinstance(left, int) and left:
                return self.tr("%n character(s) are still missing.", "", left)
            return self.tr("The invitation is not complete yet.")
        return ""

    def focus_first(self) -> None:
        (self._line if self.way is Way.INVITATION else self._cards[self.way].button).setFocus()

    def set_error(self, text: str) -> None:
        self._field.set_error(text)
        self._line.setFocus()

    def _choose(self, way: Way) -> None:
        self.way = way
        for other, card in self._cards.items():
            card.set_chosen(other is way)
        self._field.setEnabled(way is Way.INVITATION)
        if way is Way.INVITATION:
            self._line.setFocus()
        self.changed.emit()

    def _on_typed(self) -> None:
        self._field.set_error("")
        self.changed.emit()
