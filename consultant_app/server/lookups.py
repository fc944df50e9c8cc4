"""Reads many rows by key without ever naming more keys in one statement than a database takes."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, Select

_KEYS_PER_STATEMENT: Final = 1000


def rows_by_key(
    connection: Connection, statement: Select[Any], *, column: Column[Any], keys: Collection[str]
) -> Iterator[Row[Any]]:
    """The rows of `statement` whose `column` is one of `keys`, in no order."""
    remaining = iter(keys)
    while chunk := list(islice(remaining, _KEYS_PER_STATEMENT)):
        yield from connection.execute(statement.where(column.in_(chunk)))
