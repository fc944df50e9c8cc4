"""Says above the pages that they are frozen: these very bytes, under which number, since when."""

from PySide6.QtCore import QObject

from consultant_app.actions.paper.printing import Printout
from consultant_app.desktop.day_words import moment_words
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar
from consultant_app.domain.check_code import spelled

_KEY = "frozen"


class FrozenNote(QObject):
    def __init__(self, messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._shown = ""

    def show_paper(self, paper: Printout | None) -> None:
        """Nothing for a paper that is made of the records as they stand."""
        frozen = paper.frozen if paper is not None else None
        document = frozen.document if frozen is not None else ""
        if document == self._shown:
            return
        self._shown = document
        self._messages.clear_message(_KEY)
        if paper is None or frozen is None:
            return
        strong = self.tr("{number}, unchangeable").format(number=paper.number)
        text = self.tr("Check code {code}").format(code=spelled(frozen.check_code))
        if frozen.at is not None:
            since = moment_words(frozen.at.astimezone(LOCAL_ZONE))
            text = self.tr("since {moment}. {text}").format(moment=since, text=text)
        self._messages.show_message(MessageBar(strong, text, icon="lock"), key=_KEY)
