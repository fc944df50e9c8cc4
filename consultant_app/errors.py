"""The two kinds of trouble a person is told about: a rule that says no, and a world that does not answer.

An error carries a code and facts, never a sentence. The sentences stand in `resources/translations/errors.yaml`,
in German and English, and are made by `sentence`. Everything else that is raised is a bug.
"""

import locale
import os
from functools import cache
from typing import Literal, cast

from consultant_app.resources import load_yaml

Language = Literal["de", "en"]


class ProductError(Exception):
    """Base of what is shown to a person; `code` names the sentence, `facts` fill its gaps."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class RuleError(ProductError):
    """A rule of the work refuses this: shown at its field (`facts["field"]` when there is one). Exit code 1."""


class UsageError(ProductError):
    """The words of a command are off. Exit code 2."""


class TroubleError(ProductError):
    """The world does not answer: network, disk, printer, keyring. Exit code 3."""


@cache
def _sentences() -> dict[str, dict[Language, str]]:
    return cast("dict[str, dict[Language, str]]", load_yaml("translations", "errors.yaml"))


def sentence(error: ProductError, language: Language) -> str:
    """One sentence for a person; a code without words is a bug and raises KeyError."""
    return _sentences()[error.code][language].format_map(error.facts)


def locale_language() -> Language:
    """German unless the environment asks for another language: the product speaks German first."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "de"
