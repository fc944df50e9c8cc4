"""What a person chose for the window on this device: its language, its colours, its text size."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QSettings

from consultant_app.desktop.theme import SCALES, Scheme
from consultant_app.errors import Language

SYSTEM = "system"
_SCHEMES = {scheme.value: scheme for scheme in Scheme}
_SIZES = {str(scale): scale for scale in SCALES}


@dataclass(frozen=True, slots=True)
class Look:
    """`language` is None where the window speaks as the system does."""

    language: Language | None = None
    scheme: Scheme = Scheme.SYSTEM
    scale: int = 100


def stored_look(settings: QSettings) -> Look:
    """As the system, for whatever was never chosen or is not known here."""
    language = settings.value("language")
    return Look(
        language=cast("Language", language) if language in ("de", "en") else None,
        scheme=_SCHEMES.get(str(settings.value("colours")), Scheme.SYSTEM),
        scale=_SIZES.get(str(settings.value("text_size")), 100),
    )


def store_look(settings: QSettings, look: Look) -> None:
    settings.setValue("language", look.language or SYSTEM)
    settings.setValue("colours", look.scheme.value)
    settings.setValue("text_size", look.scale)
