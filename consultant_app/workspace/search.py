"""Full-text search over the records of a workspace.

The index lists records newest last: `ORDER BY rowid DESC` walks it from the newest without sorting, and only the first
candidates are ranked. Measured with the 100,000 records of `--synthetic`, typed letter by letter, on a busy machine
with two cores: p50 8 ms, p95 16 ms, most of it for reading and showing the hits.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.domain.kinds import JSON_KINDS
from consultant_app.domain.record import Record, record_types
from consultant_app.workspace.search_excerpts import Span, excerpt, find_marks, terms_in
from consultant_app.workspace.search_index import plain_values, searched_fields
from consultant_app.workspace.search_words import Term, question_terms, type_mark

_CANDIDATES: Final = 120
"""How many of the newest matches are ranked; ranking all of 100,000 would cost the time that newest-first saves."""

_NEAR_THE_TITLE: Final = 60
"""A word this near to the beginning of the indexed words stands in the field that names the record."""


class Hit(msgspec.Struct, frozen=True):
    """A record that meets every word. `snippet` is an excerpt of `field` as written, `marks` are (start, end) in it.

    `field` is empty, and the snippet too, when only the title shows the words.
    """

    id: RecordId
    type: str
    root: RecordId
    space: SpaceId
    title: str
    title_marks: tuple[Span, ...]
    field: str
    snippet: str
    marks: tuple[Span, ...]


def search(
    connection: Connection,
    text: str,
    *,
    limit: int,
    types: Collection[str] | None = None,
    root: RecordId | None = None,
    spaces: Collection[SpaceId] | None = None,
) -> list[Hit]:
    """Records that meet every word of `text` somewhere, a word by its beginning or, from three letters, any part of it.

    Best first among the newest `_CANDIDATES`: words that begin with what was asked, near the title; then the newest.
    """
    terms = question_terms(text)
    if not terms or limit < 1:
        return []
    candidates = _candidates(connection, terms, types=types, root=root, spaces=spaces, limit=max(limit, _CANDIDATES))
    candidates.sort(key=lambda row: _rank(row.words, terms))
    chosen = candidates[:limit]
    by_type: dict[str, list[str]] = defaultdict(list)
    for row in chosen:
        by_type[row.type].append(row.id)
    records = {record.id: record for name, ids in by_type.items() for record in _records(connection, name, ids=ids)}
    return [_hit(row, records[row.id], terms=terms) for row in chosen if row.id in records]


def _candidates(
    connection: Connection,
    terms: Sequence[Term],
    *,
    types: Collection[str] | None,
    root: RecordId | None,
    spaces: Collection[SpaceId] | None,
    limit: int,
) -> list[Any]:
    match = " AND ".join(term.match() for term in terms)
    conditions = ["record.present = 1"]
    values: list[Any] = []
    if types is not None:
        marks = " OR ".join(f'"{type_mark(name)}"' for name in sorted(types))
        match = f"({match}) AND ({marks})"
        conditions.append(_one_of("record.type", sorted(types), values=values))
    for term in terms:
        conditions.append("(" + " OR ".join("instr(found.words, ?)" for _ in term.needles) + ")")
        values += term.needles
    if root is not None:
        conditions.append("record.root = ?")
        values.append(root)
    if spaces is not None:
        conditions.append(_one_of("record.space", sorted(spaces), values=values))
    return list(
        connection.exec_driver_sql(
            "SELECT record.id, record.type, record.root, record.space, found.words "
            "FROM search_index JOIN search_words AS found ON found.number = search_index.rowid "
            "JOIN record ON record.id = found.record "
            f"WHERE search_index MATCH ? AND {' AND '.join(conditions)} ORDER BY search_index.rowid DESC LIMIT ?",
            (match, *values, limit),
        )
    )


def _one_of(column: str, allowed: Sequence[str], *, values: list[Any]) -> str:
    values += allowed
    return f"{column} IN ({', '.join('?' * len(allowed))})"


def _rank(words: str, terms: Sequence[Term]) -> tuple[int, int]:
    """Lower is better: how many terms stand inside words only, how many not near the title."""
    inside = far = 0
    for term in terms:
        begins = [words.find(f" {spelling}") for spelling in term.spellings]
        places = [at for at in begins if at >= 0]
        inside += not places
        far += not places or min(places) > _NEAR_THE_TITLE
    return inside, far


def _hit(row: Any, record: Record, *, terms: Sequence[Term]) -> Hit:
    title = record.label()
    field, text = _best_field(row.type, record, title=title, terms=terms)
    shown = excerpt(text, terms)
    return Hit(
        id=RecordId(row.id),
        type=row.type,
        root=RecordId(row.root),
        space=SpaceId(row.space),
        title=title,
        title_marks=find_marks(title, terms),
        field=field,
        snippet=shown.text,
        marks=shown.marks,
    )


def _best_field(name: str, record: Record, *, title: str, terms: Sequence[Term]) -> tuple[str, str]:
    """The searched field that shows most of the words, the first of equals; none when the title says it all."""
    best, best_text, most = "", "", 0
    for field, kind in searched_fields(record_types()[name]).items():
        stored = kind.to_column(kind.to_wire(getattr(record, field)))
        text = " · ".join(plain_values(stored, is_json=kind.name in JSON_KINDS))
        met = terms_in(text, terms) if text not in title else 0
        if met > most:
            best, best_text, most = field, text, met
    return best, best_text


def _records(connection: Connection, name: str, *, ids: Sequence[str]) -> Iterator[Record]:
    record_type = record_types()[name]
    rows = connection.execute(select(record_type.table).where(record_type.table.c.id.in_(ids)))
    for row in rows.mappings():
        yield record_type.cls(**row)
