"""The one signal after each commit, be it an edit or a round: every view asks if it is concerned and reads anew."""

from PySide6.QtCore import QObject, Qt, Signal

from consultant_app.workspace.workspace import CommitNotice, Workspace


class ChangeFeed(QObject):
    """`committed(CommitNotice)` comes on the interface's thread, whichever thread committed."""

    committed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._arrived.connect(self.committed, Qt.ConnectionType.QueuedConnection)
        workspace.listeners.append(self._on_commit)

    def close(self) -> None:
        self._workspace.listeners.remove(self._on_commit)

    def _on_commit(self, notice: CommitNotice) -> None:
        """On the thread that committed."""
        self._arrived.emit(notice)
