"""A scope the question may not mean: a bare year, which may be a deadline or a base year, and a place that is
only the beginning of another name (临河灌区 in a paper of another place).

In: a query. Out: the same over all papers, where a full-text look-up finds none of its words within its
scope; the words that say so. A paper called by its title and a place named for itself always count.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.draft import Draft, noted
from assistant.denial import By, Denial
from assistant.lookups.absence import asked_for, stands_nowhere
from assistant.query.scope import longer_names, with_plans
from assistant.question import Query, Scope
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources


def wider(query: Query, sources: Sources) -> Query | None:
    """None where the scope is meant, is all there is, was carried over or has a word that is asked for,
    and where no thing is named that other papers could have; 今年 is said without meaning a paper.
    """
    scope = query.scope
    if not scope.plans or scope.titles or scope.five_year or scope.unknown or scope.elsewhere:
        return None
    if any(key.startswith(("region:", "year:")) for key in query.inherited):
        return None
    names = longer_names(query)
    if {*names} != {*scope.regions}:
        return None
    if not all(_stands_elsewhere(name, query, sources) for name in names.values()):
        return None
    if not query.slots.calendar and not any(term.tells for term in asked_for(query)):
        return None
    looked = _looked_through(query, sources)
    if len(looked) == len(sources.catalog.rows) or not stands_nowhere(query, sources, looked):
        return None
    return replace(query, scope=with_plans(Scope(), sources.catalog.rows))


def _looked_through(query: Query, sources: Sources) -> tuple[str, ...]:
    """The papers of the scope and, of the places that are named, those of every year."""
    regions = query.scope.regions
    return tuple(r.id for r in sources.catalog.rows if r.id in query.scope.plans or r.region in regions)


def _stands_elsewhere(name: str, query: Query, sources: Sources) -> bool:
    """Whether a name stands in a clause of other papers, and in none of those of the place."""
    views = (sources.catalog.view(row.id) for row in sources.catalog.rows)
    speaking = {row.plan for view in views for row in view.clauses if name in fold(row.text)}
    return bool(speaking) and not speaking & {*_looked_through(query, sources)}


def of_all(query: Query, draft: Draft, sources: Sources) -> Draft:
    """What the wider question finds, saying in its first words which papers were looked through in vain; not
    beside the nearest sentences where only 今年 chose these papers: that was never asked of them.
    """
    if draft.status == "near" and query.slots.calendar and not query.scope.regions:
        return draft
    looked = [sources.catalog.short(plan) for plan in _looked_through(query, sources)]
    named = "、".join(looked[:_NAMED]) + (f"等 {len(looked)} 份文件" if len(looked) > _NAMED else "")
    none = Denial(what="所问的字样", by=By.WORDS, where=f"逐条查找了{named}，")
    note = f"{none}；以下不限于{'这些文件' if len(looked) > 1 else '这份文件'}。"
    return noted(draft, note)


_NAMED = 4
"""Papers that are named one by one."""
