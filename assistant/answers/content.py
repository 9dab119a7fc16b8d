"""Answers to "what does it say": the clause that meets the question, whole where it is short, else its
sentences.

A clause that has the words of the question without speaking of the thing they name is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.near import near_or_nothing
from assistant.answers.options import ANSWERS
from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft, lacks, one_a_clause, quote, row_line, where
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation, Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.evidence import sentence_spans, togetherness
from assistant.retrieval.sources import Found, Sources
from ingest.grammar.segmentation import is_verb
from ingest.model import Span

_TIME = re.compile(r"(?:完成)?(?:时限|期限|时间|日期)")
"""Words that ask when; the time may stand anywhere in the clause."""


def content(query: Query, sources: Sources) -> Draft:
    by_plan = sources.statements(query, query.scope.plans)
    best = {
        p: s
        for p, s in by_plan.items()
        if s[0].statement.score >= ANSWERS.meets and lacks(query, s[0]) <= LOOKUPS.lacking
    }
    highest = max((s[0].statement.score for s in best.values()), default=0.0)
    kept = sorted(
        (
            s
            for s in best.values()
            if s[0].statement.score >= LOOKUPS.as_good * highest and _speaks_of(query, s[0])
        ),
        key=lambda s: -s[0].statement.score,
    )
    if not kept:
        return near_or_nothing(query, sources)
    parts: list[str] = []
    citations: list[Citation] = []
    for statements in kept[:3]:
        view = sources.catalog.view(statements[0].row.plan)
        for found in _with_items(view, one_a_clause(statements)[0], query, sources):
            spans = _spans_to_show(found, statements)
            clause = found.row.clause
            chip = f"〔{marker(view, clause.label)}〕"
            said = f"{row_line(clause)} {chip}" if clause.columns else f"{chip} {clause.heading or ''}"
            parts.append(said.rstrip())
            for span in spans:
                citations.append(cite(view, found.row, span))
                parts.append(quote(citations[-1]))
            parts.append(where(view, [found.row]))
    return Draft(status="answered", answer="\n\n".join(parts), citations=tuple(citations))


def _speaks_of(query: Query, found: Found) -> bool:
    """A name in quotation marks is the thing itself, wherever the other words stand; words of doing alone
    name no thing.
    """
    if all(is_verb(t.text) for t in query.terms if not t.optional):
        return True
    if any(name in found.prepared.whole for name in query.slots.quoted):
        return True
    things = [t for t in query.terms if not (query.wants_due and _TIME.fullmatch(t.text))]
    return togetherness(things, query.phrase, found.prepared) >= ANSWERS.together


def _with_items(view: PlanView, found: Found, query: Query, sources: Sources) -> list[Found]:
    """Where the words only introduce the 项 of a 条 (下列条件：), the 项 with them."""
    clause = found.row.clause
    if clause.family != "¶" or not found.row.text.rstrip().endswith(("：", ":")):
        return [found]
    items = [
        r
        for r in view.clauses
        if (r.clause.parent or "").startswith(clause.parent or "-") and r.clause.family != "¶"
    ]
    judged = [sources.of_clause(view, row, query)[0] for row in items]
    return [found, *judged]


def _spans_to_show(found: Found, statements: Sequence[Found]) -> list[Span]:
    """The whole clause where it is short or all of it is meant, else the sentences that meet the question, in
    order.
    """
    clause = found.row.clause
    if clause.span.end - clause.span.start <= LOOKUPS.whole:
        return [clause.span]
    mine = [f for f in statements if f.row is found.row] or [found]
    top = max(f.statement.score for f in mine)
    spread = [f for f in mine if f.statement.score >= LOOKUPS.as_good * top]
    if len(spread) * 2 >= len(sentence_spans(found.row)):
        return [clause.span]
    spans = sorted(f.statement.span for f in spread)
    return spans or [clause.span]
