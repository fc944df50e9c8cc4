"""Tries the tests of the merge rules on every mutant of them: `python -m tests.changes.hunt`.

Each mutant lives in a process of its own, in memory only, until the first test notices it; one that runs away is
noticed as well. Those that nobody notices stand in `survivors.yaml`, each with the reason. It ends with an error when
another one survives, when one that stands there no longer does, or when fewer than nine in ten are noticed.
"""

import argparse
import importlib.abc
import importlib.machinery
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
import yaml
from hypothesis import Phase, settings

from tests.changes.mutants import Mutant, mutants_of

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
PACKAGE: Final = "consultant_app.changes"
RULES: Final = {
    "heads": ("heads", "merge", "digest"),
    "merge": ("merge",),
    "text_merge": ("text_merge", "merge"),
    "text_edits": ("text_merge", "merge"),
    "sentences": ("sentences", "text_merge"),
    "digest": ("digest",),
}
"""The modules with the rules, and whose tests are about each of them."""
SHARE: Final = 0.9
PROCESSOR_S: Final = 60
"""Ten times what all tests take."""
MEMORY_BYTES: Final = 2 * 1024**3
SURVIVORS: Final = HERE / "survivors.yaml"
# A stopwatch would kill whatever runs on a busy machine.
_NO_STOPWATCH: Final = "not next_to_no_time and not made_to_be_slow and not 65_heads"


class _Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, mutant: Mutant) -> None:
        self.name, self.source = f"{PACKAGE}.{mutant.module}", mutant.source

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, f"<mutant of {self.name}>", "exec"), module.__dict__)


def words_for(*modules: str) -> list[str]:
    """What pytest is called with to run the tests of these modules, and nothing that they do not need."""
    tests = dict.fromkeys(str(HERE / f"test_{name}.py") for module in modules for name in RULES[module])
    plain = ["-q", "-p", "no:cacheprovider", "--import-mode=importlib", f"--confcutdir={HERE}", "-c", os.devnull]
    return [*plain, f"--rootdir={ROOT}", "-k", _NO_STOPWATCH, *tests]


def _load_libraries() -> None:
    """Once for all children; what is of this house each of them imports for itself."""
    pytest.main(["--collect-only", "-qq", *words_for(*RULES)])
    for name in [name for name in sys.modules if name.split(".")[0] in {"consultant_app", "tests"}]:
        del sys.modules[name]


class _ExamplesFirst:
    """What tries one example is quicker than what tries dozens, and notices most."""

    @staticmethod
    def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


def _live(mutant: Mutant | None, module: str) -> int:
    """In a child: 0 when no test noticed anything."""
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    if mutant is not None:
        sys.meta_path.insert(0, _Planted(mutant))
    settings.register_profile("hunt", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("hunt")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return int(pytest.main(["-x", *words_for(module)], plugins=[_ExamplesFirst()]))


def _start(mutant: Mutant | None, module: str) -> int:
    child = os.fork()
    if child == 0:
        try:
            os._exit(_live(mutant, module))
        finally:
            os._exit(1)
    return child


def survivors_of(mutants: Sequence[Mutant], processes: int) -> Iterator[Mutant]:
    alive: dict[int, Mutant] = {}
    for number, mutant in enumerate(mutants, 1):
        alive[_start(mutant, mutant.module)] = mutant
        if len(alive) == processes:
            yield from _ended(alive)
        if number % 50 == 0:
            print(f"{number} of {len(mutants)} mutants", flush=True)
    while alive:
        yield from _ended(alive)


def _ended(alive: dict[int, Mutant]) -> Iterator[Mutant]:
    child, status = os.wait()
    mutant = alive.pop(child)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT:
        raise KeyboardInterrupt
    if status == 0:
        print(f"survived: {mutant.name}", flush=True)
        yield mutant


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.changes.hunt", description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(RULES), help="those of the rules, all when none is named")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    given = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    began = time.monotonic()
    _load_libraries()
    for module in given.modules:
        assert os.waitpid(_start(None, module), 0)[1] == 0, "the tests fail without any mutant"
    sources = {module: (ROOT / "consultant_app" / "changes" / f"{module}.py").read_text() for module in given.modules}
    mutants = [mutant for module, source in sources.items() for mutant in mutants_of(module, source)]
    survivors = [mutant.name for mutant in survivors_of(mutants, given.processes)]
    killed = 1 - len(survivors) / len(mutants)
    print(f"{killed:.1%} of {len(mutants)} mutants were noticed, in {(time.monotonic() - began) / 60:.0f} minutes")
    return _compare(survivors, given.modules, killed)


def _compare(survivors: Sequence[str], modules: Sequence[str], killed: float) -> int:
    explained = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) if SURVIVORS.exists() else {}
    listed = {name for name in explained if name.split()[0] in modules}
    new, gone = sorted(set(survivors) - listed), sorted(listed - set(survivors))
    for name in new:
        print(f"has no reason in {SURVIVORS.name}: {name}")
    for name in gone:
        print(f"stands in {SURVIVORS.name}, and is noticed by now: {name}")
    return int(bool(new or gone) or killed < SHARE)


if __name__ == "__main__":
    sys.exit(main())
