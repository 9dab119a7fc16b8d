"""第三条 as the third of what the answer before lists, where the paper has no articles.

In: a follow-up, the question before it. Out: the follow-up as one about the clauses of that answer, and as it
reads by itself where they hold no third; None where the mark is one the paper prints, or may print.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.question import Query
from assistant.retrieval.catalog import Catalog
from ingest.grammar.numerals import in_digits

_ARTICLE = "条"


def nth_of_list(query: Query, before: Query, catalog: Catalog) -> Query | None:
    """Only where one mark is said, and none of the papers asked about before has an article at all."""
    said = query.reference
    if len(said) != 1 or query.scope.named or before.intent not in _LISTED:
        return None
    mark = said[0]
    number = in_digits(mark.removeprefix("第").removesuffix(_ARTICLE))
    if not mark.endswith(_ARTICLE) or not number.isdecimal() or _has_articles(before, catalog):
        return None
    slots = replace(query.slots, back="nth", nth=int(number))
    by_itself = replace(query, scope=before.scope)
    return Query(
        asked=query.asked,
        intent="content",
        scope=before.scope,
        slots=slots,
        before=before,
        wants_unit=query.wants_unit,
        otherwise=(by_itself,),
    )


_LISTED = ("list", "count", "content", "figure", "unit")


def _has_articles(before: Query, catalog: Catalog) -> bool:
    return any(
        row.clause.label.partition("/")[0].endswith(_ARTICLE) or "/第" in row.clause.label
        for plan in before.scope.plans
        for row in catalog.view(plan).clauses
    )
