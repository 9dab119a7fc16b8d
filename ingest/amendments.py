"""What a paper changes in others: its clauses' statements as `Amendment` values.

In: title, text, clauses and date of issue of a paper that was read. Out: amendments in reading order. Each
names the paper it is of: in its own 《》, by a short name that was given (以下简称《办法》), by the words
that introduce it (对《…》作如下修改), else by the title. A paper listed under 废止下列文件 is repealed. A
statement that belongs to no paper is left out. Whether the library has that paper and clause is for those who
answer (assistant/versions/relations.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from ingest.grammar.amending import (
    amends,
    announces,
    listed_paper,
    paper_in_title,
    papers_in,
    read_amending,
    short_names,
    verb_in,
)
from ingest.grammar.in_force import HOLDS_FROM, ISSUE_DAY
from ingest.grammar.title_dates import days_in
from ingest.model import Amending, Amendment, AmendmentEffect, Clause, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """What the paper says of itself: `about` is the paper its title names, `announced` where its lines say
    that what follows changes a paper; `since` the day from which all of it holds.
    """

    title: str
    about: str | None
    announced: tuple[tuple[int, str], ...]
    short: Mapping[str, str]
    issued: str | None
    since: str | None


def read_amendments(
    title: str, text: str, clauses: Sequence[Clause], issued: str | None
) -> tuple[Amendment, ...]:
    """Linear in the text; () for a paper that changes none."""
    paper = _Paper(
        title=title,
        about=paper_in_title(title),
        announced=tuple(_announced(text)),
        short=short_names(text),
        issued=issued,
        since=next((_day(m["when"], issued) for m in HOLDS_FROM.finditer(text)), None),
    )
    return tuple(one for clause in clauses for one in _of_clause(clause, clause.span.of(text), paper))


def _announced(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        named = papers_in(line) if announces(line) else ()
        if named:
            yield at, named[-1]
        at += len(line) + 1


def _of_clause(clause: Clause, words: str, paper: _Paper) -> Iterator[Amendment]:
    if (listed := listed_paper(words)) is not None:
        effect = _listed_effect(clause, paper)
        if effect:
            name, number = _whole(listed[0], paper), listed[1]
            yield Amendment(
                clause=clause.label,
                effect=effect,
                paper=name,
                number=number,
                since=paper.since,
                span=clause.span,
            )
        return
    around = _around(clause, paper)
    named: str | None = None
    for one in read_amending(words, bare=amends(paper.title) or around is not None):
        named = one.paper or named or around or paper.about
        if named:
            yield _amendment(clause, one, _whole(named, paper), paper)


def _amendment(clause: Clause, one: Amending, name: str, paper: _Paper) -> Amendment:
    start = clause.span.start
    said = {field.name: getattr(one, field.name) for field in fields(one)}
    said |= {
        "paper": name,
        "since": _day(one.since, paper.issued) if one.since else paper.since,
        "span": Span(start=start + one.span.start, end=start + one.span.end),
    }
    return Amendment(clause=clause.label, **said)


def _listed_effect(clause: Clause, paper: _Paper) -> AmendmentEffect | None:
    """What is done to a paper that stands alone in a list, by the nearest heading, else by the title."""
    for words in (*([clause.heading] if clause.heading else []), *reversed(clause.path)):
        if effect := verb_in(words):
            return effect
    return verb_in(paper.title) if amends(paper.title) else None


def _around(clause: Clause, paper: _Paper) -> str | None:
    """The paper that the headings above a clause name, or the last line before it that announces changes."""
    above = (clause.heading or "", *reversed(clause.path))
    named = next((papers[-1] for words in above if announces(words) and (papers := papers_in(words))), None)
    before = [name for at, name in paper.announced if at <= clause.span.start]
    return named or (before[-1] if before else None)


def _whole(name: str, paper: _Paper) -> str:
    """The paper's own title for a short name of it."""
    return paper.short.get(name, name)


def _day(printed: str, issued: str | None) -> str | None:
    """The day as ISO text, its words where they tell none."""
    day = next((d.day for d in days_in(printed)), None)
    if day:
        return day.isoformat()
    return issued or printed if ISSUE_DAY.search(printed) else printed
