"""Which funding profile a paper carries."""

from collections.abc import Iterable
from datetime import date

from consultant_app.domain.funding_profile import FundingProfile


def profile_on(profiles: Iterable[FundingProfile], day: date) -> FundingProfile | None:
    """The one valid on the day of the visit or event, not of the print; of several the one that began last."""
    valid = [profile for profile in profiles if profile.validity is None or profile.validity.contains(day)]
    return max(valid, key=_began, default=None)


def _began(profile: FundingProfile) -> tuple[date, str]:
    start = profile.validity.start if profile.validity else None
    return start or date.min, profile.id
