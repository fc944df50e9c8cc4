"""The row for a new measure: one line as in a visit, or a template; in view of all companies also for whom."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.day_words import spoken_date
from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.measures.words import field_letter, field_name
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.indicators import LetterTile
from consultant_app.desktop.widgets.labels import ElidedLabel, Ground
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.catalogues import csr_fields, measure_templates
from consultant_app.domain.measure_line import Candidate, MeasureLine, parse_measure_line
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language


class NewMeasure(Ground):
    """`line_wanted(MeasureLine, company)` on Enter, `template_wanted(code, company)`; "" for the shown plan's company.

    `closed()` on Esc and by its button; what was typed stays in the line.
    """

    line_wanted = Signal(object, str)
    template_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent, edges="bottom")
        self._language: Language = language
        self._today = date.min
        self._candidates: Sequence[Candidate] = ()
        self.line = TextLine()
        self.line.setAccessibleName(self.tr("New measure"))
        self.line.setPlaceholderText(self.tr("What shall be done, @person by 29.5. !high #U"))
        self.add_button = Button(self.tr("Add"), icon="plus")
        self.company = ComboBox(self.tr("For which company"), icon="building-factory-2")
        self.company.setFixedWidth(scaled(260))
        self.company.setPlaceholderText(self.tr("For which company"))
        self.template = ComboBox(self.tr("From template"))
        self.template.setPlaceholderText(self.tr("From template"))
        self.template.set_entries(self._templates())
        self.template.setCurrentIndex(-1)
        self.template.setFixedWidth(scaled(180))
        self._close = icon_button("x", self.tr("Close the new row"), "quiet")
        self._tile = LetterTile("", "", side=20)
        self._understood = ElidedLabel("", "small", role="text2")
        self._build()
        self.line.textChanged.connect(lambda _text: self._read())
        self.line.returnPressed.connect(self._submit)
        self.add_button.clicked.connect(self._submit)
        self.company.value_chosen.connect(lambda _value: self._read())
        self.template.value_chosen.connect(self._on_template)
        self._close.clicked.connect(self.closed)
        self._read()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget, stretch in ((self.company, 0), (self.line, 1), (self.template, 0), (self.add_button, 0)):
            top.addWidget(widget, stretch)
        top.addWidget(self._close)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self._tile)
        below.addWidget(self._understood, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 9)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(below)

    def _templates(self) -> list[tuple[str, object]]:
        return [
            (f"{field_letter(one.field)}  {one.de if self._language == 'de' else one.en}", one.code)
            for one in measure_templates().values()
        ]

    def set_for(self, *, today: date, asks_company: bool) -> None:
        """`asks_company` where the page shows all companies."""
        self._today = today
        self.company.setVisible(asks_company)
        self._read()

    def set_choices(self, *, people: Sequence[tuple[str, str]], companies: Sequence[tuple[str, str]]) -> None:
        """`people` are (name, id) for @, `companies` (name, id)."""
        self._candidates = [Candidate(id_, name) for name, id_ in people]
        chosen = self.company.value
        self.company.set_entries(list(companies))
        if chosen is None:
            self.company.setCurrentIndex(-1)
        self._read()

    def choose_company(self, company: str) -> None:
        self.company.set_value(company)
        self._read()

    def bring_back(self, text: str) -> None:
        """What could not be added stands in the line again, unless something new was begun."""
        if not self.line.text().strip():
            self.line.setText(text)

    def show_error(self, text: str) -> None:
        self._understood.set_full_text(text)

    def parsed(self) -> MeasureLine:
        return parse_measure_line(
            self.line.text(), today=self._today, candidates=self._candidates, language=self._language
        )

    def _chosen_company(self) -> str | None:
        """ "" where the plan says it, None while it is still to be chosen."""
        if self.company.isHidden():
            return ""
        return str(self.company.value) if self.company.value else None

    def _read(self) -> None:
        line = self.parsed()
        for_whom = self._chosen_company()
        self.add_button.setEnabled(bool(line.title) and for_whom is not None)
        self._tile.setVisible(line.csr_field is not None)
        self._tile.set_letter(field_letter(line.csr_field or ""), field_name(line.csr_field or "", self._language))
        words = self._words(line)
        if for_whom is None:
            words = [self.tr("Please choose the company first.")]
        elif not self.line.text().strip():
            fields = ", ".join(f"#{field.letter}" for field in csr_fields().values())
            words = [
                self.tr("@ names a person, ! the priority, # the field of action ({fields}).").format(fields=fields)
            ]
        self._understood.set_full_text(" · ".join(words))

    def _words(self, line: MeasureLine) -> list[str]:
        words = [field_name(line.csr_field, self._language)] if line.csr_field else []
        if line.person is not None:
            words.append(line.person.name)
        elif line.ambiguous:
            names = self.tr(" or ").join(one.name for one in line.ambiguous[:3])
            words.append(self.tr("Who is meant: {names}?").format(names=names))
        if line.due_on is not None:
            words.append(spoken_date(line.due_on))
        if line.priority is not None:
            priority = label_of("priority", line.priority, language=self._language).lower()
            words.append(self.tr("priority {priority}").format(priority=priority))
        return words

    def _submit(self) -> None:
        line, company = self.parsed(), self._chosen_company()
        if line.title.strip() and company is not None:
            self.line.clear()
            self.line_wanted.emit(line, company)

    def _on_template(self, code: object) -> None:
        company = self._chosen_company()
        self.template.setCurrentIndex(-1)
        if company is None:
            self.company.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.template_wanted.emit(str(code), company)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            event.accept()
            return
        super().keyPressEvent(event)
