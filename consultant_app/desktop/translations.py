"""Puts the texts of a language before those of the source; Qt's own texts come from Qt.

The source is English; for "en" there are only the texts that count, which have a form for one and one for many.
"""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from consultant_app.errors import Language
from consultant_app.resources import resources_dir


def load_translations(app: QCoreApplication, language: Language) -> int:
    """Installs every built translation of `language` in place of those before; returns how many.

    Days and numbers follow.
    """
    QLocale.setDefault(QLocale("de_DE" if language == "de" else "en_GB"))
    for before in app.findChildren(QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
    files = sorted(resources_dir().joinpath("translations").glob(f"*_{language}.qm"))
    qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) + f"/qtbase_{language}.qm"
    loaded = 0
    for path in (qt_texts, *map(str, files)):
        translator = QTranslator(app)
        if translator.load(path):
            app.installTranslator(translator)
            loaded += path != qt_texts
    return loaded
