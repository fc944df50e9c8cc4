"""The companies that the shown one stands for: what each says otherwise, and the way to separate it again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.actions.companies.comparing import Differing, JoinedCompany
from consultant_app.actions.companies.joining import level, separate_company, take_over
from consultant_app.actions.companies.sheet import CompanySheet
from consultant_app.changes.change import RecordId
from consultant_app.desktop.companies.company_side import address_words
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Label, SectionHeading
from consultant_app.desktop.widgets.layouts import empty_layout
from consultant_app.desktop.widgets.messages import Step
from consultant_app.domain.field_words import field_label, value_text


class JoinedList(QWidget):
    """Hidden while the company stands for itself alone."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: CompanySheet | None = None
        self._client_view = False
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 8, 0, 0)
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHeading(self.tr("Joined")))
        column.addLayout(self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether one of them says something otherwise."""
        return self._sheet is not None and any(one.differing for one in self._sheet.joined)

    def set_client_view(self, on: bool) -> None:
        """That somebody entered a company twice is nothing for a client."""
        self._client_view = on
        self._show_if_any()

    def show_sheet(self, sheet: CompanySheet) -> None:
        self._show_if_any(sheet)
        empty_layout(self._rows)
        for one in sheet.joined:
            self._add(one, may_edit=sheet.may_edit)

    def _show_if_any(self, sheet: CompanySheet | None = None) -> None:
        self._sheet = sheet or self._sheet
        self.setVisible(self._sheet is not None and bool(self._sheet.joined) and not self._client_view)

    def _add(self, one: JoinedCompany, *, may_edit: bool) -> None:
        self._rows.addWidget(Label(one.name, "small_strong", wrap=True))
        address = address_words(one.address)
        if address and all(differing.field != "address" for differing in one.differing):
            self._rows.addWidget(Label(address, "small", role="text2", wrap=True))
        for differing in one.differing:
            self._add_differing(one, differing, may_edit=may_edit)
        if may_edit:
            words = self.tr("Undo the joining of {name}").format(name=one.name)
            separate = Button(self.tr("Undo the joining"), "link", name=words)
            separate.clicked.connect(lambda: self._separate(one))
            self._rows.addWidget(separate, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_differing(self, one: JoinedCompany, differing: Differing, *, may_edit: bool) -> None:
        language = self._desk.language
        label = field_label("company", differing.field, language)
        value = value_text(
            "company", differing.field, differing.value, name_of=lambda _: differing.refers, language=language
        )
        words = self.tr("{field} there: {value}").format(field=label, value=value)
        self._rows.addWidget(Label(words, "small", wrap=True))
        if not may_edit:
            return
        row = QHBoxLayout()
        row.setSpacing(16)
        take = Button(self.tr("Take over"), "link", name=self.tr("Take over: {field}").format(field=label))
        take.clicked.connect(lambda: self._take_over(one.id, differing.field))
        keep = Button(self.tr("Leave it"), "link", name=self.tr("Leave it: {field}").format(field=label))
        keep.clicked.connect(lambda: self._level(one.id, differing.field))
        row.addWidget(take)
        row.addWidget(keep)
        row.addStretch(1)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self._rows.addWidget(holder)

    def _take_over(self, company: RecordId, field: str) -> None:
        words = self.tr("Taken over from the joined company")
        self._desk.write(words, lambda writer: take_over(writer, company, field))

    def _level(self, company: RecordId, field: str) -> None:
        words = self.tr("Not taken over from the joined company")
        self._desk.write(words, lambda writer: level(writer, company, field))

    def _separate(self, one: JoinedCompany) -> None:
        words = self.tr("{name} is a company of its own again").format(name=one.name)
        self._desk.write(
            self.tr("Joining undone"),
            lambda writer: separate_company(writer, one.id),
            lambda _: self._desk.ways.undo_offered.emit(words, Step.CHANGED),
            owner=self,
        )
