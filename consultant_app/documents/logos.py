"""Logos as they come, SVG as vectors and PNG as pixels; what would print otherwise than it looks is refused by name."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from consultant_app.documents.fonts import REGULAR
from consultant_app.errors import RuleError

MAX_BYTES: Final = 400_000
_MAX_PIXELS: Final = 20_000_000
_WIDEST_EMBLEM: Final = 8.0
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINKS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
# svglib draws these as a browser does. Text would come in whatever font a machine has, and pictures inside may be
# files of that machine.
_DRAWN: Final = frozenset(
    [
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use", "symbol",
        "clipPath", "style", "title", "desc", "metadata", "linearGradient", "radialGradient", "stop",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Logo:
    """`ratio` is width by height; `drawing` is reportlab's for an SVG, and its ImageReader for a PNG."""

    ratio: float
    drawing: Any
    is_vector: bool


@lru_cache(maxsize=32)
def read_logo(content: bytes) -> Logo:
    """An SVG or PNG file. Raises RuleErrors "logo_..." that say what to do about it."""
    if len(content) > MAX_BYTES:
        raise RuleError("logo_too_large", limit_kb=MAX_BYTES // 1000)
    if content.startswith(b"\x89PNG\r\n"):
        return _png(content)
    if b"<svg" in content[:4000] or b":svg" in content[:4000]:
        return _svg(content)
    raise RuleError("logo_unreadable")


def check_emblem(logo: Logo) -> None:
    """Raises RuleError("logo_too_wide") for an EU emblem that cannot be 10 mm high in the head of a page."""
    if logo.ratio > _WIDEST_EMBLEM:
        raise RuleError("logo_too_wide")


def draw_logo(canvas: Canvas, logo: Logo, *, box: tuple[float, float, float, float]) -> None:
    """Fills the box, whose sides are in the logo's ratio."""
    x, y, width, height = box
    if not logo.is_vector:
        canvas.drawImage(logo.drawing, x, y, width, height, mask="auto")
        return
    from reportlab.graphics import renderPDF, shapes

    # Set before anything is drawn, also where there is no text: Helvetica would slip in unembedded.
    shapes.STATE_DEFAULTS["fontName"] = REGULAR
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(width / logo.drawing.width, height / logo.drawing.height)
    renderPDF.draw(logo.drawing, canvas, 0, 0)
    canvas.restoreState()


def _png(content: bytes) -> Logo:
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                raise RuleError("logo_too_large", limit_kb=MAX_BYTES // 1000)
            has_clear_parts = "A" in opened.getbands() or "transparency" in opened.info
            # One of two forms whatever the file has inside: 16 bits, a palette, a profile of its own.
            image = opened.convert("RGBA" if has_clear_parts else "RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise RuleError("logo_unreadable") from error
    return Logo(image.width / image.height, ImageReader(image), is_vector=False)


def _svg(content: bytes) -> Logo:
    _check_plain(content)
    from svglib.svglib import svg2rlg  # costs start-up time

    drawing = svg2rlg(BytesIO(content))
    if drawing is None or not (drawing.width > 0 and drawing.height > 0):
        raise RuleError("logo_unreadable")
    return Logo(drawing.width / drawing.height, drawing, is_vector=True)


def _check_plain(content: bytes) -> None:
    if b"<!ENTITY" in content:
        raise RuleError("logo_unreadable")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - without entities there is nothing to blow up
    except ElementTree.ParseError as error:
        raise RuleError("logo_unreadable") from error
    for element in root.iter():
        name = element.tag.removeprefix(_SVG)
        if name.startswith("{"):
            continue  # what a drawing program notes for itself
        if name in {"text", "tspan", "textPath"}:
            raise RuleError("logo_has_text")
        if name not in _DRAWN or any(not element.get(link, "#").startswith("#") for link in _LINKS):
            raise RuleError("logo_not_plain", element=name)
