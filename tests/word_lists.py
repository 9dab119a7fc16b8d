"""The lists of Chinese words a module holds: what its patterns and its collections of words are made of.

A list is what one group of a pattern can match (`(?:新建|改[建造])`: 新建, 改建, 改造), as far as that is
finite and short, or the words of a set, a tuple or a list. What a pattern takes from elsewhere ({SHARE}) is
no part of it, nor what a table of data takes by a name in braces. Patterns are parsed by the standard
library's own parser.
"""

from __future__ import annotations

import ast
import importlib
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from tests.code_map import tree_of

_PARSER: Any = importlib.import_module("re._parser")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TAKEN = "\ue000"
"""Stands for what an f-string takes from elsewhere."""
_MOST = 400
"""Words of one group; of more it is no list."""
_FOR_PEOPLE = re.compile(r"\s")
"""Pieces of sentences that are shown have blanks."""


@cache
def lists_of(module: str) -> frozenset[frozenset[str]]:
    """Of a module by its dotted name; only lists of three words and more."""
    return frozenset(lists_in(tree_of(module)))


def lists_in(tree: ast.AST) -> Iterator[frozenset[str]]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            yield from _list(str(e.value) for e in node.elts if isinstance(e, ast.Constant))
        for seq in _groups(_written(node)):
            yield from _list(_words(seq) or ())


_NAMED = re.compile(r"\{[A-Za-z_]+\}")
"""What a table takes from elsewhere."""
_EXAMPLES = frozenset(("for", "example", "ask", "is"))


def strings_of(node: Any) -> Iterator[str]:
    """Each string of a table of data but its examples; the words of a list as one, parted by `|`."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in _EXAMPLES:
                yield from strings_of(value)
    elif isinstance(node, list) and all(isinstance(member, str) for member in node):
        yield "|".join(node)
    elif isinstance(node, list):
        for member in node:
            yield from strings_of(member)
    elif isinstance(node, str):
        yield node


def lists_in_text(text: str) -> Iterator[frozenset[str]]:
    """The lists of words a string of a table holds: parted by blanks, or of a pattern and its groups."""
    written = _NAMED.sub(_TAKEN, text)
    if " " in written and not re.search(r"[|(\[]", written):
        yield from _list(written.split())
    for seq in _groups(written):
        yield from _list(_words(seq) or ())


def choices_in(tree: ast.AST) -> Iterator[frozenset[str]]:
    """The words between which a module chooses, two and more: those of a collection, of the keys of a table,
    of a string that is looked through, of each class of characters and each alternative of a pattern, and
    what a pattern can match with these. What a pattern excludes is none, nor are the values of a type.
    """
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal"
        for inner in ast.walk(node.slice)
    }
    for node in (node for node in ast.walk(tree) if id(node) not in typed):
        listed: Iterable[ast.expr | None] = ()
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            listed = node.elts
        elif isinstance(node, ast.Dict):
            listed = node.keys
        yield from _choice(str(e.value) for e in listed if isinstance(e, ast.Constant))
        if isinstance(node, ast.Compare) and any(isinstance(op, (ast.In, ast.NotIn)) for op in node.ops):
            yield from (c for one in node.comparators for c in _choice(_written(one)))
        for seq in islice(_groups(_written(node)), 1):
            yield from choices_of(seq)


def choices_of(seq: Any) -> Iterator[frozenset[str]]:
    """Of a parsed pattern."""
    if any(str(name) in ("BRANCH", "IN") for name, _ in seq):
        yield from _choice(_words(seq) or ())
    for name, of in seq:
        match str(name):
            case "BRANCH":
                yield from _choice(set[str]().union(*(_words(one) or () for one in of[1])))
                for one in of[1]:
                    yield from choices_of(one)
            case "IN" if str(of[0][0]) != "NEGATE":
                yield from _choice(chr(code) for kind, code in of if str(kind) == "LITERAL")
            case "SUBPATTERN" | "MAX_REPEAT" | "MIN_REPEAT" | "ASSERT":
                yield from choices_of(of[-1])
            case _:
                pass


def words_of_pattern(written: str) -> frozenset[str]:
    """All words of a pattern's alternatives, whatever they stand in."""
    parsed = islice(_groups(written), 1)
    return frozenset[str]().union(*(choice for seq in parsed for choice in choices_of(seq)))


def _choice(words: Iterable[str]) -> Iterator[frozenset[str]]:
    found = frozenset(
        word for word in words if _HAN.search(word) and _TAKEN not in word and not _FOR_PEOPLE.search(word)
    )
    if len(found) > 1:
        yield found


def _list(words: Any) -> Iterator[frozenset[str]]:
    found = frozenset(
        word for word in words if _HAN.search(word) and _TAKEN not in word and not _FOR_PEOPLE.search(word)
    )
    if len(found) > 2:
        yield found


def _written(node: ast.AST) -> str:
    """The text of a string, `_TAKEN` for each place of an f-string; "" for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else _TAKEN for v in node.values)
    return ""


def _groups(written: str) -> Iterator[Any]:
    """The pattern and each group of it, parsed; nothing for what is no pattern of Chinese text."""
    if not _HAN.search(written) or not re.search(r"[|\[]", written):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is shown to people, and no pattern
            todo = [_PARSER.parse(written)]
    except (re.error, OverflowError):
        return
    while todo:
        seq = todo.pop()
        yield seq
        for name, of in seq:
            todo += _inside(str(name), of)


def _inside(name: str, of: Any) -> list[Any]:
    """The sequences that a part of a pattern is made of."""
    if name == "BRANCH":
        return list(of[1])
    if name in ("SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT", "ASSERT", "ASSERT_NOT"):
        return [of[-1]]
    return []


def _words(seq: Any) -> set[str] | None:
    """All it can match, looks ahead and behind aside; None where that has no end."""
    found = {""}
    for name, of in seq:
        part = _of_part(str(name), of)
        if part is None or len(found) * len(part) > _MOST:
            return None
        found = {a + b for a in found for b in part}
    return found


def _of_part(name: str, of: Any) -> set[str] | None:
    if name == "LITERAL":
        return {chr(of)}
    if name == "IN":
        plain = all(str(kind) == "LITERAL" for kind, _ in of)
        return {chr(code) for _, code in of} if plain else None
    if name == "BRANCH":
        finite = [words for one in of[1] if (words := _words(one)) is not None]
        return set[str]().union(*finite) if finite else None
    if name == "SUBPATTERN":
        return _words(of[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        once = _words(of[2])
        return None if once is None else once | ({""} if of[0] == 0 else set())
    return {""} if name in ("ASSERT", "ASSERT_NOT", "AT") else None
