from pathlib import Path

from tests.support.scenarios import scenario
from tests.torture.fair import play


@scenario("F70")
def test_a_hundred_laptops_that_come_back_at_once_are_all_served(postgres_url: str, tmp_path: Path) -> None:
    print(play(postgres_url, tmp_path / "attachments", 100, visits_a_day=1))
