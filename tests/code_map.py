"""The modules of the product, what each imports, and the patterns it is made of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("ingest", "assistant", "evals")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    return {name_of(p): p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))}


@cache
def imports(module: str) -> tuple[str, ...]:
    """Dotted names a module imports, `from a import b` as `a.b`."""
    tree = ast.parse(modules()[module].read_text("utf-8"))
    return tuple(sorted(set(imported_by(tree))))


def imported_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from imported_by(child)


@cache
def patterns(module: str) -> tuple[str, ...]:
    return tuple(patterns_in(modules()[module].read_text("utf-8")))


def patterns_in(source: str) -> Iterator[str]:
    """The literal text of every regex, fragment of one and word set, of what a character is looked for in
    (`end in "局委"`), of what a text is held against or begins and ends with, of the keys of a table that is
    asked where it is written, and of words that are gone through one by one.
    """
    tree = ast.parse(source)
    yield from map(literal_of, filter(_is_fragment, _strings(tree)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(op, (ast.In, ast.NotIn)) for op in node.ops):
            yield from map(literal_of, (node.left, *node.comparators))
        if isinstance(node, ast.Compare) and any(isinstance(op, (ast.Eq, ast.NotEq)) for op in node.ops):
            yield from map(literal_of, node.comparators)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LOOKS:
            yield from map(literal_of, node.args[:1])
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.value, ast.Dict):
            yield literal_of(ast.List([key for key in node.value.keys if key], ast.Load()))
        if isinstance(node, (ast.comprehension, ast.For)) and isinstance(node.iter, (ast.Tuple, ast.List)):
            yield literal_of(node.iter)
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        regex = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "re"
        if regex and node.args:
            yield literal_of(node.args[0])
        elif isinstance(function, ast.Name) and function.id in ("frozenset", "set", "tuple"):
            yield literal_of(node)


_LOOKS = frozenset((
    "startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "index", "count", "split",
    "partition", "rpartition",
))  # fmt: skip
"""By these methods a text is asked for words."""
_FRAGMENT = re.compile(r"\[|\(\?|\w\|\w")
"""What only the fragments of patterns have."""


def _is_fragment(node: ast.AST) -> bool:
    constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return any(isinstance(value, str) and _FRAGMENT.search(value) for value in constants)


def _strings(tree: ast.Module) -> Iterator[ast.expr]:
    """What is assigned at the top of a module and is one string."""
    for node in tree.body:
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(value, ast.JoinedStr) or (
            isinstance(value, ast.Constant) and isinstance(value.value, str)
        ):
            yield value


def literal_of(node: ast.AST) -> str:
    constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return "|".join(value for value in constants if isinstance(value, str))


def room_of(module: str) -> str:
    """ "assistant.app.ask.tab" -> "assistant.app": the room of a module is the folder, or the module, below
    its package.
    """
    return ".".join(module.split(".")[:2])
