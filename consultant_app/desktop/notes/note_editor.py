"""One note: who can read it, what it is about, title and text. Every key is kept by itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.notes import NoteSheet
from consultant_app.desktop.attachments.files_panel import FilesPanel
from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.fonts import text_font
from consultant_app.desktop.notes.note_list import VISIBILITY_ICONS
from consultant_app.desktop.record_dots import dots_of
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.indicators import TwoDots
from consultant_app.desktop.widgets.labels import Ground, Hairline, Label, Tag
from consultant_app.desktop.widgets.layouts import FlowLayout, ScrollPane
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.desktop.widgets.writing import WritingEditor

ABOUT_ICONS = {"company": "building-factory-2", "contact": "users", "visit": "calendar-event", "measure": "list-check"}


class NoteEditor(Ground):
    """`visibility_wanted(key)` and `delete_wanted()` when a person asks for it; `title_typed(note, title)` with every
    edit of the title by hand.
    """

    visibility_wanted = Signal(str)
    delete_wanted = Signal()
    title_typed = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._desk = desk
        self._sheet: NoteSheet | None = None
        self._visibility = SegmentedControl(
            self.tr("Visibility"),
            [
                ("shared", self.tr("Consortium"), VISIBILITY_ICONS["shared"]),
                ("partner", self.tr("Organisation"), VISIBILITY_ICONS["partner"]),
                ("private", self.tr("Only me"), VISIBILITY_ICONS["private"]),
            ],
        )
        self._readers = Label("", "small", role="text2", wrap=True)
        self._dots = TwoDots()
        self._delete = icon_button("trash", self.tr("Delete note"))
        self._title = TextLine()
        self._title.setAccessibleName(self.tr("Title of the note"))
        self._title.setPlaceholderText(self.tr("Title"))
        self._title.setProperty("headline", True)
        self._title.setProperty("focus_ring", "none")
        self._title.setFont(text_font("page_title"))
        self._tags = QWidget()
        self._flow = FlowLayout(gap=8)
        self._tags.setLayout(self._flow)
        self.text = WritingEditor(
            self.tr("Text of the note"), style="notes",
            placeholder=self.tr("Write only what the person it is about may read."),
        )  # fmt: skip
        self._foot = Label("", "small", role="text2")
        self.files = FilesPanel(desk)
        self._files_pane = ScrollPane(self.files)
        self._files_pane.hide()
        self._show_files = Button(self.tr("Photos and files"), "quiet", icon="photo")
        self._show_files.setCheckable(True)
        self._binding_title = TextBinding(desk.drafts, self._title, "title")
        self._binding_text = TextBinding(desk.drafts, self.text, "text")
        self._binding_title.edited.connect(lambda title: self.title_typed.emit(self.note, title))
        self._build()
        self._visibility.chosen.connect(self.visibility_wanted)
        self._delete.clicked.connect(self.delete_wanted)
        self._show_files.toggled.connect(self._files_pane.setVisible)
        desk.drafts.typing_changed.connect(self._on_typing)
        cycle = QShortcut(QKeySequence("Alt+V"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        cycle.activated.connect(self._on_cycle)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(40, 20, 24, 8)
        top.addWidget(self._visibility)
        top.addStretch(1)
        top.addWidget(self._dots)
        top.addSpacing(16)
        top.addWidget(self._delete)
        self._readers.setContentsMargins(40, 0, 24, 16)
        body = QVBoxLayout()
        body.setContentsMargins(40, 24, 24, 0)
        body.setSpacing(12)
        body.addWidget(self._title)
        body.addWidget(self._tags)
        body.addWidget(self.text, 1)
        body.addWidget(self._files_pane, 1)
        foot = Ground("sunken", edges="top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(40, 6, 24, 6)
        row.addWidget(self._foot)
        row.addStretch(1)
        row.addWidget(self._show_files)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._readers)
        column.addWidget(Hairline())
        column.addLayout(body, 1)
        column.addWidget(foot)

    @property
    def visibility(self) -> str:
        """Of the note that is shown: the one it has, or is to get at the next round."""
        return (self._sheet.wished or self._sheet.visibility) if self._sheet is not None else "partner"

    @property
    def note(self) -> str:
        """Which note is shown, "" before the first: the one that was chosen last may still be on its way."""
        return self._sheet.id if self._sheet is not None else ""

    def show_sheet(self, sheet: NoteSheet, readers: int) -> None:
        self._sheet = sheet
        self._visibility.set_choice(self.visibility)
        self._readers.setText(self._readers_words(sheet, readers))
        self._dots.set_state(dots_of(sheet.state))
        self._binding_title.show(sheet.id, sheet.title, sheet.heads.get("title", ()))
        self._binding_text.show(sheet.id, sheet.text, sheet.heads.get("text", ()))
        self._show_tags(sheet)
        self.files.open(sheet.id)
        words = self.tr("Photos and files ({count})").format(count=sheet.files)
        self._show_files.set_text(words if sheet.files else self.tr("Photos and files"))
        self._show_files.set_name(self.tr("Photos and files of the note"))
        day = short_date(sheet.created_at.astimezone(LOCAL_ZONE).date())
        self._foot.setText(self.tr("Written by {name}, {day}").format(name=sheet.author, day=day))

    def focus_title(self) -> None:
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What was typed becomes a change."""
        self._binding_title.leave()
        self._binding_text.leave()
        self.files.leave()

    def _show_tags(self, sheet: NoteSheet) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for kind, _, name in sheet.about:
            self._flow.addWidget(Tag(name, icon=ABOUT_ICONS[kind]))
        if sheet.letter:
            self._flow.addWidget(Tag(self.tr("Field of action"), letter=sheet.letter))
        self._tags.setVisible(bool(sheet.about or sheet.letter))

    def _readers_words(self, sheet: NoteSheet, readers: int) -> str:
        """`readers`: how many people can read what has the visibility that is shown."""
        visibility = self.visibility
        if visibility == "private":
            words = self.tr("Only you can read it, on all of your devices.")
        elif visibility == "partner":
            organisation = self._desk.workspace.identity.partner_name
            words = self.tr("Can be read by: all %n person(s) of {organisation}.", "", readers)
            words = words.format(organisation=organisation)
        else:
            words = self.tr("Can be read by: all %n person(s) of the consortium.", "", readers)
        if sheet.wished:
            words = " ".join((words, self.tr("From the next sync on; until then as before.")))
        elif sheet.is_refused:
            words = " ".join((words, self.tr("The server did not take the wish to change that.")))
        never = self.tr("Never printed.")
        return f"{words} {never}"

    def _on_typing(self, typing: bool) -> None:
        if self._sheet is None:
            return
        read = dots_of(self._sheet.state)
        # What was typed is not in the sheet yet, and not at the server.
        focused = QApplication.focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        kept = DotState.WAITING if read is DotState.BOTH and is_here else read
        self._dots.set_state(DotState.TYPING if typing else kept)

    def _on_cycle(self) -> None:
        keys = ("shared", "partner", "private")
        if self._sheet is not None:
            self.visibility_wanted.emit(keys[(keys.index(self.visibility) + 1) % len(keys)])
