"""The page Abgleich: the round above, what waits and what is to be decided at the left, the conflict at the right."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consultant_app.actions.sync.overview import ContestedRecord, SyncOverview, sync_overview
from consultant_app.actions.sync.set_aside import reason_words, try_again
from consultant_app.actions.sync.waiting import Waiting
from consultant_app.desktop.attachments.words import carry_message
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.sync.decision_pane import DecisionPane
from consultant_app.desktop.sync.join_card import JoinCard
from consultant_app.desktop.sync.round_card import RoundCard, round_moment
from consultant_app.desktop.tasks import Job, Lane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.drawer import Drawer
from consultant_app.desktop.widgets.labels import Label, SectionHeading, Tag
from consultant_app.desktop.widgets.messages import EmptyState, MessageArea, MessageBar, MessageKind
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.errors import RuleError
from consultant_app.workspace.status import RoundSummary, Status

GATHER_MS = 80
HEAD_BUTTON_WIDTH = 120
"""At least: in large letters they shorten their words before the page outgrows the window and cuts those below."""
LEFT_WIDTH = 352
NO_LIMIT = 16_777_215
"""What Qt calls QWIDGETSIZE_MAX."""


class SyncPage(QWidget):
    """`exchange_asked()` when a person wants to exchange by a stick."""

    exchange_asked = Signal()

    def __init__(self, desk: Desk, dialogs: FileDialogs) -> None:
        super().__init__()
        self._desk = desk
        self._overview: SyncOverview | None = None
        self._is_narrow = False
        self.messages = MessageArea()
        self._connected = Tag(self.tr("connected to the partner server"), kind="accent", icon="plug-connected")
        self._offline = Tag("", icon="wifi-off")
        self._start = Button(self.tr("Sync now"), "primary", icon="arrows-exchange")
        self._exchange = Button(self.tr("Exchange by USB stick"), icon="usb")
        self._earlier = Button(self.tr("Earlier syncs"), icon="history")
        self._earlier.setCheckable(True)
        self._short = {
            self._exchange: (self._exchange.text(), self.tr("USB stick")),
            self._earlier: (self._earlier.text(), self.tr("Earlier")),
        }
        self._round = RoundCard(desk)
        self._join = JoinCard(desk)
        self._waiting = RowList(self.tr("Waiting for sync"), fit=True)
        self._open = RowList(self.tr("To decide"), fit=True, open_on_click=True)
        self._aside = RowList(self.tr("Set aside"), fit=True, open_on_click=True)
        self._rounds = RowList(self.tr("Earlier syncs"), fit=True)
        self._again = Button(self.tr("Send again"))
        self._job: Job[SyncOverview] | None = None
        self._tells_clone = False
        self._decisions = DecisionPane(desk, dialogs)
        self._decide = Button(self.tr("Decide"), icon="list-check")
        self._decide.setCheckable(True)
        self._calm = EmptyState(
            self.tr("Nothing to decide"), self.tr("Where two people change the same, both versions are kept here."),
            icon="check",
        )  # fmt: skip
        self._build()
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.read)
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(self.tr("Sync"), "page_title"))
        head.addWidget(self._connected)
        head.addWidget(self._offline)
        head.addStretch(1)
        for button in (self._exchange, self._earlier, self._decide, self._start):
            button.setMinimumWidth(HEAD_BUTTON_WIDTH)
            head.addWidget(button)
        self._left = QScrollArea()
        self._left.setWidgetResizable(True)
        self._left.setFrameShape(QScrollArea.Shape.NoFrame)
        self._left.setMinimumWidth(LEFT_WIDTH)
        self._left.setWidget(self._build_left())
        mark_pane(self._left, self.tr("Overview of the sync"))
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self._left)
        body.addWidget(self._calm, 1)
        body.addWidget(self._decisions)
        self._drawer = Drawer(self._decisions, self._decide, page=self, row=body)
        page = QVBoxLayout(self)
        page.setContentsMargins(32, 20, 32, 24)
        page.setSpacing(16)
        page.addLayout(head)
        page.addWidget(self.messages)
        page.addWidget(self._join)
        page.addWidget(self._round)
        page.addLayout(body, 1)

    def _build_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._headings = {
            "waiting": SectionHeading(self.tr("Waiting for sync")),
            "open": SectionHeading(self.tr("To decide")),
            "aside": SectionHeading(self.tr("Set aside")),
            "rounds": SectionHeading(self.tr("Earlier syncs")),
        }
        for name, rows in (("open", self._open), ("waiting", self._waiting), ("aside", self._aside)):
            column.addWidget(self._headings[name])
            column.addWidget(rows)
        column.addWidget(self._again)
        column.addWidget(self._headings["rounds"])
        column.addWidget(self._rounds)
        column.addStretch(1)
        return left

    def _connect(self) -> None:
        rounds = self._desk.rounds
        self._start.clicked.connect(rounds.start)
        self._round.stopped.connect(rounds.stop)
        self._round.deletions_confirmed.connect(rounds.start_with_deletions)
        self._connect_decisions()
        self._exchange.clicked.connect(self.exchange_asked)
        self._earlier.toggled.connect(lambda _: self._show())
        self._join.joined.connect(self._on_joined)
        self._again.clicked.connect(self._on_send_again)
        rounds.changed.connect(self._gather.start)
        self._desk.files.changed.connect(self._gather.start)
        self._desk.feed.committed.connect(lambda _: self._gather.start())
        QShortcut(QKeySequence("F5"), self).activated.connect(rounds.start)

    def _connect_decisions(self) -> None:
        decisions = self._decisions
        self._open.row_chosen.connect(decisions.choose)
        self._open.row_opened.connect(decisions.open_conflict)
        self._aside.row_opened.connect(decisions.open_kept)
        decisions.stale.connect(self.read)
        decisions.record_shown.connect(self._open.choose)
        decisions.left.connect(self._drawer.close)
        decisions.failed.connect(self._on_failed)
        decisions.kept.sent_again.connect(self._desk.rounds.start)

    def set_breakpoint(self, name: str) -> None:
        """Below 1180 px the list has the page, and what is to be decided is a drawer."""
        self._is_narrow = name == "narrow"
        self._decisions.set_narrow(self._is_narrow)
        self._drawer.set_narrow(self._is_narrow)
        for button, (whole, short) in self._short.items():
            button.set_text(short if self._is_narrow else whole)
            button.set_name(whole)
        self._connected.set_text(
            self.tr("connected") if self._is_narrow else self.tr("connected to the partner server")
        )
        self._show_right()

    def read(self) -> None:
        user, language = self._desk.workspace.identity.user, self._desk.language
        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.read(lambda reader: sync_overview(reader, user, language), self._on_read, owner=self)

    def show_conflict(self, record: str) -> None:
        """Opens a record's conflict, or the first one, once it has been read."""
        self._decisions.open_conflict(record)

    def _on_read(self, overview: SyncOverview) -> None:
        self._overview = overview
        self._show()

    def _show(self) -> None:
        overview = self._overview
        if overview is None:
            return
        joined = self._desk.workspace.identity.joined
        self._join.setVisible(not joined)
        self._round.setVisible(joined)
        self._start.setVisible(joined)
        self._start.setEnabled(not self._desk.rounds.is_running)
        self._show_connection(overview)
        self._show_files()
        self._show_clone(overview.status)
        self._round.show_state(overview.status)
        self._open.set_rows([_conflict_row(record, self._field_count(record)) for record in overview.contested])
        waiting = [self._waiting_row(one) for one in overview.waiting]
        if files := overview.status.files_waiting:
            waiting.append(Row("files", self.tr("%n photo(s) or file(s)", "", files)))
        self._waiting.set_rows(waiting)
        self._aside.set_rows(
            [
                Row(one.transaction, one.title, subtitle=reason_words(one.reason, self._desk.language))
                for one in overview.set_aside
            ]
        )
        self._rounds.set_rows([self._round_row(one) for one in overview.rounds])
        shown = {
            "open": bool(overview.contested),
            "waiting": bool(waiting),
            "aside": bool(overview.set_aside),
            "rounds": self._earlier.isChecked(),
        }
        rows = {"open": self._open, "waiting": self._waiting, "aside": self._aside, "rounds": self._rounds}
        self._headings["open"].set_note(str(len(overview.contested)))
        for name, visible in shown.items():
            self._headings[name].setVisible(visible)
            rows[name].setVisible(visible)
        self._again.setVisible(bool(overview.set_aside))
        is_asked = self._decisions.show_overview(overview)
        self._show_right()
        if is_asked:
            self._drawer.open()

    def _show_clone(self, status: Status) -> None:
        """What to do where two copies of this device are at work, as long as the server says so."""
        if status.is_cloned == self._tells_clone:
            return
        self._tells_clone = status.is_cloned
        self.messages.clear_message("clone")
        if status.is_cloned:
            words = error_text(RuleError("device_cloned"), self._desk.language)
            bar = MessageBar(self.tr("This device exists twice."), words, kind=MessageKind.SIGNAL)
            self.messages.show_message(bar, key="clone")

    def _show_files(self) -> None:
        """Why photos and files did not get through, as long as it is so."""
        message = carry_message(self._desk)
        self.messages.clear_message("files")
        if message is not None:
            self.messages.show_message(message, key="files")

    def _show_right(self) -> None:
        is_empty = self._decisions.is_empty
        self._calm.setVisible(is_empty)
        self._decide.setVisible(self._is_narrow and not is_empty)
        self._left.setMaximumWidth(NO_LIMIT if self._is_narrow and not is_empty else LEFT_WIDTH)
        if not self._is_narrow:
            self._decisions.setVisible(not is_empty)
        elif is_empty:
            self._drawer.close()

    def _on_send_again(self) -> None:
        workspace = self._desk.workspace
        self._desk.tasks.run(
            lambda _: try_again(workspace), lambda _: self._desk.rounds.start(), self._on_failed, lane=Lane.WRITE,
            owner=self,
        )  # fmt: skip

    def _on_joined(self) -> None:
        self.read()
        self._desk.rounds.start()

    def _on_failed(self, error: Exception) -> None:
        bar = MessageBar(error_text(error, self._desk.language), kind=MessageKind.SIGNAL, closable=True)
        self.messages.show_message(bar, key="sync")
        self.read()

    def _show_connection(self, overview: SyncOverview) -> None:
        """Says only what is known: connected after a round that worked, since when not after one that failed."""
        rounds, last = self._desk.rounds, overview.status.last_round
        if rounds.offline_since is not None:
            since = rounds.offline_since.astimezone(self._desk.now().tzinfo)
            words = (
                self.tr("Server has not answered since {time}")
                if rounds.has_network
                else self.tr("No network since {time}")
            )
            self._offline.set_text(words.format(time=f"{since:%H:%M}"))
        worked = last is not None and last.ended_at is not None and last.problem is None
        self._offline.setVisible(rounds.offline_since is not None)
        self._connected.setVisible(rounds.problem is None and worked and self._desk.workspace.identity.joined)

    def _field_count(self, record: ContestedRecord) -> str:
        return self.tr("%n field(s)", "", len(record.fields))

    def _waiting_row(self, one: Waiting) -> Row:
        names = ", ".join(one.names)
        subtitle = names if one.are_all_named or not names else self.tr("{names} and others").format(names=names)
        return Row(one.type, one.words, subtitle=subtitle)

    def _round_row(self, one: RoundSummary) -> Row:
        if one.problem is not None or one.ended_at is None:
            words = self.tr("interrupted")
        else:
            words = self.tr("{sent} sent, {received} received").format(sent=one.sent, received=one.received)
        return Row(str(one.number), round_moment(one), subtitle=words)


def _conflict_row(record: ContestedRecord, count: str) -> Row:
    subtitle = ", ".join(part for part in (record.company, count) if part)
    return Row(record.id, record.title, subtitle=subtitle, letter=record.letter, dots=DotState.CONFLICT, chevron=True)
