"""One person's place to sign: the pad, its buttons, what stands under the line, and the ways of not signing here."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.signing.drawings import Drawing
from consultant_app.desktop.signing.signature_pad import SignaturePad
from consultant_app.desktop.signing.signing_work import SigningWork, Way
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.value_lists import label_of


def line_words(name: str, function: str) -> str:
    return ", ".join(word for word in (name, function) if word)


def place_words(place: str, day: str) -> str:
    return ", ".join(word for word in (place, day) if word)


class SignerCard(QWidget):
    """`drawn()` with each stroke that is done, taken back or cleared."""

    drawn = Signal()

    def __init__(self, desk: Desk, work: SigningWork, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work = desk, work
        self.drawing = drawing
        role = label_of("signature_role", drawing.signer.role, language=desk.language)
        self._of = role if drawing.number == 1 else f"{role} {drawing.number}"
        self.pad = SignaturePad(self._named(self.tr("Signature")))
        self.pad.show_ink(drawing.ink)
        self._names = _SignerNames(drawing, self._named)
        self._other = _OtherWays(self._named)
        self._build(role)
        self._connect()
        self._show_line()
        self._show_state()

    def _named(self, words: str) -> str:
        """Several pads stand on one page: each control says whose it is."""
        return f"{words}: {self._of}"

    def _build(self, role: str) -> None:
        self._back = icon_button("arrow-back-up", self.tr("Take back last stroke"), "quiet")
        self._clear = Button(self.tr("Clear"), "quiet")
        self._drop = icon_button("trash", self._named(self.tr("Remove this signature")), "quiet")
        self._clear.setAccessibleName(self._named(self.tr("Clear")))
        self._change = icon_button("pencil", self.tr("Details"), "quiet")
        self._not_here = Button(self.tr("Not here"), "quiet")
        self.take_button = Button(self.tr("Take"), icon="check")
        self.set_compact(False)
        for button in (self._change, self._not_here):
            button.setCheckable(True)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Label(role, "section"), 1)
        for button in (self._back, self._clear, self._drop):
            head.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._change)
        below.addWidget(self._not_here)
        below.addStretch(1)
        below.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.pad)
        column.addLayout(below)
        column.addWidget(self._names)
        column.addWidget(self._other)
        self._names.hide()
        self._other.hide()
        if not self.drawing.signer.name:
            self._change.setChecked(True)
            self._names.show()

    def _connect(self) -> None:
        self.pad.drawn.connect(self._on_drawn)
        self.pad.taking_asked.connect(self._take)
        self._back.clicked.connect(self.pad.take_back)
        self._clear.clicked.connect(self.pad.clear)
        self._drop.clicked.connect(lambda: self._work.drop(self.drawing))
        self._change.toggled.connect(self._names.setVisible)
        self._not_here.toggled.connect(self._other.setVisible)
        self.take_button.clicked.connect(self._take)
        self._names.named.connect(self._on_named)
        self._other.chosen.connect(self._on_other_way)

    def _on_drawn(self) -> None:
        self._work.jot()
        self._show_state()
        self.drawn.emit()

    def _on_named(self, name: str, function: str, place: str) -> None:
        signer = replace(self.drawing.signer, name=name, function=function, place=place)
        self._work.name_signer(self.drawing, signer)
        self._show_line()
        self._show_state()
        self.drawn.emit()

    def _take(self) -> None:
        if not self.drawing.ink.is_empty and self.drawing.signer.name.strip():
            self._work.take(self.drawing)

    def _on_other_way(self, way: Way, reason: str) -> None:
        self._work.take(self.drawing, way, reason=reason)

    def _show_line(self) -> None:
        signer = self.drawing.signer
        self.pad.show_below(
            line_words(signer.name, signer.function), place_words(signer.place, short_date(self._desk.now().date()))
        )

    @property
    def is_ready(self) -> bool:
        """Drawn and named, so that it can be taken."""
        return not self.drawing.ink.is_empty and bool(self.drawing.signer.name.strip())

    def _show_state(self) -> None:
        is_empty = self.drawing.ink.is_empty
        self._back.setVisible(not is_empty)
        self._clear.setVisible(not is_empty)
        self.take_button.setEnabled(self.is_ready)
        self._other.set_named(bool(self.drawing.signer.name.strip()))

    def set_compact(self, compact: bool) -> None:
        """Shorter words; the accessible names stay."""
        short = (self.tr("Details"), self.tr("Not here"), self.tr("Take"))
        whole = (self.tr("Change details"), self.tr("Not signing here"), self.tr("Take signature"))
        buttons = (self._change, self._not_here, self.take_button)
        for button, words, name in zip(buttons, short if compact else whole, whole, strict=True):
            button.set_text(words)
            button.setAccessibleName(self._named(name))
        words = self.tr("Take back last stroke")
        self._back.set_text("" if compact else words)
        self._back.set_name(self._named(words))

    def show_taking(self) -> None:
        """While the signature is on its way nothing is drawn and nobody presses twice."""
        self._drop.setVisible(self.drawing.is_own)
        self.setEnabled(self.drawing.key not in self._work.taking)


class _SignerNames(QWidget):
    """Name, function and place as they stand under the line. `named(name, function, place)` while they are typed."""

    named = Signal(str, str, str)

    def __init__(self, drawing: Drawing, named: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = (self.tr("Name"), self.tr("Function"), self.tr("Place"))
        signer = drawing.signer
        self._lines = [TextLine() for _ in words]
        for line, text in zip(self._lines, (signer.name, signer.function, signer.place), strict=True):
            line.setText(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(12)
        for label, line in zip(words, self._lines, strict=True):
            row.addWidget(LabelledField(label, line), 1, Qt.AlignmentFlag.AlignTop)
            line.setAccessibleName(named(label))
            line.textEdited.connect(self._tell)

    def _tell(self) -> None:
        self.named.emit(*(line.text().strip() for line in self._lines))


class _OtherWays(QWidget):
    """On paper, refused, or not needed; for the last two with a reason. `chosen(way, reason)`."""

    chosen = Signal(object, str)

    def __init__(self, named: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = Button(self.tr("Signed on paper"), icon="printer")
        self._reason = TextLine()
        self._reason.setPlaceholderText(self.tr("Reason why the signature is missing"))
        self._reason.setAccessibleName(named(self.tr("Reason")))
        self._refused = Button(self.tr("Refused"))
        self._waived = Button(self.tr("Not needed"))
        for button in (self._paper, self._refused, self._waived):
            button.setAccessibleName(named(button.text()))
        self._is_named = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(8)
        row.addWidget(self._paper)
        row.addWidget(self._reason, 1)
        row.addWidget(self._refused)
        row.addWidget(self._waived)
        self._paper.clicked.connect(lambda: self.chosen.emit(Way.PAPER, ""))
        self._refused.clicked.connect(lambda: self.chosen.emit(Way.REFUSED, self._reason.text()))
        self._waived.clicked.connect(lambda: self.chosen.emit(Way.WAIVED, self._reason.text()))
        self._reason.textChanged.connect(self._show_state)
        self._show_state()

    def set_named(self, named: bool) -> None:
        """Who signs on paper or refuses has a name."""
        self._is_named = named
        self._show_state()

    def _show_state(self) -> None:
        has_reason = bool(self._reason.text().strip())
        self._paper.setEnabled(self._is_named)
        self._refused.setEnabled(has_reason and self._is_named)
        self._waived.setEnabled(has_reason)
