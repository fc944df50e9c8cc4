"""The table in ARCHITECTURE.md of which test shows which scenario is that of the tests that are there."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.support.scenarios import SCENARIOS, table_in, table_of

ROOT = Path(__file__).parent.parent


def _ids(call: ast.Call, module: ast.Module) -> Iterator[str]:
    """Written out, or the name of a constant of the module."""
    for argument in call.args:
        if not isinstance(argument, ast.Starred):
            yield ast.literal_eval(argument)
            continue
        assert isinstance(argument.value, ast.Name)
        for node in module.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == argument.value.id:
                yield from ast.literal_eval(node.value)


def _marked() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(ROOT / "tests").with_suffix("").as_posix()
        for test in ast.walk(module):
            for mark in test.decorator_list if isinstance(test, ast.FunctionDef) else []:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "scenario":
                    for id_ in _ids(mark, module):
                        found[id_].add(name)
    return found


def test_the_table_of_scenarios_names_the_tests_that_show_them() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert table_in(text) == table_of(_marked()), "run 'make scenarios'"


def test_no_test_shows_a_scenario_that_is_none() -> None:
    assert _marked().keys() <= SCENARIOS.keys()
