"""What tells one thing from another of the same name: 公办 and 民办, 一级 and 三级, 65岁 and 80岁.

In: text, folded. Out: a set for each class of such words, of the members that are said, in the order of the
table data/contrasts.yaml; two ways to call the same member (民办, 私立) are one. What is said of one member
is not said of another of its class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from ingest import late_re as re
from ingest.grammar.stops import COMMA
from ingest.grammar.tables import table

_TABLE: list[dict[str, Any]] = table("contrasts")["classes"]
Contrasts = tuple[frozenset[str], ...]
"""The members said, a set a class, in the order of the table."""


@lru_cache(maxsize=8192)
def contrasts_in(text: str) -> Contrasts:
    said: list[set[str]] = [set() for _ in _classes()]
    for number, member, _, _ in members_at(text):
        said[number].add(member)
    return tuple(frozenset(members) for members in said)


@lru_cache(maxsize=1024)
def ends_in_member(text: str) -> bool:
    """Whether the text ends in a word of a class that is not silent (… 二级)."""
    return any(
        end == len(text) and not _TABLE[number].get("silent") for number, _, _, end in members_at(text)
    )


def another(asked: Contrasts, own: Contrasts, around: Contrasts) -> bool:
    """Whether what is told is another thing than is asked for, by one class at least: its own words, or else
    those around it, say another member, or (but for a class that may be silent) none says the one asked for.
    """
    for row, wanted, named, said in zip(_TABLE, asked, own, around, strict=True):
        if not wanted:
            continue
        members = named or said
        if members and not wanted & members:
            return True
        if not members and not row.get("silent"):
            return True
    return False


def contradicts(asked: Contrasts, said: Contrasts) -> bool:
    """Whether of one class at least only other members are said than the one asked for."""
    return any(
        wanted and members and not wanted & members for wanted, members in zip(asked, said, strict=True)
    )


def is_of_no_instalment(asked: Contrasts, said: Contrasts) -> bool:
    """Whether a batch or round is asked for (第二批) and none is told of: what says none is the only one."""
    number = next(n for n, row in enumerate(_TABLE) if row["class"] == "instalment")
    return any(asked) and bool(asked[number]) and not said[number]


def left_out(stated: Contrasts, said: Contrasts) -> tuple[str, ...]:
    """Members stated of classes of which nothing is said: 65 where the elderly are told of without an age.
    What is built how (新建, 改造) is part of what is done and told by other verbs.
    """
    return tuple(
        member
        for row, members, others in zip(_TABLE, stated, said, strict=True)
        if members and not others and row["class"] != "building"
        for member in sorted(members)
    )


def told_apart(asked: Contrasts, text: str) -> tuple[str, ...]:
    """The parts of a sentence that speak of what is asked for, where it sets members of a class against each
    other (女职工 …，男职工 …); () where it does not.
    """
    for wanted, said in zip(asked, contrasts_in(text), strict=True):
        if wanted and wanted & said and said - wanted:
            return tuple(
                part for part in COMMA.split(text) if wanted & contrasts_in(part)[_at(asked, wanted)]
            )
    return ()


def _at(asked: Sequence[frozenset[str]], wanted: frozenset[str]) -> int:
    return next(n for n, one in enumerate(asked) if one is wanted)


def members_at(text: str) -> Iterator[tuple[int, str, int, int]]:
    """(class, member, start, end) of every such word."""
    for number, patterns in enumerate(_classes()):
        for member, pattern in patterns:
            for m in pattern.finditer(text):
                yield number, m.groupdict().get("value") or member, m.start(), m.end()


@cache
def _classes() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
    return tuple(tuple(_members(row)) for row in _TABLE)


def _members(row: dict[str, Any]) -> Iterator[tuple[str, re.Pattern[str]]]:
    if "like" in row:
        yield row["class"], re.compile(row["like"])
    for member in row.get("members", ()):
        yield member["words"][0], re.compile("|".join(member["words"]))
