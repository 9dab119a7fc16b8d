"""The edge to LlamaIndex: nodes with the plan's own coordinates, embedders that give the same both ways."""

from __future__ import annotations

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.embeddings import MockEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import Document, MetadataMode, NodeRelationship

from ingest.embedding.embedders import Embedder
from ingest.errors import PlanError
from ingest.index.llamaindex import ClauseNodeParser, EmbedderEmbedding, ModelEmbedder
from ingest.model import Plan
from tests.ingest.embedder_contract import EmbedderContract
from tests.plan_factory import Item, make_plan
from tests.word_embedder import WordEmbedder

PLAN = make_plan(
    items=[
        Item(label="一/1", text="接种率达到90%以上。", units=("疾控科", "妇幼科")),
        Item(label="一/2", text="接种率达到90%以上。"),
        Item(label="一/3", text="新增托位1200个。" * 20),
    ]
)
RAW = "\n\n\n" + PLAN.text.replace("接种率", "接 种 率")
"""What came in: not the clean text, so that its offsets are others."""


def parse(text: str, file: str) -> Plan:
    assert (text, file) == (RAW, "plan.txt")
    return PLAN


@pytest.fixture
def parser() -> ClauseNodeParser:
    return ClauseNodeParser(parse=parse, budget=64)


def test_one_node_a_clause_in_the_coordinates_of_the_clean_text(parser: ClauseNodeParser) -> None:
    document = Document(text=RAW, metadata={"file_name": "plan.txt"})
    nodes = parser.get_nodes_from_documents([document])
    assert [node.node_id for node in nodes][:3] == [
        f"{PLAN.id}#一/1#0",
        f"{PLAN.id}#一/2#0",
        f"{PLAN.id}#一/3#0",
    ]
    for node in nodes:
        assert PLAN.text[node.start_char_idx : node.end_char_idx] == node.text
        assert (node.metadata["start"], node.metadata["end"]) == (node.start_char_idx, node.end_char_idx)
        assert node.ref_doc_id == document.doc_id
    first = nodes[0]
    assert (first.metadata["plan"], first.metadata["label"]) == (PLAN.id, "一/1")
    assert (first.metadata["path"], first.metadata["units"]) == ("一、重点工作", "疾控科、妇幼科")
    assert first.relationships[NodeRelationship.NEXT].node_id == nodes[1].node_id
    embedded = first.get_content(metadata_mode=MetadataMode.EMBED)
    assert PLAN.title in embedded
    assert "疾控科" not in embedded


def test_the_parser_works_in_an_ingestion_pipeline(parser: ClauseNodeParser) -> None:
    embedding = EmbedderEmbedding(WordEmbedder(64))
    pipeline = IngestionPipeline(transformations=[parser, embedding], disable_cache=True)
    nodes = pipeline.run(documents=[Document(text=RAW, metadata={"file_path": "/some/where/plan.txt"})])
    assert len(nodes) > 3
    assert all(len(node.embedding) == 64 for node in nodes)


def test_the_parser_can_be_written_down(parser: ClauseNodeParser) -> None:
    assert parser.to_dict()["budget"] == 64
    assert parser.class_name() == "ClauseNodeParser"


class TestModelEmbedder(EmbedderContract):
    def make(self) -> Embedder:
        return ModelEmbedder(EmbedderEmbedding(WordEmbedder(128)))

    def test_it_gives_what_the_model_gives(self) -> None:
        texts = ["疫苗接种", "托位"]
        ours = WordEmbedder(128)
        assert np.allclose(self.make().embed_passages(texts), ours.embed_passages(texts), atol=1e-6)
        assert self.make().dimensions == 128


def test_vectors_of_any_length_become_unit_vectors() -> None:
    rows = ModelEmbedder(MockEmbedding(embed_dim=4)).embed_passages(["甲"])
    assert rows.tolist() == [[0.5, 0.5, 0.5, 0.5]]


class Broken(BaseEmbedding):
    def _get_query_embedding(self, query):  # type: ignore[no-untyped-def]
        raise ConnectionError("refused")

    async def _aget_query_embedding(self, query):  # type: ignore[no-untyped-def]
        raise ConnectionError("refused")

    def _get_text_embedding(self, text):  # type: ignore[no-untyped-def]
        raise ConnectionError("refused")


def test_a_model_that_does_not_answer_is_named() -> None:
    embedder = ModelEmbedder(Broken(model_name="some-model"), dimensions=8)
    for ask in (lambda: embedder.embed_query("甲"), lambda: embedder.embed_passages(["甲"])):
        with pytest.raises(PlanError, match="some-model"):
            ask()


def test_a_model_of_another_dimension_is_refused() -> None:
    with pytest.raises(PlanError, match="维数"):
        ModelEmbedder(MockEmbedding(embed_dim=4), dimensions=8).embed_query("甲")
