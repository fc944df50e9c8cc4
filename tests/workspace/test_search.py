import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.domain.company import Company
from consultant_app.domain.groups import Address
from consultant_app.domain.note import Note
from consultant_app.domain.record import Record, record_types
from consultant_app.domain.visit import Visit
from consultant_app.workspace.database import Database
from consultant_app.workspace.schema import create_record_tables
from consultant_app.workspace.search import Hit, search
from consultant_app.workspace.search_index import backlog, create_index, drop_index, drop_records, index_backlog

HERE = SpaceId("1" * 32)
ELSEWHERE = SpaceId("2" * 32)
RECORD_TABLE = """CREATE TABLE record (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, root TEXT NOT NULL, space TEXT NOT NULL, present INTEGER NOT NULL,
    revision INTEGER NOT NULL) WITHOUT ROWID"""


@dataclass
class Shelf:
    """Rows as the projection writes them, with an index that is brought up to date by `index`."""

    connection: Connection
    revisions: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def put(self, record: Record, *, space: SpaceId = HERE, present: bool = True) -> RecordId:
        kind = record_types()[record.__tablename__]
        record.id = record.id or f"{next(self.ids):032x}"
        record.root = record.root or record.id
        values = {column.name: getattr(record, column.name) for column in kind.table.columns}
        self.connection.execute(kind.table.delete().where(kind.table.c.id == record.id))
        if present:
            self.connection.execute(kind.table.insert().values(**values))
        self.connection.exec_driver_sql(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?)",
            (record.id, kind.name, record.root, space, present, next(self.revisions)),
        )
        return RecordId(record.id)

    def index(self, step: int = 100) -> int:
        steps = itertools.takewhile(bool, (index_backlog(self.connection, step) for _ in itertools.count()))
        return sum(steps)

    def commit(self) -> None:
        self.connection.commit()
        self.connection.exec_driver_sql("BEGIN IMMEDIATE")

    def ask(self, text: str, **filters: Any) -> list[Hit]:
        return search(self.connection, text, limit=filters.pop("limit", 50), **filters)

    def found(self, text: str, **filters: Any) -> list[str]:
        return [hit.title for hit in self.ask(text, **filters)]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    database = Database(tmp_path / "workspace.db", bytes(32))
    with database.writing() as connection:
        connection.exec_driver_sql(RECORD_TABLE)
        create_record_tables(connection)
        create_index(connection)
        yield Shelf(connection)
    database.close()


@pytest.mark.parametrize("written", ["Müller", "Mueller", "Muller", "MÜLLER"])
@pytest.mark.parametrize("asked", ["Müller", "Mueller", "Muller", "müll", "muell", "Mull", "üller", "ueller", "uller"])
def test_umlauts_are_found_in_every_spelling_asked_in_every_spelling(shelf: Shelf, written: str, asked: str) -> None:
    shelf.put(Company(name=f"{written} Stahlbau"))
    shelf.index()
    assert shelf.found(asked) == [f"{written} Stahlbau"]


@pytest.mark.parametrize(
    "asked", ["grosse", "groesse", "Größe", "GRÖSSE", "gro", "grö", "groe", "Groess", "öße", "rosse"]
)
def test_sharp_s_and_umlaut_are_folded(shelf: Shelf, asked: str) -> None:
    shelf.put(Note(title="Die Größe"))
    shelf.index()
    assert shelf.found(asked) == ["Die Größe"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Neuentwicklung", "entwicklung"),
        ("Bauelement", "element"),
        ("Maßnahmenplan", "plan"),
        ("Energieberatung", "berat"),
        ("Łódź", "lodz"),
        ("Örnekoğlu", "ornekoglu"),
        ("CO₂-Bilanz", "co2"),
        ("38.000 €", "38.000"),
        ("info@ruhrblech.example", "ruhrblech.ex"),
        ("„Leitbild“", "leit"),
    ],
)
def test_beginnings_and_inner_parts_of_words_are_found(shelf: Shelf, written: str, asked: str) -> None:
    shelf.put(Note(title="", text=written))
    shelf.index()
    assert shelf.found(asked) == [written]


def test_one_and_two_letters_find_beginnings_only(shelf: Shelf) -> None:
    shelf.put(Note(title="Blau"))
    shelf.put(Note(title="Bau"))
    shelf.put(Note(title="b"))
    shelf.index()
    assert set(shelf.found("b")) == {"Blau", "Bau", "b"}
    assert shelf.found("bl") == ["Blau"]
    assert shelf.found("au") == []
    assert set(shelf.found("lau bl")) == {"Blau"}


def test_every_word_must_be_met_in_whatever_field(shelf: Shelf) -> None:
    shelf.put(Company(name="Ruhrblech", address=Address(city="Hattingen")))
    shelf.put(Company(name="Ruhrglas", address=Address(city="Witten")))
    shelf.index()
    assert shelf.found("ruhr hatt") == ["Ruhrblech"]
    assert set(shelf.found("ruhr")) == {"Ruhrblech", "Ruhrglas"}
    assert shelf.found("ruhr essen") == []


@pytest.mark.parametrize("nothing", ["", "  ", "…", "*", '"', "' OR 1=1 --"])
def test_odd_questions_are_questions(shelf: Shelf, nothing: str) -> None:
    shelf.put(Note(title="Anders"))
    shelf.index()
    assert shelf.found(nothing) == []


def test_groups_and_sets_are_searched_by_their_values_not_their_names(shelf: Shelf) -> None:
    shelf.put(Company(name="Ruhrblech", address=Address(street="Probierweg 12"), tags=frozenset({"Vorreiter"})))
    shelf.index()
    assert shelf.found("probierweg") == shelf.found("vorreiter") == ["Ruhrblech"]
    assert shelf.found("street") == []


def test_the_newest_comes_first_and_a_beginning_before_an_inner_part(shelf: Shelf) -> None:
    shelf.put(Note(title="Plan eins"))
    shelf.put(Note(title="Plan zwei"))
    shelf.put(Note(title="Maßnahmenplan"))
    shelf.index()
    assert shelf.found("plan") == ["Plan zwei", "Plan eins", "Maßnahmenplan"]


def test_a_hit_shows_the_field_as_written_with_the_places_of_the_words(shelf: Shelf) -> None:
    long_text = "Einleitung ohne Belang. " * 10 + "Die Übergröße der\nMüllertonnen fällt auf. " + "Nachsatz. " * 20
    shelf.put(Note(title="Rundgang", text=long_text))
    shelf.index()
    (hit,) = shelf.ask("grosse mueller")
    assert hit.field == "text"
    assert hit.title == "Rundgang"
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["größe", "Müller"]
    assert len(hit.snippet) < 150
    assert "\n" not in hit.snippet
    assert hit.snippet.startswith("… ")


def test_a_hit_in_the_title_marks_the_title(shelf: Shelf) -> None:
    shelf.put(Company(name="Müller & Söhne", branch="Sondermaschinen"))
    shelf.index()
    (hit,) = shelf.ask("soehne")
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["Söhne"]
    assert (hit.field, hit.snippet, hit.marks) == ("", "", ())
    (hit,) = shelf.ask("sonder")
    assert (hit.field, hit.snippet, hit.marks) == ("branch", "Sondermaschinen", ((0, 6),))


def test_marks_cover_composed_and_decomposed_letters(shelf: Shelf) -> None:
    shelf.put(Note(title="x", text="Die Gru\u0308ße"))
    shelf.index()
    (hit,) = shelf.ask("Grü")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Gru\u0308"]


def test_types_roots_and_spaces_narrow_the_search(shelf: Shelf) -> None:
    company = shelf.put(Company(name="Leitbild GmbH"))
    shelf.put(Note(title="Leitbild privat"), space=ELSEWHERE)
    visit = shelf.put(Visit(goal="Leitbild besprechen"))
    shelf.index()
    assert {hit.type for hit in shelf.ask("leit")} == {"company", "note", "visit"}
    assert [hit.type for hit in shelf.ask("leit", types=["note"])] == ["note"]
    assert {hit.type for hit in shelf.ask("leit", types=["note", "visit"])} == {"note", "visit"}
    assert [hit.id for hit in shelf.ask("leit", root=company)] == [company]
    assert [hit.id for hit in shelf.ask("leit", spaces=[HERE], types=["visit"])] == [visit]
    assert shelf.ask("leit", types=[]) == []


def test_the_backlog_counts_down_step_by_step(shelf: Shelf) -> None:
    for number in range(25):
        shelf.put(Note(title=f"Notiz {number}"))
    assert backlog(shelf.connection) == 25
    assert index_backlog(shelf.connection, 10) == 10
    assert backlog(shelf.connection) == 15
    assert shelf.index(step=4) == 15
    assert backlog(shelf.connection) == index_backlog(shelf.connection, 10) == 0
    assert len(shelf.found("notiz")) == 25


def test_a_changed_text_is_found_by_its_new_words_only(shelf: Shelf) -> None:
    record = shelf.put(Note(title="Druckluft"))
    shelf.index()
    shelf.put(Note(id=record, title="Beleuchtung"))
    assert backlog(shelf.connection) == 1
    shelf.index()
    assert shelf.found("druckluft") == []
    assert shelf.found("beleuchtung") == ["Beleuchtung"]


def test_a_deleted_record_is_not_found_even_before_the_index_followed(shelf: Shelf) -> None:
    record = shelf.put(Note(title="Druckluft"))
    shelf.index()
    shelf.put(Note(id=record, title="Druckluft"), present=False)
    assert shelf.found("druckluft") == []
    shelf.index()
    assert indexed(shelf) == 0
    shelf.put(Note(id=record, title="Druckluft"))
    shelf.index()
    assert shelf.found("druckluft") == ["Druckluft"]


def test_a_record_of_a_type_from_a_newer_version_is_passed_over(shelf: Shelf) -> None:
    shelf.connection.exec_driver_sql("INSERT INTO record VALUES (?, 'seminar', ?, ?, 1, 1)", ("a" * 32, "a" * 32, HERE))
    assert shelf.index() == 1
    assert backlog(shelf.connection) == 0


def test_what_is_dropped_leaves_nothing_behind(shelf: Shelf) -> None:
    erased = shelf.put(Note(title="Щука", text="Жемчуг"))
    shelf.put(Note(title="Bleibt"))
    shelf.index()
    shelf.commit()
    assert {"щук", "жем"} <= stored(shelf)
    drop_records(shelf.connection, [erased])
    shelf.commit()
    assert not {"щук", "жем"} & stored(shelf)
    assert shelf.found("bleibt") == ["Bleibt"]


def test_a_superseded_text_leaves_nothing_behind(shelf: Shelf) -> None:
    record = shelf.put(Note(title="Щука"))
    shelf.index()
    shelf.commit()
    shelf.put(Note(id=record, title="Anders"))
    shelf.index()
    shelf.commit()
    assert "щук" not in stored(shelf)


def test_a_dropped_index_is_built_again_from_the_records(shelf: Shelf) -> None:
    shelf.put(Note(title="Druckluft"))
    shelf.index()
    drop_index(shelf.connection)
    create_index(shelf.connection)
    assert backlog(shelf.connection) == 1
    shelf.index()
    assert shelf.found("druck") == ["Druckluft"]


def test_every_searched_field_of_every_record_type_can_be_indexed(shelf: Shelf) -> None:
    for kind in record_types().values():
        shelf.put(kind.cls())
    assert shelf.index() == len(record_types())


def indexed(shelf: Shelf) -> int:
    return int(shelf.connection.exec_driver_sql("SELECT count(*) FROM search_words").scalar_one())


def stored(shelf: Shelf) -> set[str]:
    """Which of two strange words stand in the index; only their first byte can be shared with a neighbour."""
    pages = shelf.connection.exec_driver_sql("SELECT block FROM search_index_data").scalars()
    words = shelf.connection.exec_driver_sql("SELECT words FROM search_words").scalars()
    file = b"".join(pages) + "".join(words).encode()
    return {word for word in ("щук", "жем") if word.encode()[1:] in file}
