from pathlib import Path

from tests.support.scenarios import scenario
from tests.torture.ill_lines import run


@scenario("F02", "F04")
def test_rounds_over_a_wire_that_cuts_and_drips_end_and_lose_nothing(tmp_path: Path) -> None:
    print(run(tmp_path, 150, seed=20))
