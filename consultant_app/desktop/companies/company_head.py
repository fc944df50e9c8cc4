"""The head of a company: its name and address, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from consultant_app.actions.companies.sheet import CompanySheet, CompanyVisit
from consultant_app.actions.samples.files import SAMPLE_TAG
from consultant_app.desktop.companies.company_side import address_words
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import ElidedLabel, Tag
from consultant_app.desktop.widgets.layouts import empty_layout

MOST_TAGS = 3


class CompanyHead(QWidget):
    """Buttons and menu say what a person asked for; which visit is meant is told by `show_sheet`."""

    note_asked = Signal()
    visit_planned = Signal()
    visit_begun = Signal(str)
    visit_opened = Signal(str)
    visit_begun_now = Signal()
    measure_asked = Signal()
    edit_asked = Signal()
    joining_asked = Signal()
    deletion_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit_of_day: CompanyVisit | None = None
        self._can_go = self._may_edit = False
        self._name = ElidedLabel("", "page_title")
        self._address = ElidedLabel("", "body", role="text2")
        self._tags = QHBoxLayout()
        self._note = Button(self.tr("Note"), icon="notes")
        self._visit = Button(self.tr("Plan a visit"), "primary", icon="calendar-event")
        self._more = icon_button("dots", self.tr("More about this company"))
        self._note.clicked.connect(self.note_asked)
        self._visit.clicked.connect(self._on_visit_clicked)
        self._more.clicked.connect(self._show_menu)
        self._build()

    def _build(self) -> None:
        address = QHBoxLayout()
        address.setSpacing(8)
        address.addWidget(Glyph("map-pin", "text2", 18))
        address.addWidget(self._address)
        address.addLayout(self._tags)
        address.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addLayout(address)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self._note, self._visit, self._more):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_sheet(self, sheet: CompanySheet, visit_of_day: CompanyVisit | None) -> None:
        self._visit_of_day = visit_of_day
        self._can_go, self._may_edit = not (sheet.visits or sheet.measures), sheet.may_edit
        self._name.set_full_text(sheet.name or self.tr("Without a name"))
        self._address.set_full_text(address_words(sheet.address))
        empty_layout(self._tags)
        for tag in sheet.tags[:MOST_TAGS]:
            self._tags.addWidget(Tag(self.tr("Example") if tag == SAMPLE_TAG else tag))
        self._show_visit_button()

    def set_client_view(self, on: bool) -> None:
        self._note.setVisible(not on)
        self._more.setVisible(not on)

    def more_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Plan a visit"), self.visit_planned.emit)
        if self._visit_of_day is None:
            menu.addAction(self.tr("Begin a visit now"), self.visit_begun_now.emit)
        menu.addAction(self.tr("New measure"), self.measure_asked.emit)
        menu.addAction(self.tr("Edit basic facts"), self.edit_asked.emit)
        join = menu.addAction(self.tr("Join with another record …"), self.joining_asked.emit)
        join.setEnabled(self._may_edit)
        menu.addSeparator()
        delete = menu.addAction(self.tr("Delete company"), self.deletion_asked.emit)
        if not self._can_go:
            delete.setEnabled(False)
            delete.setText(self.tr("Delete company (it has visits or measures)"))
        return menu

    def _show_visit_button(self) -> None:
        if self._visit_of_day is None:
            words, icon = self.tr("Plan a visit"), "calendar-event"
        elif self._visit_of_day.status == "draft":
            words, icon = self.tr("Go on with the visit"), "writing"
        else:
            words, icon = self.tr("Begin the visit"), "writing"
        if self._visit.text() != words:
            self._visit.set_text(words)
            self._visit.set_icon_name(icon)

    def _on_visit_clicked(self) -> None:
        if self._visit_of_day is None:
            self.visit_planned.emit()
        elif self._visit_of_day.status == "draft":
            self.visit_opened.emit(self._visit_of_day.id)
        else:
            self.visit_begun.emit(self._visit_of_day.id)

    def _show_menu(self) -> None:
        menu = self.more_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
