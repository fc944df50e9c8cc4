from tests.support.scenarios import scenario
from tests.torture.crowds import play


@scenario("F01")
def test_a_reader_sees_every_position_once_while_eight_write_on_postgresql(postgres_url: str) -> None:
    play(postgres_url, 50_000, seed=20)
