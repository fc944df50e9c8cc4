"""Inputs that keep themselves: what is typed into the fields of a record is parsed, checked at its field, and kept.

What is typed stays a draft until the field is left; words that mean nothing stay in the input and are not kept.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit

from consultant_app.actions.companies.sheet import Editable
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.desktop.day_words import short_date, spoken_date, understood_date
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.domain.kinds import FieldKind, GroupPart
from consultant_app.domain.record import record_type
from consultant_app.errors import RuleError

Check = Callable[[str], str]
"""Words for what is wrong with a text, empty when nothing is. What it objects to is kept all the same."""
_NUMBERS = frozenset({"integer", "decimal"})
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")


class KeptField(QObject):
    """One field of a record behind one input, or a group of values behind several. `edited()` after each change."""

    edited = Signal()

    def __init__(
        self,
        desk: Desk,
        type_name: str,
        field: str,
        inputs: Mapping[str, LabelledField],
        *,
        checks: Mapping[str, Check] | None = None,
    ) -> None:
        """`inputs` by the names of the group's parts they show; by "" for a field that is one value."""
        first = next(iter(inputs.values()))
        super().__init__(first)
        self._desk, self._field, self._inputs = desk, field, inputs
        self._kind = record_type(type_name).kind(field)
        self._checks = checks or {}
        self._record: RecordId | None = None
        self._shown: tuple[ChangeId, ...] = ()
        self._value: Any = None
        self._typing = False
        for part, labelled in inputs.items():
            editor = line_of(labelled)
            editor.textEdited.connect(lambda text, part=part: self._on_edited(part, text))
            editor.installEventFilter(self)

    def show(self, record: Editable) -> None:
        """Shows the field as it stands; what is being typed in the same record stays."""
        if record.id == self._record and self._typing:
            return
        if record.id != self._record:
            self.leave()
        self._record, self._typing = record.id, False
        self._shown = tuple(record.heads.get(self._field, ()))
        self._value = record.values[self._field]
        for part, labelled in self._inputs.items():
            value = getattr(self._value, part, None) if part else self._value
            _show_value(line_of(labelled), value)
            labelled.set_error(self._objection(part, line_of(labelled).text()))

    def leave(self) -> None:
        """What was typed becomes a change."""
        if self._record is not None and self._typing:
            self._typing = False
            self._desk.drafts.left(self._record)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        return super().eventFilter(watched, event)

    def _on_edited(self, part: str, text: str) -> None:
        labelled = self._inputs[part]
        if self._record is None:
            return
        editor = line_of(labelled)
        if isinstance(editor, DateField) and not editor.is_understood:
            labelled.set_error(self.tr("Please enter a day, for example 29.5. or in 2 weeks."))
            return
        try:
            value = self._parsed(part, text)
        except RuleError as error:
            labelled.set_error(error_text(error, self._desk.language))
            return
        labelled.set_error(self._objection(part, text))
        if part:
            group = self._value if self._value is not None else _group_of(self._kind)()
            self._value = dataclasses.replace(group, **{part: value})
        else:
            self._value = value
        self._typing = True
        self._desk.drafts.typed(self._record, self._field, self._kind.to_wire(self._value), shown=self._shown)
        self.edited.emit()

    def _objection(self, part: str, text: str) -> str:
        check = self._checks.get(part)
        return check(text.strip()) if check is not None else ""

    def _parsed(self, part: str, text: str) -> Any:
        """Raises RuleError for words that are no such value, and for a required field without any."""
        words = text.strip()
        editor = line_of(self._inputs[part])
        if isinstance(editor, DateField):
            return editor.day
        if not words and self._kind.traits.required:
            raise RuleError("required_here")
        if part:
            empty = _empty_part(self._kind, part)
            number = _plain_number(words) if empty is None else words
            return _part_of(self._kind, part).parse(number) if words else empty
        if not words:
            return self._kind.from_wire(self._kind.empty)
        return self._kind.parse(_plain_number(words) if self._kind.name in _NUMBERS else words)


def line_of(labelled: LabelledField) -> QLineEdit:
    """The line that a labelled field holds."""
    editor = labelled.editor
    if not isinstance(editor, QLineEdit):
        raise TypeError("a kept field is typed into a line")
    return editor


def day_field(desk: Desk) -> DateField:
    """A day in the words people use, understood from today on."""
    return DateField("", lambda words: understood_date(words, desk.now().date()), spoken_date, short=short_date)


def _show_value(editor: QLineEdit, value: Any) -> None:
    if isinstance(editor, DateField):
        if editor.day != value or not editor.is_understood:
            editor.set_day(value)
        return
    words = _words(value)
    if editor.text() != words:
        editor.setText(words)
        editor.setCursorPosition(0)


def _group_of(kind: FieldKind) -> Any:
    return kind.group


def _part_of(kind: FieldKind, part: str) -> GroupPart:
    found: GroupPart = next(one.metadata["part"] for one in dataclasses.fields(_group_of(kind)) if one.name == part)
    return found


def _empty_part(kind: FieldKind, part: str) -> Any:
    return next(one.default for one in dataclasses.fields(_group_of(kind)) if one.name == part)


def _plain_number(words: str) -> str:
    """`4.800.000` is four million eight hundred thousand; a text without such groups stays what it is."""
    return words.replace(".", "") if _GROUPED.fullmatch(words) else words


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return str(value)
