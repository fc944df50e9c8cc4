"""The pads of a paper, one below the other: those that are signed, those that are open, and one more where wished.

A visit that lacks something has no pads yet: what is missing stands in their place, each with the way there.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.documents.signing_sheet import SigningSheet
from consultant_app.actions.visits.sections import section_of
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.signing.drawings import Drawing
from consultant_app.desktop.signing.given_card import GivenCard
from consultant_app.desktop.signing.signer_card import SignerCard
from consultant_app.desktop.signing.signing_work import SigningWork
from consultant_app.desktop.visits.section_words import missing_words
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.layouts import ScrollPane, empty_layout
from consultant_app.domain.signature import COMPANY, CONSULTANT, GIVEN


class SignersPane(QWidget):
    """`drawn()` when what can be taken changed; `part_asked(section, code)` for something that is missing."""

    drawn = Signal()
    part_asked = Signal(str, str)

    def __init__(self, desk: Desk, work: SigningWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work = desk, work
        self._shown: object = None
        self._is_compact = False
        self.cards: list[SignerCard] = []
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 16)
        self._column.setSpacing(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ScrollPane(content))

    @property
    def ready(self) -> list[Drawing]:
        """Drawn, named, and not taken yet."""
        work = self._work
        mine = [card.drawing for card in self.cards if card.is_ready]
        return [one for one in mine if one in work.drawings and one.key not in work.taking]

    def set_compact(self, compact: bool) -> None:
        self._is_compact = compact
        margin = 20 if compact else 32
        self._column.setContentsMargins(margin, 24, margin, 16)
        for card in self.cards:
            card.set_compact(compact)

    def show_sheet(self, sheet: SigningSheet | None) -> None:
        """Pads that stay are left alone: somebody may be drawing on one."""
        keys = tuple(one.key for one in self._work.drawings)
        state = (sheet.subject, sheet.given, sheet.missing, sheet.stands, keys) if sheet is not None else None
        if state != self._shown:
            self._shown = state
            self._rebuild(sheet)
        for card in self.cards:
            card.show_taking()

    def _rebuild(self, sheet: SigningSheet | None) -> None:
        kept = {card.drawing.key: card for card in self.cards}
        for card in self.cards:
            self._column.removeWidget(card)
            card.setParent(self)
            card.hide()
        empty_layout(self._column)
        self.cards = []
        if sheet is not None and sheet.missing:
            self._show_missing(sheet)
        elif sheet is not None:
            self._show_pads(sheet, kept)
        self._column.addStretch(1)
        for card in kept.values():
            if card not in self.cards:
                card.deleteLater()

    def _show_pads(self, sheet: SigningSheet, kept: dict[int, SignerCard]) -> None:
        for role in (COMPANY, CONSULTANT):
            for given in sheet.given:
                if given.signer.role == role:
                    self._column.addWidget(GivenCard(self._desk, given))
            for drawing in self._work.drawings:
                if drawing.signer.role == role:
                    self._add_card(kept.get(drawing.key) or SignerCard(self._desk, self._work, drawing))
        if sheet.may_be_signed:
            self._column.addLayout(self._note(self._lock_words(sheet)))
        if sheet.may_be_signed and (sheet.open or any(one.is_own for one in self._work.drawings)):
            self._column.addLayout(self._more())

    def _add_card(self, card: SignerCard) -> None:
        self.cards.append(card)
        card.set_compact(self._is_compact)
        self._column.addWidget(card)
        card.show()
        card.drawn.connect(self.drawn)

    def _lock_words(self, sheet: SigningSheet) -> str:
        if not sheet.open and all(one.way in GIVEN for one in sheet.given):
            return self.tr(
                "Everybody has signed. What is edited later stays beside the paper, and is shown as changed after"
                " signing."
            )
        return self.tr(
            "The first signature makes the document final, the last one closes it. What is edited later stays beside"
            " the paper, and is shown as changed after signing."
        )

    def _note(self, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Glyph("lock", "text2", 18))
        row.addWidget(Label(words, "small", role="text2", wrap=True), 1)
        return row

    def _more(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for role, words in (
            (COMPANY, self.tr("One more for the company")),
            (CONSULTANT, self.tr("One more for the consultants")),
        ):
            button = Button(words, "quiet", icon="plus")
            button.clicked.connect(partial(self._add, role))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _add(self, role: str) -> None:
        drawing = self._work.add(role)
        card = next(one for one in self.cards if one.drawing is drawing)
        card.pad.setFocus()

    def _show_missing(self, sheet: SigningSheet) -> None:
        self._column.addWidget(Label(self.tr("Before anybody can sign, this is still missing"), "section", wrap=True))
        links = QVBoxLayout()
        links.setSpacing(0)
        for one in sheet.missing:
            row = QHBoxLayout()
            link = Button(missing_words(one.code, self._desk.language), "link", trailing_icon="chevron-right")
            link.clicked.connect(partial(self.part_asked.emit, section_of(one), one.code))
            row.addWidget(link)
            row.addStretch(1)
            links.addLayout(row)
        self._column.addLayout(links)
