"""Says above a visit's paper that its protocol stands, and what is written otherwise since."""

from PySide6.QtCore import QObject

from consultant_app.actions.visits.sheet import FrozenProtocol
from consultant_app.desktop.day_words import moment_words
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind
from consultant_app.domain.check_code import spelled

_KEY = "protocol"
_NAMED = 4
"""How many differing entries are named at most."""


class ProtocolNote(QObject):
    def __init__(self, messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._shown: FrozenProtocol | None = None

    def show_protocol(self, protocol: FrozenProtocol | None) -> None:
        if protocol == self._shown:
            return
        self._shown = protocol
        self._messages.clear_message(_KEY)
        if protocol is None:
            return
        bar = self._changed(protocol) if protocol.differing else self._unchanged(protocol)
        self._messages.show_message(bar, key=_KEY)

    def _unchanged(self, protocol: FrozenProtocol) -> MessageBar:
        strong = self.tr("The protocol stands and cannot be changed.")
        return MessageBar(strong, self._since(protocol), icon="lock")

    def _changed(self, protocol: FrozenProtocol) -> MessageBar:
        names = ", ".join(protocol.differing[:_NAMED])
        if len(protocol.differing) > _NAMED:
            names = self.tr("{names} and more").format(names=names)
        text = self.tr("Not as on the paper: {names}. The paper itself stays as it is.").format(names=names)
        return MessageBar(self.tr("Changed after the signature."), text, kind=MessageKind.SIGNAL, icon="lock")

    def _since(self, protocol: FrozenProtocol) -> str:
        if protocol.finalised_at is None:
            return self.tr("Check code {code}").format(code=spelled(protocol.check_code))
        since = moment_words(protocol.finalised_at.astimezone(LOCAL_ZONE))
        return self.tr("Since {moment}, check code {code}").format(moment=since, code=spelled(protocol.check_code))
