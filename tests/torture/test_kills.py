from pathlib import Path

from tests.support.scenarios import scenario
from tests.torture.kills import run


@scenario("F05", "F78")
def test_what_was_said_to_be_kept_or_confirmed_survives_laptops_and_servers_that_are_killed(tmp_path: Path) -> None:
    print(run(tmp_path, 40, seed=20))
