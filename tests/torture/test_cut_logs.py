from pathlib import Path

from tests.support.scenarios import scenario
from tests.torture.cut_logs import run


@scenario("F05", "F20")
def test_a_log_that_a_power_cut_left_opens_to_just_what_had_reached_the_disk(tmp_path: Path) -> None:
    print(run(tmp_path, 100, seed=20))
