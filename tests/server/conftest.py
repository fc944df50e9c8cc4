"""Every test that opens an office runs twice: on the embedded SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office, open_office


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'server.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Partner EN with the consultants ada and bo, partner DO with the consultant cem."""
    with open_office(database_url, files=tmp_path / "attachments") as office:
        office.add_partner("EN")
        office.add_partner("DO")
        office.add_person("ada@example.org")
        office.add_person("bo@example.org")
        office.add_person("cem@example.org", partner="DO")
        yield office


@pytest.fixture
def ada(office: Office) -> FakeLaptop:
    return office.laptop("ada@example.org", name="Laptop Ada")


@pytest.fixture
def bo(office: Office) -> FakeLaptop:
    return office.laptop("bo@example.org", name="Laptop Bo")


@pytest.fixture
def cem(office: Office) -> FakeLaptop:
    return office.laptop("cem@example.org", name="Laptop Cem")
