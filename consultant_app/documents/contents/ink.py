"""One signature as it is drawn on a paper that is frozen already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """One signature, or why there is none. `heading` names the role in words; `signed_at` is local time; `picture` is
    the PNG of a signature that was given on screen.
    """

    role: str
    heading: str
    way: Literal["screen", "paper", "refused", "waived"]
    signed_at: datetime
    name: str = ""
    function: str = ""
    place: str = ""
    reason: str = ""
    picture: bytes = b""
