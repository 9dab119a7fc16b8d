"""A plan cut into passages: what the indexes hold and a search finds.

One passage a clause; a clause over the token budget is cut (`ingest.tokens.cut`), and the pieces tile the
clause's span without overlap.

It reads clauses only: headings go along as the passage's path, and text outside the clauses is not searched.
"""

from __future__ import annotations

from ingest.index.model import Passage
from ingest.model import Clause, Plan
from ingest.tokens import Tokenizer, count_tokens, cut

BUDGET = 512
"""Tokens a passage: what common embedding models read of a text before they cut it off."""
PASSAGES_VERSION = 1
"""Raised whenever the same plan gives other passages, so that indexes made of the old ones are made anew."""


def passages(plan: Plan, *, budget: int = BUDGET, tokenizer: Tokenizer = count_tokens) -> tuple[Passage, ...]:
    """The passages of all clauses in reading order; `budget` in tokens as `tokenizer` counts them, at least
    1.
    """
    return tuple(
        Passage(
            id=f"{plan.id}#{clause.label}#{number}",
            plan=plan.id,
            label=clause.label,
            title=plan.title,
            path=_path(clause),
            text=span.of(plan.text),
            span=span,
            units=clause.units,
            region=plan.region,
            year=plan.year,
            last_year=plan.last_year,
        )
        for clause in plan.clauses
        for number, span in enumerate(cut(plan.text, clause.span, budget=budget, tokenizer=tokenizer))
    )


def _path(clause: Clause) -> tuple[str, ...]:
    return (*clause.path, *(part for part in (clause.group, clause.heading) if part))
