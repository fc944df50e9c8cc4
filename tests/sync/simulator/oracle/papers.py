"""What must hold of frozen papers: kept by their bytes, told from what was written since, from one another, and from
those whose number they share; of somebody erased they stay as evidence and are restricted.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.sync.simulator.oracle.checks import EXISTS, Log
from tests.sync.simulator.oracle.decoding import words_in

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """As its author made it: the words of the visit and its parts that were on screen, and who is named on it."""

    document: str
    visit: str
    sha256: str
    words: Mapping[Place, frozenset[str]]
    people: frozenset[str]


@dataclass
class PaperScreen:
    """One laptop, and what it says of papers."""

    name: str
    raw: Any
    left_out: set[str]
    changed_since: Callable[[str], set[Place]]
    """Of a document: what stands otherwise than printed."""
    contested: Callable[[str], set[Any]]
    """Of a visit: the documents that stand against each other."""
    sharing_number: Callable[[str], set[str]]
    """The visits that are named beside this one as having its number."""
    is_restricted: Callable[[str], bool]
    content: Callable[[str], bytes]


@dataclass
class Papers:
    made: list[Paper] = field(default_factory=list)
    met: dict[str, int] = field(default_factory=dict)

    def came_up(self, scenario: str) -> None:
        self.met[scenario] = self.met.get(scenario, 0) + 1

    def check(
        self, log: Log, screens: Iterable[PaperScreen], *, erased: set[str], evidence: Callable[[str], set[str]]
    ) -> list[str]:
        """`erased`: about whom the server holds an order; `evidence`: the documents that it says remain of one."""
        wrong: list[str] = []
        kept = [paper for paper in self.made if paper.document in log.heads]
        for screen in screens:
            for paper in kept:
                wrong += self._check_paper(log, screen, paper, erased)
            wrong += self._check_contested(log, screen)
            wrong += self._check_numbers(screen)
        for paper in kept:
            for contact in sorted(paper.people & erased):
                if paper.document not in evidence(contact):
                    wrong.append(f"the server names no evidence of {contact} in {paper.document}")
        return wrong

    def _check_paper(self, log: Log, screen: PaperScreen, paper: Paper, erased: set[str]) -> Iterable[str]:
        row = screen.raw.execute(
            "SELECT a.sha256, d.people, f.record IS NOT NULL FROM document d LEFT JOIN attachment a ON a.id = d.file"
            " LEFT JOIN file f ON f.record = a.id WHERE d.id = ?",
            (paper.document,),
        ).fetchone()
        if row is None or paper.document in screen.left_out:
            return  # whether it had to be there is told by the word on it
        sha256, people, is_here = row
        if sha256 is not None and sha256 != paper.sha256:
            yield f"{screen.name} has another file for {paper.document}"
        if is_here and hashlib.sha256(screen.content(paper.sha256)).hexdigest() != paper.sha256:
            yield f"{screen.name} has other bytes for {paper.document}"
        if erased & paper.people:
            self.came_up("F76")
            if not screen.is_restricted(paper.document):
                yield f"{screen.name} hands out {paper.document}, which names somebody erased"
            if not all(one in (people or "") for one in paper.people):
                yield f"{screen.name} does not know who is named on {paper.document}"
        yield from self._check_changed(log, screen, paper)

    def _check_changed(self, log: Log, screen: PaperScreen, paper: Paper) -> Iterable[str]:
        """Where what was printed had to be sealed anew under other ids, its whole entry counts as come since."""
        visit = screen.raw.execute("SELECT document FROM visit WHERE id = ?", (paper.visit,)).fetchone()
        if visit is None or visit[0] != paper.document or paper.visit in screen.left_out:
            return
        said = screen.changed_since(paper.document)
        for (record, name), before in paper.words.items():
            now = _shown(screen.raw, record, name)
            if now is None or before == now:
                continue
            if {(record, name), (record, EXISTS)} & said:
                self.came_up("F73")
            elif not any(_is_hollow(head.gone, name) for head in log.heads.get(record, {}).get(name, ())):
                yield f"{screen.name} does not say that {name} of {record} is another than on {paper.document}"

    def _check_contested(self, log: Log, screen: PaperScreen) -> Iterable[str]:
        for (visit,) in screen.raw.execute("SELECT id FROM visit").fetchall():
            heads = log.heads.get(visit, {}).get("document", ())
            values = {head.fields.get("document") for head in heads} - {None}
            if len(values) > 1 and visit not in screen.left_out:
                self.came_up("F74")
                if not values <= screen.contested(visit):
                    yield f"{screen.name} does not say which papers of {visit} stand against each other"

    def _check_numbers(self, screen: PaperScreen) -> Iterable[str]:
        having: dict[str, set[str]] = {}
        rows = screen.raw.execute("SELECT id, number FROM visit WHERE number <> '' ORDER BY id").fetchall()
        for visit, number in rows:
            having.setdefault(number, set()).add(visit)
        for number, visits in having.items():
            if len(visits) > 1:
                self.came_up("F75")
                for visit in sorted(visits):
                    if screen.sharing_number(visit) != visits:
                        yield f"{screen.name} does not say who has the number {number} beside {visit}"


def _shown(raw: Any, record: str, name: str) -> frozenset[str] | None:
    """The words of a field on screen; None where the record is not there, or says nothing there."""
    row = raw.execute("SELECT type FROM record WHERE id = ? AND present", (record,)).fetchone()
    if row is None:
        return None
    value = raw.execute(f"SELECT {name} FROM {row[0]} WHERE id = ?", (record,)).fetchone()
    return None if value is None else words_in(value[0])


def _is_hollow(gone: Iterable[str], name: str) -> bool:
    return name in set(gone)
