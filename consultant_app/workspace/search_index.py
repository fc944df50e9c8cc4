"""The full-text index: which words it holds of each record, and how it follows the records in the background.

One trigram list per record (FTS5), newest last. Without positions in the lists (`detail=none`) a match is a candidate
until the indexed words have been looked at, which costs less than lists four times as long. Measured with the 100,000
records of `--synthetic`: 11,000 records a second in steps of 1,000, 3,400 in steps of 200; 10 MB and 11 MB of words.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from consultant_app.changes.change import RecordId
from consultant_app.domain.kinds import JSON_KINDS, FieldKind
from consultant_app.domain.record import RecordType, record_types
from consultant_app.workspace.search_words import indexed_words, type_mark

_TABLES: Final = (
    """CREATE TABLE search_words (
        number INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, words TEXT NOT NULL, type TEXT NOT NULL)""",
    """CREATE VIRTUAL TABLE search_index USING fts5(
        words, type, content='search_words', content_rowid='number',
        tokenize='trigram case_sensitive 1', detail=none, columnsize=0)""",
    # What is taken out of the index is overwritten at once, not when its segment happens to be merged.
    "INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)",
    "CREATE TABLE search_watermark (revision INTEGER NOT NULL, record TEXT NOT NULL)",
    "INSERT INTO search_watermark VALUES (0, '')",
)

_FORGET_TRIGRAMS: Final = (
    "INSERT INTO search_index(search_index, rowid, words, type) "
    "SELECT 'delete', number, words, type FROM search_words WHERE record = ?"
)
_FORGET_WORDS: Final = "DELETE FROM search_words WHERE record = ?"


def create_index(connection: Connection) -> None:
    """Makes the empty index; every record is backlog then. The caller commits."""
    for statement in _TABLES:
        connection.exec_driver_sql(statement)


def drop_index(connection: Connection) -> None:
    """For a rebuild: `create_index` after it starts from nothing."""
    for table in ("search_index", "search_words", "search_watermark"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def backlog(connection: Connection) -> int:
    """How many records changed since the index last looked at them."""
    return int(
        connection.exec_driver_sql(
            "SELECT count(*) FROM record, search_watermark AS seen "
            "WHERE (record.revision, record.id) > (seen.revision, seen.record)"
        ).scalar_one()
    )


def index_backlog(connection: Connection, limit: int) -> int:
    """Brings at most `limit` records up to date, oldest change first; returns how many it looked at.

    One step of a background writer: the caller's transaction holds the one writer's place for about 0.1 ms a new
    record, 2 ms a record whose text changed.
    """
    rows = connection.exec_driver_sql(
        "SELECT record.id, record.type, record.present, record.revision FROM record, search_watermark AS seen "
        "WHERE (record.revision, record.id) > (seen.revision, seen.record) "
        "ORDER BY record.revision, record.id LIMIT ?",
        (limit,),
    ).all()
    if not rows:
        return 0
    by_type: dict[str, list[str]] = defaultdict(list)
    for record, name, present, _ in rows:
        if present:
            by_type[name].append(record)
    fresh = {
        record: (words, name)
        for name, ids in by_type.items()
        for record, words in _words_of(connection, name, ids=ids)
        if words
    }
    _replace_words(connection, [row.id for row in rows], fresh=fresh)
    connection.exec_driver_sql("UPDATE search_watermark SET revision = ?, record = ?", (rows[-1].revision, rows[-1].id))
    return len(rows)


def drop_records(connection: Connection, ids: Iterable[RecordId]) -> None:
    """Takes records out of the index at once; nothing of their words stays in the file. The caller commits."""
    gone = [(record,) for record in ids]
    if gone:
        connection.exec_driver_sql(_FORGET_TRIGRAMS, gone)
        connection.exec_driver_sql(_FORGET_WORDS, gone)


def searched_fields(record_type: RecordType) -> Mapping[str, FieldKind]:
    return {name: kind for name, kind in record_type.fields.items() if kind.traits.searched}


def _words_of(connection: Connection, name: str, *, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The indexed words of each record; nothing for a type that this version does not know."""
    record_type = record_types().get(name)
    searched = {} if record_type is None else searched_fields(record_type)
    if not searched:
        return
    columns = ", ".join(f'"{field}"' for field in searched)
    is_json = [kind.name in JSON_KINDS for kind in searched.values()]
    places = ", ".join("?" * len(ids))
    for record, *values in connection.exec_driver_sql(
        f'SELECT id, {columns} FROM "{name}" WHERE id IN ({places})', tuple(ids)
    ):
        texts = [
            text for value, json_ in zip(values, is_json, strict=True) for text in plain_values(value, is_json=json_)
        ]
        yield record, indexed_words(texts)


def plain_values(stored: Any, *, is_json: bool) -> list[str]:
    """What a person reads in a stored value: the text itself, the members of a set, the parts of a group."""
    if stored is None:
        return []
    if not is_json:
        return [str(stored)]
    loaded = json.loads(stored)
    parts = loaded.values() if isinstance(loaded, dict) else loaded
    return [str(part) for part in parts]


def _replace_words(connection: Connection, ids: Sequence[str], *, fresh: Mapping[str, tuple[str, str]]) -> None:
    """A record whose words are as before keeps its place: the index is not touched for a changed date or code."""
    places = ", ".join("?" * len(ids))
    rows = connection.exec_driver_sql(f"SELECT record, words FROM search_words WHERE record IN ({places})", tuple(ids))
    indexed: dict[str, str] = {row.record: row.words for row in rows}
    drop_records(
        connection,
        [RecordId(record) for record, words in indexed.items() if fresh.get(record, ("", ""))[0] != words],
    )
    number = connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM search_words").scalar_one()
    added = [
        (number + place, record, *fresh[record])
        for place, record in enumerate((record for record in ids if _is_new(record, fresh, indexed=indexed)), start=1)
    ]
    if added:
        marked = [(number, record, words, type_mark(name)) for number, record, words, name in added]
        connection.exec_driver_sql("INSERT INTO search_words (number, record, words, type) VALUES (?, ?, ?, ?)", marked)
        connection.exec_driver_sql(
            "INSERT INTO search_index (rowid, words, type) VALUES (?, ?, ?)",
            [(number, words, mark) for number, _, words, mark in marked],
        )


def _is_new(record: str, fresh: Mapping[str, tuple[str, str]], *, indexed: Mapping[str, str]) -> bool:
    return record in fresh and indexed.get(record) != fresh[record][0]
