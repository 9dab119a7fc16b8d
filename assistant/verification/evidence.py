"""A numbered clause given to a model; its sentences cite clauses by these numbers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.lookups.cite import marker
from assistant.retrieval.catalog import PlanView
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One numbered clause as the model sees it; `number` from 1."""

    number: int
    view: PlanView
    row: ClauseRow
    words: str

    @property
    def marker(self) -> str:
        return marker(self.view, self.row.clause.label)
