"""The pipeline to beat: what LlamaIndex does with documents where nobody thinks about their clauses.

In: the plans' texts. Out: the nearest chunks. SentenceSplitter of 512 tokens with 64 in common, one vector a
chunk by the embedder of the settings, VectorStoreIndex in memory, the nearest by cosine; without an embedder,
the same chunks by their words, in our lexical index. It gets two things for nothing: the clean text instead
of the file that came in (lines unwrapped, page furniture gone), and the title in front of every chunk.

Left alone the splitter would ask nltk for sentences, which finds hardly any in Chinese and wants its data; it
is given LlamaIndex's own second expression for sentences (。？！), and our count of tokens for its tokenizer.
The only module of `evals` that knows LlamaIndex.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from llama_index.core import VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.node_parser.text.sentence import CHUNKING_REGEX
from llama_index.core.node_parser.text.utils import split_by_regex
from llama_index.core.prompts.default_prompts import DEFAULT_TEXT_QA_PROMPT
from llama_index.core.schema import Document, QueryBundle, TextNode
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters

from ingest.embedding.embedders import Embedder
from ingest.index.indexes import Change
from ingest.index.lexical import LexicalIndex
from ingest.index.llamaindex import EmbedderEmbedding
from ingest.index.model import Filters, Passage
from ingest.model import Plan, Span
from ingest.tokens import count_tokens

CHUNK_SIZE, CHUNK_OVERLAP = 512, 64
"""Tokens."""
TOP_K = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """`text` is as it stands in the plan's clean text at `span`; `id` has no meaning beyond one building."""

    id: str
    plan: str
    title: str
    text: str
    span: Span


class NaivePipeline:
    """Use `NaivePipeline.build`."""

    def __init__(self, nodes: Sequence[TextNode], embedder: Embedder | None) -> None:
        self._by_id = {chunk.id: chunk for chunk in map(_chunk, nodes)}
        self._embedder = embedder
        self._index = VectorStoreIndex(nodes, embed_model=EmbedderEmbedding(embedder)) if embedder else None
        self._words = LexicalIndex.in_memory()
        self._words.update(_changes(self.chunks), stamp="")

    @classmethod
    def build(cls, plans: Iterable[Plan], embedder: Embedder | None = None) -> Self:
        return cls(_nodes(plans), embedder)

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """All chunks, plan by plan in reading order."""
        return tuple(self._by_id.values())

    def search(self, question: str, k: int = TOP_K, plans: Collection[str] = ()) -> tuple[Chunk, ...]:
        """The k nearest chunks, of these plans only where any are named; none for a question with nothing to
        search by.
        """
        if self._embedder is None or self._index is None:
            return self.worded(question, k, plans)
        vector = self._embedder.embed_query(question)
        if not vector.any() or not self._by_id:
            return ()
        retriever = self._index.as_retriever(similarity_top_k=k, filters=_within(plans))
        found = retriever.retrieve(QueryBundle(question, embedding=vector.tolist()))
        return tuple(self._by_id[hit.node.node_id] for hit in found)

    def worded(self, question: str, k: int = TOP_K, plans: Collection[str] = ()) -> tuple[Chunk, ...]:
        """The same by the words in common."""
        hits = self._words.search(question, k, Filters(plans=tuple(plans)))
        return tuple(self._by_id[hit.passage] for hit in hits)


def _changes(chunks: Iterable[Chunk]) -> Iterator[Change]:
    for plan, of_plan in groupby(chunks, key=lambda chunk: chunk.plan):
        passages = tuple(
            Passage(
                id=chunk.id,
                plan=plan,
                label=chunk.id,
                title=chunk.title,
                path=(),
                text=chunk.text,
                span=chunk.span,
            )
            for chunk in of_plan
        )
        yield Change(plan=plan, fingerprint="", passages=passages)


def asked_of_model(question: str, chunks: Iterable[Chunk]) -> str:
    """What a LlamaIndex query engine puts to its model: its default prompt over the chunks, as they are."""
    context = "\n\n".join(chunk.text for chunk in chunks)
    words: str = DEFAULT_TEXT_QA_PROMPT.format(context_str=context, query_str=question)
    return words


def splitter() -> SentenceSplitter:
    """LlamaIndex's splitter in the sizes most tutorials give it; nothing is downloaded."""
    return SentenceSplitter(
        chunk_size=CHUNK_SIZE,
        chunk_overlap=CHUNK_OVERLAP,
        tokenizer=lambda text: range(count_tokens(text)),
        chunking_tokenizer_fn=split_by_regex(CHUNKING_REGEX),
    )


def _nodes(plans: Iterable[Plan]) -> list[TextNode]:
    documents = [
        Document(
            text=plan.text,
            id_=plan.id,
            metadata={"title": plan.title, "plan": plan.id},
            excluded_embed_metadata_keys=["plan"],
            excluded_llm_metadata_keys=["plan"],
        )
        for plan in plans
    ]
    nodes: list[TextNode] = splitter().get_nodes_from_documents(documents)
    return nodes


def _chunk(node: TextNode) -> Chunk:
    return Chunk(
        id=node.node_id,
        plan=node.metadata["plan"],
        title=node.metadata["title"],
        text=node.text,
        span=Span(start=node.start_char_idx, end=node.end_char_idx),
    )


def _within(plans: Collection[str]) -> Any:
    if not plans:
        return None
    condition = MetadataFilter(key="plan", value=list(plans), operator=FilterOperator.IN)
    return MetadataFilters(filters=[condition])
