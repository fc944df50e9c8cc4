"""Language, colours and text size of the window, kept on this device; below them the letterhead of all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.desktop.look import SYSTEM, Look, store_look, stored_look
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.theme import SCALES, Scheme
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.labels import Label, SectionHeading
from consultant_app.desktop.widgets.layouts import ScrollPane
from consultant_app.errors import Language

_WIDEST = 680


class SettingsPage(QWidget):
    """`look_chosen(Look)` after each choice, when it is kept."""

    look_chosen = Signal(object)

    def __init__(self, settings: QSettings, letterhead: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._letterhead = letterhead
        look = stored_look(settings)
        mark_pane(self, self.tr("Settings"))
        system = (SYSTEM, self.tr("As the system"))
        self.language = self._choice(self.tr("Language"), [system, ("de", "Deutsch"), ("en", "English")])
        light, dark = (Scheme.LIGHT.value, self.tr("Light")), (Scheme.DARK.value, self.tr("Dark"))
        self.colours = self._choice(self.tr("Colours"), [system, light, dark])
        sizes = [(str(scale), self.tr("{percent} %").format(percent=scale)) for scale in SCALES]
        self.text_size = self._choice(self.tr("Text size"), sizes)
        self.language.set_choice(look.language or SYSTEM)
        self.colours.set_choice(look.scheme.value)
        self.text_size.set_choice(str(look.scale))
        self._build()
        self.language.chosen.connect(
            lambda key: self._choose(language=None if key == SYSTEM else cast("Language", key))
        )
        self.colours.chosen.connect(lambda key: self._choose(scheme=Scheme(key)))
        self.text_size.chosen.connect(lambda key: self._choose(scale=int(key)))

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(32, 20, 32, 24)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Settings"), "page_title"))
        column.addWidget(Label(self.tr("They hold for this device, at once."), "body", role="text2", wrap=True))
        for choice, hint in (
            (
                self.language,
                self.tr("Texts, days and numbers of the window. What is printed has a language of its own."),
            ),
            (self.colours, self.tr("Pages on paper stay white in the preview.")),
            (self.text_size, self.tr("Makes all texts of the window larger.")),
        ):
            column.addSpacing(12)
            heading = SectionHeading(choice.accessibleName())
            heading.setMaximumWidth(_WIDEST)
            column.addWidget(heading)
            column.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(Label(hint, "small", role="text2", wrap=True))
        column.addSpacing(12)
        self._letterhead.setMaximumWidth(_WIDEST)
        column.addWidget(self._letterhead)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(ScrollPane(inner))

    @staticmethod
    def _choice(name: str, options: Sequence[tuple[str, str]]) -> SegmentedControl:
        control = SegmentedControl(name, options)
        for key, words in options:
            # Two of them say "As the system": out of their row only the name tells of what.
            control.button(key).setAccessibleName(f"{name}: {words}")
        return control

    def _choose(self, **chosen: Any) -> None:
        look: Look = replace(stored_look(self._settings), **chosen)
        store_look(self._settings, look)
        self.look_chosen.emit(look)
