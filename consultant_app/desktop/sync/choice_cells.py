"""One contested field: its versions to choose from, and what will be kept."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from consultant_app.actions.sync_overview import ContestedField, Version
from consultant_app.changes.change import Value
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.widgets.checks import CheckBox, RadioButton
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.writing import WritingEditor

SHORT = 60
"""Longer versions stand below their mark, wrapped."""


def when(version: Version) -> str:
    """`Katrin Albers, Fr. 15. Mai, 11:20`, in the language of the window."""
    local = version.at.astimezone(LOCAL_ZONE)
    day = QLocale().toString(QDate(local.year, local.month, local.day), "ddd d. MMM")
    return f"{version.author_name}, {day}, {local:%H:%M}"


class FieldChoice(QObject):
    """Behind one row of the conflict: holds what is chosen. `changed()` whenever the result is another."""

    changed = Signal()

    def __init__(self, field: ContestedField, parent: QObject) -> None:
        super().__init__(parent)
        self.field = field
        self._marks: dict[str, CheckBox | RadioButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not field.is_text)
        self.result: QWidget = WritingEditor(self.tr("Result of {field}").format(field=field.label), style="notes")
        if not field.is_text:
            self.result = Label("", "body_strong", wrap=True)
        self._edited = False
        if isinstance(self.result, WritingEditor):
            self.result.text_edited.connect(self._on_result_edited)

    def cell(self, versions: Sequence[Version], parent: QWidget) -> QWidget:
        """The versions of one author, each with its mark."""
        cell = QWidget(parent)
        column = QVBoxLayout(cell)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for version in versions:
            name = f"{self.field.label}, {when(version)}: {version.text}"
            mark = CheckBox(name=name) if self.field.is_text else RadioButton(name=name)
            mark.setText(version.text if len(version.text) <= SHORT else self.tr("Keep this text"))
            mark.toggled.connect(self._on_toggled)
            self._group.addButton(mark)
            self._marks[version.change] = mark
            column.addWidget(mark)
            if len(version.text) > SHORT:
                column.addWidget(Label(version.text, "small", wrap=True))
        if not versions:
            column.addWidget(Label(self.tr("unchanged"), "small", role="text3"))
        column.addStretch(1)
        return cell

    def take(self, author: str) -> None:
        """Chooses what this author wrote, where the author wrote something here."""
        wanted = {version.change for version in self.field.versions if version.author == author}
        if not wanted:
            return
        self._edited = False
        for change, mark in self._marks.items():
            mark.setChecked(change in wanted)
        self._show_result()

    def is_decided(self) -> bool:
        return bool(self._chosen())

    def value(self) -> Value:
        """What is to be kept; for texts what stands in the result, edited or not."""
        chosen = self._chosen()
        if isinstance(self.result, WritingEditor):
            return self.result.text
        return chosen[0].value if chosen else None

    def _chosen(self) -> list[Version]:
        """Oldest first: so texts that are both kept read in the order they were written."""
        marked = [version for version in self.field.versions if self._marks[version.change].isChecked()]
        return sorted(marked, key=lambda version: (version.at, version.change))

    def _on_toggled(self) -> None:
        self._edited = False
        self._show_result()
        self.changed.emit()

    def _on_result_edited(self) -> None:
        self._edited = True
        self.changed.emit()

    def _show_result(self) -> None:
        text = "\n\n".join(version.text for version in self._chosen())
        if isinstance(self.result, WritingEditor):
            if not self._edited:
                self.result.set_text(text)
        elif isinstance(self.result, Label):
            self.result.setText(text)
            self.result.setAccessibleName(f"{self.field.label}: {text}")
