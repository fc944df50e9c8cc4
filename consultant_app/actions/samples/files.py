"""The sample files as they lie in resources: read once, with the tools that turn their names and days into ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.spaces import derived_id, user_id
from consultant_app.domain.record import Record
from consultant_app.resources import load_yaml

SAMPLE_TAG: Final = "Beispiel"
Row = Mapping[str, Any]
Placed = tuple[Record, SpaceId]
_WRITTEN_TIME: Final = re.compile(r"\b(\d\d)\.(\d\d)\.((?:19|20)\d\d)\b|\b(20[12]\d)\b")


@cache
def sample_file(name: str) -> Any:
    return load_yaml("sample", f"{name}.yaml")


def sample_id(name: str) -> RecordId:
    """Of the record that the sample files call so: `C-001`, `V-003`, `M-1-06`; parts are `V-003/agreement/1`."""
    return derived_id("sample", name)


def newest_visit_on() -> date:
    """In the sample files' own time."""
    return max(date.fromisoformat(row["date"]) for row in sample_file("visits")["visits"])


@dataclass(frozen=True, slots=True)
class TimeShift:
    """Moves the sample's days by `days` and the years written in its texts by the years that makes."""

    days: timedelta
    years: int

    def day(self, text: str | None) -> date | None:
        return date.fromisoformat(text) + self.days if text else None

    def text(self, text: str | None) -> str:
        return _WRITTEN_TIME.sub(self._moved, text or "").strip()

    def number(self, number: str, on: date) -> str:
        """A document number with the year it now was made in."""
        return re.sub(r"-20\d\d-", f"-{on.year}-", number)

    def _moved(self, match: re.Match[str]) -> str:
        if match[4]:
            return str(int(match[4]) + self.years)
        try:
            moved = date(int(match[3]), int(match[2]), int(match[1])) + self.days
        except ValueError:
            return match[0]
        return f"{moved:%d.%m.%Y}"


def time_shift(today: date) -> TimeShift:
    newest = newest_visit_on()
    return TimeShift(today - newest, today.year - newest.year)


@dataclass(frozen=True, slots=True)
class People:
    """Who the sample's short names are: users and contacts, by record id and by company."""

    users: Mapping[str, RecordId]
    contacts: Mapping[str, Row]

    def id(self, name: str) -> RecordId:
        return self.users.get(name) or sample_id(name)


def sample_people() -> People:
    users = {row["id"]: user_id(row["partner"], row["email"]) for row in sample_file("consultants")["consultants"]}
    contacts = {row["id"]: row for company in sample_file("companies")["companies"] for row in company["contacts"]}
    return People(users, contacts)


def place(record: Record, space: SpaceId, *, root: str = "") -> Placed:
    record.root = root or record.id
    return record, space
