"""Faults put into the rules of access, one at a time: each must be noticed by what the tests ask of the rules.

A mutant is a function with one comparison turned round, one condition dropped or negated, one filter left out, or one
answer fixed. It takes the function's place in the running program and is taken out again.
"""

from __future__ import annotations

import ast
import copy
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from keywork.web.kernel import written

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
JOINED: dict[type[ast.AST], type[ast.AST]] = {
    ast.And: ast.Or, ast.Or: ast.And, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
Change = Callable[[ast.AST], ast.AST]


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, what it is, and the code it makes of the function."""

    module: str
    function: str
    line: int
    what: str
    code: CodeType

    @property
    def name(self) -> str:
        return f"{self.module.removeprefix('keywork.')}:{self.function}: {self.what}"


def mutants(module_name: str, only: tuple[str, ...] = ()) -> Iterator[Mutant]:
    """Yield every mutant of a module's functions, or of those whose qualified name begins as said."""
    module = importlib.import_module(module_name)
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for path, function in _functions(tree):
        if only and not path.startswith(only):
            continue
        words = _annotations(function)
        for number, node in enumerate(ast.walk(function)):
            if id(node) in words:
                continue
            for what, change in _changes(node):
                yield _made(module_name, tree, path, number, node, what, change)


def _annotations(function: ast.FunctionDef) -> set[int]:
    """Return what says a type and does nothing."""
    said = [function.returns, *(arg.annotation for arg in ast.walk(function.args) if isinstance(arg, ast.arg))]
    said += [node.annotation for node in ast.walk(function) if isinstance(node, ast.AnnAssign)]
    said += function.decorator_list
    return {id(inner) for one in said if one is not None for inner in ast.walk(one)}


def _functions(tree: ast.AST, before: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield before + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{before}{node.name}.")


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        other = TURNED[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} turned to {other.__name__}", lambda n: _set(n, ops=[other()])
    if isinstance(node, ast.BoolOp):
        swapped = JOINED[type(node.op)]
        yield f"{type(node.op).__name__} turned to {swapped.__name__}", lambda n: _set(n, op=swapped())
        for place in range(len(node.values)):
            yield f"part {place + 1} of {type(node.op).__name__} dropped", lambda n, place=place: _without(n, place)
    if isinstance(node, ast.BinOp) and type(node.op) in JOINED:
        turned = JOINED[type(node.op)]
        yield f"{type(node.op).__name__} turned to {turned.__name__}", lambda n: _set(n, op=turned())
        yield "left alone", lambda n: n.left
        yield "right alone", lambda n: n.right
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield "negation dropped", lambda n: n.operand
    if isinstance(node, ast.If | ast.IfExp):
        yield "condition negated", lambda n: _set(n, test=ast.UnaryOp(ast.Not(), n.test))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"filter", "exclude"}:
        yield f"{node.func.attr} left out", lambda n: n.func.value
        for place in range(len(node.keywords)):
            yield (
                f"{node.keywords[place].arg} left out of {node.func.attr}",
                lambda n, place=place: _set(n, keywords=[k for i, k in enumerate(n.keywords) if i != place]),
            )
    if isinstance(node, ast.Return) and isinstance(node.value, ast.BoolOp | ast.Compare | ast.Call | ast.Constant):
        for answer in (True, False):
            if _returns_a_bool(node) and not (isinstance(node.value, ast.Constant) and node.value.value is answer):
                yield f"answers {answer}", lambda n, answer=answer: _set(n, value=ast.Constant(answer))


def _returns_a_bool(node: ast.Return) -> bool:
    value = node.value
    if isinstance(value, ast.Constant):
        return isinstance(value.value, bool)
    named = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"any", "all", "bool"}
    return named or isinstance(value, ast.BoolOp | ast.Compare)


def _set(node: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(node, name, value)
    return node


def _without(node: Any, place: int) -> Any:
    rest = [value for i, value in enumerate(node.values) if i != place]
    return rest[0] if len(rest) == 1 else _set(node, values=rest)


def _made(module: str, tree: ast.Module, path: str, number: int, node: ast.AST, what: str, change: Change) -> Mutant:
    changed = copy.deepcopy(tree)
    function = dict(_functions(changed))[path]
    target = list(ast.walk(function))[number]
    _Replace(target, change(copy.deepcopy(target))).visit(changed)
    whole = compile(ast.fix_missing_locations(changed), module, "exec")
    line = getattr(node, "lineno", 0)
    return Mutant(module, path, line, f"{what} at line {line - function.lineno + 1}", _code(whole, path))


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST, by: ast.AST) -> None:
        self.target, self.by = target, by

    def visit(self, node: ast.AST) -> ast.AST:
        return self.by if node is self.target else super().generic_visit(node)


def _code(code: CodeType, path: str) -> CodeType:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == path:
                return inner
            try:
                return _code(inner, path)
            except LookupError:
                continue
    raise LookupError(path)


@contextmanager
def in_place(mutant: Mutant) -> Iterator[None]:
    """Let a mutant stand in the place of its function for a while."""
    function = _function(importlib.import_module(mutant.module), mutant.function)
    before = function.__code__
    function.__code__ = mutant.code
    written.forget()
    try:
        yield
    finally:
        function.__code__ = before
        written.forget()


def _function(module: ModuleType, path: str) -> FunctionType:
    found: Any = module
    for name in path.split("."):
        found = found.__dict__[name]
    found = getattr(found, "fget", None) or getattr(found, "func", None) or found
    found = getattr(found, "__func__", found)
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found
