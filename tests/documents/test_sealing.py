"""The seal of a paper: what it covers cannot be changed unseen, and what was there before stays as it was."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consultant_app.documents.sealing import seal, seals_of
from consultant_app.workspace.seal_key import SealKey, seal_key
from tests.documents.extremes import made
from tests.documents.reading import page_texts
from tests.documents.test_pdfa import faults
from tests.support.laptops import Workspaces, identity_of

AT = datetime(2026, 5, 19, 12, 57, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    workspaces = Workspaces(tmp_path_factory.mktemp("sealing"))
    found = seal_key(workspaces.create(identity_of("Jörg Weißmüller")))
    workspaces.close()
    return found


@pytest.fixture(scope="module")
def frozen() -> bytes:
    return made("visit-frozen")


@pytest.fixture(scope="module")
def sealed(key: SealKey, frozen: bytes) -> bytes:
    return seal(frozen, key=key.key, certificate=key.certificate, at=AT)


def test_a_seal_comes_after_the_bytes_and_says_who_where_and_when(frozen: bytes, sealed: bytes) -> None:
    assert sealed[: len(frozen)] == frozen
    assert page_texts(sealed) == page_texts(frozen)
    (found,) = seals_of(sealed)
    assert (found.person, found.organisation, found.device) == ("Jörg Weißmüller", "Partner EN", "Laptop")
    assert found.sealed_at == AT
    assert (found.state, found.is_self_signed) == ("intact", True)
    assert b"ETSI.CAdES.detached" in sealed[len(frozen) :]


def test_a_sealed_paper_is_still_valid_pdfa(sealed: bytes) -> None:
    assert faults(sealed) == []


def test_whatever_is_changed_under_the_seal_breaks_it(sealed: bytes) -> None:
    for at in range(2_000, len(sealed) - 9_000, 7_001):
        other = bytearray(sealed)
        other[at] ^= 0x10
        assert all(one.state == "broken" for one in seals_of(bytes(other))), at


def test_what_is_appended_after_a_seal_is_told_and_a_second_one_stands_beside_the_first(
    key: SealKey, sealed: bytes
) -> None:
    (followed,) = seals_of(sealed + b"\n% mehr\n")
    assert followed.state == "followed"
    twice = seal(sealed, key=key.key, certificate=key.certificate, at=AT + timedelta(hours=1))
    assert [one.state for one in seals_of(twice)] == ["followed", "intact"]


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"kein PDF"])
def test_what_is_no_paper_has_no_seal(file: bytes, frozen: bytes) -> None:
    assert seals_of(file) == seals_of(frozen) == ()


def test_a_device_keeps_its_key_until_somebody_else_works_with_it(tmp_path: Path) -> None:
    workspaces = Workspaces(tmp_path)
    workspace = workspaces.create()
    first = seal_key(workspace)
    workspace = workspaces.restart(workspace)
    assert seal_key(workspace) == first
    workspace.change_identity(user_name="Jörg Weißmüller")
    assert seal_key(workspace) != first
    workspaces.close()
