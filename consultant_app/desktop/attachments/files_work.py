"""The photos and files of one record: read, added, described, taken out, shown. All of it beside the interface."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QImage, QImageWriter

from consultant_app.actions.attachments import (
    AttachmentRow,
    TakenFile,
    attach,
    attachments_of,
    delete_attachment,
    save_attachment,
    set_consent,
    take_file,
    take_picture,
)
from consultant_app.actions.photos import Pixels, pixels_of
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.tasks import Job, Lane
from consultant_app.desktop.widgets.messages import Step
from consultant_app.errors import ProductError
from consultant_app.workspace.workspace import CommitNotice

_log = logging.getLogger(__name__)

GATHER_MS = 60


class FilesWork(QObject):
    """`shown()` when `rows` are new, `pictured(id)` when a small picture is there, `refused(error)` when a rule or the
    disk said no, `saved(path)` when a copy was put somewhere; `busy_changed()` as files are taken in.
    """

    shown = Signal()
    pictured = Signal(str)
    refused = Signal(object)
    saved = Signal(object)
    busy_changed = Signal()

    def __init__(self, desk: Desk, *, small_side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.record = RecordId("")
        self.rows: tuple[AttachmentRow, ...] = ()
        self.small: dict[RecordId, QImage | None] = {}
        """By attachment; None for one that cannot be shown."""
        self.taking = 0
        """How many files are being taken in."""
        self._small_side = small_side
        self._is_active, self._is_stale = False, True
        self._job: Job[tuple[AttachmentRow, ...]] | None = None
        self._to_draw: deque[RecordId] = deque()
        self._is_drawing = False
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.read)
        desk.feed.committed.connect(self._on_committed)
        desk.files.changed.connect(self.shown)

    def open(self, record: str) -> None:
        if record != self.record:
            self.record, self.rows, self.small = RecordId(record), (), {}
            self._to_draw.clear()
            self._is_stale = True
            self.shown.emit()
        self._read_if_due()

    def set_active(self, active: bool) -> None:
        """Whether they are on the screen; while they are not, nothing is read."""
        self._is_active = active
        self._read_if_due()

    def read(self) -> None:
        self._is_stale = False
        if self._job is not None:
            self._job.cancel()
        workspace, record = self.desk.workspace, self.record
        self._job = self.desk.tasks.run(lambda _: attachments_of(workspace, [record]), self._on_read, owner=self)

    def add_files(self, paths: Sequence[Path]) -> None:
        workspace = self.desk.workspace
        for path in paths:
            self._take(lambda path=path: take_file(workspace, path))  # type: ignore[misc]

    def add_picture(self, picture: QImage) -> None:
        """One from the clipboard, which has no name of its own."""
        name = self.tr("Picture of {moment}").format(moment=f"{self.desk.now():%Y-%m-%d %H-%M-%S}")
        workspace = self.desk.workspace

        def take() -> TakenFile:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(picture)
            return take_picture(workspace, bytes(buffer.data().data()), f"{name}.png")

        self._take(take)

    def add_from(self, data: QMimeData) -> bool:
        """Takes the files or the picture of a drop or of the clipboard; False where there is nothing to take."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        picture = data.imageData() if data.hasImage() and not paths else None
        if isinstance(picture, QImage) and not picture.isNull():
            self.add_picture(picture)
        elif paths:
            self.add_files(paths)
        else:
            return False
        return True

    def set_consent(self, record: RecordId, given: bool) -> None:
        label = self.tr("Consent noted") if given else self.tr("Consent taken back")
        self.desk.drafts.left(record)
        self.desk.write(label, lambda writer: set_consent(writer, record, given), owner=self, on_failed=self.refuse)

    def delete(self, record: RecordId) -> None:
        label = self.tr("File taken out")
        self.desk.drafts.left(record)
        self.desk.write(
            label,
            lambda writer: delete_attachment(writer, record),
            lambda _: self.desk.ways.undo_offered.emit(label, Step.DELETED),
            owner=self,
            on_failed=self.refuse,
        )

    def save(self, record: RecordId, to: Path) -> None:
        workspace = self.desk.workspace
        self.desk.tasks.run(lambda _: save_attachment(workspace, record, to), self.saved.emit, self.refuse, owner=self)

    def look(self, row: AttachmentRow, side: int, on_done: Callable[[QImage | bytes], None]) -> Job[QImage | bytes]:
        """A picture, at most `side` pixels wide and high, or the bytes of anything else."""
        workspace = self.desk.workspace

        def read(_: object) -> QImage | bytes:
            content = workspace.attachments.read(row.id)
            return _image(pixels_of(content, side)) if row.is_picture else content

        return self.desk.tasks.run(read, on_done, self.refuse, owner=self)

    def _take(self, take: Callable[[], TakenFile]) -> None:
        """Its bytes are made ready apart from what else is written: nobody's typing waits for a large photo."""
        workspace, about, label = self.desk.workspace, self.record, self.tr("File added")

        def taken(file: TakenFile) -> None:
            self.desk.write(
                label,
                lambda writer: attach(writer, workspace.attachments, file, about=about),
                lambda _: self._count(-1),
                owner=self,
                on_failed=failed,
            )

        def failed(error: Exception) -> None:
            self._count(-1)
            self.refuse(error)

        self._count(1)
        self.desk.tasks.run(lambda _: take(), taken, failed, lane=Lane.READ, owner=self)

    def _count(self, more: int) -> None:
        self.taking += more
        self.busy_changed.emit()

    def refuse(self, error: Exception) -> None:
        """Tells why something could not be done."""
        if not isinstance(error, ProductError):
            _log.error("a file could not be handled", exc_info=error)
        self.refused.emit(error)
        self._gather.start()

    def _on_read(self, rows: tuple[AttachmentRow, ...]) -> None:
        self.rows = rows
        new = [row.id for row in rows if row.is_picture and row.is_here and row.id not in self.small]
        self._to_draw.extend(id_ for id_ in new if id_ not in self._to_draw)
        self.shown.emit()
        self._draw_next()

    def _draw_next(self) -> None:
        """One after the other: what else is read does not wait behind forty photos."""
        if self._is_drawing or not self._to_draw:
            return
        record, workspace, side = self._to_draw.popleft(), self.desk.workspace, self._small_side

        def drawn(image: QImage | None) -> None:
            self._is_drawing = False
            self.small[record] = image
            self.pictured.emit(record)
            self._draw_next()

        self._is_drawing = True
        self.desk.tasks.run(
            lambda _: _image(pixels_of(workspace.attachments.read(record), side)),
            drawn,
            lambda _error: drawn(None),
            owner=self,
        )

    def _on_committed(self, notice: CommitNotice) -> None:
        if "attachment" in notice.records.values():
            self._is_stale = True
            if self._is_active:
                self._gather.start()

    def _read_if_due(self) -> None:
        if self._is_active and self._is_stale and self.record:
            self.read()


def _image(pixels: Pixels) -> QImage:
    """A picture of its own: Qt would only point into the bytes."""
    width, height = pixels.width, pixels.height
    return QImage(pixels.rgba, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
