"""The paper in the middle of a visit: one section with its heading, scrolling as a whole."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from consultant_app.actions.visits.sheet import Heads, VisitSheet
from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.visits.inputs import GrowingEditor
from consultant_app.desktop.visits.measure_offer import MeasureOffer
from consultant_app.desktop.visits.section_words import ICONS, section_letter, section_title
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.labels import Hairline, Label
from consultant_app.desktop.widgets.painting import paint_surface, paint_tile

PAPER_WIDTH = 720
MARGIN, COMPACT_MARGIN = 48, 32


class _Tile(QWidget):
    def __init__(self, letter: str, icon: str) -> None:
        super().__init__()
        self._letter, self._icon = letter, icon
        self.setFixedSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        if self._letter:
            paint_tile(painter, QRectF(self.rect()), self._letter, tokens)
        else:
            paint_surface(painter, QRectF(self.rect()), tokens.color("hover"), radius=4)
            paint_icon(painter, QRectF(self.rect()).adjusted(6, 6, -6, -6), self._icon, tokens.color("text2"))
        painter.end()


class Section(QWidget):
    """One section on paper: heading and `body`. Subclasses show a sheet and say which editor writing begins in."""

    def __init__(self, key: str, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.work = key, work
        language = work.desk.language
        self.title = section_title(key, language)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(_Tile(section_letter(key), ICONS.get(key, "")))
        heading.addWidget(Label(self.title, "page_title"), 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(heading)
        self._column.addSpacing(14)
        self._column.addWidget(Hairline())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 16, 0, 0)
        self.body.setSpacing(16)
        self._column.addLayout(self.body)
        self._column.addStretch(1)
        self.setMaximumWidth(scaled(PAPER_WIDTH + 2 * MARGIN))
        self.set_compact(False)

    def show_sheet(self, sheet: VisitSheet) -> None:
        """Shows the section's part of a sheet; inputs that somebody types in are left alone."""
        raise NotImplementedError

    def show_edited(self, sheet: VisitSheet) -> None:
        """The sheet changed by what was typed in this window; for figures that follow from inputs."""

    def set_locked(self, locked: bool) -> None:
        """A protocol that stands can be read and copied, not changed."""
        self.body_widgets_enabled(not locked)

    def body_widgets_enabled(self, enabled: bool) -> None:
        for editor in self.findChildren(GrowingEditor):
            editor.setReadOnly(not enabled)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(not enabled)

    def go_to(self, code: str) -> None:
        """To the input in which something missing is filled in; `code` is of value list `visit_check`."""

    def first_input(self) -> QWidget | None:
        """Where the caret goes when the section is opened; None where nothing is written."""
        return None

    def set_compact(self, compact: bool) -> None:
        margin = COMPACT_MARGIN if compact else MARGIN
        self._column.setContentsMargins(margin, 24 if compact else 28, margin, 24)


class TextField(QWidget):
    """A text of the visit or of one of its parts: a quiet label above an editor that keeps itself.

    With `offers`, a field of action or "", a line that begins with "M:" is offered to become a measure.
    """

    def __init__(
        self,
        work: VisitWork,
        field: str,
        name: str,
        *,
        label: str = "",
        placeholder: str = "",
        style: str = "writing",
        lines: int = 2,
        offers: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._record = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.editor = GrowingEditor(name, style=style, placeholder=placeholder, lines=lines)
        if label:
            heading = Label(label, "small_medium", role="text2")
            heading.setBuddy(self.editor)
            column.addWidget(heading)
        column.addWidget(self.editor)
        if offers is not None:
            column.addWidget(MeasureOffer(self.editor, work, offers))
        self.setFocusProxy(self.editor)
        self._binding: TextBinding = work.bind(self.editor, field, lambda: self._record)
        self._field = field

    def show_text(self, record: str, text: str, heads: Heads) -> None:
        self._record = record
        self._binding.show(record, text, heads.get(self._field, ()))  # type: ignore[arg-type]


class PaperArea(QScrollArea):
    """Holds one section after the other; what is written stays in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def hold(self, section: Section) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(section, 1000)
        row.addStretch(1)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)
        self.follow(section)

    def follow(self, section: QWidget) -> None:
        """Keeps the caret of each editor in view while its text grows."""
        for editor in section.findChildren(GrowingEditor):
            if not editor.property("followed"):
                editor.setProperty("followed", True)
                editor.cursorPositionChanged.connect(self._follower(editor))

    def _follower(self, editor: GrowingEditor) -> Callable[[], None]:
        def show_caret() -> None:
            holder = self.widget()
            if editor.hasFocus() and holder is not None and holder.isAncestorOf(editor):
                caret = editor.viewport().mapTo(holder, editor.cursorRect().center())
                self.ensureVisible(caret.x(), caret.y(), 0, 48)

        return show_caret
