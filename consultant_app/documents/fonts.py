"""The fonts of the paper: Source Sans 3, and Ubuntu for the text in place of the EU emblem.

Regulation (EU) 821/2014 names the typefaces for "Europäische Union"; Ubuntu is the one of them that may be shipped.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import cast

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from consultant_app.resources import resource_path

REGULAR = "SourceSans3-Regular"
SEMIBOLD = "SourceSans3-Semibold"
EMBLEM = "Ubuntu-Regular"

_registering = Lock()
_cutting = Lock()


def _what_codes_stand_for(fontname: str, subset: Sequence[int]) -> str:
    """The table from which text is copied and searched. Nothing for the codes that stand for no letter."""
    letters = [f"<{code:02X}> <{letter:04X}>" for code, letter in enumerate(subset) if letter]
    # One section holds at most 100 lines (Adobe Technical Note 5014).
    sections = [letters[start : start + 100] for start in range(0, len(letters), 100)]
    lines = [f"{len(section)} beginbfchar\n" + "\n".join(section) + "\nendbfchar" for section in sections]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *lines,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


# WORKAROUND https://hg.reportlab.com/hg-public/reportlab (ttfonts.py, makeToUnicodeCMap): it says of each code without
# a letter that it stands for U+0000, which ISO 19005-3, 6.2.11.7.2, forbids.
setattr(ttfonts, "makeToUnicodeCMap", _what_codes_stand_for)  # noqa: B010 - the name is reportlab's own


def _cut_one_at_a_time(font: TTFont) -> None:
    """A font file is read at one place of its own (`seek`), and all papers that are made at the same time share it."""
    cut = font.face.makeSubset

    def locked(subset: Sequence[int]) -> bytes:
        with _cutting:
            return cut(subset)

    font.face.makeSubset = locked  # type: ignore[method-assign] # the font makes its face itself


@cache
def register_fonts() -> None:
    """Makes the fonts known, and one of them reportlab's default: Helvetica must never slip in unembedded."""
    with _registering:
        for name in (REGULAR, SEMIBOLD, EMBLEM):
            font = TTFont(name, str(resource_path("fonts", f"{name}.ttf")), asciiReadable=False)
            _cut_one_at_a_time(font)
            pdfmetrics.registerFont(font)
            addMapping(name, 0, 0, name)
        rl_config.canvas_basefontname = REGULAR
        # Nothing needs pages in letters; without, they are smaller and made faster.
        rl_config.useA85 = 0


@cache
def _letters() -> frozenset[int]:
    register_fonts()
    return frozenset(cast("TTFont", pdfmetrics.getFont(REGULAR)).face.charToGlyph)


_ALWAYS = frozenset(map(ord, "\n "))
MISSING = "□"


@cache
def _substitute(char: str) -> str:
    """What stands for a letter the font lacks: its plain form (ﬁ as fi), or a box that says something stood here."""
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if ord(part) in _letters())
    return plain or MISSING


def in_font(text: str) -> str:
    """The text in letters that the font has; nothing is left out unseen."""
    if text.isascii():
        return text
    known = _letters() | _ALWAYS
    return "".join(char if ord(char) in known else _substitute(char) for char in text)
