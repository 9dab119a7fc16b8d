"""The clauses a model is given, numbered: what it may say stands here and nowhere else.

In: the draft of the rules engine, which has found the clauses, and a budget of tokens. Out: `Evidence`, the
cited clauses first, then (for questions about content) the nearest others, plan by plan in turn, so that a
long plan does not crowd out a short one. A clause that does not fit is cut at the end of a sentence, never
within one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from assistant.generation.options import GENERATION
from assistant.lookups.draft import Draft
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import offices_words
from assistant.verification.evidence import Evidence
from ingest.store.rows import ClauseRow
from ingest.tokens import count_tokens


def dossier(draft: Draft, query: Query, sources: Sources, budget: int) -> tuple[Evidence, ...]:
    """At most `budget` tokens in all, at least the first clause's first sentence; () where the draft cites
    nothing.
    """
    out: list[Evidence] = []
    left = budget
    for view, row in _candidates(draft, query, sources):
        words = block(len(out) + 1, view, row, min(GENERATION.longest, left))
        if words is None:
            break
        out.append(Evidence(number=len(out) + 1, view=view, row=row, words=words))
        left -= count_tokens(words)
    return tuple(out)


def _candidates(draft: Draft, query: Query, sources: Sources) -> Iterator[tuple[PlanView, ClauseRow]]:
    cited = list(dict.fromkeys((c.plan, c.clause) for c in draft.citations))
    by_plan: dict[str, list[str]] = {}
    for plan, label in cited:
        by_plan.setdefault(plan, []).append(label)
    for label_of_each in itertools.zip_longest(*by_plan.values()):
        for plan, label in zip(by_plan, label_of_each, strict=True):
            if label is not None:
                view = sources.catalog.view(plan)
                yield view, view.clause(label)
    if query.intent == "content" and draft.listing is None:
        yield from _nearest(cited, query, sources)


def _nearest(
    cited: Sequence[tuple[str, str]], query: Query, sources: Sources
) -> Iterator[tuple[PlanView, ClauseRow]]:
    """Other clauses of the plans cited that meet the question nearly as well, one of each plan in turn."""
    plans = dict.fromkeys(plan for plan, _ in cited)
    rows: list[list[ClauseRow]] = []
    for statements in sources.statements(query, plans).values():
        near = [f.row for f in statements if f.statement.score >= GENERATION.near]
        rows.append(list({r.clause.label: r for r in near if (r.plan, r.clause.label) not in cited}.values()))
    turns = (row for turn in itertools.zip_longest(*rows) for row in turn if row is not None)
    for row in itertools.islice(turns, GENERATION.others):
        yield sources.catalog.view(row.plan), row


def block(number: int, view: PlanView, row: ClauseRow, room: int) -> str | None:
    """One clause as a model is given it, in at most `room` tokens; None where not even the first sentence
    fits.
    """
    clause = row.clause
    head = [f"[{number}] 《{view.row.title}》 {' '.join(clause.path)} {clause.mark}".rstrip()]
    if clause.columns:
        head.append(f"表头：{' ｜ '.join(clause.columns)}")
    foot = [f"分工：{offices}"] if (offices := offices_words(row.clause)) else []
    spare = room - count_tokens("\n".join((*head, *foot))) - 8
    kept: list[str] = []
    spans = sentence_spans(row)
    for span in spans:
        words = row.text[span.start - clause.span.start : span.end - clause.span.start]
        if count_tokens("".join((*kept, words))) > spare:
            break
        kept.append(words)
    if not kept:
        return None
    body = "".join(kept).replace("\t", " ｜ ")
    cut = "（以下略）" if len(kept) < len(spans) else ""
    return "\n".join((*head, f"原文：{body}{cut}", *foot))
