"""The right pane: which printer, how many copies, what goes with it, and the buttons that do it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.actions.printing.queue import Wishes
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.preview.delivery import PrinterList
from consultant_app.desktop.preview.enclosures import Enclosures
from consultant_app.desktop.preview.printer_options import PrinterOptions
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.choices import SegmentedControl
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import ElidedLabel, Ground, Hairline, Label
from consultant_app.desktop.widgets.layouts import ScrollPane
from consultant_app.documents.printer import Printer

_WIDE, _COMPACT = 376, 300


class PrintPane(Ground):
    """Signals say what a person asked for; `printer`, `wishes` and `encloses` how."""

    print_asked = Signal()
    sign_asked = Signal()
    file_asked = Signal()
    folder_asked = Signal()
    enclosures_chosen = Signal()
    printer_chosen = Signal(str)
    language_chosen = Signal(str)
    grey_chosen = Signal(bool)

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent, edges="left")
        mark_pane(self, self.tr("Print"))
        self._list = PrinterList()
        self._ready = self._busy = self._complete = False
        self._was_grey = False
        self._make_controls(settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ScrollPane(self._options()), 1)
        column.addWidget(self._footer())
        self.set_compact(False)
        self.set_printers(PrinterList(), error="")

    def _make_controls(self, settings: QSettings) -> None:
        self._printer = ComboBox(self.tr("Printer"), icon="printer")
        self._printer_options = PrinterOptions(settings)
        # Each language by its own name, so that who reads only one of them finds it.
        self._language = SegmentedControl(self.tr("Language"), (("de", "Deutsch"), ("en", "English")))
        self._enclosures = Enclosures()
        self.print_button = Button(self.tr("Print"), "primary", icon="printer", tall=True)
        self.sign_button = Button(self.tr("Print for signature"), "primary", icon="signature", tall=True)
        self.file_button = Button(self.tr("Keep as PDF"), icon="file-type-pdf")
        self.folder_button = Button(self.tr("Other place"), "quiet")
        self._folder = ElidedLabel("", "small", role="text2")
        self._reason = Label("", "small", role="text2", wrap=True)
        self._printer.value_chosen.connect(self._on_printer_chosen)
        self._printer_options.changed.connect(self._on_option_chosen)
        self._language.chosen.connect(self.language_chosen)
        self._enclosures.changed.connect(self.enclosures_chosen)
        self.print_button.clicked.connect(self.print_asked)
        self.sign_button.clicked.connect(self.sign_asked)
        self.file_button.clicked.connect(self.file_asked)
        self.folder_button.clicked.connect(self.folder_asked)

    def _options(self) -> QWidget:
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Print"), "section"))
        self._offline = _sentence("wifi-off", self.tr("Printing works without a network."))
        self._no_printer = _sentence("printer", "")
        self._state = _sentence("info-circle", "")
        self._printer_field = LabelledField(self.tr("Printer"), self._printer)
        options = self._printer_options
        for widget in (self._offline, self._no_printer, self._printer_field, self._state, options, Hairline()):
            column.addWidget(widget)
        column.addWidget(LabelledField(self.tr("Language"), self._language))
        column.addWidget(Label(self.tr("Contents"), "small", role="text2"))
        column.addWidget(self._enclosures)
        column.addWidget(_sentence("lock", self.tr("Internal notes are never printed.")))
        column.addWidget(_sentence("lock", self.tr("The funding notice stands on every page.")))
        column.addStretch(1)
        return content

    def _footer(self) -> QWidget:
        footer = Ground("sunken", edges="top")
        column = self._foot = QVBoxLayout(footer)
        column.setSpacing(8)
        column.addWidget(self._reason)
        column.addWidget(self.sign_button)
        column.addWidget(self.print_button)
        column.addWidget(self.file_button)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._folder, 1)
        place.addWidget(self.folder_button)
        column.addLayout(place)
        return footer

    # What is asked for.

    @property
    def printer(self) -> str:
        """Empty without a printer."""
        return str(self._printer.value or "")

    @property
    def wishes(self) -> Wishes:
        return self._printer_options.wishes()

    @property
    def encloses(self) -> frozenset[str]:
        """The kinds of papers that shall go with a protocol."""
        return self._enclosures.wanted

    # What the pane is told.

    def set_compact(self, compact: bool) -> None:
        """Narrow for windows below 1400 px."""
        side = 16 if compact else 24
        self.setFixedWidth(_COMPACT if compact else _WIDE)
        self._column.setContentsMargins(side, 16, side, 16)
        self._foot.setContentsMargins(side, 16, side, 12)
        self._column.setSpacing(6 if compact else 12)
        self._arrange()

    def set_printers(self, found: PrinterList, *, error: str, preferred: str = "") -> None:
        """`error` is the sentence for `found.trouble`; `preferred` is chosen while nothing else was."""
        self._list = found
        had = self.printer
        self._printer.set_entries([(_printer_words(one), one.name) for one in found.printers])
        names = [one.name for one in found.printers]
        if had not in names and preferred in names:
            self._printer.set_value(preferred)
        none = self.tr("No printer is set up on this device. Everything can be kept as PDF.")
        self._no_printer.set_text(error or none)
        for widget in (self._printer_field, self._printer_options, self._offline):
            widget.setVisible(bool(names))
        self._no_printer.setVisible(not names)
        self._show_printer()

    def set_language(self, language: str) -> None:
        """In which language the papers are; shown, not asked for anew."""
        self._language.set_choice(language)

    def set_complete(self, complete: bool) -> None:
        """Whether the protocol is a draft that can be frozen and signed; then that is what is printed first of all."""
        self._complete = complete
        self._show_buttons()

    def set_frozen(self, frozen: bool) -> None:
        """A frozen paper stays in its language."""
        self._language.setEnabled(not frozen)

    def offer_enclosures(self, kinds: Iterable[str]) -> None:
        """Which papers there are to enclose."""
        self._enclosures.offer(kinds)

    def show_enclosed(self, pages: Mapping[str, int]) -> None:
        self._enclosures.show_pages(pages)
        self._arrange()

    def _arrange(self) -> None:
        margins = self._column.contentsMargins()
        self._enclosures.arrange(self.minimumWidth() - margins.left() - margins.right() - 1)

    def set_folder(self, folder: Path) -> None:
        home = Path.home()
        shown = folder.relative_to(home) if folder != home and folder.is_relative_to(home) else folder
        self._folder.set_full_text(self.tr("Place: {folder}").format(folder=shown))

    def set_ready(self, ready: bool, reason: str = "") -> None:
        """Without papers there is nothing to print; `reason` says why not yet."""
        self._ready = ready
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._show_buttons()

    def set_busy(self, busy: bool) -> None:
        """While a job is on its way the button says so and takes no second press."""
        self._busy = busy
        self._show_buttons()

    @property
    def is_busy(self) -> bool:
        return self._busy

    @property
    def is_ready(self) -> bool:
        return self._ready

    def focus_primary(self) -> None:
        primary = self.print_button if self.printer else self.file_button
        (self.sign_button if self._complete else primary).setFocus()

    def _on_printer_chosen(self, _name: object) -> None:
        self._show_printer()
        self.printer_chosen.emit(self.printer)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._arrange()

    def _show_printer(self) -> None:
        chosen = next((one for one in self._list.printers if one.name == self.printer), None)
        self._printer_options.show_printer(chosen)
        words = _state_words(chosen) if chosen is not None else ""
        self._state.set_text(words)
        self._state.setVisible(bool(words))
        self._on_option_chosen()

    def _on_option_chosen(self) -> None:
        self._show_buttons()
        if self._was_grey != self._printer_options.in_grey:
            self._was_grey = self._printer_options.in_grey
            self.grey_chosen.emit(self._was_grey)

    def _show_buttons(self) -> None:
        print_words = (
            self.tr("Print %n draft(s)", "", self._printer_options.copies)
            if self._complete
            else self.tr("Print %n copy(s)", "", self._printer_options.copies)
        )
        self.sign_button.setVisible(self._complete)
        self.sign_button.setEnabled(self._ready and not self._busy)
        self.print_button.set_kind("plain" if self._complete else "primary")
        self.print_button.set_text(self.tr("Being handed to the printer") if self._busy else print_words)
        self.print_button.setVisible(bool(self.printer))
        self.print_button.setEnabled(self._ready)
        self.file_button.setEnabled(self._ready)
        self.file_button.set_kind("plain" if self.printer or self._complete else "primary")


class _Sentence(QWidget):
    """An icon and a sentence beside it."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        self._label = Label(text, "small", role="text2", wrap=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Glyph(icon, "text2", 18))
        row.addWidget(self._label, 1)

    def set_text(self, text: str) -> None:
        self._label.setText(text)


def _sentence(icon: str, text: str) -> _Sentence:
    return _Sentence(icon, text)


def _printer_words(printer: Printer) -> str:
    """The printer and how it is: "Mobildrucker, bereit"."""
    if not printer.accepts_jobs:
        state = QCoreApplication.translate("PrintPane", "takes no jobs")
    else:
        state = {
            "idle": QCoreApplication.translate("PrintPane", "ready"),
            "printing": QCoreApplication.translate("PrintPane", "is printing"),
            "stopped": QCoreApplication.translate("PrintPane", "stopped"),
        }[printer.state]
    return f"{printer.name}, {state}"


def _state_words(printer: Printer) -> str:
    """What a person should know before printing; empty for a printer that is ready."""
    if not printer.accepts_jobs:
        words = QCoreApplication.translate("PrintPane", "This printer takes no jobs at the moment.")
    elif printer.state == "stopped":
        words = QCoreApplication.translate("PrintPane", "This printer is stopped.")
    elif not printer.hindrances:
        return ""
    else:
        words = QCoreApplication.translate("PrintPane", "This printer does not print at the moment.")
    held = QCoreApplication.translate("PrintPane", "What you print now is kept and printed as soon as it can.")
    return " ".join(part for part in (words, printer.reason, held) if part)
