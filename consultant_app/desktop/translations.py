"""Puts the window's German texts before the English ones of the source; Qt's own texts come from Qt."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from consultant_app.errors import Language
from consultant_app.resources import resources_dir


def load_translations(app: QCoreApplication, language: Language) -> int:
    """Installs every built translation of `language` in place of those before; returns how many, English needs none."""
    for before in app.findChildren(QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
    if language == "en":
        return 0
    files = sorted(resources_dir().joinpath("translations").glob(f"*_{language}.qm"))
    qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) + f"/qtbase_{language}.qm"
    loaded = 0
    for path in (qt_texts, *map(str, files)):
        translator = QTranslator(app)
        if translator.load(path):
            app.installTranslator(translator)
            loaded += path != qt_texts
    return loaded
