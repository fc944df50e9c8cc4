"""The list pane of the notes: search as one types, chips by visibility, rows with marked hits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.notes import NoteRow, note_counts, note_rows
from consultant_app.actions.searching import find
from consultant_app.desktop.day_words import due_date
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.record_dots import dots_of
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.choices import FilterChip
from consultant_app.desktop.widgets.fields import SearchField
from consultant_app.desktop.widgets.labels import Ground, Label
from consultant_app.desktop.widgets.messages import EmptyState
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.workspace.search import Hit

TYPING_MS = 60
HITS = 200
VISIBILITY_ICONS = {"shared": "world", "partner": "building", "private": "lock"}


@dataclass(frozen=True, slots=True)
class _Found:
    rows: tuple[NoteRow, ...]
    hits: Mapping[str, Hit]
    counts: Mapping[str, int]
    question: str


class NoteList(Ground):
    """`chosen(id)` follows the row; `new_wanted()` when a new note is asked for."""

    chosen = Signal(str)
    new_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent, edges="right")
        self._desk = desk
        self._found: _Found | None = None
        self._wanted = ""
        self._typed = ("", "")
        self.search = SearchField(self.tr("Search notes"))
        self._chips = {
            "all": FilterChip(self.tr("All")),
            "shared": FilterChip("", icon=VISIBILITY_ICONS["shared"]),
            "partner": FilterChip("", icon=VISIBILITY_ICONS["partner"]),
            "private": FilterChip("", icon=VISIBILITY_ICONS["private"]),
        }
        names = {
            "all": self.tr("All notes"),
            "shared": self.tr("Notes for the consortium"),
            "partner": self.tr("Notes for the organisation"),
            "private": self.tr("Notes only for me"),
        }
        for key, chip in self._chips.items():
            chip.setAccessibleName(names[key])
            chip.setToolTip(names[key])
            chip.clicked.connect(lambda _=False, key=key: self._filter(key))
        self._visibility = "all"
        self._job: Job[_Found] | None = None
        self.rows = RowList(self.tr("Notes"), margin=20)
        self._empty = EmptyState(
            self.tr("No notes yet"), self.tr("A note is for the consortium, your organisation, or only for you."),
            icon="notes",
        )  # fmt: skip
        self._nothing = Label("", "body", role="text2", wrap=True)
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.rows.row_chosen.connect(self.chosen)
        desk.index.followed.connect(self._on_index_followed)

    def _build(self) -> None:
        add = Button(self.tr("Note"), "primary", icon="plus", name=self.tr("New note"))
        add.clicked.connect(self.new_wanted)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Notes"), "page_title"), 1)
        head.addWidget(add)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self._chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(20, 20, 16, 12)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self.search)
        top.addLayout(chips)
        self._nothing.setContentsMargins(20, 16, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.rows, 1)
        column.addWidget(self._nothing)
        column.addWidget(self._empty, 1)

    def read(self) -> None:
        question = self.search.text().strip()

        def work(_: object) -> _Found:
            workspace = self._desk.workspace
            hits = find(workspace, question, limit=HITS, types=("note",)) if question else []
            with workspace.read() as reader:
                rows = note_rows(reader, [hit.id for hit in hits] if question else None)
                return _Found(rows, {hit.id: hit for hit in hits}, note_counts(reader), question)

        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.tasks.run(work, self._on_found, owner=self)

    def choose(self, note: str) -> None:
        """Chooses a note once it stands in the list."""
        self._wanted = note
        if note != self._typed[0]:
            self._typed = ("", "")
        self._take_wanted()

    def show_title(self, note: str, title: str) -> None:
        """What is being typed as a note's title stands in its row before it is read again."""
        self._typed = (note, title.strip())
        self._show()

    def _filter(self, visibility: str) -> None:
        self._visibility = visibility
        self._show()

    def _on_index_followed(self) -> None:
        if self.search.text().strip():
            self.read()

    def _on_found(self, found: _Found) -> None:
        if found.question == self.search.text().strip():
            self._found = found
            if self._typed in {(row.id, row.title) for row in found.rows}:
                self._typed = ("", "")
            self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        for key, chip in self._chips.items():
            chip.setChecked(key == self._visibility)
            chip.set_count(self._count(found, key))
        rows = [row for row in found.rows if self._visibility in ("all", row.visibility)]
        self.rows.set_rows([self._row(row, found.hits.get(row.id)) for row in rows])
        self._nothing.setVisible(not rows and bool(found.question or found.rows))
        no_hits = self.tr("No hits for “{words}” in your notes.").format(words=found.question)
        self._nothing.setText(no_hits if found.question else self.tr("No note has this visibility."))
        self._empty.setVisible(not found.rows and not found.question)
        self.rows.setVisible(bool(rows))
        self._take_wanted()

    def _take_wanted(self) -> None:
        if self._wanted and self.rows.choose(self._wanted):
            self._wanted = ""

    @staticmethod
    def _count(found: _Found, key: str) -> int:
        if found.question:
            return sum(1 for row in found.rows if key in ("all", row.visibility))
        return sum(found.counts.values()) if key == "all" else found.counts.get(key, 0)

    def _row(self, row: NoteRow, hit: Hit | None) -> Row:
        snippet = hit.snippet if hit is not None and hit.snippet else row.excerpt
        changed = row.changed_at.astimezone(LOCAL_ZONE)
        today = self._desk.now().date()
        typed = self._typed[1] if row.id == self._typed[0] else ""
        return Row(
            row.id,
            typed or row.title,
            subtitle=row.company or self.tr("without company"),
            subtitle_icon=VISIBILITY_ICONS[row.visibility],
            right=f"{changed:%H:%M}" if changed.date() == today else due_date(changed.date(), today),
            dots=dots_of(row.state),
            excerpt=snippet,
            title_hits=_spans(hit.title_marks) if hit is not None and not typed else (),
            excerpt_hits=_spans(hit.marks) if hit is not None and hit.snippet else (),
        )


def _spans(marks: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """From (start, end) to the list's (start, length)."""
    return tuple((start, end - start) for start, end in marks)
