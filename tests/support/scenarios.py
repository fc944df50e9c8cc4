"""Which test shows which scenario of what syncing must survive: a mark on tests, and the table of those that passed.

`make scenarios` runs the marked tests with `--write-scenarios` and writes the table into ARCHITECTURE.md.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Final

import pytest

SCENARIOS: Final = {
    "F01": "pushes commit in another order than they were counted",
    "F02": "the answer to a push gets lost, the push comes again",
    "F03": "the same, and the right was lost meanwhile",
    "F04": "a body is cut, or comes from somebody who is no server of ours",
    "F05": "the end comes between a page and its cursor",
    "F06": "a page ends within a transaction",
    "F07": "a root moves while somebody reads both spaces",
    "F08": "a copy of the server's database is behind",
    "F09": "something long runs in the server's database",
    "F10": "one transaction makes the server stumble",
    "F11": "rounds stand still without a word",
    "F12": "files bring children before parents, or parts",
    "F13": "one file is read several times, and its contents come over the line as well",
    "F14": "a clock in 2099",
    "F15": "a clock in 1970: no certificate is valid",
    "F16": "a clock that jumps while the program runs",
    "F17": "a copied disk, and both are used",
    "F18": "a machine resumed in the middle of a run: one id, two contents",
    "F19": "a laptop restored from a backup",
    "F20": "power is cut: the last commits are gone",
    "F21": "the program is started twice",
    "F22": "the files are carried to another computer",
    "F23": "two people on one laptop",
    "F24": "a server restored from a backup",
    "F25": "the backup still has somebody who was erased",
    "F26": "another server takes over without the last seconds",
    "F27": "the server moves from SQLite to PostgreSQL",
    "F28": "the disk is full",
    "F29": "one field edited by two",
    "F30": "two set the same value",
    "F31": "two decide at once",
    "F32": "values that belong together come from two people",
    "F33": "deleted here, edited there",
    "F34": "the root deleted here, a part added there",
    "F35": "one company twice, joined in both directions",
    "F36": "equal keys in an ordered list, thousands of moves",
    "F38": "texts edited apart, in one place, by three, criss-cross",
    "F39": "65 heads on one field",
    "F40": "a merged record breaks a rule",
    "F41": "a reference to what is not here or not visible",
    "F42": "a root is narrowed while others hold it and edit it",
    "F43": "a root is widened",
    "F44": "a right is lost between two pages",
    "F45": "a right is lost and given again",
    "F46": "a consultant goes to another organisation",
    "F47": "an organisation leaves",
    "F48": "a contested value must stay where the record is",
    "F49": "an edit to what was erased",
    "F50": "an older file or laptop brings back what was erased",
    "F51": "erased values in files, indexes and logs",
    "F52": "a laptop that was away for 400 days",
    "F53": "a first sync while others push",
    "F54": "a first sync that is cut",
    "F55": "fields, types and codes of a newer version",
    "F56": "a newer laptop at an older server",
    "F57": "an older program on a newer workspace",
    "F58": "the end comes during a migration",
    "F59": "projections rebuilt",
    "F60": "an upload goes on another day",
    "F61": "a file changes while it is read",
    "F62": "a record without its file",
    "F63": "little that unpacks to very much",
    "F64": "hostile bytes",
    "F65": "a partner who harms on purpose",
    "F66": "a fault that deletes much",
    "F67": "a guessed hash of a file",
    "F68": "others hold the database's file",
    "F69": "a machine falls asleep in the middle of a request",
    "F70": "a hundred laptops at once",
    "F71": "a laptop is wiped that has unsent work",
    "F72": "a device that was away too long",
    "F73": "signed here, edited there",
    "F74": "one visit finished on two laptops",
    "F75": "one printed number twice",
    "F76": "somebody is erased who signed",
    "F77": "a round comes while somebody types",
    "F78": "a draft left by a crash, its field changed elsewhere",
    "F79": "the keyring was emptied",
    "F80": "deletions that each saw something else",
    "F81": "a transaction over two spaces, a reader of one",
    "F82": "a restored server meets what was revoked and erased",
}
_TABLE: Final = re.compile(r"(?<=\| scenario \| shown by \|\n\| --- \| --- \|\n)(?:\|.*\|\n)*")

Shown = Mapping[str, Set[str]]
"""For each scenario the modules below `tests/` whose tests show it."""


def scenario(*ids: str) -> pytest.MarkDecorator:
    return pytest.mark.scenario(*ids)


def table_of(shown: Shown) -> str:
    return "".join(f"| {id_} {words} | {_told(shown.get(id_, set()))} |\n" for id_, words in SCENARIOS.items())


def _told(modules: Set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(modules)) or "no test"


def table_in(text: str) -> str:
    found = _TABLE.search(text)
    assert found is not None, "the table of scenarios is gone"
    return found[0]


class _Writer:
    """Notes what passed."""

    def __init__(self) -> None:
        self._shown: dict[str, set[str]] = defaultdict(set)

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        item.user_properties += [("scenario", id_) for mark in item.iter_markers("scenario") for id_ in mark.args]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            module = report.nodeid.partition("::")[0].removeprefix("tests/").removesuffix(".py")
            for name, id_ in report.user_properties:
                if name == "scenario":
                    self._shown[str(id_)].add(module)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus != pytest.ExitCode.OK or hasattr(session.config, "workerinput"):
            return
        page = Path(session.config.rootpath) / "ARCHITECTURE.md"
        page.write_text(_TABLE.sub(lambda _: table_of(self._shown), page.read_text(encoding="utf-8")), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-scenarios", action="store_true", help="write the table of scenarios of what passes")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--write-scenarios"):
        config.pluginmanager.register(_Writer())
