"""The labelled fields of a form about one record: made by kind, filled from it, saved by themselves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.actions.visits.sheet import Heads
from consultant_app.changes.change import RecordId
from consultant_app.desktop.draft_keeper import DraftKeeper
from consultant_app.desktop.measures.inputs import SettledAmount, SettledDate
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.settling import FormText
from consultant_app.domain.value_lists import value_list
from consultant_app.errors import Language

Save = Callable[[RecordId, str, Any], None]
"""Sets a field of a record, the one that was shown while the value was put in, to a Python value."""


class FormFields:
    """`save(record, field, value)` is called for choices, dates and numbers; texts go through drafts.

    What was refused stays in its field, with the reason, until it is put right.
    """

    def __init__(self, drafts: DraftKeeper, save: Save, *, today: Callable[[], date], language: Language) -> None:
        self._drafts, self._save, self._today = drafts, save, today
        self._language: Language = language
        self._texts: dict[str, TextBinding] = {}
        self._record = RecordId("")
        self.fields: dict[str, LabelledField] = {}

    def line(self, field: str, label: str, *, max_length: int = 200) -> LabelledField:
        editor = TextLine()
        editor.setMaxLength(max_length)
        self._texts[field] = TextBinding(self._drafts, editor, field)
        return self._add(field, label, editor)

    def text(self, field: str, label: str) -> LabelledField:
        editor = FormText(label)
        self._texts[field] = TextBinding(self._drafts, editor, field)
        return self._add(field, label, editor)

    def code(self, field: str, label: str, list_name: str, *, empty: str = "") -> LabelledField:
        """`empty` names the choice of nothing; without it something is always chosen."""
        entries: list[tuple[str, object]] = [(empty, "")] if empty else []
        entries += [(one.label(self._language), one.code) for one in value_list(list_name)]
        return self.choice(field, label, entries)

    def choice(self, field: str, label: str, entries: Sequence[tuple[str, object]] = ()) -> LabelledField:
        editor = ComboBox(label, entries)
        editor.value_chosen.connect(lambda value: self._save(self._record, field, value or None))
        return self._add(field, label, editor)

    def date(self, field: str, label: str) -> LabelledField:
        editor = SettledDate(label, self._today)
        labelled = self._add(field, label, editor)
        editor.settled.connect(lambda day: self._keep(field, day))
        editor.misunderstood.connect(lambda: labelled.set_error(no_date_words()))
        return labelled

    def amount(self, field: str, label: str, *, places: int = 2) -> LabelledField:
        editor = SettledAmount(label, places=places)
        labelled = self._add(field, label, editor)
        editor.settled.connect(lambda value: self._keep(field, value))
        editor.misunderstood.connect(lambda: labelled.set_error(no_number_words()))
        return labelled

    @property
    def record(self) -> RecordId:
        """Whose values stand in the fields; "" before the first."""
        return self._record

    def show(self, record: RecordId, values: Mapping[str, Any], heads: Heads) -> None:
        """Fills every field; what is being typed in the same record stays."""
        other = record != self._record
        if other:
            self._settle_now()
        self._record = record
        for field, labelled in self.fields.items():
            value, editor = values[field], labelled.editor
            if other:
                labelled.set_error("")
            elif labelled.error:
                continue
            if field in self._texts:
                self._texts[field].show(record, value or "", heads.get(field, ()))
            elif isinstance(editor, ComboBox):
                editor.set_value(value if value is not None else "")
            elif isinstance(editor, SettledDate):
                (editor.show_other if other else editor.show_day)(value)
            elif isinstance(editor, SettledAmount):
                (editor.show_other if other else editor.show_amount)(value)

    def _settle_now(self) -> None:
        """What was typed last still belongs to the record before."""
        for labelled in self.fields.values():
            if isinstance(labelled.editor, SettledDate | SettledAmount):
                labelled.editor.settle_now()

    def entries(self, field: str, entries: Sequence[tuple[str, object]]) -> None:
        """Other choices for a chooser."""
        editor = self.fields[field].editor
        if isinstance(editor, ComboBox):
            editor.set_entries(list(entries))

    def _keep(self, field: str, value: Any) -> None:
        self.fields[field].set_error("")
        self._save(self._record, field, value)

    def _add(self, field: str, label: str, editor: QWidget) -> LabelledField:
        self.fields[field] = LabelledField(label, editor)
        return self.fields[field]


def beside(*widgets: QWidget) -> QHBoxLayout:
    """Fields in one row, of equal width."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row


def no_date_words() -> str:
    return QCoreApplication.translate("FormFields", "Please enter a day, for example 29.5. or in 2 weeks.")


def no_number_words() -> str:
    return QCoreApplication.translate("FormFields", "Please enter a number, for example 84.")
