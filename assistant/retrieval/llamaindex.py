"""The search as a LlamaIndex retriever: a query bundle in, nodes with scores out, one a clause.

For those who build their own pipeline with LlamaIndex; the program itself uses `Retriever`. The nodes carry
the whole clause as the Library has it, with label, path, units and place in the plan's clean text.
"""

from __future__ import annotations

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.retrieval.hybrid import Retriever
from ingest.index.model import ANYWHERE, Filters, Hit
from ingest.store.library import Library


class ClauseRetriever(BaseRetriever):  # type: ignore[misc]  # an untyped base
    """At most `k` clauses within `filters`, best first."""

    def __init__(
        self, retriever: Retriever, library: Library, *, k: int = 10, filters: Filters = ANYWHERE
    ) -> None:
        super().__init__()
        self._retriever = retriever
        self._library = library
        self._k = k
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._retriever.search(query_bundle.query_str, self._k, self._filters)
        return [NodeWithScore(node=self._node(hit), score=hit.score) for hit in hits]

    def _node(self, hit: Hit) -> TextNode:
        row = self._library.clause(hit.plan, hit.label)
        span = row.clause.span
        return TextNode(
            id_=f"{hit.plan}#{hit.label}",
            text=row.text,
            start_char_idx=span.start,
            end_char_idx=span.end,
            metadata={
                "plan": hit.plan,
                "label": hit.label,
                "path": " / ".join(row.clause.path),
                "units": "、".join(row.clause.units),
                "start": span.start,
                "end": span.end,
            },
        )
