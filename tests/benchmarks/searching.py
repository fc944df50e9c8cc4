"""Search as one types in 100,000 records, against the bare match of the same words in the same index.

Words of the invented records, letter by letter from the second on, each question as the window asks it.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator

import yaml

from consultant_app.actions.searching import find, waiting_for_index
from consultant_app.resources import resource_path
from consultant_app.workspace.search_words import question_terms
from consultant_app.workspace.workspace import Workspace
from tests.support.large_workspace import environment, large_workspace
from tests.support.measuring import tell_limit

WORDS = 60
HITS = 30
GOAL_MS = 50.0


def questions() -> Iterator[str]:
    """What stands in the search field after each key; seeded, so that runs can be compared."""
    stock = yaml.safe_load(resource_path("sample", "synthetic_words.yaml").read_text(encoding="utf-8"))
    first, second = stock["first_parts"].split(), stock["second_parts"].split()
    chance = random.Random(7)
    for _ in range(WORDS):
        word = chance.choice(first) + chance.choice(second)
        yield from (word[:length] for length in range(2, min(len(word), 12) + 1))


def milliseconds(ask: Callable[[str], object], asked: list[str]) -> list[float]:
    taken = []
    for question in asked:
        started = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def main() -> None:
    folder = large_workspace()
    os.environ.update(environment(folder))
    workspace = Workspace.open(folder)
    waiting = waiting_for_index(workspace)
    asked = list(questions())
    with workspace.database.reading() as connection:

        def bare(question: str) -> object:
            match = " AND ".join(term.match() for term in question_terms(question))
            query = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?"
            return connection.exec_driver_sql(query, (match, HITS)).fetchall() if match else []

        milliseconds(bare, asked)
        limit = milliseconds(bare, asked)
    took = milliseconds(lambda question: find(workspace, question, limit=HITS), asked)
    workspace.close()
    for name, at in (("p50", 50), ("p95", 95)):
        mine, least = (statistics.quantiles(one, n=100)[at - 1] for one in (took, limit))
        tell_limit(
            f"search in 100,000 records, {len(asked)} questions, {name}",
            f"{mine:.1f} ms",
            f"{least:.1f} ms for the bare match",
            ratio=mine / least,
            goal=f"p95 < {GOAL_MS:.0f} ms",
            holds=at == 50 or mine < GOAL_MS,
        )
    if waiting:
        print(f"search: {waiting} records were not indexed yet")


if __name__ == "__main__":
    main()
