"""What stands on every kind of paper: the letterhead, the funding notice, lines to sign, measured figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Language = Literal["de", "en"]
State = Literal["draft", "final", "signed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoSlot:
    """A place for a logo. `text`, in lines, is printed while `image` (PNG or JPEG) is missing."""

    text: str
    image: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The organisation whose paper it is: address, phone and mail in `lines`; `logos` follow the emblem."""

    name: str
    lines: tuple[str, ...] = ()
    logos: tuple[LogoSlot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingNotice:
    """What the funding profile valid on the day of the visit demands (funding.md section 2).

    `emblem` is the EU emblem, first in the head and never smaller than another slot. `funders` stand in the foot beside
    `sentence`.
    """

    emblem: LogoSlot
    funders: tuple[LogoSlot, ...] = ()
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """One who signs. `heading` says for whom; `place` and `signed_on` stay empty on paper that is still to be signed.

    `outcome` other than "open" prints the reason instead of a line to sign on.
    """

    heading: str
    name: str = ""
    function: str = ""
    place: str = ""
    signed_on: date | None = None
    outcome: Literal["open", "refused", "waived"] = "open"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A measured figure. `progress_percent` is the raw way from baseline to target, None when there is none to show."""

    name: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    latest: Decimal | None = None
    progress_percent: Decimal | None = None
