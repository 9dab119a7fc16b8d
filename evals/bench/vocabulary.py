"""The rows and words of a table of vocabulary, and the table without some of them.

In: a table as YAML has it. Out: `Entry` values, in printed order. A row is a member of a list, wherever it
stands, or a pair of a map from words to words; its words are those of its lists and of the alternatives of
its patterns, its examples left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.grammar.letters import is_han

NOTHING = "(?!)"
"""A pattern that matches nowhere."""
_WORD = re.compile(r"(?<=[|(:])[\u4e00-\u9fff]+(?=[|)])")
_EXAMPLES = re.compile(r"example|^(?:for|is|says|opposite|kind|note)$")
"""Names of fields that hold no words by which anything is read."""
_EXAMPLE_LISTS = re.compile(r"example|^none$")
"""Names of lists of examples and of what is to be no case."""
_ROW = ""
"""In the place of a word: all of the row."""

Gone = Mapping[str, frozenset[str] | set[str]]
"""Rows by name -> their words that are left out, `""` for the row itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`name` is the way to the row and its first word (`before/低于`); `words` are plain Han words, `plain`
    whether its first word is one."""

    name: str
    words: tuple[str, ...]
    plain: bool


def entries(table: object, way: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Those of a table, rows within a row behind it."""
    if isinstance(table, Mapping):
        for key, value in table.items():
            if _EXAMPLE_LISTS.search(str(key)) and isinstance(value, list):
                continue
            if _is_words(table) or _is_line(value):
                yield _entry(way, str(key), value)
            elif isinstance(value, (Mapping, list)):
                yield from entries(value, (*way, str(key)))
    elif isinstance(table, list):
        for row in table:
            yield _entry(way, first_of(row), row)
            for key, inside in row.items() if isinstance(row, Mapping) else ():
                if _has_rows(key, inside):
                    yield from entries(inside, (*way, first_of(row), str(key)))


def left(table: Any, gone: Gone, way: tuple[str, ...] = ()) -> Any:
    """The table without these."""
    if isinstance(table, Mapping):
        return _pairs(table, gone, way)
    if isinstance(table, list):
        rows = ((_less(row, gone, (*way, first_of(row))), (*way, first_of(row))) for row in table)
        return [_within(row, gone, here) for row, here in rows if row is not None]
    return table


def _pairs(table: Mapping[Any, Any], gone: Gone, way: tuple[str, ...]) -> dict[Any, Any]:
    found = {}
    for key, value in table.items():
        here = (*way, str(key))
        words = _is_words(table) or _is_line(value)
        found[key] = _less(value, gone, here) if words else left(value, gone, here)
    return {key: value for key, value in found.items() if value is not None or table[key] is None}


def first_of(row: object) -> str:
    """The first word of a row, by which it is called."""
    first = next(iter(row.values()), "") if isinstance(row, Mapping) else row
    return str(first[0] if isinstance(first, list) and first else first)


def words_of(value: object) -> tuple[str, ...]:
    """The plain Han words of a pattern, a fragment or a list."""
    if isinstance(value, re.Pattern):
        value = value.pattern
    if isinstance(value, str):
        return tuple(dict.fromkeys(_WORD.findall(f"|{value}|")))
    members = value if isinstance(value, (frozenset, set, tuple, list, dict)) else ()
    return tuple(member for member in members if isinstance(member, str) and is_han(member))


def without(value: Any, word: str = "") -> Any:
    """`value` without a word, or with nothing that it reads."""
    if isinstance(value, re.Pattern):
        return re.compile(without(value.pattern, word), value.flags)
    if isinstance(value, str):
        if not word:
            return NOTHING
        lone = re.sub(rf"(?<=[(:]){word}(?=\))", NOTHING, f"|{value}|")
        return re.sub(rf"\|{word}(?=[|)])|(?<=[(:]){word}\|", "", lone).strip("|") or NOTHING
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if word and key != word}
    return type(value)(member for member in value if word and member != word)


def patterns_in(value: object, way: str = "") -> Iterator[tuple[str, re.Pattern[str]]]:
    """A pattern, or those within tuples, lists and dicts, each with the way to it (`[1][0]`); those of bytes
    left out.
    """
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield way, value
    elif type(value) in (tuple, list, dict):
        for key, one in _members(value):
            yield from patterns_in(one, f"{way}[{key}]")


def with_patterns(value: Any, change: Callable[[str, re.Pattern[str]], Any], way: str = "") -> Any:
    """`value` with what `change` makes of each pattern in it."""
    if next(patterns_in(value), None) is None:
        return value
    if isinstance(value, re.Pattern):
        return change(way, value)
    made = [(key, with_patterns(one, change, f"{way}[{key}]")) for key, one in _members(value)]
    return dict(made) if isinstance(value, dict) else type(value)(one for _, one in made)


def _members(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _entry(way: tuple[str, ...], name: str, row: object) -> Entry:
    found = tuple(dict.fromkeys(word for value in _read_by(row) for word in _words(value)))
    return Entry(name="/".join((*way, name)), words=found, plain=is_han(name))


def _read_by(row: object) -> Iterator[object]:
    """What of a row is read by."""
    if isinstance(row, Mapping):
        yield from (value for key, value in row.items() if not _EXAMPLES.search(str(key)))
    else:
        yield row


def _words(value: object) -> tuple[str, ...]:
    """Of a field of a row: of a list of words, a pattern with alternatives, a line of words with blanks."""
    if isinstance(value, str):
        return words_of(value) if "|" in value else tuple(w for w in value.split() if is_han(w))
    return words_of(value) if isinstance(value, list) else ()


def _less(row: Any, gone: Gone, way: tuple[str, ...]) -> Any:
    """A row without its words that are left out; None where it is left out itself."""
    words = gone.get("/".join(way), ())
    if _ROW in words:
        return None
    for word in words:
        if isinstance(row, Mapping):
            row = {k: v if _EXAMPLES.search(str(k)) else _without(v, word) for k, v in row.items()}
        else:
            row = _without(row, word)
    return row


def _without(value: Any, word: str) -> Any:
    if isinstance(value, str) and "|" not in value:
        return " ".join(one for one in value.split(" ") if one != word)
    return without(value, word) if isinstance(value, (str, list)) else value


def _within(row: Any, gone: Gone, way: tuple[str, ...]) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {k: left(v, gone, (*way, str(k))) if _has_rows(k, v) else v for k, v in row.items()}


def _is_words(table: Mapping[Any, Any]) -> bool:
    return bool(table) and all(isinstance(value, str) for value in table.values())


def _is_line(value: object) -> bool:
    """Words with blanks between."""
    return isinstance(value, str) and len([one for one in value.split() if is_han(one)]) > 1


def _has_rows(key: object, value: object) -> bool:
    return (
        isinstance(value, list)
        and not _EXAMPLES.search(str(key))
        and any(isinstance(row, Mapping) for row in value)
    )
