"""A field of action: guiding questions to tick, a long text, and observations on single topics."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.visits.running import add_part, delete_part, toggle_codes
from consultant_app.actions.visits.sheet import Noted, VisitSheet
from consultant_app.desktop.visits.paper import Section, TextField
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.labels import Hairline, Label
from consultant_app.domain.catalogues import csr_fields, guiding_questions, topics
from consultant_app.domain.visit_parts import TopicNote
from consultant_app.workspace.capture import Writer


class GuidingQuestions(QWidget):
    """What may be asked; folded it only counts. Ticking means it was asked."""

    def __init__(self, field: str, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._boxes: dict[str, CheckBox] = {}
        self._fold = Button(self.tr("Guiding questions"), "quiet", icon="chevron-down")
        self._fold.clicked.connect(self._on_fold_clicked)
        self._count = Label("", "small", role="text2")
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addWidget(self._fold)
        top.addWidget(self._count)
        top.addStretch(1)
        self._rows = QWidget()
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for question in guiding_questions(field):
            words = question.de if work.desk.language == "de" else question.en
            box = CheckBox(words)
            box.setToolTip(words)
            box.clicked.connect(lambda on, code=question.code: self._on_clicked(code, on))
            self._boxes[question.code] = box
            rows.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._rows)

    def set_folded(self, folded: bool) -> None:
        self._rows.setVisible(not folded)
        self._fold.set_icon_name("chevron-right" if folded else "chevron-down")
        spoken = self.tr("Show guiding questions") if folded else self.tr("Hide guiding questions")
        self._fold.setAccessibleDescription(spoken)

    def _on_fold_clicked(self) -> None:
        self.set_folded(self._rows.isVisibleTo(self))

    def show_codes(self, codes: frozenset[str], *, locked: bool) -> None:
        for code, box in self._boxes.items():
            box.setChecked(code in codes)
            box.setEnabled(not locked)
        asked = len(codes & self._boxes.keys())
        self._count.setText(self.tr("{count} of {total} ticked").format(count=asked, total=len(self._boxes)))

    def _on_clicked(self, code: str, on: bool) -> None:
        visit = self._work.visit
        label = self.tr("Guiding question ticked")
        self._work.write(label, lambda writer: toggle_codes(writer, visit, "guiding_questions", {code: on}))


class TopicRow(QWidget):
    """One topic with its observation."""

    def __init__(self, noted: Noted, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        topic = topics().get(noted.code)
        german = work.desk.language == "de"
        title = (topic.de if german else topic.en) if topic else noted.code
        name = self.tr("Observation on {topic}").format(topic=title)
        self.field = TextField(work, "observation", name, placeholder=topic.hint_de if topic else "", style="notes")
        self._remove = icon_button("trash", self.tr("Remove topic {topic}").format(topic=title), "quiet")
        self._remove.clicked.connect(lambda: work.write(self.tr("Topic removed"), _removal(noted.id)))
        top = QHBoxLayout()
        top.addWidget(Label(title, "list_title_strong", wrap=True), 1)
        top.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addSpacing(4)
        column.addLayout(top)
        column.addWidget(self.field)

    def show_noted(self, noted: Noted, *, locked: bool) -> None:
        self.field.show_text(noted.id, noted.texts["observation"], noted.heads)
        self._remove.setVisible(not locked)


def _removal(topic_note: str) -> Callable[[Writer], None]:
    return lambda writer: delete_part(writer, TopicNote, topic_note)


class FieldSection(Section):
    def __init__(self, key: str, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(key, work, parent)
        self._csr_field = csr_fields()[key]
        self._rows: dict[str, TopicRow] = {}
        self._made = ""
        self.questions = GuidingQuestions(key, work)
        name = self.tr("Notes on {field}").format(field=self.title)
        said = self.tr("What is said about {field}").format(field=self.title)
        self._text = TextField(work, self._csr_field.text_field, name, placeholder=said, lines=7, offers=key)
        self._topics = QVBoxLayout()
        self._topics.setSpacing(12)
        self._chooser = ComboBox(self.tr("Add a topic on {field}").format(field=self.title), icon="plus")
        self._chooser.setPlaceholderText(self.tr("Add a topic"))
        self._chooser.value_chosen.connect(self._on_topic_chosen)
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.setSpacing(12)
        self.body.addWidget(self.questions)
        self.body.addWidget(Hairline())
        self.body.addWidget(self._text)
        self.body.addLayout(self._topics)
        self.body.addWidget(self._chooser, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sheet(self, sheet: VisitSheet) -> None:
        locked = sheet.is_locked
        self.questions.show_codes(sheet.guiding_questions, locked=locked)
        self._text.show_text(sheet.id, sheet.texts[self._csr_field.text_field], sheet.heads)
        notes = {one.id: one for one in sheet.topic_notes if one.code.partition("-")[0] == self.key}
        for gone in self._rows.keys() - notes.keys():
            self._rows.pop(gone).deleteLater()
        for key, noted in notes.items():
            if key not in self._rows:
                self._rows[key] = TopicRow(noted, self.work)
                self._topics.addWidget(self._rows[key])
            self._rows[key].show_noted(noted, locked=locked)
        self._offer_topics({one.code for one in notes.values()}, locked=locked)
        if self._made in self._rows:
            self._rows[self._made].field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._made = ""

    def _offer_topics(self, used: set[str], *, locked: bool) -> None:
        german = self.work.desk.language == "de"
        free = [topic for topic in self._csr_field.topics if topic.code not in used]
        self._chooser.set_entries([(topic.de if german else topic.en, topic.code) for topic in free])
        self._chooser.setCurrentIndex(-1)
        self._chooser.setVisible(bool(free) and not locked)

    def _on_topic_chosen(self, topic: object) -> None:
        visit = self.work.visit

        def made(record: str) -> None:
            self._made = record
            self.work.reload()

        topic_code = str(topic)
        label = self.tr("Topic added")
        self.work.write(label, lambda writer: add_part(writer, TopicNote(visit=visit, topic=topic_code)).id, made)

    def first_input(self) -> QWidget | None:
        return self._text.editor

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        if hasattr(self, "questions"):
            self.questions.set_folded(compact)
