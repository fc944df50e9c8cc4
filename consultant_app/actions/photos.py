"""Photos as they are kept: upright, at a size for screen and paper, and without what the camera wrote into them.

Where a photo was taken must not leave the camera with it (domain.md, attachment: no GPS); the day it was taken on does.
"""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO, Final

from consultant_app.errors import RuleError

LONGEST_SIDE_PX: Final = 2560
"""Fills a page of A4 at 220 dots an inch."""
_JPEG_QUALITY: Final = 85
_TAKEN: Final = 0x9003
_EXIF: Final = 0x8769
_MOST_PIXELS: Final = 64_000_000
"""Of a picture that came from elsewhere: what is opened takes four bytes for each."""
PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/tiff", "image/bmp"})
"""Media types of photos and drawings that can be kept and shown."""
_NOT_READ: Final = frozenset({".heic", ".heif", ".avif", ".dng"})
"""Cameras write places into these, and nothing here can take them out."""


@dataclass(frozen=True, slots=True)
class Photo:
    content: BinaryIO
    media_type: str
    suffix: str
    taken_on: date | None


def is_photo(file_name: str, media_type: str) -> bool:
    """Raises RuleError("photo_kind_not_read") for a photo that could give away where it was taken."""
    if PurePath(file_name).suffix.lower() in _NOT_READ:
        raise RuleError("photo_kind_not_read", file=file_name)
    return media_type in PICTURES


def read_photo(file: BinaryIO, media_type: str) -> Photo:
    """Raises RuleError("photo_unreadable"). Pictures of screens and drawings (PNG) stay free of losses."""
    from PIL import Image, ImageOps  # late: only who adds a photo needs it

    try:
        with Image.open(file) as opened:
            taken_on = _taken_on(opened.getexif().get_ifd(_EXIF).get(_TAKEN))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
            is_drawing = media_type == "image/png"
            bare = upright.convert("RGBA" if is_drawing and upright.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RuleError("photo_unreadable") from error
    # Only pixels are handed on: what is not asked for here is not in the file.
    bare.info.clear()
    content = BytesIO()
    if is_drawing:
        bare.save(content, "PNG")
    else:
        bare.save(content, "JPEG", quality=_JPEG_QUALITY)
    content.seek(0)
    return Photo(content, "image/png" if is_drawing else "image/jpeg", ".png" if is_drawing else ".jpg", taken_on)


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture ready to be shown: four bytes a pixel, red, green, blue, opacity."""

    width: int
    height: int
    rgba: bytes


def pixels_of(content: bytes, side: int) -> Pixels:
    """A picture upright, at most `side` pixels wide and high. Raises RuleError("file_not_shown")."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise RuleError("file_not_shown")
            # JPEG is decoded at a fraction of its size where that is enough.
            opened.draft("RGB", (2 * side, 2 * side))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((side, side))
            shown = upright.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RuleError("file_not_shown") from error
    return Pixels(shown.width, shown.height, shown.tobytes())


def _taken_on(written: object) -> date | None:
    """Exif 2.3: `YYYY:MM:DD HH:MM:SS`; a camera without a clock writes blanks."""
    try:
        return datetime.strptime(str(written).strip()[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - only its day is used
    except ValueError:
        return None
