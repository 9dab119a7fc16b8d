"""What follows from breaking an article (违反第九条怎么处理): the articles that speak of its breach, in full.

In: a question that points at an article and asks what becomes of who breaks it. Out: those articles; where
none names it, what is said of breaking the paper as a whole is shown, and nothing claimed. The article itself
says what is to be done and is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.near import near_or_nothing, shown
from assistant.lookups.cite import cite
from assistant.lookups.draft import Draft, whole
from assistant.query.reference import articles_pointed_at
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.nearest import Passage
from assistant.retrieval.options import NEAREST
from assistant.retrieval.sources import Sources
from ingest.grammar.breaches import articles_broken, breaks_the_paper
from ingest.grammar.references import ARTICLE
from ingest.store.rows import ClauseRow

Placed = tuple[PlanView, ClauseRow]


def punished(query: Query, sources: Sources) -> Draft:
    asked = articles_pointed_at(query)
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    every = [(view, row) for view in views for row in view.clauses]
    found = [(view, row) for view, row in every if asked & articles_broken(row.text)]
    if found:
        rows = _with_items(found)
        return Draft(
            status="answered",
            answer="\n\n".join(whole(view, row) for view, row in rows),
            citations=tuple(cite(view, row) for view, row in rows),
        )
    general = [(view, row) for view, row in every if breaks_the_paper(row.text)]
    if not general:
        return near_or_nothing(query, sources)
    passages = [Passage(view=view, row=row, span=row.clause.span, share=1.0) for view, row in general]
    return shown(passages[: NEAREST.clauses])


def _with_items(found: Sequence[Placed]) -> list[Placed]:
    """Each with the items of its article, where it only leads in to them."""
    out: dict[tuple[str, str], Placed] = {}
    for view, row in found:
        article = _article(row)
        leads = row.text.rstrip().endswith(("：", ":"))
        below = [r for r in view.clauses if leads and article and _article(r) == article] or [row]
        out |= {(r.plan, r.clause.label): (view, r) for r in below}
    return list(out.values())


def _article(row: ClauseRow) -> str:
    """The label down to its 条; "" where it is of none."""
    parts = row.clause.label.split("/")
    at = next((n for n, part in enumerate(parts) if ARTICLE.fullmatch(part)), None)
    return "" if at is None else "/".join(parts[: at + 1])
