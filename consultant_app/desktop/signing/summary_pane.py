"""What is signed, in few words beside the pads; the whole paper is one press away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.documents.signing_sheet import SigningSheet
from consultant_app.actions.visits.sheet import Agreed, VisitSheet
from consultant_app.desktop.day_words import due_date, long_date, moment_words
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import LetterTile
from consultant_app.desktop.widgets.labels import Hairline, Label
from consultant_app.desktop.widgets.layouts import empty_layout
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.check_code import spelled
from consultant_app.domain.value_lists import label_of


class SummaryPane(QWidget):
    """`reading_asked()` for the whole paper."""

    reading_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages = 0
        self._sheet: SigningSheet | None = None
        self._subtitle = Label("", "body", role="text2", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._agreed = QVBoxLayout()
        self._agreed.setSpacing(0)
        self.read_button = Button(self.tr("Read the whole document"), icon="eye")
        self.read_button.clicked.connect(self.reading_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("You are signing"), "page_title", wrap=True))
        column.addWidget(self._subtitle)
        column.addWidget(Hairline())
        column.addLayout(self._facts)
        column.addLayout(self._agreed)
        column.addWidget(self.read_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_pages(self, count: int) -> None:
        self._pages = count
        self.read_button.setEnabled(count > 0)
        if self._sheet is not None:
            self._show_subtitle(self._sheet)

    def show_sheet(self, sheet: SigningSheet) -> None:
        self._sheet = sheet
        self._show_subtitle(sheet)
        empty_layout(self._facts)
        facts = [(self.tr("Company"), sheet.company_name)]
        if sheet.visit is not None:
            facts += self._visit_facts(sheet.visit)
        elif sheet.title:
            facts.append((self.tr("Document"), sheet.title))
        if sheet.check_code:
            facts.append((self.tr("Check code"), spelled(sheet.check_code)))
        for row, (name, value) in enumerate(one for one in facts if one[1]):
            strong = "body_strong" if row == 0 else "body"
            self._facts.addWidget(Label(name, "body", role="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(value, strong, wrap=True), row, 1)
        empty_layout(self._agreed)
        if sheet.visit is not None:
            self._show_agreed(sheet.visit)

    def _show_subtitle(self, sheet: SigningSheet) -> None:
        name = label_of("document_kind", sheet.kind, language=self._desk.language)
        parts = [f"{name} {sheet.number}".rstrip()]
        if self._pages:
            parts.append(self.tr("%n page(s)", "", self._pages))
        if sheet.finalised_at is not None:
            moment = moment_words(sheet.finalised_at.astimezone(LOCAL_ZONE))
            parts.append(self.tr("as of {moment}").format(moment=moment))
        elif sheet.visit is not None:
            parts.append(self.tr("draft, final with the first signature"))
        self._subtitle.setText(", ".join(parts))

    def _visit_facts(self, visit: VisitSheet) -> list[tuple[str, str]]:
        day = long_date(visit.held_on) if visit.held_on else ""
        times = visit.times
        if day and times is not None and times.start is not None and times.end is not None:
            day = self.tr("{day}, {start} to {end}").format(
                day=day, start=f"{times.start:%H:%M}", end=f"{times.end:%H:%M}"
            )
        people = ", ".join(one.name for one in visit.attendees if one.present)
        return [(self.tr("Visit"), day), (self.tr("Participants"), people)]

    def _show_agreed(self, visit: VisitSheet) -> None:
        count = len(visit.agreed)
        if count:
            words = self.tr("%n thing(s) agreed", "", count)
        elif visit.no_agreements:
            words = self.tr("Nothing was agreed")
        else:
            return
        self._agreed.addSpacing(12)
        self._agreed.addWidget(Label(words, "section"))
        self._agreed.addSpacing(8)
        for one in visit.agreed:
            self._agreed.addWidget(Hairline())
            self._agreed.addWidget(self._agreement(one))
        if count:
            self._agreed.addWidget(Hairline())
            self._agreed.addSpacing(4)

    def _agreement(self, one: Agreed) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        field = csr_fields().get(one.csr_field)
        name = "" if field is None else field.en if self._desk.language == "en" else field.de
        line.addWidget(LetterTile(field.letter if field else "–", name), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(one.what, "list_title", wrap=True))
        due = ""
        if one.due_on is not None:
            due = self.tr("until {day}").format(day=due_date(one.due_on, self._desk.now().date()))
        who = ", ".join(word for word in (one.who_name, due) if word)
        if who:
            words.addWidget(Label(who, "small", role="text2", wrap=True))
        line.addLayout(words, 1)
        return row
