"""The sheet with the recovery code of a workspace: one page to be kept where only its person finds it."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from consultant_app.documents.fonts import REGULAR, SEMIBOLD, in_font, register_fonts
from consultant_app.errors import Language

_WORDS: dict[Language, tuple[str, str, str, str]] = {
    "de": (
        "Wiederherstellungscode",
        "Er öffnet Ihren Arbeitsbereich, wenn Schlüsselbund oder Passphrase verloren sind.",
        "Bitte bewahren Sie dieses Blatt getrennt vom Gerät auf. Wer es hat und das Gerät, liest alles mit.",
        "Gerät {device}, eingerichtet am {day}",
    ),
    "en": (
        "Recovery code",
        "It opens your workspace when the keyring or the passphrase is lost.",
        "Please keep this sheet apart from the device. Whoever has both can read everything.",
        "Device {device}, set up on {day}",
    ),
}
_LEFT, _TOP = 25 * mm, A4[1] - 40 * mm
_GROUPS_A_LINE = 4


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    code: str
    device: str
    set_up_on: date
    language: Language = "de"


def render_recovery_sheet(contents: RecoverySheet) -> bytes:
    """Equal contents give equal bytes."""
    register_fonts()
    title, purpose, advice, device = _WORDS[contents.language]
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, lang=contents.language)
    canvas.setTitle(title)
    canvas.setFont(SEMIBOLD, 20)
    canvas.drawString(_LEFT, _TOP, title)
    canvas.setFont(REGULAR, 11)
    canvas.drawString(_LEFT, _TOP - 12 * mm, purpose)
    groups = contents.code.split("-")
    canvas.setFont(SEMIBOLD, 24)
    for number, at in enumerate(range(0, len(groups), _GROUPS_A_LINE)):
        line = "   ".join(groups[at : at + _GROUPS_A_LINE])
        canvas.drawString(_LEFT, _TOP - (32 + 13 * number) * mm, line)
    canvas.setFont(REGULAR, 11)
    canvas.drawString(_LEFT, _TOP - 62 * mm, advice)
    words = device.format(device=contents.device, day=f"{contents.set_up_on:%d.%m.%Y}")
    canvas.drawString(_LEFT, _TOP - 70 * mm, in_font(words))
    canvas.showPage()
    canvas.save()
    return target.getvalue()
