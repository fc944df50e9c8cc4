"""How wide the columns of the plan table are, and which go first where titles would have no room."""

from collections.abc import Collection

from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.measures.table_model import Column

_WIDTHS = {
    Column.STATUS: 44,
    Column.NUMBER: 46,
    Column.COMPANY: 156,
    Column.RESPONSIBLE: 132,
    Column.DUE: 90,
    Column.PRIORITY: 70,
    Column.FIGURE: 180,
    Column.DOTS: 44,
}
_NARROWER = {Column.RESPONSIBLE: 116, Column.FIGURE: 172}
"""With the company column there is less room."""
_DROPPED = (Column.FIGURE, Column.PRIORITY, Column.NUMBER, Column.COMPANY)
"""What goes first where titles would have no room; all of it stands in the detail."""
_LEAST_TITLE = 170


def column_widths(room: int, *, unwanted: Collection[Column]) -> dict[Column, int]:
    """The columns that are shown in `room` pixels with their widths; titles get what is left."""
    narrower = {} if Column.COMPANY in unwanted else _NARROWER
    widths = {
        column: width if column in (Column.STATUS, Column.DOTS) else scaled(width)
        for column, width in {**_WIDTHS, **narrower}.items()
        if column not in unwanted
    }
    least = scaled(_LEAST_TITLE)
    for column in _DROPPED:
        if room - sum(widths.values()) < least:
            widths.pop(column, None)
    return {**widths, Column.TITLE: max(least // 2, room - sum(widths.values()))}
