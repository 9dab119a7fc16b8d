"""Where papers say what they mean by a word (本办法所称绿道，是指…), for 绿道是什么意思.

In: the word as the question has it, maybe with a few words before it (骑车说的示范区), and papers. Out: the
clauses that explain it; nothing where no sentence explains exactly that word.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.lookups.cite import cite, reference
from assistant.lookups.draft import Draft, quote
from assistant.lookups.options import LOOKUPS
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.definitions import defined_in
from ingest.grammar.joins import members
from ingest.store.rows import ClauseRow


def explained(query: Query, sources: Sources) -> Draft | None:
    """The clauses that say what the word asked for means, whole: a next sentence may except something. None
    where it asks for none, or none does.
    """
    asked = query.slots.meaning
    found = list(_of_word(asked, (sources.catalog.view(p) for p in query.scope.plans))) if asked else []
    if not found:
        return None
    longest = max(len(term) for term, _, _ in found)
    citations = {cite(view, row): (view, row) for term, view, row in found if len(term) == longest}
    parts = [
        part
        for citation, (view, row) in citations.items()
        for part in (f"〔{citation.marker}〕", quote(citation), f"出处：{reference(view, row)}")
    ]
    return Draft(status="answered", answer="\n\n".join(parts), citations=tuple(citations))


def _of_word(asked: str, views: Iterable[PlanView]) -> Iterable[tuple[str, PlanView, ClauseRow]]:
    for view in views:
        for row in view.clauses:
            for term in map(fold, defined_in(row.text)):
                for one in dict.fromkeys((term, *members(term))):  # 报告企业 of 报告企业和单位
                    if asked.endswith(one) and len(asked) - len(one) <= LOOKUPS.before_a_word:
                        yield one, view, row
