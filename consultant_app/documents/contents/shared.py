"""What stands on every kind of paper: the letterhead, the funding notice, lines to sign, measured figures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Language = Literal["de", "en"]
State = Literal["draft", "final", "signed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoSlot:
    """A place for a logo. `text`, in lines, is printed while `image` (SVG or PNG) is missing."""

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
    """One who signs, on a line that is empty when the paper is frozen. `heading` says for whom; `role`, of value list
    `signature_role`, names the line to whoever draws a signature on it, each at most once on a paper.
    """

    heading: str
    role: str = ""
    name: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A measured figure. `progress_percent` is the raw way from baseline to target, None when there is none to show."""

    name: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    latest: Decimal | None = None
    progress_percent: Decimal | None = None
