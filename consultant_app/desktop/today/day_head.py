"""What stands above the day: which day it is, how many appointments there are, and what can be begun from here."""

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from consultant_app.desktop.desk import Ways
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import ElidedLabel, Label


class DayHead(QWidget):
    """`note` is the button that stands first, `waiting` opens what is a drawer in a narrow window."""

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
        self.waiting = Button(icon="arrows-exchange", name=self.tr("What waits"))
        self.waiting.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        self._begun = ((measure, self.tr("Measure")), (company, self.tr("Company")), (self.note, self.tr("Note")))
        self._words = {button: button.text() for button, _ in self._begun}
        for button in (self.note, measure, company, self.waiting):
            row.addWidget(button)

    def set_compact(self, compact: bool) -> None:
        """Shorter words, that the day keeps its room; the whole ones stay the names."""
        for button, short in self._begun:
            button.set_text(short if compact else self._words[button])
            button.set_name(self._words[button])

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
