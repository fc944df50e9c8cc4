from sqlalchemy import create_engine, text


def test_a_fresh_database_answers_and_speaks_utf8(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("create table town (name text)"))
        connection.execute(text("insert into town values ('Mülheim an der Ruhr')"))
        assert connection.scalar(text("select upper(name) from town")) == "MÜLHEIM AN DER RUHR"
    engine.dispose()


def test_what_one_test_wrote_is_not_there_in_the_next(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        tables = connection.scalar(text("select count(*) from pg_tables where schemaname = 'public'"))
    engine.dispose()
    assert tables == 0
