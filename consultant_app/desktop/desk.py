"""What every page works with: the workspace, jobs beside the interface, the feed of commits, ways to other pages."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from consultant_app.desktop.change_feed import ChangeFeed
from consultant_app.desktop.draft_keeper import DraftKeeper
from consultant_app.desktop.file_carrier import FileCarrier
from consultant_app.desktop.index_keeper import IndexKeeper
from consultant_app.desktop.printing.print_runner import PrintRunner
from consultant_app.desktop.round_runner import RoundRunner
from consultant_app.desktop.tasks import Job, Lane, Tasks
from consultant_app.errors import Language
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.looking import Looking
from consultant_app.workspace.workspace import Reader, Workspace

T = TypeVar("T")
LOCAL_ZONE = ZoneInfo("Europe/Berlin")


class Ways(QObject):
    """Ways to other pages. A page emits what a person asked for; the feature that has the page listens.

    Ids are record ids, "" where none is meant.
    """

    company = Signal(str)
    new_company = Signal()
    visit = Signal(str)
    """Opens a visit, clock as it is."""
    begin_visit = Signal(str)
    """Opens a visit and starts its clock."""
    visit_part = Signal(str, str, str)
    """Opens a visit where something is missing: its id, a section or the people, and the code of what is missing."""
    sign = Signal(str)
    """Signing a document, or the protocol of a visit."""
    new_visit = Signal(str)
    """Plans a visit at this company."""
    plan = Signal(str, str)
    """The action plan of a company, with a measure chosen."""
    new_measure = Signal(str)
    note = Signal(str)
    new_note = Signal(str)
    """A note about this record."""
    preview = Signal(str, str)
    """Preview of a document: kind ("visit" or "plan") and the record's id."""
    print_jobs = Signal()
    """The list of what waits for a printer."""
    conflicts = Signal(str)
    """The sync page, at the conflicts of this record."""
    sync = Signal()
    undo_offered = Signal(str, str)
    """Something was done that can be taken back; the text names it ("Maßnahme gelöscht"), a `Step` shows its kind."""
    left = Signal(object)
    """This device is left: what waited is `Sealed`, and the workspace may be removed once the window is closed."""
    look_chosen = Signal(object)
    """A `Look` was chosen for the window, and is kept."""
    client_view = Signal(bool)
    """The screen is turned to the client (True), or back (False)."""


class Desk(QObject):
    """Made once by the application; pages get it as their first argument."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, *, language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace, self.tasks, self.language = workspace, tasks, language
        self.feed = ChangeFeed(workspace, self)
        self.drafts = DraftKeeper(workspace, tasks, self)
        self.rounds = RoundRunner(workspace, tasks, self.feed, before_round=self.drafts.seal_all, parent=self)
        self.files = FileCarrier(workspace, tasks, self.rounds, parent=self)
        self.printing = PrintRunner(workspace, tasks, self)
        self.index = IndexKeeper(workspace, tasks, self.feed, parent=self)
        self.ways = Ways(self)
        self.client_view = False
        self.ways.client_view.connect(self._on_client_view)

    def now(self) -> datetime:
        """The present time in Europe/Berlin."""
        return self.workspace.clock().astimezone(LOCAL_ZONE)

    def read(self, query: Callable[[Reader], T], on_done: Callable[[T], None], *, owner: QObject) -> Job[T]:
        """Runs a query beside the interface; it returns plain values, never records."""

        def work(_: object) -> T:
            with self.workspace.read() as reader:
                return query(reader)

        return self.tasks.run(work, on_done, lane=Lane.READ, owner=owner)

    def look(self, query: Callable[[Looking], T], on_done: Callable[[T], None], *, owner: QObject) -> Job[T]:
        """Like `read`, without a session: for the page that a start waits for."""

        def work(_: object) -> T:
            with self.workspace.look() as looking:
                return query(looking)

        return self.tasks.run(work, on_done, lane=Lane.READ, owner=owner)

    def write(
        self,
        label: str,
        edit: Callable[[Writer], T],
        on_done: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        on_failed: Callable[[Exception], None] | None = None,
    ) -> Job[T]:
        """Runs an edit in one transaction beside the interface, after everything that was given before it.

        `label` names the step for undo. Drafts typed until now are written first.
        """
        self.drafts.write_now()

        def work(_: object) -> T:
            with self.workspace.write(label) as writer:
                return edit(writer)

        return self.tasks.run(work, on_done, on_failed, lane=Lane.WRITE, owner=owner)

    def close(self, last: Callable[[Workspace], None] = Workspace.close) -> None:
        """Writes and seals what is typed, ends the jobs and closes the workspace after the last of them, by `last`."""
        self.drafts.close()
        self.rounds.close()
        self.printing.close()
        self.index.close()
        self.tasks.run(lambda _: last(self.workspace), lane=Lane.WRITE)
        self.tasks.shutdown()
        self.feed.close()

    def _on_client_view(self, on: bool) -> None:
        self.client_view = on
