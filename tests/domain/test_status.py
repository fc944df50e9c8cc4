import pytest

from consultant_app.domain.status import check_transition, next_statuses
from consultant_app.errors import RuleError, sentence


def test_a_signed_visit_goes_nowhere_and_a_final_one_back_to_draft() -> None:
    assert next_statuses("visit", "signed") == ()
    check_transition("visit", "final", after="draft")
    check_transition("visit", "signed", after="signed")
    with pytest.raises(RuleError, match="transition_refused"):
        check_transition("visit", "signed", after="draft")


def test_a_refused_move_says_which_are_possible() -> None:
    with pytest.raises(RuleError) as refused:
        check_transition("measure", "idea", after="done")
    assert "Geplant, Verworfen" in sentence(refused.value, "de")


def test_from_a_status_of_a_newer_version_no_move_is_known() -> None:
    assert next_statuses("case", "frozen") == ()
