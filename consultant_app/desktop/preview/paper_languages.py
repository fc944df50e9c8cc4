"""In which language papers are printed: the window's until another is chosen for a company."""

from PySide6.QtCore import QSettings

from consultant_app.errors import Language

_KEY = "preview/language/{company}"


class PaperLanguages:
    def __init__(self, settings: QSettings, *, default: Language) -> None:
        self._settings, self._default = settings, default

    def of(self, company: str) -> Language:
        chosen = self._settings.value(_KEY.format(company=company))
        return chosen if chosen in ("de", "en") else self._default

    def choose(self, company: str, language: Language) -> None:
        self._settings.setValue(_KEY.format(company=company), language)
