"""What is indexed and found: passages and how a plan is cut into them, what a search is confined to, hits.

One passage a clause; a clause over the token budget is cut (`ingest.tokens.cut`), and the pieces tile the
clause's span without overlap. Clauses only: headings go along as the passage's path, and text outside the
clauses is not searched.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Clause, Plan, Span
from ingest.tokens import Tokenizer, count_tokens, cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is indexed: a clause, or a stretch of a long one cut at sentence ends.

    `id` is "plan#label#n", n from 0. `text == plan.text[span]`; `for_embedding()` puts title and headings
    before it.
    """

    id: str
    plan: str
    label: str
    title: str
    path: tuple[str, ...]
    text: str
    span: Span
    units: tuple[str, ...] = ()
    region: str | None = None
    year: int | None = None
    last_year: int | None = None

    def for_embedding(self) -> str:
        return "\n".join((self.title, *self.path, self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is confined to; every condition that is set must hold.

    `plans` are plan ids, any of them; none means all. `year` is met by every plan that covers it (a plan of
    2021-2025 covers 2023). `region` and `unit` are compared as they are written, to the letter.
    """

    plans: tuple[str, ...] = ()
    region: str | None = None
    year: int | None = None
    unit: str | None = None


ANYWHERE = Filters()
"""No condition at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One passage found. `rank` counts from 1; `score` is comparable only within one answer of one
    `retriever`.
    """

    passage: str
    plan: str
    label: str
    score: float
    rank: int
    retriever: str


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
