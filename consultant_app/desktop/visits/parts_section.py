"""Findings and recommendations: numbered entries of two texts each, added and taken away one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.visits.running import add_part, delete_part, set_part
from consultant_app.actions.visits.sheet import Noted, VisitSheet
from consultant_app.desktop.visits.paper import Section, TextField
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.labels import Hairline, Label
from consultant_app.desktop.widgets.messages import Step
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit_parts import Finding, Recommendation


@dataclass(frozen=True, slots=True)
class EntryWords:
    """`{number}` stands for the entry's number; `second` names its other text."""

    name: str
    second: str
    second_label: str
    remove: str
    add: str
    added: str
    removed: str
    text_placeholder: str
    second_placeholder: str


@dataclass(frozen=True, slots=True)
class EntryKind:
    cls: type[Finding] | type[Recommendation]
    second_field: str
    words: EntryWords
    kinds: str = ""
    """A value list to choose each entry's kind from."""


class EntryRow(QWidget):
    def __init__(self, kind: EntryKind, record: str, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._record, self._work = kind, record, work
        words = kind.words
        self._number = Label("", "list_title_strong")
        self._number.setMinimumWidth(28)
        self.text = TextField(work, "text", words.name, placeholder=words.text_placeholder, style="notes", lines=1)
        self.second = TextField(
            work,
            kind.second_field,
            words.second,
            label=words.second_label,
            placeholder=words.second_placeholder,
            style="notes",
            lines=1,
        )
        self._remove = icon_button("trash", words.remove, "quiet")
        self._remove.clicked.connect(self._on_remove)
        self._kinds = ComboBox(words.name) if kind.kinds else None
        column = QVBoxLayout()
        column.setSpacing(8)
        if self._kinds is not None:
            entries = [(one.label(work.desk.language), one.code) for one in value_list(kind.kinds)]
            self._kinds.set_entries(entries)
            self._kinds.value_chosen.connect(self._on_kind_chosen)
            column.addWidget(self._kinds, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text)
        column.addWidget(self.second)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addLayout(row)
        outer.addWidget(Hairline())

    def show_noted(self, noted: Noted, number: int, *, locked: bool) -> None:
        words = self._kind.words
        self._number.setText(f"{number}.")
        self.text.editor.setAccessibleName(words.name.format(number=number))
        self.second.editor.setAccessibleName(words.second.format(number=number))
        self._remove.set_name(words.remove.format(number=number))
        self._remove.setVisible(not locked)
        self.text.show_text(noted.id, noted.texts["text"], noted.heads)
        self.second.show_text(noted.id, noted.texts[self._kind.second_field], noted.heads)
        if self._kinds is not None:
            self._kinds.setAccessibleName(self.tr("Kind of finding {number}").format(number=number))
            self._kinds.set_value(noted.code)
            self._kinds.setEnabled(not locked)

    def _on_remove(self) -> None:
        cls, record, label, ways = self._kind.cls, self._record, self._kind.words.removed, self._work.desk.ways
        self._work.write(
            label,
            lambda writer: delete_part(writer, cls, record),
            lambda _: ways.undo_offered.emit(label, Step.DELETED),
        )

    def _on_kind_chosen(self, code: object) -> None:
        cls, record = self._kind.cls, self._record
        values: Mapping[str, Any] = {"kind": code}
        self._work.write(self.tr("Kind of finding changed"), lambda writer: set_part(writer, cls, record, values))


class EntriesSection(Section):
    """A new entry gets the caret."""

    def __init__(
        self,
        key: str,
        work: VisitWork,
        kind: EntryKind,
        parts: Callable[[VisitSheet], tuple[Noted, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, work, parent)
        self._kind, self._parts = kind, parts
        self._rows: dict[str, EntryRow] = {}
        self._made = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._add = Button(kind.words.add, icon="plus")
        self._add.clicked.connect(self.add_entry)
        self.body.addLayout(self._list)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sheet(self, sheet: VisitSheet) -> None:
        noted = {one.id: one for one in self._parts(sheet)}
        for gone in self._rows.keys() - noted.keys():
            self._rows.pop(gone).deleteLater()
        for number, (key, one) in enumerate(noted.items(), 1):
            if key not in self._rows:
                self._rows[key] = EntryRow(self._kind, key, self.work)
            self._list.insertWidget(number - 1, self._rows[key])
            self._rows[key].show_noted(one, number, locked=sheet.is_locked)
        self._add.setVisible(not sheet.is_locked)
        if self._made in self._rows:
            self._rows[self._made].text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._made = ""

    def add_entry(self) -> None:
        visit, cls = self.work.visit, self._kind.cls

        def made(record: str) -> None:
            self._made = record
            self.work.reload()

        self.work.write(self._kind.words.added, lambda writer: add_part(writer, cls(visit=visit)).id, made)

    def first_input(self) -> QWidget | None:
        rows = list(self._rows.values())
        return rows[0].text.editor if rows else self._add


def findings_section(work: VisitWork) -> EntriesSection:
    translate = QCoreApplication.translate
    words = EntryWords(
        name=translate("VisitEntries", "Finding {number}"),
        second=translate("VisitEntries", "Cause of finding {number}"),
        second_label=translate("VisitEntries", "Cause"),
        remove=translate("VisitEntries", "Remove finding {number}"),
        add=translate("VisitEntries", "Add a finding"),
        added=translate("VisitEntries", "Finding added"),
        removed=translate("VisitEntries", "Finding removed"),
        text_placeholder=translate("VisitEntries", "What was found"),
        second_placeholder=translate("VisitEntries", "Why it is so"),
    )
    kind = EntryKind(Finding, "cause", words, kinds="finding_kind")
    return EntriesSection("findings", work, kind, lambda sheet: sheet.findings)


def recommendations_section(work: VisitWork) -> EntriesSection:
    translate = QCoreApplication.translate
    words = EntryWords(
        name=translate("VisitEntries", "Recommendation {number}"),
        second=translate("VisitEntries", "How to do recommendation {number}"),
        second_label=translate("VisitEntries", "How to do it"),
        remove=translate("VisitEntries", "Remove recommendation {number}"),
        add=translate("VisitEntries", "Add a recommendation"),
        added=translate("VisitEntries", "Recommendation added"),
        removed=translate("VisitEntries", "Recommendation removed"),
        text_placeholder=translate("VisitEntries", "What we recommend"),
        second_placeholder=translate("VisitEntries", "How to go about it"),
    )
    kind = EntryKind(Recommendation, "hint", words)
    return EntriesSection("recommendations", work, kind, lambda sheet: sheet.recommendations)
