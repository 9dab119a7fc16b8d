"""Selective answering: a claim is made only where it answers the question more often than not.

In: a question, a draft and how to answer the question from some clauses alone. Out: the draft; that of
another clause, where it serves better; or the nearest sentences, with no claim made. A logistic regression
tells how often a claim with such signs (`claimed`) serves; its weights are in data/claims.tsv: a sign a line,
its weight in hundredths of log-odds. They are trained by `plans bench claims --train` (evals/bench/claims.py)
on answers known to be right or wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from assistant.answers.claimed import SIGNS, Signs, claimed, signs_of
from assistant.answers.draft import Draft
from assistant.answers.near import nearest
from assistant.answers.office import is_of_the_whole
from assistant.answers.options import SERVING
from assistant.question import Intent, Query
from assistant.retrieval.sources import Sources

WEIGHTS = Path(__file__).parent / "data" / "claims.tsv"
UNIT = 100
"""Hundredths: what one log-odds is in the file."""
BIAS = "="
"""The row of the file that counts for every claim."""
_CLAIMING: frozenset[Intent] = frozenset(("figure", "unit", "content", "count", "compare"))
"""Intents whose answers claim what a sentence says; the others list, point or compare versions."""

Answering = Callable[[Query, Sources], Draft | None]


@cache
def weights() -> dict[str, float]:
    """Name of a sign -> its weight in log-odds."""
    lines = (line.split("\t") for line in WEIGHTS.read_text("utf-8").splitlines())
    return {name: int(weight) / UNIT for name, weight in lines}


def odds_of(signs: Signs) -> float:
    """Log-odds that a claim with such signs serves."""
    table = weights()
    return table[BIAS] + math.fsum(table[name] * signs[name] for name in SIGNS)


def is_judged(query: Query, draft: Draft) -> bool:
    """Whether it claims what sentences say; what is computed, listed or told of versions is looked up."""
    looked_up = draft.counted or draft.earlier or draft.listing or query.operands or query.reference
    return draft.status == "answered" and query.intent in _CLAIMING and not looked_up


def falls_short(query: Query, draft: Draft, sources: Sources) -> bool:
    """Whether it claims something in bold that does not serve what was asked."""
    signs = signs_of(query, draft, sources)
    return signs is not None and odds_of(signs) < SERVING.serves


def serving(query: Query, draft: Draft, sources: Sources, answering: Answering) -> Draft:
    """`answering` answers the question from the clauses of other sources."""
    if not is_judged(query, draft) or sources.only is not None or _is_of_the_whole(query, draft, sources):
        return draft
    signs = signs_of(query, draft, sources)
    if signs is None or (odds := odds_of(signs)) >= SERVING.serves:
        return draft
    best = max(_others(query, draft, sources, answering), key=lambda other: other[0], default=None)
    if best is not None and best[0] >= max(SERVING.instead, odds):
        return best[1]
    return nearest(query, sources) or draft


def _is_of_the_whole(query: Query, draft: Draft, sources: Sources) -> bool:
    """Whether who does all of a paper is asked and told, which no word of the sentence need repeat."""
    views = [(sources.catalog.view(c.plan), c.clause) for c in draft.citations]
    return query.intent == "unit" and all(is_of_the_whole(query, v, v.clause(label)) for v, label in views)


def _others(
    query: Query, draft: Draft, sources: Sources, answering: Answering
) -> Iterator[tuple[float, Draft]]:
    """Answers from each of the other clauses that meet the question best, with their odds."""
    claim = claimed(draft, sources)
    taken = {(p.row.plan, p.row.clause.label) for p in claim.prepared} if claim else set()
    for key in [key for key in clauses_near(query, sources) if key not in taken][: SERVING.others]:
        other = answering(query, sources.within([key]))
        if other is None or not is_judged(query, other):
            continue
        signs = signs_of(query, other, sources)
        if signs is not None:
            yield odds_of(signs), other


def clauses_near(query: Query, sources: Sources) -> list[tuple[str, str]]:
    """The clauses whose sentences meet the question best, each once."""
    found = [f for said in sources.statements(query, query.scope.plans).values() for f in said]
    found.sort(key=lambda f: -f.statement.score)
    return list(dict.fromkeys((f.row.plan, f.row.clause.label) for f in found))
