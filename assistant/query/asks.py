"""The table of ways to ask (data/asks.yaml; data/follow_ups.yaml of the answer before, data/relations.yaml of
whom in which relation, data/sets.yaml of whole sets, data/tallies.yaml of how many entries): which words of a
question show what it asks for.

In: a folded question. Out: whether, and where, a way of asking is in it. Each row of the table is a regular
expression with an example it must recognise; `{name}` in a row stands for a class of words given once at the
top of a file. A new phrasing is a new row, not a new rule in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest import late_re as re
from ingest.grammar.bound_words import LIMITS
from ingest.grammar.genres import ISSUES, NAMED
from ingest.grammar.indicator_words import NATURES
from ingest.grammar.measures import LAPSE
from ingest.grammar.negators import NOT_NEEDED
from ingest.grammar.people import TITLE
from ingest.grammar.quantifiers import SUMS, WHOLE
from ingest.grammar.relations import ACCEPTS, ASSESSES, CONSENTS, WITH
from ingest.grammar.role_words import ASKED_VERB, SAID_VERB
from ingest.grammar.tables import any_of, loaded, one_of

_FILES = ("asks.yaml", "follow_ups.yaml", "relations.yaml", "sets.yaml", "tallies.yaml")
CLASS = re.compile(r"\{([a-z_]+)\}")
_OF_GRAMMAR: Mapping[str, str] = {
    "accepts": ACCEPTS,
    "assesses": ASSESSES,
    "charges": SAID_VERB,
    "consents": CONSENTS,
    "issues": ISSUES,
    "lapse": rf"(?:{LAPSE}|月)",
    "limits": one_of(LIMITS),
    "nature": any_of(NATURES),
    "no_need": NOT_NEEDED,
    "paper": NAMED,
    "role": ASKED_VERB,
    "sums": SUMS,
    "title": TITLE,
    "together": WITH,
    "whole": WHOLE,
}
"""The classes of words that papers are read by too, which no file of questions writes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One phrasing: `pattern` recognises it, `example` is a question of our own that has it."""

    pattern: re.Pattern[str]
    example: str


@cache
def rows() -> Mapping[str, tuple[Row, ...]]:
    """Name of what is asked -> its phrasings, in the order of the files."""
    words = classes()
    return {
        name: tuple(_row(r, words) for r in phrasings)
        for table in map(_written, _FILES)
        for name, phrasings in table["asks"].items()
    }


@cache
def classes() -> Mapping[str, str]:
    """The classes of words of all files, by the name a row calls them by."""
    words = dict(_OF_GRAMMAR)
    for file in _FILES:
        words |= _written(file)["words"]
    return {name: _filled(like, words) for name, like in words.items()}


def _written(file: str) -> dict[str, Any]:
    text = (Path(__file__).parent / "data" / file).read_text("utf-8")
    table: dict[str, Any] = loaded(text)
    return table


def _row(row: Mapping[str, Any], words: Mapping[str, str]) -> Row:
    return Row(pattern=re.compile(_filled(row["like"], words), re.IGNORECASE), example=row["for"])


def _filled(like: str, words: Mapping[str, str]) -> str:
    """The pattern with each class it names written out, and those that this one names. KeyError for one that
    is not there.
    """
    return CLASS.sub(lambda m: _filled(words[m[1]], words), like)


@cache
def _any(name: str) -> re.Pattern[str]:
    """All phrasings that name no group as one expression."""
    return re.compile("|".join(f"(?:{row.pattern.pattern})" for row in rows()[name]), re.IGNORECASE)


def asks(name: str, text: str) -> bool:
    """Whether the folded text asks for what `name` stands for. Raises KeyError for a name not in the
    table.
    """
    return _any(name).search(text) is not None


def blanked(name: str, text: str, by: str = " ") -> str:
    """The text with the words that ask for it replaced."""
    return _any(name).sub(by, text)


def covered(name: str, text: str) -> str:
    """The same with a wide blank for each of their characters, so that every other one keeps its place."""
    return _any(name).sub(lambda m: "　" * len(m[0]), text)


def captured(name: str, group: str, text: str) -> str:
    """What the first phrasing, in the order of the table, that is in the text has in its named group; ""
    where none is.
    """
    for row in rows()[name]:
        if m := row.pattern.search(text):
            return str(m[group])
    return ""


def every_captured(name: str, group: str, text: str) -> tuple[str, ...]:
    """What its phrasings have in their named group wherever they stand in the text, once each, in the order
    of the table and of the text.
    """
    return tuple(dict.fromkeys(str(m[group]) for row in rows()[name] for m in row.pattern.finditer(text)))
