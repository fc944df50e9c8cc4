"""What stands above the day: which day it is, how many appointments there are, and what can be begun from here."""

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from consultant_app.desktop.desk import Ways
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import ElidedLabel, Label


class DayHead(QWidget):
    """`note` is the button that stands first."""

    def __init__(self, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways = ways
        self._headline = Label("", "page_title")
        self._sentence = ElidedLabel("", "body", role="text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._headline)
        words.addWidget(self._sentence)
        self.note = Button(self.tr("New note"), icon="notes")
        self.note.clicked.connect(lambda: ways.new_note.emit(""))
        measure = Button(self.tr("New measure"), icon="list-check")
        measure.clicked.connect(lambda: ways.new_measure.emit(""))
        company = Button(self.tr("Record a company"), icon="building-factory-2")
        company.clicked.connect(ways.new_company)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        for button in (self.note, measure, company):
            row.addWidget(button)

    def set_words(self, headline: str, sentence: str = "") -> None:
        self._headline.setText(headline)
        self._sentence.set_full_text(sentence)

    def new_menu(self) -> QMenu:
        """All that can be begun, appointments too."""
        menu, ways = QMenu(self), self._ways
        menu.addAction(self.tr("New note"), lambda: ways.new_note.emit(""))
        menu.addAction(self.tr("New measure"), lambda: ways.new_measure.emit(""))
        menu.addAction(self.tr("New appointment"), lambda: ways.new_visit.emit(""))
        menu.addAction(self.tr("Record a company"), ways.new_company.emit)
        return menu
