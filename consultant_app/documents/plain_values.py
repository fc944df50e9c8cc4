"""The one way into a document: contents pass `require_plain`, and what is no plain value does not get on paper."""

import dataclasses
from datetime import date, datetime, time
from decimal import Decimal

from consultant_app.documents import contents as declared

_PLAIN = (str, bytes, bool, int, Decimal, date, time, datetime, type(None))


def require_plain(contents: object) -> None:
    """TypeError names the first value that is neither plain nor a dataclass that the documents declare.

    A record, a session or anything lazy that slipped into a field would otherwise print by its `str`, and with it
    perhaps what must not leave the house.
    """
    _require_plain(contents, type(contents).__name__)


def _require_plain(value: object, where: str) -> None:
    if isinstance(value, _PLAIN):
        return
    if isinstance(value, tuple):
        for index, member in enumerate(value):
            _require_plain(member, f"{where}[{index}]")
        return
    if dataclasses.is_dataclass(value) and type(value).__module__.startswith(f"{declared.__name__}."):
        for field in dataclasses.fields(value):
            _require_plain(getattr(value, field.name), f"{where}.{field.name}")
        return
    raise TypeError(f"{where} is no plain value: {type(value).__name__}")
