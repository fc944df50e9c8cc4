"""Notices that the network is back, where the system tells; elsewhere the pauses between tries have to do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation


class NetworkWatch(QObject):
    """`came_back()` when there was no network and there is one again. Does nothing before `begin`."""

    came_back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begun = False
        self._was_reachable = True

    @property
    def has_network(self) -> bool:
        """False only where the system says so."""
        return self._was_reachable

    def begin(self) -> None:
        """Asks the system to tell; late, because Qt's network module is not needed for the first window."""
        if self._begun:
            return
        self._begun = True
        from PySide6.QtNetwork import QNetworkInformation

        if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            return
        network = QNetworkInformation.instance()
        self._was_reachable = network.reachability() != QNetworkInformation.Reachability.Disconnected
        network.reachabilityChanged.connect(self._on_changed)

    def _on_changed(self, reachability: "QNetworkInformation.Reachability") -> None:
        self.note(is_reachable=reachability.name != "Disconnected")

    def note(self, *, is_reachable: bool) -> None:
        """What the system says."""
        before, self._was_reachable = self._was_reachable, is_reachable
        if is_reachable and not before:
            self.came_back.emit()
