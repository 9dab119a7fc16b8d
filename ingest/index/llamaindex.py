"""The edge to LlamaIndex: the clause parser as its NodeParser, our embedders as its embedding models.

`ClauseNodeParser` and `EmbedderEmbedding` are for those who build their own pipeline with LlamaIndex, as
`assistant.retrieval.llamaindex` is; the program itself needs neither. Plans and passages go out as nodes and
never come back in: LlamaIndex's words stay on this side. A node is one passage, its id the passage's, its
character indices those of the plan's clean text, its metadata flat, so that every vector store takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship, TextNode

from ingest.embedding.embedders import Embedder, Vectors
from ingest.index.model import BUDGET, Passage, passages
from ingest.model import Plan

Parse = Callable[[str, str], Plan]
"""Text and file name -> plan."""


class ClauseNodeParser(NodeParser):  # type: ignore[misc]  # an untyped base
    """A document into one node a clause, or several for a clause over `budget` tokens.

    `parse` reads a text into a plan, as `ingest.pipeline.parse_text` does. The file name is the document's
    `file_name` or `file_path`, else its id. Raises IngestError for a document that is no plan.
    """

    parse: Parse = Field(exclude=True)
    budget: int = Field(default=BUDGET, gt=0)

    @classmethod
    def class_name(cls) -> str:
        return "ClauseNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], *_: Any, **__: Any) -> list[BaseNode]:
        return [part for node in nodes for part in self._split(node)]

    def _split(self, node: BaseNode) -> list[BaseNode]:
        named = node.metadata.get("file_name") or node.metadata.get("file_path") or node.node_id
        plan = self.parse(node.get_content(metadata_mode=MetadataMode.NONE), PurePath(named).name)
        source = {NodeRelationship.SOURCE: node.as_related_node_info()}
        return [as_node(passage, dict(source)) for passage in passages(plan, budget=self.budget)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, Any]
    ) -> list[BaseNode]:
        """As in the base, but the indices stay those of the clean text: the base looks the words up in the
        raw one.
        """
        done: list[BaseNode] = super()._postprocess_parsed_nodes(nodes, parent_doc_map)
        for node in done:
            node.start_char_idx, node.end_char_idx = node.metadata["start"], node.metadata["end"]
        return done


def as_node(passage: Passage, relationships: dict[Any, Any] | None = None) -> TextNode:
    """The passage as a node; title and path are embedded with it, the other metadata are not."""
    return TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.span.start,
        end_char_idx=passage.span.end,
        metadata={
            "plan": passage.plan,
            "label": passage.label,
            "title": passage.title,
            "path": " / ".join(passage.path),
            "units": "、".join(passage.units),
            "start": passage.span.start,
            "end": passage.span.end,
        },
        excluded_embed_metadata_keys=["plan", "label", "units", "start", "end"],
        excluded_llm_metadata_keys=["plan", "start", "end"],
        relationships=relationships or {},
    )


class EmbedderEmbedding(BaseEmbedding):  # type: ignore[misc]  # an untyped base
    """One of our embedders as LlamaIndex's embedding model."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **kwargs: Any) -> None:
        super().__init__(model_name=embedder.name, **kwargs)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        return "EmbedderEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return _floats(self._embedder.embed_query(query))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [_floats(row) for row in self._embedder.embed_passages(texts)]


def _floats(row: Vectors) -> list[float]:
    return [float(value) for value in row]
