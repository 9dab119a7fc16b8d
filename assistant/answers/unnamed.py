"""Saying that a paper names nobody, or no leader, for a thing: the look-ups behind it.

In: the clauses found to speak of the thing. Out: a draft that says so, where neither they nor those nearest
to the question could name somebody; otherwise these are shown with no claim made. A name printed far from
every word of the question is out of reach of both look-ups, so the statement is about the clauses cited.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answers.draft import Draft, chips
from assistant.answers.near import shown
from assistant.denial import By, Denial
from assistant.lookups.charged import marks_offices
from assistant.lookups.cite import cite, quote
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation
from assistant.question import Query
from assistant.retrieval.nearest import nearest_passages
from assistant.retrieval.sources import Found, Sources
from assistant.retrieval.wording import names_no_leader, offices_words, silence
from ingest.labels import is_paragraph
from ingest.store.rows import ClauseRow

Silent = Callable[[ClauseRow], object]
"""Truthy where a clause names nobody of the kind asked for and none of its words could be such a name."""


def nobody(found: Sequence[Found], query: Query, sources: Sources) -> Draft:
    """That nobody is named, in papers whose silence says so; a paper that does not mark whom it charges (a
    条例) may say it of this clause in another.
    """
    if not all(marks_offices(sources.catalog.view(f.row.plan)) for f in found):
        return _nearest(silence, query, sources)
    if not _is_silent(silence, found, query, sources) or any(_opens_charged(f, sources) for f in found):
        return _nearest(silence, query, sources)
    chipped = chips((sources.catalog.view(f.row.plan), f.row) for f in found)
    said = Denial(what="责任单位", by=By.CHARGES, where=f"{chipped}写到了这项工作，但")
    return _denied(f"{said}。", _cited(found, sources))


def _opens_charged(found: Found, sources: Sources) -> bool:
    """Whether the clause opens a section whose items say each for itself who does them: what it speaks of is
    shared out below.
    """
    clause = found.row.clause
    if not is_paragraph(clause):
        return False
    beside = sources.catalog.view(found.row.plan).clauses
    return any(row.clause.units and row.clause.parent == clause.parent for row in beside)


def no_leader(found: Sequence[Found], query: Query, sources: Sources) -> Draft:
    """That no leader is named by clauses that name offices, and which they name."""
    if not _is_silent(names_no_leader, found, query, sources):
        return _nearest(names_no_leader, query, sources)
    rows = [(sources.catalog.view(f.row.plan), f.row) for f in found]
    said = "\n".join(f"{chips([pair])}写的是：{offices_words(pair[1].clause)}" for pair in rows)
    return _denied(f"{chips(rows)}{NO_LEADER}\n\n{said}", _cited(found, sources))


NO_LEADER = f"{Denial(what='分管或牵头领导', by=By.CHARGES)}。"


def _is_silent(silent: Silent, found: Sequence[Found], query: Query, sources: Sources) -> bool:
    """Whether neither these clauses nor those as near to the question as the nearest may name anybody."""
    near = nearest_passages(query, sources, query.scope.plans)
    rivals = [p.row for p in near if p.share >= LOOKUPS.as_good * near[0].share]
    return all(silent(row) for row in (*rivals, *(f.row for f in found)))


def _nearest(silent: Silent, query: Query, sources: Sources) -> Draft:
    """Those nearest to the question, first those that may name somebody."""
    near = nearest_passages(query, sources, query.scope.plans)
    return shown(sorted(near, key=lambda p: bool(silent(p.row))))


def _cited(found: Sequence[Found], sources: Sources) -> tuple[Citation, ...]:
    return tuple(cite(sources.catalog.view(f.row.plan), f.row, f.statement.span) for f in found)


def _denied(said: str, citations: tuple[Citation, ...]) -> Draft:
    text = "\n\n".join((said, *map(quote, citations)))
    return Draft(status="not_found", reason="not_stated", answer=text, citations=citations)
