"""How a paper is printed: copies, sides, tray, colour, as far as the printer can; remembered for each printer."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.actions.printing.queue import Wishes
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.desktop.widgets.stepper import Stepper
from consultant_app.documents.printer import Printer

_COPIES = 2
_AUTO = "auto"


class PrinterOptions(QWidget):
    """`changed()` when a person chose something."""

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._printer: Printer | None = None
        self._copies = Stepper(self.tr("Copies"), value=_COPIES)
        self._sides = SegmentedControl(self.tr("Paper"), (("one", self.tr("one-sided")), ("two", self.tr("two-sided"))))
        self._colour = SegmentedControl(
            self.tr("Colour"), (("color", self.tr("in colour")), ("monochrome", self.tr("in grey")))
        )
        self._tray = ComboBox(self.tr("Tray"))
        self._sides_field = LabelledField(self.tr("Paper"), self._sides)
        self._colour_field = LabelledField(self.tr("Colour"), self._colour)
        self._tray_field = LabelledField(self.tr("Tray"), self._tray)
        numbers = QWidget()
        flow = FlowLayout(numbers, gap=12)
        flow.addWidget(LabelledField(self.tr("Copies"), self._copies))
        flow.addWidget(self._sides_field)
        flow.addWidget(self._colour_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(numbers)
        column.addWidget(self._tray_field)
        self._copies.value_changed.connect(self.changed)
        for control, key in ((self._sides, "sides"), (self._colour, "colour")):
            control.chosen.connect(lambda value, key=key: self._on_chosen(key, value))
        self._tray.value_chosen.connect(lambda value: self._on_chosen("tray", str(value)))

    @property
    def copies(self) -> int:
        return self._copies.value

    @property
    def in_grey(self) -> bool:
        return self._offers_colour and self._colour.choice == "monochrome"

    def wishes(self) -> Wishes:
        """For the chosen printer."""
        printer = self._printer
        if printer is None:
            return Wishes("")
        tray = str(self._tray.value or "")
        return Wishes(
            printer.name,
            self.copies,
            two_sided=printer.prints_two_sided and self._sides.choice == "two",
            tray=tray if tray != _AUTO and tray in printer.trays else "",
            colour="" if not self._offers_colour else "monochrome" if self.in_grey else "color",
        )

    def show_printer(self, printer: Printer | None) -> None:
        before, self._printer = self._printer, printer
        self._sides_field.setVisible(printer is not None and printer.prints_two_sided)
        self._colour_field.setVisible(self._offers_colour)
        trays = [one for one in printer.trays if one != _AUTO] if printer is not None else []
        self._tray_field.setVisible(len(trays) > 1)
        if printer is None or (before is not None and (before.name, before.trays) == (printer.name, printer.trays)):
            return
        self._tray.set_entries([(self._tray_words(one), one) for one in (_AUTO, *trays)])
        self._tray.set_value(self._remembered("tray", _AUTO))
        self._sides.set_choice(self._remembered("sides", "one"))
        self._colour.set_choice(self._remembered("colour", "color"))

    @property
    def _offers_colour(self) -> bool:
        return self._printer is not None and self._printer.prints_in_grey_or_colour

    def _on_chosen(self, key: str, value: str) -> None:
        if self._printer is not None:
            self._settings.setValue(self._key(key), value)
        self.changed.emit()

    def _remembered(self, key: str, otherwise: str) -> str:
        return str(self._settings.value(self._key(key), otherwise))

    def _key(self, key: str) -> str:
        name = self._printer.name if self._printer is not None else ""
        return f"preview/printers/{name.replace('/', ' ')}/{key}"

    def _tray_words(self, tray: str) -> str:
        """A tray that has no word here goes by the printer's own."""
        words = {
            _AUTO: self.tr("chosen by the printer"),
            "main": self.tr("main tray"),
            "manual": self.tr("manual feed"),
            "by-pass-tray": self.tr("bypass tray"),
            "top": self.tr("upper tray"),
            "middle": self.tr("middle tray"),
            "bottom": self.tr("lower tray"),
            "rear": self.tr("rear tray"),
            "side": self.tr("side tray"),
            "photo": self.tr("photo tray"),
            "envelope": self.tr("envelopes"),
            "large-capacity": self.tr("large tray"),
        }
        if tray.startswith("tray-"):
            return self.tr("tray {number}").format(number=tray.removeprefix("tray-"))
        return words.get(tray, tray)
