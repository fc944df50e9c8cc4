"""The sections that are texts of the visit itself: occasion and goal, initial situation, internal note."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.actions.visits.sheet import VisitSheet
from consultant_app.desktop.visits.paper import Section, TextField
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Label


class TextsSection(Section):
    """`fields` are (field of the visit, name of the editor, label above it, placeholder)."""

    def __init__(
        self,
        key: str,
        work: VisitWork,
        fields: tuple[tuple[str, str, str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, work, parent)
        self._fields: dict[str, TextField] = {}
        lines = 8 if len(fields) == 1 else 3
        for field, name, label, placeholder in fields:
            offers = None if key == "note" else ""
            made = TextField(work, field, name, label=label, placeholder=placeholder, lines=lines, offers=offers)
            self._fields[field] = made
            self.body.addWidget(made)

    def show_sheet(self, sheet: VisitSheet) -> None:
        for field, shown in self._fields.items():
            shown.show_text(sheet.id, sheet.texts[field], sheet.heads)

    def go_to(self, code: str) -> None:
        field = self._fields.get(code.removeprefix("no_"))
        if field is not None:
            field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_input(self) -> QWidget | None:
        return next(iter(self._fields.values())).editor


def occasion_section(work: VisitWork) -> TextsSection:
    translate = QCoreApplication.translate
    occasion, goal = translate("VisitTexts", "Occasion"), translate("VisitTexts", "Goal of the talk")
    fields = (
        ("occasion", occasion, occasion, translate("VisitTexts", "Why this visit takes place")),
        ("goal", goal, goal, translate("VisitTexts", "What shall be clear afterwards")),
    )
    return TextsSection("occasion", work, fields)


def situation_section(work: VisitWork) -> TextsSection:
    translate = QCoreApplication.translate
    name = translate("VisitTexts", "Initial situation of the company")
    placeholder = translate("VisitTexts", "What the company does, what has happened, what is under way")
    return TextsSection("situation", work, (("situation", name, "", placeholder),))


class NoteSection(TextsSection):
    """Never printed, and not on the screen while it is turned to the client."""

    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        name = translate("VisitTexts", "Text of the internal note")
        placeholder = translate("VisitTexts", "Write only what the person may read.")
        super().__init__("note", work, (("internal_note", name, "", placeholder),), parent)
        hint = QWidget()
        row = QHBoxLayout(hint)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Glyph("lock", side=18))
        words = translate("VisitTexts", "Is never printed, and is hidden in the client view.")
        row.addWidget(Label(words, "small", role="text2"), 1)
        self.body.insertWidget(0, hint)
