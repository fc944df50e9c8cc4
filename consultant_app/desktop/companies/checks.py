"""What a person is told at a field when its words look unusual; the words are kept all the same."""

import re

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def check_plz(text: str) -> str:
    if not text or re.fullmatch(r"\d{5}", text):
        return ""
    return translate("CompanyChecks", "A postal code has five digits, for example 58452.")


def check_mail(text: str) -> str:
    if not text or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        return ""
    return translate("CompanyChecks", "An e-mail address looks like name@company.de.")
