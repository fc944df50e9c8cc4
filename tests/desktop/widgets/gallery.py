"""The building blocks side by side, as on the design's page "Bausteine"; run it to write pictures of them.

python -m tests.desktop.widgets.gallery FOLDER [--scheme light|dark] [--ratio 1.5] [--scale 115]
"""

import argparse
import os
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.desktop.focus_ring import FocusRing
from consultant_app.desktop.theme import Scheme, Theme
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.translations import load_translations
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.checks import CheckBox, RadioButton
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.indicators import LetterTile, StatusGlyph, TwoDots, dots_text
from consultant_app.desktop.widgets.labels import Card, Ground, Label, SectionHeading
from consultant_app.desktop.widgets.loading import LoadingRows
from consultant_app.desktop.widgets.messages import EmptyState, MessageBar, MessageKind
from consultant_app.desktop.widgets.painting import DotState, StatusState, paint_surface
from consultant_app.desktop.widgets.rows import Row, RowList

STATUS_WORDS = {
    StatusState.OPEN: "offen",
    StatusState.ACTIVE: "in Arbeit",
    StatusState.WAITING: "wartet",
    StatusState.DONE: "erledigt",
    StatusState.OVERDUE: "überfällig",
}


class Gallery(Ground):
    def __init__(self) -> None:
        super().__init__("window")
        self.setFixedSize(1440, 900)
        page = QVBoxLayout(self)
        page.setContentsMargins(40, 28, 40, 28)
        page.setSpacing(16)
        page.addWidget(Label("Bausteine", "page_title"))
        columns = QHBoxLayout()
        columns.setSpacing(48)
        for column, width in ((self._marks(), 416), (self._controls(), 448), (self._messages(), 400)):
            column.setFixedWidth(width)
            columns.addWidget(column, 0, Qt.AlignmentFlag.AlignTop)
        page.addLayout(columns)
        page.addStretch(1)

    def _marks(self) -> QWidget:
        column, layout = _column()
        layout.addWidget(SectionHeading("Zwei-Punkte-Anzeige"))
        layout.addWidget(Label("links dieses Gerät, rechts der Verbund", "small", role="text2"))
        for state in DotState:
            layout.addLayout(_row(TwoDots(state, large=True), Label(dots_text(state)), gap=14))
        layout.addSpacing(12)
        layout.addWidget(SectionHeading("Status einer Maßnahme"))
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        for at, state in enumerate(StatusState):
            words = STATUS_WORDS[state]
            grid.addLayout(_row(StatusGlyph(state, words), Label(words), gap=12), at // 2, at % 2)
        layout.addLayout(grid)
        layout.addSpacing(12)
        layout.addWidget(SectionHeading("Handlungsfelder"))
        tiles = QGridLayout()
        for at, (letter, words) in enumerate(
            (("M", "Markt"), ("U", "Umwelt"), ("A", "Arbeitsplatz"), ("G", "Gemeinwesen"))
        ):
            tiles.addLayout(_row(LetterTile(letter, words, side=32), Label(words), gap=12), at // 2, at % 2)
        layout.addLayout(tiles)
        layout.addSpacing(12)
        layout.addWidget(SectionHeading("Flächen und Akzent"))
        swatches = QGridLayout()
        names = ("window", "side", "panel", "sunken", "hover", "selected", "accent", "signal_tint")
        for at, name in enumerate(names):
            swatches.addWidget(Swatch(name), at // 4, at % 4)
        layout.addLayout(swatches)
        return column

    def _controls(self) -> QWidget:
        column, layout = _column()
        layout.addWidget(SectionHeading("Schaltflächen"))
        layout.addLayout(
            _row(
                Button("Besuch beginnen", "primary", icon="writing"), Button("Vorbereiten"), Button("Verlauf", "quiet")
            )
        )
        pressed, blocked = Button("gedrückt"), Button("gesperrt")
        pressed.setDown(True)
        blocked.setEnabled(False)
        self.focused = Button("Fokus")
        layout.addLayout(_row(Button("überfahren"), pressed, self.focused, blocked))
        switch = SegmentedControl("Ansicht", (("table", "Tabelle"), ("board", "Tafel")))
        layout.addLayout(_row(Button("Löschen", "danger", icon="trash"), icon_button("plus", "Hinzufügen"), switch))
        layout.addSpacing(8)
        layout.addWidget(SectionHeading("Eingabe"))
        layout.addWidget(LabelledField("Verantwortlich", QLineEdit("Murat Aydın")))
        self.day = DateField(
            "Frist", lambda _words: date(2026, 6, 9), lambda _day: "Di., 9. Juni 2026", short=lambda _day: "9.6."
        )
        self.day.set_day(date(2026, 6, 9))
        layout.addWidget(LabelledField("Frist", self.day))
        wrong = LabelledField("Aktueller Wert", QLineEdit("84 MW"))
        wrong.set_error("Bitte eine Zahl eingeben, zum Beispiel 84.")
        layout.addWidget(wrong)
        present, chosen = CheckBox("anwesend"), RadioButton("Verbund")
        present.setChecked(True)
        chosen.setChecked(True)
        layout.addLayout(_row(present, CheckBox("anwesend"), chosen, RadioButton("nur ich"), gap=24))
        layout.addSpacing(8)
        layout.addWidget(SectionHeading("Listenzeile, drei Zustände"))
        card = Card(margin=1)
        self.rows = RowList("Maßnahmen", fit=True)
        self.rows.set_rows(
            [
                Row(
                    id=words,
                    title="LED-Umrüstung Halle 2",
                    status=StatusState.ACTIVE,
                    status_text="in Arbeit",
                    letter="U",
                    right=words,
                )
                for words in ("normal", "überfahren", "gewählt mit Fokus")
            ]
        )
        card.column.addWidget(self.rows)
        layout.addWidget(card)
        return column

    def _messages(self) -> QWidget:
        column, layout = _column()
        layout.addWidget(SectionHeading("Meldungen im Fenster"))
        layout.addWidget(MessageBar("Kein Netz.", "Sie arbeiten auf diesem Gerät weiter.", icon="wifi-off"))
        layout.addWidget(MessageBar("Maßnahme M-2 gelöscht", icon="trash", action="Rückgängig"))
        layout.addWidget(MessageBar("Abgeglichen: 7 gesendet, 31 empfangen", kind=MessageKind.DONE, closable=True))
        layout.addWidget(MessageBar("Abgleich unterbrochen", kind=MessageKind.SIGNAL, action="Erneut versuchen"))
        layout.addWidget(MessageBar("2 Konflikte", kind=MessageKind.SIGNAL, dots=DotState.CONFLICT, action="Ansehen"))
        layout.addSpacing(8)
        layout.addWidget(SectionHeading("Leerer Zustand"))
        card = Card(margin=0)
        card.column.addWidget(
            EmptyState(
                "Noch keine Maßnahmen",
                "Im Besuch genügt eine Zeile mit „M:“.",
                icon="list-check",
                action="Maßnahme hinzufügen",
                action_icon="plus",
            )
        )
        layout.addWidget(card)
        layout.addSpacing(8)
        layout.addWidget(SectionHeading("Laden, ab 300 ms sichtbar"))
        card = Card(margin=0)
        self.loading = LoadingRows()
        self.loading.start("41 Unternehmen werden geladen")
        card.column.addWidget(self.loading)
        layout.addWidget(card)
        return column


class Swatch(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()), tokens.color(self._name), border=tokens.color("line"))
        painter.end()


def _column() -> tuple[QWidget, QVBoxLayout]:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    return column, layout


def _row(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scheme", default="light", choices=[scheme.value for scheme in Scheme])
    parser.add_argument("--ratio", default="1")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--stay", action="store_true", help="keep the window open instead of writing a picture")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = wanted.ratio
    app = QApplication([])
    load_translations(app, "de")
    Theme(app, scheme=Scheme(wanted.scheme), scale=wanted.scale)
    ring = FocusRing(app)
    gallery = Gallery()
    gallery.show()
    gallery.activateWindow()
    gallery.rows.choose("gewählt mit Fokus")
    gallery.focused.setFocus(Qt.FocusReason.TabFocusReason)
    gallery.loading._on_timeout()
    app.processEvents()
    if wanted.stay:
        print("shown", flush=True)
        app.exec()
        return
    wanted.folder.mkdir(parents=True, exist_ok=True)
    path = wanted.folder / f"bausteine-{wanted.scheme}-{wanted.ratio}-{wanted.scale}.png"
    gallery.grab().save(str(path))
    print(path, ring.target.text() if isinstance(ring.target, Button) else ring.target)


if __name__ == "__main__":
    main()
