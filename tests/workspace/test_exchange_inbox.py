"""How much of one record a file may bring that stands side by side."""

import random

import pytest
from msgspec.structs import replace

from consultant_app.changes.change import Change, ChangeId, change_id
from consultant_app.errors import RuleError
from consultant_app.workspace.exchange_inbox import MAX_AWAITED, MAX_VERSIONS, Versions
from consultant_app.workspace.exchange_log import is_in, joined
from tests.support.scenarios import scenario
from tests.torture.hostile_bytes import honest_changes


def checked(changes: list[Change]) -> None:
    versions = Versions()
    for change in changes:
        versions.add(change)
    versions.check()


def test_a_long_history_of_one_record_is_taken() -> None:
    changes = honest_changes(random.Random(1), space="e" * 32, count=500)
    checked(changes)
    checked(changes[250:])
    checked(random.Random(2).sample(changes, len(changes)))


@scenario("F39", "F64")
def test_a_record_drowned_in_versions_is_not() -> None:
    changes = honest_changes(random.Random(1), space="e" * 32, count=2 * MAX_VERSIONS + 1)
    with pytest.raises(RuleError, match="exchange_unsound"):
        checked([replace(change, replaces={}) for change in changes])


@scenario("F64")
def test_neither_is_one_that_waits_for_what_does_not_exist() -> None:
    [change] = honest_changes(random.Random(1), space="e" * 32, count=1)
    awaited = [ChangeId(change_id("d" * 32, number)) for number in range(1, MAX_AWAITED + 200)]
    others = honest_changes(random.Random(1), space="e" * 32, count=MAX_VERSIONS)
    with pytest.raises(RuleError, match="exchange_unsound"):
        checked([*others, replace(change, number=999, replaces={"goal": awaited})])


def test_runs_of_numbers_say_what_they_hold() -> None:
    one, other = {"a": [1, 3, 7, 7]}, {"a": [4, 5, 9, 9], "b": [2, 2]}
    both = joined(one, other)  # type: ignore[arg-type]
    assert both == {"a": [1, 5, 7, 7, 9, 9], "b": [2, 2]}
    held = [number for number in range(12) if is_in(both, "a", number)]  # type: ignore[arg-type]
    assert held == [1, 2, 3, 4, 5, 7, 9]
    assert not is_in(both, "c", 1)  # type: ignore[arg-type]
