"""Which modules have to be made anew where one of them, or a table that it reads, is another.

In: packages and modules, what was changed in them. Out: names of modules: those that were changed and those
that import them, directly or through others, at their top or within a function. A table is read by every
module that names its file, or its file without the suffix.
"""

from __future__ import annotations

import ast
import functools
import importlib.util
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What a module imports, and what it says in quotation marks."""

    imports: frozenset[str]
    says: frozenset[str]


def importers(rooms: tuple[str, ...], modules: Iterable[str], tables: Iterable[str]) -> frozenset[str] | None:
    """Those of `rooms` that the change of these modules and tables (`offices.yaml`) comes to; None for all of
    them, where nobody is known to read one of the tables.
    """
    todo = set(modules)
    for table in tables:
        readers = _readers(rooms, table)
        if not readers:
            return None
        todo |= readers
    found: set[str] = set()
    by = _imported_by(rooms)
    while todo:
        name = todo.pop()
        found.add(name)
        todo |= by.get(name, frozenset()) - found
    return frozenset(found)


@functools.cache
def _readers(rooms: tuple[str, ...], table: str) -> frozenset[str]:
    stem = table.rpartition(".")[0]
    said = _sources(rooms).items()
    return frozenset(
        name for name, source in said if any(s == stem or s.endswith(table) for s in source.says)
    )


@functools.cache
def _imported_by(rooms: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    by: dict[str, set[str]] = {}
    for name, source in _sources(rooms).items():
        for imported in source.imports:
            by.setdefault(imported, set()).add(name)
    return {name: frozenset(those) for name, those in by.items()}


@functools.cache
def _sources(rooms: tuple[str, ...]) -> Mapping[str, _Source]:
    return {name: _source(path) for room in rooms for name, path in _files(room)}


def _files(room: str) -> Iterator[tuple[str, Path]]:
    """All modules of a package, packages within it and itself among them."""
    spec = importlib.util.find_spec(room)
    if spec is None or spec.origin is None:
        return
    yield room, Path(spec.origin)
    for one in pkgutil.iter_modules(spec.submodule_search_locations or ()):
        yield from _files(f"{room}.{one.name}")


def _source(path: Path) -> _Source:
    """`from a import b` may be of a module `a.b`."""
    imports, says = set[str](), set[str]()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imports |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 60:
            says.add(node.value)
    return _Source(imports=frozenset(imports), says=frozenset(says))
