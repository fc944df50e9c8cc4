"""By which way this device prints."""

import sys

from consultant_app.documents.printer import PrintSystem


def system_of_this_device() -> PrintSystem:
    """CUPS gets the PDF itself; Windows and macOS get pages from Qt."""
    if sys.platform in ("win32", "darwin"):
        from consultant_app.desktop.printing.qt_printing import QtPrinting

        return QtPrinting()
    from consultant_app.documents.printer_cups import Cups  # kept out of the program's start

    return Cups()
