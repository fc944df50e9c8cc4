"""The right column of the day: what waits for sync, what stands against each other, what was worked on last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from consultant_app.actions.today.day import ContestedThing, Recent
from consultant_app.desktop.day_words import long_date, short_weekday
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.fonts import line_height, scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.today.words import recent_row
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import Glyph, TwoDots
from consultant_app.desktop.widgets.labels import Card, Hairline, Label
from consultant_app.desktop.widgets.layouts import empty_layout
from consultant_app.desktop.widgets.painting import DotState, paint_surface
from consultant_app.desktop.widgets.row_delegate import ROW_ROLE, Index, RowDelegate, text
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.workspace.status import RoundSummary

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_KIND_ICONS = {"visits": "writing", "measures": "list-check", "notes": "notes", "companies": "building-factory-2"}


@dataclass(frozen=True, slots=True)
class SyncState:
    """How it stands with the server; times are local. `running` holds how many were sent or received so far."""

    joined: bool
    waiting: tuple[tuple[str, int], ...]
    conflicts: int
    offline_since: datetime | None = None
    has_network: bool = True
    last_round: RoundSummary | None = None
    problem: str = ""
    running: bool = False

    @property
    def total(self) -> int:
        return sum(count for _, count in self.waiting)

    @property
    def dots(self) -> DotState:
        return DotState.WAITING if self.waiting or not self.joined else DotState.BOTH


class SyncCard(Card):
    """`details_asked()` leads to the page of syncing."""

    details_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots = TwoDots(large=True)
        self._strong = Label("", "body", wrap=True, rich=True)
        self._kinds = QGridLayout()
        self._kinds.setHorizontalSpacing(12)
        self._kinds.setVerticalSpacing(0)
        self._kinds.setColumnStretch(1, 1)
        self._line = Hairline()
        self._mark = Glyph("wifi-off", "text2", 20)
        self._network = Label("", "small", role="text2", wrap=True)
        self._details = Button(self.tr("Details"), name=self.tr("Details of syncing"))
        self._details.clicked.connect(self.details_asked)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Sync"), "section"), 1)
        head.addWidget(self._dots)
        network = QHBoxLayout()
        network.setSpacing(8)
        network.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        network.addWidget(self._network, 1)
        self.column.addLayout(head)
        self.column.addWidget(self._strong)
        self.column.addLayout(self._kinds)
        self.column.addWidget(self._line)
        self.column.addLayout(network)
        self.column.addWidget(self._details)

    def show_state(self, state: SyncState) -> None:
        self._dots.set_state(state.dots)
        self._strong.setText(self._sentence(state))
        self._show_kinds(state.waiting if state.joined else ())
        words = self._network_words(state)
        self._network.setText(words)
        self._mark.setVisible(bool(words))
        self._network.setVisible(bool(words))
        self._line.setVisible(bool(words) and state.joined and bool(state.waiting))
        self._mark.set_icon("wifi-off" if state.offline_since else "arrows-exchange")

    def _sentence(self, state: SyncState) -> str:
        if not state.joined:
            return self.tr("This device works without a server. Everything is kept on this device.")
        if not state.waiting:
            return self.tr("Everything is in the consortium as well.")
        return self.tr("<b>%n changes wait</b> for the partner server. They are kept on this device.", "", state.total)

    def _network_words(self, state: SyncState) -> str:
        last = ""
        if state.last_round is not None and state.last_round.ended_at is not None and not state.last_round.problem:
            ended = datetime.fromtimestamp(state.last_round.ended_at / 1000, LOCAL_ZONE)
            last = self.tr("Last: {time}").format(
                time=f"{short_weekday(ended.date())}, {long_date(ended.date()).rsplit(' ', 1)[0]}, {ended:%H:%M}"
            )
        if not state.joined:
            return ""
        if state.running:
            now = self.tr("Sync is running.")
        elif state.offline_since is not None:
            since = state.offline_since.astimezone(LOCAL_ZONE)
            words = (
                self.tr("The partner server has not answered since {time}. Sync starts by itself.")
                if state.has_network
                else self.tr("No network since {time}. Sync starts by itself.")
            )
            now = words.format(time=f"{since:%H:%M}")
        else:
            now = state.problem
        return " ".join(part for part in (now, f"{last}." if last else "") if part)

    def _show_kinds(self, waiting: tuple[tuple[str, int], ...]) -> None:
        empty_layout(self._kinds)
        names = {
            "visits": self.tr("Visits with protocol"),
            "measures": self.tr("Measures"),
            "notes": self.tr("Notes"),
            "companies": self.tr("Companies and contacts"),
            "others": self.tr("Others"),
        }
        for at, (kind, count) in enumerate(waiting):
            self._kinds.setRowMinimumHeight(at, scaled(38))
            self._kinds.addWidget(Glyph(_KIND_ICONS.get(kind, "dots"), "text2", 20), at, 0)
            self._kinds.addWidget(Label(names[kind], "body"), at, 1)
            self._kinds.addWidget(Label(str(count), "body_strong"), at, 2, _RIGHT)


class _SignalButton(QPushButton):
    """The heading of the conflicts, which leads there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(text_font("section")).horizontalAdvance(self.text()) + 8, max(40, scaled(40)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        text(painter, area, self.text(), "section", tokens_of(self.palette()).color("signal"), _LEFT)
        painter.end()


class ConflictsCard(Card):
    """`opened(id)` with the record, "" for all of them."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, border="signal_line", margin=0)
        self._heading = _SignalButton()
        self._heading.clicked.connect(lambda: self.opened.emit(""))
        both = self.tr("Two people have changed the same. Both versions are kept.")
        words = Label(both, "small", role="text2", wrap=True)
        self._rows = RowList(self.tr("Conflicts"), margin=16, fit=True, open_on_click=True)
        self._rows.row_opened.connect(self.opened)
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(TwoDots(DotState.CONFLICT, large=True))
        title.addWidget(self._heading, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(0)
        head.addLayout(title)
        head.addWidget(words)
        self.column.setSpacing(0)
        self.column.addLayout(head)
        self.column.addWidget(Hairline())
        self.column.addWidget(self._rows)
        self.column.addSpacing(8)

    def show_contested(self, contested: Sequence[ContestedThing], fields: int) -> None:
        self.setVisible(bool(contested))
        self._heading.setText(self.tr("See %n conflicts", "", fields))
        self._rows.set_rows([self._row(one) for one in contested])

    def _row(self, one: ContestedThing) -> Row:
        if len(one.fields) > 2:
            what = self.tr("%n fields", "", len(one.fields))
        else:
            what = self.tr("{first} and {last}").format(first=one.fields[0], last=one.fields[-1])
            what = what if len(one.fields) == 2 else one.fields[0]
        if one.others:
            what = self.tr("{what}, with {people}").format(what=what, people=", ".join(one.others))
        return Row(id=one.id, title=one.title, subtitle=what, chevron=True)


class _RecentDelegate(RowDelegate):
    """One small line: icon, words, time; no hairlines."""

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> None:
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = option.state & QStyle.StateFlag.State_Selected
            paint_surface(painter, QRectF(option.rect), tokens.color("selected" if chosen else "hover"))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> None:
        row: Row = index.data(ROW_ROLE)
        area = QRectF(rect)
        paint_icon(painter, QRectF(area.left(), area.center().y() - 10, 20, 20), row.icon, tokens.color("text2"))
        width = QFontMetrics(text_font("small")).horizontalAdvance(row.right) + 2
        right = QRectF(area.right() - width, area.top(), width, area.height())
        text(painter, area.adjusted(32, 0, -width - 12, 0), row.title, "small", tokens.color("text"), _LEFT)
        text(painter, right, row.right, "small", tokens.color("text2"), _RIGHT)

    def sizeHint(self, option: object, index: Index) -> QSize:
        return QSize(100, max(40, line_height("small") + 18))


class RecentCard(QWidget):
    """`opened(recent)` with the thing that was chosen."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._things: dict[str, Recent] = {}
        self._rows = RowList(self.tr("Edited last"), fit=True, open_on_click=True)
        self._rows.setItemDelegate(_RecentDelegate(self._rows, margin=16))
        self._rows.row_opened.connect(lambda id_: self.opened.emit(self._things[id_]))
        heading = Label(self.tr("Edited last"), "small_strong")
        heading.setContentsMargins(16, 0, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(self._rows)

    def show_recent(self, recent: Sequence[Recent], today: date) -> None:
        self._things = {one.id: one for one in recent}
        self._rows.set_rows([recent_row(one, today) for one in recent])
        self.setVisible(bool(recent))
