from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, inspect, select, text

from consultant_app.errors import RuleError, TroubleError, UsageError
from consultant_app.server.database import data_url, open_database, parse_url, reading, writing
from consultant_app.server.migrations import Step
from consultant_app.server.schema import META, METADATA, SCHEMA_VERSION


def test_an_older_schema_is_brought_up_to_date_step_by_step(database_url: str) -> None:
    open_database(parse_url(database_url)).dispose()
    taken: list[int] = []

    def step_of(number: int) -> Step:
        def step(connection: Connection) -> None:
            connection.execute(text(f"CREATE TABLE step_{number} (one INTEGER)"))
            taken.append(number)

        return step

    newest = SCHEMA_VERSION + 2
    steps = {number: step_of(number) for number in (newest - 1, newest)}
    for _ in range(2):
        engine = open_database(parse_url(database_url), steps=steps, version=newest)
        with reading(engine) as connection:
            assert inspect(connection).has_table(f"step_{newest}")
        engine.dispose()
    assert taken == [newest - 1, newest]
    with pytest.raises(RuleError) as refused:
        open_database(parse_url(database_url))
    assert refused.value.code == "server_database_newer"


def test_a_step_that_fails_leaves_the_database_as_it_was(database_url: str) -> None:
    open_database(parse_url(database_url)).dispose()

    def failing(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (one INTEGER)"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        open_database(parse_url(database_url), steps={SCHEMA_VERSION + 1: failing}, version=SCHEMA_VERSION + 1)
    engine = open_database(parse_url(database_url))
    with reading(engine) as connection:
        assert not inspect(connection).has_table("half")
    engine.dispose()


def test_a_reader_sees_one_unmoving_state(database_url: str) -> None:
    engine = open_database(parse_url(database_url))
    names = select(META.c.name).where(META.c.name == "x")
    with reading(engine) as before:
        assert before.execute(names).all() == []
        with writing(engine) as writer:
            writer.execute(insert(META), {"name": "x", "content": b""})
        assert before.execute(names).all() == []
    with reading(engine) as after:
        assert len(after.execute(names).all()) == 1
    engine.dispose()


def test_what_fails_is_not_written(database_url: str) -> None:
    engine = open_database(parse_url(database_url))

    def fail() -> None:
        with writing(engine) as connection:
            connection.execute(insert(META), {"name": "x", "content": b""})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with reading(engine) as connection:
        assert connection.execute(select(META.c.name)).scalars().all() == ["schema_version"]
    engine.dispose()


def test_the_embedded_database_is_durable_and_forgets_for_good(tmp_path: Path) -> None:
    engine = open_database(data_url(tmp_path))
    with reading(engine) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert names == set(METADATA.tables)


@pytest.mark.parametrize("words", ["", "x", "mysql://x/y", "sqlite://", "://"])
def test_only_databases_it_can_use_are_taken(words: str) -> None:
    with pytest.raises(UsageError):
        parse_url(words)


def test_a_folder_that_cannot_be_written_is_trouble() -> None:
    with pytest.raises(TroubleError):
        data_url(Path("/proc/nowhere"))
