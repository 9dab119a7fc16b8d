"""Where words stand: to the letter, each clause that has them; and the clauses nearest to what is looked
for.
"""

from __future__ import annotations

from assistant.denial import By, Denial
from assistant.lookups.arguments import MentionsArguments, SearchArguments
from assistant.lookups.found import Rows, clause_row
from assistant.lookups.mentions import rows_with, span_of
from assistant.lookups.typed.named import plan_ids
from assistant.lookups.typed.papers import duty_cells, place_cells
from assistant.question import Query, Scope
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage, nearest_passages
from assistant.retrieval.sources import Sources
from ingest.model import Span
from ingest.store.rows import ClauseRow

NEAREST_ONLY = "按相近程度取前几条，不是全部"


def mentions(catalog: Catalog, arguments: MentionsArguments) -> Rows:
    """Every clause whose own words have the word to the letter; how often headings have it is told beside."""
    plans = plan_ids(catalog, arguments.plans)
    word = fold(arguments.word)
    rows = []
    for row in rows_with(word, catalog, plans):
        view, span = catalog.view(row.plan), span_of(row, word)
        words = {"原文": _stretch(row, span)}
        rows.append(clause_row(view, row, {**place_cells(view, row), **duty_cells(row), **words}, span))
    note = f"逐字查找了 {len(plans)} 份文件的全部条款；换一种说法的不在内"
    titled = sum(_in_headings(catalog.view(plan), word) for plan in plans)
    note += f"；另有 {titled} 处标题写有“{arguments.word}”" if titled else ""
    return Rows(rows=tuple(rows), note=note, read={"plans": list(plans) if arguments.plans else []})


def _in_headings(view: PlanView, word: str) -> int:
    """How many headings have the word."""
    paths = {row.clause.path[:depth] for row in view.clauses for depth in range(1, len(row.clause.path) + 1)}
    return sum(word in fold(path[-1]) for path in paths)


def _stretch(row: ClauseRow, span: Span) -> str:
    base = row.clause.span.start
    return row.text[span.start - base : span.end - base]


def search(sources: Sources, arguments: SearchArguments) -> Rows:
    """At most `k` clauses, nearest first, each by the stretch that has most of the words; never complete."""
    plans = plan_ids(sources.catalog, arguments.plans)
    asked = Query(asked=arguments.words, intent="content", scope=Scope(plans=plans))
    query = sources.about(arguments.words, asked)
    found = nearest_passages(query, sources, plans, arguments.k)
    rows = tuple(
        clause_row(
            p.view, p.row, {**place_cells(p.view, p.row), **duty_cells(p.row), "原文": _said(p)}, p.span
        )
        for p in found
    )
    return Rows(
        rows=rows,
        complete=False,
        note=NEAREST_ONLY if rows else str(Denial(what="一条含有这些字词", by=By.WORDS)),
        read={"plans": list(plans) if arguments.plans else []},
    )


def _said(passage: Passage) -> str:
    return _stretch(passage.row, passage.span)
