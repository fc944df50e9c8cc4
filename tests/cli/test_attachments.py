"""Files go in beside a record and come out again."""

from pathlib import Path

from tests.cli.laptop import Laptop


def test_a_file_goes_in_and_comes_out(laptop: Laptop, tmp_path: Path) -> None:
    company = laptop.new("company", "name=Ruhrblech & Söhne")
    file = tmp_path / "Übersicht.pdf"
    file.write_bytes(b"%PDF-1.7 Inhalt")
    attachment = laptop.json("attachments", "add", str(file), "--about", company)["id"]

    (row,) = laptop.json("attachments", "list", company)
    assert row.items() >= {"id": attachment, "title": "Übersicht.pdf", "size_bytes": 15, "where": "here"}.items()
    laptop.json("attachments", "save", attachment, "--output", str(tmp_path / "aus.pdf"))
    assert (tmp_path / "aus.pdf").read_bytes() == b"%PDF-1.7 Inhalt"
    assert laptop.json("workspace", "status")["files_waiting"] == 1
    assert laptop.json("workspace", "verify")["whole"]


def test_a_file_of_a_company_stays_with_the_organisation_though_all_see_the_company(
    laptop: Laptop, tmp_path: Path
) -> None:
    company = laptop.new("company", "name=Ruhrblech & Söhne")
    case = laptop.new("consulting_case", f"company={company}")
    private = laptop.new("note", "text=Nur für mich", "--space", "person")
    file = tmp_path / "Angebot.pdf"
    file.write_bytes(b"%PDF-1.7 Angebot")

    def space_of_file(about: str) -> str:
        added = laptop.json("attachments", "add", str(file), "--about", about)["id"]
        return str(laptop.show(added)["space"])

    assert space_of_file(company) == laptop.show(case)["space"] != laptop.show(company)["space"]
    assert space_of_file(private) == laptop.show(private)["space"]


def test_a_file_of_nothing_that_is_known_is_refused(laptop: Laptop, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"x")
    said = laptop.call("attachments", "add", str(file), "--about", "0" * 32, "--json")
    assert (said.code, said.error) == (1, "record_not_found")
    said = laptop.call("attachments", "save", "0" * 32, "--output", str(tmp_path / "y"), "--json")
    assert (said.code, said.error) == (1, "record_not_found")
