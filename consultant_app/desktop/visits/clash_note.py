"""Says where a visit meets another one of the same people: a line below the times, which hinders nobody."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.actions.visits.overlaps import DayVisit
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.messages import announce


class ClashNote(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[DayVisit] = ()
        self.words = Label("", "small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Glyph("alert-triangle", "signal", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def show_clashes(self, met: Sequence[DayVisit]) -> None:
        if met == self._shown:
            return
        self._shown = met
        self.words.setText(" ".join(self._words(one) for one in met))
        self.setVisible(bool(met))
        if met:
            announce(self, self.words.text())

    def _words(self, one: DayVisit) -> str:
        company = one.company_name or self.tr("another company")
        if one.end is not None:
            words = self.tr("From {start} to {end} there is already the visit to {company}.")
        else:
            words = self.tr("At {start} there is already the visit to {company}.")
        start, end = (f"{at:%H:%M}" if at else "" for at in (one.start, one.end))
        return words.format(start=start, end=end, company=company)
