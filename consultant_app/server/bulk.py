"""Many rows at once: read by key, never with more keys in one statement than a database takes, and inserted."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, Select, Table, bindparam

_KEYS_PER_STATEMENT: Final = 1000


def keyed(statement: Select[Any], column: Column[Any]) -> Select[Any]:
    """`statement` for `rows_by_key`; built once, for building it costs more than running it with a few keys."""
    return statement.where(column.in_(bindparam("keys", expanding=True)))


def rows_by_key(connection: Connection, statement: Select[Any], *, keys: Collection[str]) -> Iterator[Row[Any]]:
    """The rows of a `keyed` statement whose column is one of `keys`, in no order."""
    remaining = iter(keys)
    while chunk := list(islice(remaining, _KEYS_PER_STATEMENT)):
        yield from connection.execute(statement, {"keys": chunk})


def insert_rows(
    connection: Connection, table: Table, *, columns: Sequence[Column[Any]], rows: Sequence[tuple[object, ...]]
) -> None:
    """The values go to the driver as they are: preparing them one by one costs more than the insert itself."""
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in columns)
    marks = ", ".join([mark] * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})", list(rows))
