"""A conflict, field by field: my version, theirs, and the result that holds once it is taken."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consultant_app.actions.sync.overview import Before, ContestedRecord, Version
from consultant_app.changes.change import Value
from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.sync.choice_cells import FieldChoice, when
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import LetterTile
from consultant_app.desktop.widgets.labels import Card, Ground, Hairline, Label
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.desktop.widgets.writing import WritingEditor

RESULT_HEIGHT = 150


class ConflictPanel(Card):
    """`decided(ContestedRecord, {field: wire value})` when the result is taken; `later()` when it is put off."""

    decided = Signal(object, object)
    later = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self._record: ContestedRecord | None = None
        self._choices: list[FieldChoice] = []
        self._authors: list[str] = []
        self._title = Label("", "section", wrap=True)
        self._count = Label("", "small", role="text2")
        self._tile = LetterTile("", "")
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(12)
        head.addWidget(self._tile)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reason = Label("", "small", role="text2", wrap=True)
        self._reason.setContentsMargins(16, 10, 16, 0)
        self.column.setSpacing(0)
        self.column.addLayout(head)
        self.column.addWidget(Hairline())
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(Hairline())
        self.column.addWidget(self._reason)
        self.column.addLayout(self._build_foot())
        self._bind_keys()

    def _build_foot(self) -> QHBoxLayout:
        self._mine = Button(self.tr("All of mine"), "quiet")
        self._theirs = Button(self.tr("All of theirs"), "quiet")
        self._later = Button(self.tr("Later"))
        self._take = Button(self.tr("Take the result"), "primary")
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addLayout(_flowing(self._mine, self._theirs), 1)
        foot.addLayout(_flowing(self._later, self._take))
        self._mine.clicked.connect(lambda: self._take_all(0))
        self._theirs.clicked.connect(lambda: self._take_all(1))
        self._later.clicked.connect(self.later)
        self._take.clicked.connect(self._on_take)
        return foot

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+1", lambda: self._take_focused(0)),
            ("Ctrl+2", lambda: self._take_focused(1)),
            ("Ctrl+Return", self._on_take),
        ):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(act)

    @property
    def record_id(self) -> str:
        return self._record.id if self._record is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(760, 560)

    def show_record(self, record: ContestedRecord, position: int, total: int) -> None:
        """Shows a conflict; keeps what is chosen when the very same one is shown again."""
        self._count.setText(self.tr("Conflict {position} of {total}").format(position=position, total=total))
        if record == self._record:
            return
        answers = [choice.answer for choice in self._choices] if record.id == self.record_id else []
        self._record = record
        self._tile.set_letter(record.letter, record.type_name)
        self._tile.setVisible(bool(record.letter))
        self._title.setText(", ".join(dict.fromkeys(name for name in (record.title, record.company) if name)))
        self._authors = _authors(record)
        self._scroll.setWidget(self._grid(record))
        for choice in self._choices:
            for answer in answers:
                choice.restore(answer)
        self._show_foot(record)

    def _grid(self, record: ContestedRecord) -> QWidget:
        body = Ground("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        sides = [self._heading(author) for author in self._authors]
        headings = [(self.tr("Field"), ""), *sides, (self.tr("Result"), self.tr("holds once it is taken"))]
        for number, (strong, plain) in enumerate(headings):
            grid.addWidget(_column_head(strong, plain, is_last=number == len(headings) - 1), 0, number)
            grid.setColumnStretch(number, 0 if number == 0 else 1)
        self._choices = []
        for row, field in enumerate(record.fields, start=1):
            choice = FieldChoice(field, body)
            self._choices.append(choice)
            name = Label(field.label, "small", role="text2", wrap=True)
            name.setContentsMargins(16, 18, 16, 8)
            grid.addWidget(_framed(name), row, 0)
            for number, author in enumerate(self._authors, start=1):
                versions = [version for version in field.versions if version.author == author]
                grid.addWidget(choice.cell(versions, body), row, number)
            if isinstance(choice.result, WritingEditor):
                choice.result.setMinimumHeight(RESULT_HEIGHT)
            else:
                choice.result.setContentsMargins(16, 17, 12, 8)
            grid.addWidget(_framed(choice.result, edges="bottom"), row, len(self._authors) + 1)
            choice.changed.connect(self._show_readiness)
        column.addLayout(grid)
        for line in self._explanations(record):
            explained = Label(line, "small", role="text2", wrap=True)
            explained.setContentsMargins(16, 0, 16, 0)
            column.addWidget(explained)
        column.addStretch(1)
        return body

    def _explanations(self, record: ContestedRecord) -> list[str]:
        lines = self._states_before(record)
        if record.merged:
            lines.append(self.tr("Already put together: {fields}.").format(fields=", ".join(record.merged)))
        return [*lines, self.tr("Both versions stay in the history.")]

    def _states_before(self, record: ContestedRecord) -> list[str]:
        """One line for what was set together, and for each text its own, whole: it is read beside both versions."""
        values: dict[str, list[str]] = {}
        texts = []
        for field in record.fields:
            before = field.before
            if before is None:
                continue
            words = self._before_words(before)
            if field.is_text and not before.is_empty:
                texts.append(f"{words}, {field.label}:\n{before.text}")
            else:
                values.setdefault(words, []).append(f"{field.label} {before.text}")
        return [f"{words}: {', '.join(said)}." for words, said in values.items()] + texts

    def _before_words(self, before: Before) -> str:
        if before.at is None:
            return self.tr("Common state before")
        day = short_date(before.at.astimezone(LOCAL_ZONE).date())
        if not before.author_name:
            return self.tr("Common state before, of {day}").format(day=day)
        return self.tr("Common state before, of {day}, by {name}").format(day=day, name=before.author_name)

    def _heading(self, author: str) -> tuple[str, str]:
        version = self._version_of(author)
        if version is None:
            return "", ""
        if version.is_mine:
            return self.tr("My version"), f"{version.author_name}, {when(version)}"
        by = self.tr("Version of {name}").format(name=version.author_name)
        return by, f"{version.device}, {when(version)}"

    def _version_of(self, author: str) -> Version | None:
        if self._record is None:
            return None
        versions = [one for field in self._record.fields for one in field.versions if one.author == author]
        return max(versions, key=lambda version: version.at, default=None)

    def _show_foot(self, record: ContestedRecord) -> None:
        names = [self._version_of(author) for author in self._authors]
        self._mine.setVisible(bool(names) and names[0] is not None)
        self._theirs.setVisible(len(names) > 1)
        for button, version in zip((self._mine, self._theirs), names, strict=False):
            if version is not None:
                of_me = self.tr("All of mine")
                button.set_text(of_me if version.is_mine else self.tr("All of {name}").format(name=version.author_name))
        self._show_readiness()

    def _show_readiness(self) -> None:
        open_fields = [choice.field.label for choice in self._choices if not choice.is_decided()]
        self._take.setEnabled(not open_fields)
        missing = self.tr("Still open: {fields}").format(fields=", ".join(open_fields)) if open_fields else ""
        self._reason.setText(missing)
        self._reason.setVisible(bool(missing))
        self._take.setAccessibleDescription(missing)

    def _take_focused(self, number: int) -> None:
        """One side of the field a person is at, or of all fields."""
        focused = [choice for choice in self._choices if choice.has_focus()]
        if number < len(self._authors):
            for choice in focused or self._choices:
                choice.take(self._authors[number])

    def _take_all(self, number: int) -> None:
        if number < len(self._authors):
            for choice in self._choices:
                choice.take(self._authors[number])

    def _on_take(self) -> None:
        if self._record is not None and self._take.isEnabled():
            values: Mapping[str, Value] = {choice.field.field: choice.value() for choice in self._choices}
            self.decided.emit(self._record, values)


def _framed(inside: QWidget, *, edges: str = "right bottom") -> Ground:
    """A cell of the grid, with hairlines towards its neighbours."""
    cell = Ground("panel", edges=edges)
    column = QVBoxLayout(cell)
    # The hairlines stay free of what stands in the cell.
    column.setContentsMargins(*((16, 10, 4, 9) if isinstance(inside, WritingEditor) else (0, 0, 1, 1)))
    column.addWidget(inside)
    column.addStretch(1)
    return cell


def _column_head(strong: str, plain: str, *, is_last: bool) -> Ground:
    head = Ground("sunken", edges="bottom" if is_last else "right bottom")
    column = QVBoxLayout(head)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(2)
    column.addWidget(Label(strong, "body_strong" if plain else "small", role="text" if plain else "text2", wrap=True))
    if plain:
        column.addWidget(Label(plain, "small", role="text2", wrap=True))
    column.addStretch(1)
    return head


def _flowing(*buttons: Button) -> FlowLayout:
    """Below each other where large letters leave no room: cut off, both sides would be "Alles von …"."""
    layout = FlowLayout()
    for button in buttons:
        layout.addWidget(button)
    return layout


def _authors(record: ContestedRecord) -> list[str]:
    """Myself first, then the others by their newest version."""
    versions = sorted(
        (version for field in record.fields for version in field.versions),
        key=lambda version: (not version.is_mine, -version.at.timestamp()),
    )
    return list(dict.fromkeys(version.author for version in versions))
