"""Small faults, planted one at a time into the source of a module: what a test that proves something must notice."""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_COMPARISONS: Final[dict[type[ast.cmpop], Sequence[type[ast.cmpop]]]] = {
    ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.In: [ast.NotIn], ast.NotIn: [ast.In], ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is], ast.Lt: [ast.LtE, ast.GtE], ast.LtE: [ast.Lt, ast.Gt], ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
}  # fmt: skip
_OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Mod: ast.Mult,
    ast.LShift: ast.RShift, ast.Mult: ast.Add,
}  # fmt: skip
_LONGEST_NAME: Final = 100
_TWINS: Final = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}


@dataclass(frozen=True)
class Mutant:
    """`name` says module, function and fault, and stays when lines move."""

    name: str
    module: str
    source: str


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """Every one of them, in the order of the source."""
    tree = ast.parse(source)
    names: Counter[str] = Counter()
    for place, (node, function) in enumerate(_nodes(tree)):
        for variant in range(len(_changes(node))):
            before = _told(node)
            altered = copy.deepcopy(tree)
            twin = next(found for number, (found, _) in enumerate(_nodes(altered)) if number == place)
            after = _told(_changes(twin)[variant]())
            name = f"{module} {function}: {before} -> {after}"
            names[name] += 1
            count = f" (no. {names[name]})" if names[name] > 1 else ""
            yield Mutant(name + count, module, ast.unparse(ast.fix_missing_locations(altered)))


def _told(node: ast.AST) -> str:
    """The beginning of its first line."""
    return ast.unparse(node).splitlines()[0][:_LONGEST_NAME]


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """All that runs, with the name of the function that it stands in: no annotations, docstrings or decorators."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "module")]
    while waiting:
        node, function = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = node.name
        yield node, function
        waiting += [(child, function) for child in reversed(list(_children(node)))]


_SILENT: Final = {"annotation", "returns", "decorator_list", "bases"}


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.JoinedStr) or _is_type(node):
        return
    for name, value in ast.iter_fields(node):
        if name in _SILENT or (name == "keywords" and isinstance(node, ast.ClassDef)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield child


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_type(node: ast.AST) -> bool:
    """`T = TypeVar("T")`, `Known = Callable[...]`, and imports."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if not isinstance(node, ast.Assign):
        return False
    value = node.value.func if isinstance(node.value, ast.Call) else node.value
    return isinstance(value, ast.Subscript) or (isinstance(value, ast.Name) and value.id == "TypeVar")


Change = Callable[[], ast.AST]
"""Alters the tree in place and returns what now stands there."""


def _changes(node: ast.AST) -> list[Change]:
    maker = _MAKERS.get(type(node))
    return maker(node) if maker else []


def _set(node: ast.AST, name: str, value: object) -> Change:
    def change() -> ast.AST:
        setattr(node, name, value)
        return node

    return change


def _compare(node: ast.Compare) -> list[Change]:
    return [_set(node, "ops", [new()]) for new in _COMPARISONS[type(node.ops[0])]] if len(node.ops) == 1 else []


def _logic(node: ast.BoolOp) -> list[Change]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    fewer = [[*node.values[:at], *node.values[at + 1 :]] for at in range(len(node.values))]
    return [_set(node, "op", other), *[_set(node, "values", values) for values in fewer]]


def _operation(node: ast.BinOp | ast.AugAssign) -> list[Change]:
    new = _OPERATORS.get(type(node.op))
    return [_set(node, "op", new())] if new else []


def _constant(node: ast.Constant) -> list[Change]:
    value = node.value
    if isinstance(value, bool):
        return [_set(node, "value", not value)]
    if isinstance(value, int):
        return [_set(node, "value", value + 1)]
    return [_set(node, "value", f"?{value}")] if isinstance(value, str) else []


def _condition(node: ast.If | ast.While | ast.IfExp) -> list[Change]:
    return [_set(node, "test", _negated(node.test))] if _is_plain(node.test) else []


def _comprehension(node: ast.comprehension) -> list[Change]:
    return [_set(node, "ifs", [*node.ifs[:at], *node.ifs[at + 1 :]]) for at in range(len(node.ifs))]


def _is_plain(test: ast.expr) -> bool:
    """What no other fault turns round."""
    return not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp)


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _unary(node: ast.UnaryOp) -> list[Change]:
    twice = ast.UnaryOp(ast.Not(), node.operand) if isinstance(node.op, ast.Not) else None
    return [_set(node, "operand", twice)] if twice else [_set(node, "op", ast.UAdd())]


def _returned(node: ast.Return) -> list[Change]:
    return [] if node.value is None or isinstance(node.value, ast.Constant) else [_set(node, "value", None)]


def _statement(node: ast.Expr) -> list[Change]:
    return [_set(node, "value", ast.Constant(None))] if isinstance(node.value, ast.Call) else []


def _call(node: ast.Call) -> list[Change]:
    fewer = [[*node.keywords[:at], *node.keywords[at + 1 :]] for at in range(len(node.keywords))]
    changes = [_set(node, "keywords", keywords) for keywords in fewer]
    if isinstance(node.func, ast.Name) and node.func.id in _TWINS and not node.keywords:
        changes.append(_set(node, "func", ast.Name(_TWINS[node.func.id], ast.Load())))
    return changes


def _slice(node: ast.Slice) -> list[Change]:
    return [_set(node, end, None) for end in ("lower", "upper") if getattr(node, end) is not None]


def _jump(node: ast.Continue | ast.Break) -> list[Change]:
    other = ast.Break if isinstance(node, ast.Continue) else ast.Continue

    def change() -> ast.AST:
        node.__class__ = other  # type: ignore[assignment]
        return node

    return [change]


_MAKERS: Final[dict[type[ast.AST], Callable[..., list[Change]]]] = {
    ast.Compare: _compare, ast.BoolOp: _logic, ast.BinOp: _operation, ast.AugAssign: _operation,
    ast.Constant: _constant, ast.If: _condition, ast.While: _condition, ast.IfExp: _condition,
    ast.comprehension: _comprehension, ast.UnaryOp: _unary, ast.Return: _returned, ast.Expr: _statement,
    ast.Call: _call, ast.Slice: _slice, ast.Continue: _jump, ast.Break: _jump,
}  # fmt: skip
