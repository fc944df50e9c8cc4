"""The check code that each page of a PDF shows, read from the page itself: its text operators and its fonts' tables."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from consultant_app.domain.check_code import ALPHABET, read_check_code

_SPELLED: Final = re.compile(rf"(?<![{ALPHABET}])[{ALPHABET}]{{4}}(?:-[{ALPHABET}]{{4}}){{3}}(?![{ALPHABET}])")
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_TRIPLE: Final = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
"""The fonts that we print with have codes of one byte."""
_SECTIONS: Final = re.compile(rb"beginbf(char|range)(.*?)endbf\1", re.DOTALL)


def printed_codes(pdf: bytes) -> list[frozenset[str]]:
    """For each page the codes that stand on it. Raises pikepdf.PdfError for what is no PDF."""
    import pikepdf  # costs start-up time

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_codes_on(page) for page in document.pages]


def _codes_on(page: Any) -> frozenset[str]:
    text = " ".join(_shown_texts(page))
    return frozenset(read_check_code(found[0]) for found in _SPELLED.finditer(text))


def _shown_texts(page: Any) -> Iterator[str]:
    import pikepdf

    fonts = page.resources.get("/Font", {})
    tables: dict[str, Mapping[int, str]] = {}
    table: Mapping[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tf":
            name = str(instruction.operands[0])
            table = tables.setdefault(name, _letters(fonts.get(name)))
        elif operator in ("Tj", "'"):
            yield _decoded(bytes(instruction.operands[0]), table)
        elif operator == "TJ":
            parts = [one for one in instruction.operands[0] if isinstance(one, pikepdf.String)]
            yield "".join(_decoded(bytes(one), table) for one in parts)


def _decoded(codes: bytes, table: Mapping[int, str]) -> str:
    return "".join(table.get(code, "\ufffd") for code in codes)


def _letters(font: Any) -> Mapping[int, str]:
    """By character code; nothing for a font that does not say."""
    table = font.get("/ToUnicode") if font is not None else None
    if table is None:
        return {}
    letters: dict[int, str] = {}
    for kind, lines in _SECTIONS.findall(bytes(table.read_bytes())):
        if kind == b"char":
            letters |= {int(code, 16): _letter(digits) for code, digits in _PAIR.findall(lines)}
            continue
        for first, last, digits in _TRIPLE.findall(lines):
            span = range(int(first, 16), int(last, 16) + 1)
            letters |= {code: chr(int(digits, 16) + code - span.start) for code in span}
    return letters


def _letter(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="replace")
