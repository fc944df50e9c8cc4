"""What benchmarks share: the same companies for everybody, the best of several tries, one line per figure."""

import time
from collections.abc import Callable
from typing import TypeVar

from consultant_app.changes.change import Change, Kind, OriginId, RecordId
from consultant_app.changes.spaces import consortium_space
from consultant_app.workspace.workspace import random_id

T = TypeVar("T")


def companies(count: int, origin: str = "a" * 32) -> list[Change]:
    """Each the first change of a company as a consultant types it in."""
    return [_company(number, random_id(), OriginId(origin)) for number in range(1, count + 1)]


def _company(number: int, record: RecordId, origin: OriginId) -> Change:
    fields = {
        "name": f"Metallbau Tilgner {number} GmbH",
        "legal_form": "GMBH",
        "address": {"street": f"Hauptstraße {number}", "plz": "58452", "city": "Witten"},
        "branch": "Metallverarbeitung und Blechtechnik",
        "wz_section": "C",
        "phone": f"02302 {number}",
        "mail": f"info{number}@example.org",
        "tags:familienbetrieb": True,
    }
    return Change(
        origin=origin, number=number, transaction=number, size=1, kind=Kind.SET, type="company", record=record,
        root=record, space=consortium_space(), at=1_780_000_000_000 + number, fields=fields,
    )  # fmt: skip


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """In seconds, with what it returned."""
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


def tell(name: str, ratio: float, *, goal: float, how: str) -> None:
    """`ratio`: the limit measured in this run over what the product needs."""
    verdict = "ok" if ratio >= goal else "BELOW"
    print(f"{name}: {ratio:.0%} of the limit, goal {goal:.0%}: {verdict} ({how})")


def tell_limit(name: str, figure: str, limit: str, *, ratio: float, goal: str, holds: bool) -> None:
    """One line; `limit` was measured in this run, `ratio` is the figure over it."""
    print(f"{name}: {figure}, limit {limit}, ratio {ratio:.1f}, goal {goal}: {'ok' if holds else 'MISSED'}", flush=True)
