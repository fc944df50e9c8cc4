"""What stands at the right of the page Abgleich: the conflict to decide, or one thing that was set aside."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from consultant_app.actions.sync.deciding import decide_all
from consultant_app.actions.sync.overview import ContestedRecord, SyncOverview
from consultant_app.changes.change import RecordId, Value
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.sync.conflict_panel import ConflictPanel
from consultant_app.desktop.sync.set_aside_panel import SetAsidePanel
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.labels import Ground
from consultant_app.desktop.widgets.messages import Step

DRAWER_WIDTH = 768
"""In a narrow window: four columns side by side still show a date and a name on one line."""
_DRAWER_MARGIN = 16


class DecisionPane(Ground):
    """`stale()` when the overview is to be read anew, `left()` when a person is done with what was set aside;
    `record_shown(id)`, `failed(error)`.
    """

    stale = Signal()
    left = Signal()
    record_shown = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, dialogs: FileDialogs) -> None:
        super().__init__("window")
        self._desk = desk
        self._contested: tuple[ContestedRecord, ...] = ()
        self._wanted = ""
        self._is_asked = False
        self._conflict = ConflictPanel()
        self.kept = SetAsidePanel(desk, dialogs)
        self._conflict.hide()
        self.kept.hide()
        mark_pane(self._conflict, self.tr("Conflict"))
        mark_pane(self.kept, self.tr("Set aside"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._conflict)
        self._column.addWidget(self.kept)
        self.set_narrow(False)
        self._conflict.later.connect(self._on_later)
        self._conflict.decided.connect(self._on_decided)
        self.kept.closed.connect(self._on_kept_closed)

    @property
    def is_empty(self) -> bool:
        return self._conflict.isHidden() and self.kept.isHidden()

    def set_narrow(self, narrow: bool) -> None:
        margin = _DRAWER_MARGIN if narrow else 0
        self._column.setContentsMargins(margin, margin, margin, margin)
        self.setMinimumWidth(DRAWER_WIDTH if narrow else 0)

    def open_conflict(self, record: str) -> None:
        """A record's conflict, or the first one, once it has been read."""
        self._wanted, self._is_asked = record, True
        self.kept.transaction = ""
        self.stale.emit()

    def open_kept(self, transaction: str) -> None:
        """Something that was set aside, in the place of a conflict."""
        self._is_asked = True
        self.kept.show_work(transaction)
        self.stale.emit()

    def choose(self, record: str) -> None:
        """Another conflict, as the list beside it goes."""
        if record != self._conflict.record_id:
            self._wanted = record
            self._show_conflict()

    def show_overview(self, overview: SyncOverview) -> bool:
        """Whether what a person asked for came with it."""
        self._contested = overview.contested
        is_kept = self.kept.transaction in {one.transaction for one in overview.set_aside}
        self.kept.setVisible(is_kept)
        self._conflict.setVisible(bool(overview.contested) and not is_kept)
        self._show_conflict()
        is_asked, self._is_asked = self._is_asked and not self.is_empty, False
        return is_asked

    def _show_conflict(self) -> None:
        ids = [record.id for record in self._contested]
        wanted = self._wanted if self._wanted in ids else self._conflict.record_id
        position = ids.index(RecordId(wanted)) if wanted in ids else 0
        self._wanted = ""
        if ids:
            self._conflict.show_record(self._contested[position], position + 1, len(ids))
            self.record_shown.emit(ids[position])

    def _on_later(self) -> None:
        """On to the next conflict; the one put off stays in the list."""
        ids = [record.id for record in self._contested]
        if self._conflict.record_id in ids:
            self.choose(ids[(ids.index(RecordId(self._conflict.record_id)) + 1) % len(ids)])

    def _on_decided(self, record: ContestedRecord, values: Mapping[str, Value]) -> None:
        shown = {field.field: [version.change for version in field.versions] for field in record.fields}
        label = self.tr("Conflict decided")
        workspace = self._desk.workspace
        self._desk.tasks.run(
            lambda _: decide_all(workspace, record.id, values, shown=shown, label=label),
            lambda _: self._desk.ways.undo_offered.emit(label, Step.DECIDED),
            self.failed.emit,
            lane=Lane.WRITE,
            owner=self,
        )

    def _on_kept_closed(self) -> None:
        self.kept.transaction = ""
        self.left.emit()
        self.stale.emit()
