import os
from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consultant_app.changes.change import ChangeId
from consultant_app.changes.wire import Receipt
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.workspace.files import DATABASE_FILE
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces, add, edit

SERVER = Ed25519PrivateKey.from_private_bytes(bytes(32))


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    workspace.change_identity(server_key=SERVER.public_key().public_bytes_raw())
    for number in range(5):
        company = add(workspace, Company(name=f"Firma {number}"))
        edit(workspace, company, branch="Metall")
    add(workspace, Visit(company=company))
    return workspace


def _plant(workspace: Workspace, statement: str, *values: object) -> None:
    with workspace.database.writing() as connection:
        connection.exec_driver_sql(statement, values)


def _receipt(signed: bool) -> bytes:
    bare = Receipt("epoch", 1, [ChangeId("a" * 32 + ":1")], bytes(32))
    signature = SERVER.sign(bare.signed_bytes()) if signed else bytes(64)
    return msgspec.msgpack.encode(msgspec.structs.replace(bare, signature=signature))


def test_a_workspace_in_order_is_whole(filled: Workspace) -> None:
    _plant(filled, "INSERT INTO receipt (at, epoch, body) VALUES (1, 'epoch', ?)", _receipt(signed=True))
    assert filled.verify().whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE company SET name = 'Gefälscht' WHERE name = 'Firma 3'",
        "DELETE FROM company WHERE name = 'Firma 3'",
        "UPDATE record SET contested = '[\"name\"]' WHERE id = (SELECT id FROM company WHERE name = 'Firma 3')",
        "UPDATE record SET present = 0 WHERE id = (SELECT id FROM company WHERE name = 'Firma 3')",
        "UPDATE record SET accepted = NULL WHERE id = (SELECT id FROM company WHERE name = 'Firma 3')",
        "DELETE FROM change WHERE record = (SELECT id FROM company WHERE name = 'Firma 3') AND number % 2 = 0",
        "UPDATE change SET body = x'c1' WHERE record = (SELECT id FROM company WHERE name = 'Firma 3') AND number & 1",
        "DELETE FROM record WHERE id = (SELECT id FROM company WHERE name = 'Firma 3')",
    ],
)
def test_a_row_that_differs_from_its_changes_is_found(filled: Workspace, statement: str) -> None:
    (record,) = _ids(filled, "Firma 3")
    _plant(filled, statement)
    assert filled.verify().records == (record,)
    assert not filled.verify().whole


def _ids(workspace: Workspace, name: str) -> list[str]:
    with workspace.database.reading() as connection:
        return [id_ for (id_,) in connection.exec_driver_sql("SELECT id FROM company WHERE name = ?", (name,))]


def test_a_row_without_any_change_is_found(filled: Workspace) -> None:
    _plant(filled, "INSERT INTO company SELECT * FROM company LIMIT 0")
    _plant(filled, "UPDATE company SET id = ? WHERE name = 'Firma 3'", "f" * 32)
    assert "f" * 32 in filled.verify().records


def test_a_wrong_digest_is_found(filled: Workspace) -> None:
    _plant(filled, "UPDATE space SET digest = ? WHERE kind = 'consortium'", os.urandom(16))
    assert len(filled.verify().spaces) == 1


def test_a_digest_that_is_not_the_servers_is_found(filled: Workspace) -> None:
    _plant(filled, "UPDATE space SET caught_up = 1, server_digest = ? WHERE kind = 'office'", os.urandom(16))
    assert len(filled.verify().spaces) == 1


@pytest.mark.parametrize("body", [_receipt(signed=False), b"\xc1", b""])
def test_a_receipt_that_the_server_did_not_sign_is_found(filled: Workspace, body: bytes) -> None:
    _plant(filled, "INSERT INTO receipt (number, at, epoch, body) VALUES (7, 1, 'epoch', ?)", body)
    assert filled.verify().receipts == (7,)


def _truncate(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    place = len(data) - 2000
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize("damage", [_truncate, _flip])
def test_a_damaged_file_is_found(workspaces: Workspaces, filled: Workspace, damage: Callable[[bytes], bytes]) -> None:
    filled.close()
    path = filled.folder / DATABASE_FILE
    path.write_bytes(damage(path.read_bytes()))
    try:
        found = workspaces.open(filled.folder).verify()
    except TroubleError as error:
        assert error.code in {"workspace_damaged", "workspace_key_wrong", "disk_trouble"}  # noqa: PT017
    else:
        assert found.file


def test_proving_changes_nothing(filled: Workspace) -> None:
    _plant(filled, "UPDATE company SET name = 'Gefälscht' WHERE name = 'Firma 3'")
    assert filled.verify().records == filled.verify().records
    assert _ids(filled, "Gefälscht") != []
