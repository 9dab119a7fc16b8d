"""What is given for each of a thing, where the sentence that says so leaves the thing out: 每座补助3万元
behind a sentence of what is built.

In: a question that asks what is paid for a thing, and papers. Out: the sentences of the one clause that has
all its words and says what is given; None where several clauses do, or one that gives for many things.
"""

from __future__ import annotations

from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft, quote, where
from assistant.lookups.options import LOOKUPS
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.granting import gives_money, is_grant
from ingest.grammar.recurrence import says_each
from ingest.grammar.stops import SENTENCES
from ingest.model import Span
from ingest.store.rows import ClauseRow

Granting = tuple[PlanView, ClauseRow, tuple[Span, ...]]
"""A clause and the sentences of it that say what is given."""


def granted(query: Query, sources: Sources) -> Draft | None:
    """None where it is not asked, or not told by one clause alone."""
    if "granted" not in query.slots.asks or query.slots.given:  # of 800亩 the band of these is asked for
        return None
    things = [t for t in query.terms if not (t.optional or is_grant(t.text) or says_each(t.text))]
    found: list[Granting] = []
    for view in (sources.catalog.view(plan) for plan in query.scope.plans) if things else ():
        title = fold(view.row.title)
        for row in view.clauses:
            text = fold(" ".join((title, *row.clause.path, row.text)))
            if all(coverage(t, text) == 1.0 for t in things) and (spans := _granting(row)):
                found.append((view, row, spans))
    if len(found) != 1 or len(found[0][2]) > LOOKUPS.granting:
        return None
    view, row, spans = found[0]
    citations = tuple(cite(view, row, span) for span in spans)
    lead = "".join(
        f"**{c.quote.rstrip('。；')}** 〔{marker(view, row.clause.label)}〕\n\n" for c in citations
    )
    head = f"写到{'、'.join(f'“{t.text}”' for t in things)}、又写明给多少钱的条款："
    parts = [head, lead, quote(cite(view, row)), where(view, [row], spans)]
    return Draft(status="answered", answer="\n\n".join(parts), citations=(cite(view, row),), counted=(head,))


def _granting(row: ClauseRow) -> tuple[Span, ...]:
    """The sentences of a clause in prose that say what is given; () of a row."""
    if row.clause.cells:
        return ()
    base = row.clause.span.start
    sentences = (m for m in SENTENCES.finditer(row.text) if gives_money(m[0]))
    return tuple(Span(start=base + m.start(), end=base + m.end()) for m in sentences)
