"""Whether what is asked for is taken out of the rule that would answer: 定向生每月补助多少, and 定向生除外.

In: a query and the sentences nearest to it. Out: the sentence and the part of it that takes the thing out. A
question names the thing where a word of it stands in that part and nowhere else in the clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.lookups.options import FIGURES, LOOKUPS
from assistant.question import Query
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Found, Sources
from ingest.grammar.exclusions import exclusions_in


def excluded(query: Query, sources: Sources, plans: Sequence[str]) -> tuple[Found, str] | None:
    found = [f for said in sources.statements(query, plans).values() for f in said[: LOOKUPS.exclusions]]
    for one in sorted(found, key=lambda f: -f.statement.score):
        for part in exclusions_in(one.text):
            if _names(query, part, one.row.text) and _is_asked_of(query, one):
                return one, part
    return None


def _names(query: Query, part: str, clause: str) -> bool:
    rest = fold(clause.replace(part, "，"))
    own = [t for t in query.terms if not t.optional and coverage(t, fold(part)) == 1.0]
    return any(coverage(t, rest) < RANKING.had for t in own)


def _is_asked_of(query: Query, found: Found) -> bool:
    """Whether the clause speaks of the matter of the question as well."""
    total = sum(t.weight for t in query.terms)
    lacking = sum(t.weight for t in query.terms if t.text in found.statement.missing)
    return total > 0 and 1 - lacking / total >= FIGURES.enough
