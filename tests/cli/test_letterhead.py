"""Logos are put into the letterhead, listed and taken out again without a window."""

from pathlib import Path

from PIL import Image

from tests.cli.laptop import Laptop


def files_of(laptop: Laptop) -> dict[str, tuple[str, str]]:
    return {row["slot"]: (row["file"], row["black_file"]) for row in laptop.json("letterhead", "list")}


def test_a_logo_goes_into_its_slot_and_out_again(laptop: Laptop, tmp_path: Path) -> None:
    emblem, black, text = (tmp_path / name for name in ("eu.png", "eu-schwarz.svg", "text.svg"))
    Image.new("RGB", (300, 200), "navy").save(emblem)
    black.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><rect width="3" height="2"/></svg>')
    text.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><text>EU</text></svg>')

    assert set(files_of(laptop)) == {"eu", "fund", "ministry", "partner", "project"}
    file = laptop.json("letterhead", "set", "eu", str(emblem))["id"]
    laptop.json("letterhead", "set", "eu", str(black), "--black")
    assert files_of(laptop)["eu"] == ("eu.png", "eu-schwarz.svg")
    assert laptop.show(file)["fields"]["media_type"] == "image/png"
    assert "eu.png, eu-schwarz.svg (grey)" in laptop.call("letterhead", "list").out

    laptop.json("letterhead", "clear", "eu", "--black")
    assert files_of(laptop)["eu"] == ("eu.png", "")
    assert laptop.refused("letterhead", "set", "eu", str(text)) == (1, "logo_has_text")
    assert laptop.refused("letterhead", "set", "mayor", str(emblem)) == (2, "logo_slot_unknown")
    assert laptop.refused("letterhead", "set", "eu", str(tmp_path / "nichts.png")) == (3, "attachment_unreadable")
    assert files_of(laptop)["eu"] == ("eu.png", "")
