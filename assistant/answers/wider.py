"""A scope that a question may not mean: a year alone, which may be a deadline or a base year, and a place
that is only the beginning of another name (临河灌区 in a paper of another place).

In: a query. Out: the same over all papers, where none of its words stands in those of its scope, which is
looked up in all of their text; the words that say so. A paper called by its title and a place named for
itself are meant, whatever stands there.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.lookups.absence import stands_nowhere
from assistant.lookups.draft import Draft
from assistant.query.scope import longer_names, with_plans
from assistant.question import Query, Scope
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources


def wider(query: Query, sources: Sources) -> Query | None:
    """None where the scope is meant, was carried over or has a word that is asked for."""
    scope = query.scope
    if not scope.plans or scope.titles or scope.five_year or scope.unknown or scope.elsewhere:
        return None
    if any(key.startswith(("region:", "year:")) for key in query.inherited):
        return None
    names = longer_names(query.wording, scope.regions)
    if {*names} != {*scope.regions}:
        return None
    if not all(_stands_elsewhere(name, query, sources) for name in names.values()):
        return None
    if not stands_nowhere(query, sources, scope.plans):
        return None
    return replace(query, scope=with_plans(Scope(), sources.catalog.rows))


def _stands_elsewhere(name: str, query: Query, sources: Sources) -> bool:
    """Whether a name stands in a clause of other papers, and in none of those asked about."""
    views = (sources.catalog.view(row.id) for row in sources.catalog.rows)
    speaking = {row.plan for view in views for row in view.clauses if name in fold(row.text)}
    return bool(speaking) and not speaking & {*query.scope.plans}


def of_all(query: Query, draft: Draft) -> Draft:
    """What the wider question finds, saying in its first words that it is not of the scope."""
    scope = query.scope
    called = "、".join((*scope.regions, *(f"{year}年" for year in scope.years if not scope.regions)))
    note = f"{called}的文件里没有所问的字样，以下不限于{called}的文件。"
    return replace(draft, answer=f"{note}\n\n{draft.answer}", counted=(note, *draft.counted))
