"""The edge to LlamaIndex: the clause parser as its NodeParser, embedders in both directions.

Plans and passages go out as nodes and never come back in: LlamaIndex's words stay on this side. A node is one
passage, its id the passage's, its character indices those of the plan's clean text, its metadata flat, so
that every vector store takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import PurePath
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship, TextNode

from ingest.embedding.embedders import Embedder, Parts, Recipe, Vectors, normalised, stacked
from ingest.errors import EmbeddingError
from ingest.index.model import Passage
from ingest.index.passages import BUDGET, passages
from ingest.model import Plan

Parse = Callable[[str, str], Plan]
"""Text and file name -> plan."""
_PART = 100
"""Texts handed to a model at once."""


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


class ModelEmbedder:
    """Any of LlamaIndex's embedding models as an embedder of ours; `dimensions` is asked of it where not
    given.
    """

    def __init__(self, model: BaseEmbedding, *, dimensions: int | None = None) -> None:
        self._model = model
        self._dimensions = dimensions

    @property
    def recipe(self) -> Recipe:
        return Recipe(kind="llama-index", model=str(self._model.model_name), dimensions=self._dimensions)

    @property
    def name(self) -> str:
        return self.recipe.name

    @cached_property
    def dimensions(self) -> int:
        return self._dimensions or len(self.embed_query("规划"))

    def in_parts(self, texts: Sequence[str]) -> Parts:
        """Raises EmbeddingError where the model does not answer or answers in another dimension."""
        for start in range(0, len(texts), _PART):
            part = list(texts[start : start + _PART])
            yield self._rows(partial(self._model.get_text_embedding_batch, part))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Raises EmbeddingError as `in_parts` does."""
        return stacked(self.in_parts(texts), texts, lambda: self.dimensions)

    def embed_query(self, text: str) -> Vectors:
        """Raises EmbeddingError as `in_parts` does."""
        row: Vectors = self._rows(lambda: [self._model.get_query_embedding(text)])[0]
        return row

    def _rows(self, ask: Callable[[], list[list[float]]]) -> Vectors:
        try:
            rows = normalised(np.array(ask(), dtype=np.float32))
        except Exception as exc:
            remedy = "请检查嵌入模型的地址与名称；不用模型时可改用离线检索。"
            raise EmbeddingError(f"嵌入模型 {self.name} 未能作答（{exc}）", remedy=remedy) from exc
        if self._dimensions is not None and rows.shape[1] != self._dimensions:
            raise EmbeddingError(f"嵌入模型 {self.name} 的维数为 {rows.shape[1]}，不是 {self._dimensions}")
        return rows


def _floats(row: Vectors) -> list[float]:
    return [float(value) for value in row]
