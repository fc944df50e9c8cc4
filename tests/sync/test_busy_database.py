"""Something long runs in the server's PostgreSQL, or it takes no writes: rounds go on, or a person is told to wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url

from consultant_app.domain.company import Company
from consultant_app.errors import TroubleError
from consultant_app.server import database
from tests.support.laptops import Laptop, add, every, sync_all
from tests.support.partner_server import PartnerServer, running_office
from tests.support.scenarios import scenario


@pytest.fixture
def server(postgres_office: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PartnerServer]:
    """Patient for a moment only."""
    monkeypatch.setattr(database, "_LOCK_TIMEOUT_MS", 500)
    with running_office(postgres_office) as server:
        yield server


@contextmanager
def administrator(server: PartnerServer, *, autocommit: bool = False) -> Iterator[psycopg.Connection[Any]]:
    """Somebody else's connection to the server's database; what it began is rolled back at the end."""
    url = make_url(server.database_url)
    connected = psycopg.connect(
        host=str(url.query["host"]), user=url.username, dbname=url.database, autocommit=autocommit
    )
    with connected as connection:
        yield connection
        connection.rollback()


@scenario("F09")
def test_rounds_go_on_beside_an_open_transaction_a_vacuum_and_a_dump(
    server: PartnerServer, ada: Laptop, bo: Laptop
) -> None:
    sync_all(ada, bo)
    with (
        administrator(server) as forgotten,
        administrator(server) as dump,
        administrator(server, autocommit=True) as dba,
    ):
        forgotten.execute("INSERT INTO meta VALUES ('left open', '')")
        # What pg_dump does before it reads for an hour.
        dump.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        dump.execute("LOCK TABLE entry, record, space, device, account, meta IN ACCESS SHARE MODE")
        dump.execute("SELECT count(*) FROM entry")
        for number in range(3):
            add(ada.workspace, Company(name=f"Firma {number}"))
            sync_all(ada, bo)
            dba.execute("VACUUM (ANALYZE) entry, record, space")
            assert len(every(bo.workspace, Company)) == number + 1
    assert ada.digests() == bo.digests()
    assert ada.agrees()


@scenario("F09")
def test_who_waits_for_a_locked_space_is_told_soon_and_others_read_on(
    server: PartnerServer, ada: Laptop, bo: Laptop
) -> None:
    add(bo.workspace, Company(name="Vorher"))
    sync_all(bo, ada)
    add(bo.workspace, Company(name="Noch vor der Sperre"))
    bo.sync()
    waiting = add(bo.workspace, Company(name="Wartet"))
    with administrator(server) as locker:
        locker.execute("SELECT * FROM space FOR UPDATE")
        with pytest.raises(TroubleError, match="server_busy"):
            bo.sync()
        ada.sync()
        assert len(every(ada.workspace, Company)) == 2
        assert (bo.workspace.status().unsent, bo.workspace.status().set_aside) == (1, 0)
    sync_all(bo, ada)
    assert waiting in {one.id for one in every(ada.workspace, Company)}
    assert ada.digests() == bo.digests()


@scenario("F08")
def test_a_database_that_takes_no_writes_for_a_while_refuses_nothing(
    server: PartnerServer, ada: Laptop, bo: Laptop
) -> None:
    """As providers do when the disk is nearly full."""
    sync_all(ada, bo)
    add(ada.workspace, Company(name="Wartet"))

    def close(connection: Any, *_: object) -> None:
        connection.execute("SET default_transaction_read_only = on")
        connection.commit()

    assert server.engine is not None
    event.listen(server.engine, "checkout", close)
    with pytest.raises(TroubleError, match="server_busy"):
        ada.sync()
    assert (ada.workspace.status().unsent, ada.workspace.status().set_aside) == (1, 0)
    server.stop()
    server.start()
    sync_all(ada, bo)
    assert len(every(bo.workspace, Company)) == 1
    assert ada.digests() == bo.digests()
