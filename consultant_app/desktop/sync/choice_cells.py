"""One contested field: its versions to choose from, and what will be kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import QDate, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.sync.overview import ContestedField, Version
from consultant_app.changes.change import Value
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.widgets.checks import CheckBox, RadioButton
from consultant_app.desktop.widgets.labels import Ground, Label
from consultant_app.desktop.widgets.writing import WritingEditor

_WORDS = re.compile(r"\s+|[^\s]+")


def when(version: Version) -> str:
    """`Fr. 15. Mai, 11:20`, in the language of the window."""
    local = version.at.astimezone(LOCAL_ZONE)
    locale = QLocale()
    pattern = "ddd d MMM" if locale.language() == QLocale.Language.English else "ddd d. MMM"
    day = locale.toString(QDate(local.year, local.month, local.day), pattern)
    return f"{day}, {local:%H:%M}"


def marked(text: str, other: str) -> str:
    """HTML of `text` in which the words that `other` does not have are underlined."""
    mine, theirs = _WORDS.findall(text), _WORDS.findall(other)
    parts = []
    for kind, start, end, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        words = escape("".join(mine[start:end])).replace("\n", "<br>")
        parts.append(words if kind == "equal" or not words.strip() else f"<u>{words}</u>")
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person has answered about a field so far: the versions ticked, and the result where it was rewritten."""

    field: ContestedField
    ticked: frozenset[str]
    rewritten: str | None


class _Cell(Ground):
    """One author's side of a field; pressing anywhere on it presses the mark when there is only one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("panel", parent, edges="right bottom")
        self.marks: list[CheckBox | RadioButton] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 6, 13, 9)
        self.column.setSpacing(4)

    def show_chosen(self) -> None:
        self._ground = "selected" if any(mark.isChecked() for mark in self.marks) else "panel"
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if len(self.marks) == 1:
            self.marks[0].click()
        super().mousePressEvent(event)


class FieldChoice(QObject):
    """Behind one row of the conflict: holds what is chosen. `changed()` whenever the result is another."""

    changed = Signal()

    def __init__(self, field: ContestedField, parent: QObject) -> None:
        super().__init__(parent)
        self.field = field
        self._marks: dict[str, CheckBox | RadioButton] = {}
        self._cells: list[_Cell] = []
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
        cell = _Cell(parent)
        self._cells.append(cell)
        for version in versions:
            name = f"{self.field.label}, {version.author_name}, {when(version)}: {version.text}"
            mark = CheckBox(name=name) if self.field.is_text else RadioButton(name=name)
            mark.setFixedWidth(40)
            mark.toggled.connect(self._on_toggled)
            self._group.addButton(mark)
            self._marks[version.change] = mark
            cell.marks.append(mark)
            text = Label(self._words(version), "body", wrap=True, rich=self.field.is_text)
            text.setContentsMargins(0, 8, 0, 4)
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            cell.column.addLayout(row)
        if not versions:
            cell.column.addWidget(Label(self.tr("unchanged"), "small", role="text3"))
        cell.column.addStretch(1)
        return cell

    def has_focus(self) -> bool:
        """Whether a person is at this field."""
        return self.result.hasFocus() or any(mark.hasFocus() for mark in self._marks.values())

    def take(self, author: str) -> None:
        """Chooses what this author wrote, where the author wrote something here."""
        wanted = {version.change for version in self.field.versions if version.author == author}
        if not wanted:
            return
        for change, mark in self._marks.items():
            mark.setChecked(change in wanted)
        self._edited = False
        self._show_result()
        self.changed.emit()

    @property
    def answer(self) -> Answer:
        ticked = frozenset(change for change, mark in self._marks.items() if mark.isChecked())
        rewritten = self.result.text if self._edited and isinstance(self.result, WritingEditor) else None
        return Answer(self.field, ticked, rewritten)

    def restore(self, answer: Answer) -> None:
        """Answers again what was answered of the very same versions."""
        if answer.field != self.field:
            return
        for change in answer.ticked:
            self._marks[change].setChecked(True)
        if answer.rewritten is not None and isinstance(self.result, WritingEditor):
            self.result.set_text(answer.rewritten)
            self._edited = True

    def is_decided(self) -> bool:
        return bool(self._chosen()) or self._edited

    def value(self) -> Value:
        """What is to be kept; for texts what stands in the result, edited or not."""
        chosen = self._chosen()
        if isinstance(self.result, WritingEditor):
            return self.result.text
        return chosen[0].value if chosen else None

    def _words(self, version: Version) -> str:
        if not self.field.is_text:
            return version.text
        others = [one for one in self.field.versions if one.author != version.author]
        return marked(version.text, others[0].text if others else version.text)

    def _chosen(self) -> list[Version]:
        """Oldest first: so texts that are both kept read in the order they were written."""
        marks = self._marks
        chosen = [one for one in self.field.versions if one.change in marks and marks[one.change].isChecked()]
        return sorted(chosen, key=lambda version: (version.at, version.change))

    def _on_toggled(self) -> None:
        self._edited = False
        self._show_result()
        self.changed.emit()

    def _on_result_edited(self) -> None:
        self._edited = True
        self.changed.emit()

    def _show_result(self) -> None:
        for cell in self._cells:
            cell.show_chosen()
        text = "\n\n".join(version.text for version in self._chosen())
        if isinstance(self.result, WritingEditor):
            self.result.set_text(text)
        elif isinstance(self.result, Label):
            self.result.setText(text)
            self.result.setAccessibleName(f"{self.field.label}: {text}")
