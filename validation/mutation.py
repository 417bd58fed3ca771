"""Small changes of a module, one at a time, as a programmer's slip or a wrong rule would be.

Each mutant is named by its function and by what stands there before and after, so that its name
stays the same when lines move. Texts, annotations and docstrings are left alone: they steer no
verdict.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
_CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change of a module."""

    function: str
    """Dotted name of the function or class that holds it; empty at the module's level."""
    before: str
    after: str
    place: int
    """Which of several equal changes of the function, from 0."""
    tree: ast.Module
    """The whole module with the change."""

    @property
    def name(self) -> str:
        """The name in the list of survivors."""
        again = f" #{self.place + 1}" if self.place else ""
        return f"{self.function}: {self.before} -> {self.after}{again}"


Change = Callable[[ast.AST], None]
"""Makes a change in place, in a tree of its own."""


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    seen: dict[tuple[str, str, str], int] = {}
    for path, function in _sites(tree):
        node = _at(tree, path)
        for change in _changes(node):
            mutated = ast.parse(source)
            target = _at(mutated, path)
            before = _shown(target)
            replacement = change(target)
            if replacement is not None:
                _put(mutated, path, replacement)
                target = replacement
            key = (function, before, _shown(target))
            place = seen.get(key, 0)
            seen[key] = place + 1
            yield Mutant(*key, place, ast.fix_missing_locations(mutated))


Step = tuple[str, int | None]
Path = tuple[Step, ...]


def _sites(tree: ast.Module) -> Iterator[tuple[Path, str]]:
    """Path to each node that can be changed, with the function that holds it."""

    def walk(node: ast.AST, path: Path, function: str) -> Iterator[tuple[Path, str]]:
        if path:
            yield path, function
        own = function
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            own = f"{function}.{node.name}" if function else node.name
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_params", "keywords"} and (
                not isinstance(node, ast.Call)
            ):
                continue
            for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    yield from walk(child, (*path, (name, index)), own)

    yield from walk(tree, (), "")


def _is_docstring(node: ast.AST) -> bool:
    """Whether a statement is only a text."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _at(tree: ast.AST, path: Path) -> ast.AST:
    """The node at the end of a path."""
    node = tree
    for name, index in path:
        value = getattr(node, name)
        node = value if index is None else value[index]
    return node


def _put(tree: ast.AST, path: Path, node: ast.AST) -> None:
    """Put another node at the end of a path."""
    parent = _at(tree, path[:-1])
    name, index = path[-1]
    if index is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[index] = node


def _shown(node: ast.AST) -> str:
    """A node as one short line; of a statement its condition."""
    shown = node.test if isinstance(node, ast.If) else node
    if isinstance(node, ast.comprehension):
        return f"for {ast.unparse(node.target)} if " + " if ".join(map(ast.unparse, node.ifs))
    return " ".join(ast.unparse(shown).split())


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], ast.AST | None]]:
    """What can be changed at a node; each returns a new node, or None where it changed in place."""
    if isinstance(node, ast.Compare):
        yield from (_compare(i) for i in range(len(node.ops)))
    elif isinstance(node, ast.BoolOp):
        yield _and_or
        yield from (_without(i) for i in range(len(node.values)))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda target: target.operand  # type: ignore[attr-defined]
    elif isinstance(node, ast.If | ast.IfExp):
        yield from (_decided(value) for value in (True, False))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield from (_without_filter(i) for i in range(len(node.ifs)))
    elif isinstance(node, ast.Set):
        yield from (_without_element(i) for i in range(len(node.elts)) if len(node.elts) > 1)
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield _other_operation
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in _CALLS:
        yield _other_call
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        yield _other_constant


def _compare(index: int) -> Callable[[ast.AST], None]:
    def change(target: ast.AST) -> None:
        ops = target.ops  # type: ignore[attr-defined]
        ops[index] = _OPPOSITE[type(ops[index])]()

    return change


def _and_or(target: ast.AST) -> None:
    op = target.op  # type: ignore[attr-defined]
    target.op = ast.Or() if isinstance(op, ast.And) else ast.And()  # type: ignore[attr-defined]


def _without(index: int) -> Callable[[ast.AST], ast.AST | None]:
    def change(target: ast.AST) -> ast.AST | None:
        values = target.values  # type: ignore[attr-defined]
        del values[index]
        return values[0] if len(values) == 1 else None

    return change


def _without_filter(index: int) -> Callable[[ast.AST], None]:
    def change(target: ast.AST) -> None:
        del target.ifs[index]  # type: ignore[attr-defined]

    return change


def _without_element(index: int) -> Callable[[ast.AST], None]:
    def change(target: ast.AST) -> None:
        del target.elts[index]  # type: ignore[attr-defined]

    return change


def _decided(value: bool) -> Callable[[ast.AST], None]:
    def change(target: ast.AST) -> None:
        target.test = ast.Constant(value)  # type: ignore[attr-defined]

    return change


def _other_operation(target: ast.AST) -> None:
    target.op = _ARITHMETIC[type(target.op)]()  # type: ignore[attr-defined]


def _other_call(target: ast.AST) -> None:
    target.func.id = _CALLS[target.func.id]  # type: ignore[attr-defined]


def _other_constant(target: ast.AST) -> None:
    value = target.value  # type: ignore[attr-defined]
    target.value = not value if isinstance(value, bool) else value + 1  # type: ignore[attr-defined]
