"""`document sign` and what belongs to it: from a draft visit to a signed paper, on the command line."""

import re
from pathlib import Path

import pytest

from tests.cli.laptop import Laptop
from tests.support.signatures import drawn


@pytest.fixture
def visit(laptop: Laptop) -> str:
    company = laptop.new("company", "name=Ruhrblech & Söhne", 'address={"city":"Witten"}')
    contact = laptop.new("contact", f"company={company}", "first_name=Sabine", "last_name=Tilgner", "job=Leitung")
    (user,) = (row["id"] for row in laptop.json("records", "list", "user"))
    texts = [f"{name}=Besprochen." for name in ("occasion", "goal", "situation", "environment")]
    frame = ["held_on=2024-05-14", "kind=follow_up", "no_agreements=true", "status=draft", f"consultants={user}"]
    times, place = 'times={"start":"09:00","end":"10:00"}', 'place={"kind":"company"}'
    visit = laptop.new("visit", f"company={company}", *texts, *frame, times, place)
    laptop.new("participant", f"visit={visit}", f"person={contact}", "present=true")
    laptop.new("recommendation", f"visit={visit}", "text=Zähler einbauen")
    return visit


@pytest.fixture
def picture(tmp_path: Path) -> str:
    path = tmp_path / "Strich.png"
    path.write_bytes(drawn())
    return str(path)


def test_two_signatures_make_a_draft_visit_final_and_then_signed(laptop: Laptop, visit: str, picture: str) -> None:
    first = laptop.json("document", "sign", visit, "--role", "company", "--picture", picture)
    assert (first["name"], first["function"], first["place"]) == ("Sabine Tilgner", "Leitung", "Witten")
    assert first["way"] == "screen"
    assert laptop.fields(visit)["status"] == "final"
    (missing,) = laptop.json("document", "missing")
    assert (missing["document"], missing["roles"], missing["scan"]) == (first["document"], ["consultant"], False)
    laptop.json("document", "sign", missing["number"], "--role", "consultant", "--picture", picture)
    assert laptop.fields(visit)["status"] == "signed"
    assert laptop.json("document", "missing") == []
    (listed,) = laptop.json("document", "list")
    assert [one["role"] for one in listed["signatures"]] == ["company", "consultant"]
    assert listed["missing"] == []
    assert "unterschrieben" in laptop.call("document", "list").out


def test_show_says_by_whom_when_and_how_a_paper_was_signed(laptop: Laptop, visit: str, picture: str) -> None:
    made = laptop.json("document", "sign", visit, "--role", "company", "--picture", picture, "--place", "Hattingen")
    laptop.json("document", "waive", visit, "--role", "consultant", "--reason", "Telefonberatung")
    shown = laptop.call("document", "show", made["document"]).out
    assert "Sabine Tilgner, Leitung, Hattingen" in shown
    assert "Auf dem Bildschirm unterschrieben" in shown
    assert "Unterschrift entfällt, Telefonberatung" in shown
    assert "Festgeschrieben: " in shown
    assert not re.search(r"T\d\d:|True|False|None", shown)
    assert laptop.call("document", "missing").out == "Es fehlt keine Unterschrift.\n"


def test_the_list_says_at_a_glance_what_a_paper_lacks(laptop: Laptop, visit: str, picture: str) -> None:
    assert laptop.call("document", "list").out == "Es gibt hier noch kein festgeschriebenes Dokument.\n"
    laptop.json("document", "finalise", visit)
    told = ["nicht unterschrieben"]
    steps = (("sign", "company", "--picture", picture), ("refuse", "consultant", "--reason", "Nicht befugt"))
    for what, role, *more in steps:
        assert told[-1] in laptop.call("document", "list").out
        laptop.json("document", what, visit, "--role", role, *more)
        told.append("Unterschrift fehlt")
    assert "unterschrieben, eine Unterschrift verweigert" in laptop.call("document", "list").out


def test_what_was_signed_by_hand_lacks_its_scan_until_there_is_one(laptop: Laptop, visit: str, tmp_path: Path) -> None:
    by_hand = ("--on-paper", "--on", "2024-05-14")
    made = laptop.json("document", "sign", visit, "--role", "company", *by_hand)
    assert made["signed_at"].startswith("2024-05-1")
    laptop.json("document", "refuse", visit, "--role", "consultant", "--reason", "Nicht befugt")
    (missing,) = laptop.json("document", "missing", "--about", visit)
    assert (missing["roles"], missing["scan"]) == ([], True)
    assert "Scan fehlt" in laptop.call("document", "missing").out
    sheet = tmp_path / "Bogen.pdf"
    sheet.write_bytes(b"%PDF-1.7 signed by hand")
    laptop.json("document", "scan", made["document"], str(sheet))
    assert laptop.json("document", "missing") == []


def test_extract_gives_the_signed_paper_or_the_frozen_one(
    laptop: Laptop, visit: str, picture: str, tmp_path: Path
) -> None:
    for role in ("company", "consultant"):
        document = laptop.json("document", "sign", visit, "--role", role, "--picture", picture)["document"]
    laptop.json("document", "extract", document, "--output", str(tmp_path / "signed.pdf"))
    laptop.json("document", "extract", document, "--unsigned", "--output", str(tmp_path / "frozen.pdf"))
    signed, frozen = ((tmp_path / name).read_bytes() for name in ("signed.pdf", "frozen.pdf"))
    assert signed.startswith(frozen)
    assert len(signed) > len(frozen)


def test_a_signed_file_is_told_from_one_to_which_something_else_was_appended(
    laptop: Laptop, visit: str, picture: str, tmp_path: Path
) -> None:
    document = laptop.json("document", "sign", visit, "--role", "company", "--picture", picture)["document"]
    names = ("half", "signed", "forged", "bare", "cut", "late")
    half, signed, forged, bare, cut, late = (tmp_path / f"{name}.pdf" for name in names)
    laptop.json("document", "extract", document, "--output", str(half))
    laptop.json("document", "sign", visit, "--role", "consultant", "--picture", picture)
    laptop.json("document", "extract", document, "--output", str(signed))
    forged.write_bytes(signed.read_bytes() + b"\n%more")
    laptop.json("document", "extract", document, "--unsigned", "--output", str(bare))
    cut.write_bytes(signed.read_bytes()[:-300])
    late.write_bytes(signed.read_bytes()[:-300] + b"x" * 300)
    told = (
        (half, ["signed", "lacks_signatures"], 1), (signed, ["signed"], 2), (forged, ["followed"], 0),
        (bare, ["unchanged", "lacks_signatures"], 0), (cut, ["cut_short"], 0), (late, ["other_signing"], 0),
    )  # fmt: skip
    for path, findings, count in told:
        (verdict,) = laptop.call("document", "verify", str(path), "--json").answer
        assert verdict["findings"] == findings
        assert verdict["unchanged"] is (path == signed)
        assert len(verdict["signatures"]) == count
    said = laptop.call("document", "verify", str(signed)).out
    assert "nichts als seine Unterschriften" in said
    assert "fehlen Unterschriften" in (lacking := laptop.call("document", "verify", str(bare)).out)
    assert "Sabine Tilgner, Leitung, Witten" in lacking
    assert "Sabine Tilgner, Leitung, Witten" in said


def test_what_is_no_signature_is_refused_in_words(laptop: Laptop, visit: str, picture: str, tmp_path: Path) -> None:
    company = ("--role", "company")
    assert laptop.refused("document", "sign", visit, *company) == (2, "usage")
    assert laptop.refused("document", "refuse", visit, *company, "--reason", " ")[1] == "signature_without_reason"
    assert laptop.refused("document", "sign", visit, *company, "--picture", str(tmp_path / "nicht da.png"))[1] == (
        "attachment_unreadable"
    )
    (tmp_path / "leer.png").write_bytes(b"")
    assert laptop.refused("document", "sign", visit, *company, "--picture", str(tmp_path / "leer.png"))[1] == (
        "signature_picture_unreadable"
    )
    laptop.json("document", "sign", visit, *company, "--picture", picture)
    assert laptop.refused("document", "sign", visit, *company, "--name", "sabine TILGNER", "--picture", picture)[1] == (
        "signature_exists"
    )
