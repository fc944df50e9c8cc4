"""The day that `make demo` tells, guarded: every claim about it holds."""

from pathlib import Path

import pytest

from tests.end_to_end.day import play
from tests.end_to_end.proof import claims_of


@pytest.mark.timeout(1200)
def test_a_consultants_day_holds_from_invitation_to_decided_conflict(tmp_path: Path) -> None:
    day = play(tmp_path, tell=print)
    broken = [f"{claim.sentence} ({claim.found})" for claim in claims_of(day) if not claim.holds]
    assert broken == []
