"""What benchmarks share: the same companies for everybody, the best of several tries, one line per figure."""

import time
from collections.abc import Callable
from random import Random
from typing import TypeVar

from consultant_app.actions.samples.words import paragraph, phrase
from consultant_app.changes.change import Change, Kind, OriginId, RecordId, SpaceId
from consultant_app.changes.spaces import consortium_space, organisation_space
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
        "wz": {"section": "WZ08-C"},
        "phone": f"02302 {number}",
        "mail": f"info{number}@example.org",
        "tags:familienbetrieb": True,
    }
    return Change(
        origin=origin, number=number, transaction=number, size=1, kind=Kind.SET, type="company", record=record,
        root=record, space=consortium_space(), at=1_780_000_000_000 + number, fields=fields,
    )  # fmt: skip


def visits(count: int, origin: str = "a" * 32, *, partner: str = "EN") -> list[Change]:
    """Each the first change of a visit, of some 736 bytes as JSON; the texts are drawn by a seed, the ids by chance."""
    chance = Random(7)
    companies = [random_id() for _ in range(max(1, count // 4))]
    space = organisation_space(partner)
    return [
        _visit(number, chance, chance.choice(companies), origin=OriginId(origin), space=space)
        for number in range(1, count + 1)
    ]


def _visit(number: int, chance: Random, company: RecordId, *, origin: OriginId, space: SpaceId) -> Change:
    record = random_id()
    fields = {
        "company": company,
        "number": f"EN-2026-{number:06d}",
        "kind": "follow_up",
        "status": "planned",
        "held_on": f"2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "times": {"start": "09:00", "end": "11:30", "break_minutes": 15},
        "travel_minutes": chance.randint(5, 90),
        "place": {"kind": "company", "text": phrase(chance, 1)},
        "occasion": paragraph(chance, 1),
        "goal": phrase(chance, 3),
        "situation": paragraph(chance, 2),
    }
    return Change(
        origin=origin, number=number, transaction=number, size=1, kind=Kind.SET, type="visit", record=record,
        root=record, space=space, at=1_780_000_000_000 + number * 1000, fields=fields,
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


def tell_most(name: str, figure: float, most: float, *, unit: str, how: str = "") -> None:
    """A figure that must not be above a fixed one."""
    verdict = "ok" if figure <= most else "ABOVE"
    print(f"{name}: {figure:,.4g} {unit}, at most {most:,.4g}: {verdict}{f' ({how})' if how else ''}", flush=True)


def tell_limit(name: str, figure: str, limit: str, *, ratio: float, goal: str, holds: bool) -> None:
    """One line; `limit` was measured in this run, `ratio` is the figure over it."""
    print(f"{name}: {figure}, limit {limit}, ratio {ratio:.1f}, goal {goal}: {'ok' if holds else 'MISSED'}", flush=True)
