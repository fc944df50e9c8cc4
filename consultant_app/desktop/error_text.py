"""The words for what went wrong: sentences of `resources/translations/errors.yaml`; a bug gets one plain sentence."""

from PySide6.QtCore import QCoreApplication

from consultant_app.errors import Language, ProductError, sentence


def error_text(error: Exception, language: Language) -> str:
    if isinstance(error, ProductError):
        return sentence(error, language)
    return QCoreApplication.translate(
        "ErrorText", "Something did not work as it should. What you typed is kept; please tell your administration."
    )
