"""A signed paper is sealed; whoever changes it is told of, in words."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.forgeries import (
    FORGER,
    changed_in_place,
    cut_off,
    signed_by_somebody_else,
    with_another_picture,
    with_other_contents_and_their_code,
    with_pages_of,
)
from tests.cli.laptop import Laptop
from tests.cli.test_documents import visit  # noqa: F401 - a fixture
from tests.support.signatures import drawn


@pytest.fixture
def signed(laptop: Laptop, visit: str, tmp_path: Path) -> bytes:  # noqa: F811
    picture = tmp_path / "Strich.png"
    picture.write_bytes(drawn())
    for role in ("company", "consultant"):
        document = laptop.json("document", "sign", visit, "--role", role, "--picture", str(picture))["document"]
    laptop.json("document", "extract", document, "--output", str(tmp_path / "signed.pdf"))
    return (tmp_path / "signed.pdf").read_bytes()


def verdict(laptop: Laptop, path: Path, pdf: bytes) -> Any:
    path.write_bytes(pdf)
    (row,) = laptop.call("document", "verify", str(path), "--json").answer
    return row


def test_a_signed_paper_is_sealed_by_the_device_and_says_what_that_proves(
    laptop: Laptop, signed: bytes, tmp_path: Path
) -> None:
    said = verdict(laptop, tmp_path / "a.pdf", signed)
    (one,) = said["seals"]
    assert (said["findings"], one["state"], one["self_signed"]) == (["signed"], "intact", True)
    words = laptop.call("document", "verify", str(tmp_path / "a.pdf")).out
    assert "Versiegelt, und seither ist nichts geändert" in words
    assert "nicht wer es war" in words
    (listed,) = laptop.json("document", "list")
    assert (
        f"Versiegelt, und seither ist nichts geändert: {one['person']}"
        in laptop.call("document", "verify", listed["number"]).out
    )


FORGED = {
    cut_off: ({"cut_short"}, None),
    changed_in_place: ({"other_bytes"}, ["broken"]),
    with_another_picture: ({"other_bytes"}, ["broken"]),
    # No document here has these contents, nor this code.
    with_other_contents_and_their_code: ({"no_code", "unknown_here"}, ["broken"]),
    signed_by_somebody_else: ({"followed"}, ["followed", "intact"]),
}


@pytest.mark.parametrize("forge", FORGED, ids=lambda one: one.__name__)
def test_a_forged_paper_is_told_by_its_bytes_and_by_its_seal(
    laptop: Laptop, signed: bytes, tmp_path: Path, forge: Any
) -> None:
    findings, seals = FORGED[forge]
    said = verdict(laptop, tmp_path / "f.pdf", forge(signed))
    assert not said["unchanged"]
    assert said["findings"][0] in findings
    if seals is not None:
        assert [one["state"] for one in said["seals"]] == seals
    assert laptop.call("document", "verify", str(tmp_path / "f.pdf")).code == 1


def test_a_stranger_s_seal_is_named_with_the_stranger_s_name(laptop: Laptop, signed: bytes, tmp_path: Path) -> None:
    said = verdict(laptop, tmp_path / "f.pdf", signed_by_somebody_else(signed))
    assert said["seals"][1]["person"] == FORGER
    assert FORGER in laptop.call("document", "verify", str(tmp_path / "f.pdf")).out


def test_the_pages_of_one_paper_do_not_pass_for_another(laptop: Laptop, signed: bytes, tmp_path: Path) -> None:
    from tests.documents.extremes import made

    said = verdict(laptop, tmp_path / "f.pdf", with_pages_of(made("visit-frozen"))(signed))
    assert "other_code" in said["findings"]
