"""A signature as somebody draws it."""

import io

from PIL import Image, ImageDraw


def drawn(width: int = 800, height: int = 300) -> bytes:
    """A PNG in dark ink on a transparent ground."""
    picture = Image.new("RGBA", (width, height))
    points = [(50, 200), (width // 3, 60), (width // 2, 240), (width - 60, 90)]
    ImageDraw.Draw(picture).line(points, fill=(24, 42, 110, 255), width=9)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
