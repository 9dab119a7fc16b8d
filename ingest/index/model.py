"""What is indexed and found: passages, what a search is confined to, hits."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Span


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
