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
def text_of(module: str) -> str:
    return modules()[module].read_text("utf-8")


@cache
def tree_of(module: str) -> ast.Module:
    """Parsed once for all who look; nobody changes it."""
    return ast.parse(text_of(module))


@cache
def imports(module: str) -> tuple[str, ...]:
    """Dotted names a module imports, `from a import b` as `a.b`."""
    return tuple(sorted(set(imported_by(tree_of(module)))))


def imported_by(node: ast.AST) -> Iterator[str]:
    """Dotted names; what is imported for type checking alone is left out."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, ast.expr) or (isinstance(one, ast.If) and "TYPE_CHECKING" in ast.dump(one.test)):
            continue  # no expression imports anything
        if isinstance(one, ast.Import):
            yield from (alias.name for alias in one.names)
        if isinstance(one, ast.ImportFrom):
            assert one.level == 0, "imports are absolute"
            yield from (f"{one.module}.{alias.name}" for alias in one.names)
        todo += ast.iter_child_nodes(one)


@cache
def patterns(module: str) -> tuple[str, ...]:
    return tuple(patterns_of(tree_of(module)))


def patterns_in(source: str) -> Iterator[str]:
    """`patterns_of` lines as they are written."""
    return patterns_of(ast.parse(source))


def patterns_of(tree: ast.Module) -> Iterator[str]:
    """The literal text of every regex, fragment of one and word set, of what a character is looked for in
    (`end in "局委"`), of what a text is held against or begins and ends with, of the keys of a table that is
    asked where it is written, and of words that are gone through one by one.
    """
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
