"""The edge to LlamaIndex: nodes with the plan's own coordinates, embedders that give the same both ways."""

from __future__ import annotations

import pytest
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import Document, MetadataMode, NodeRelationship

from ingest.index.llamaindex import ClauseNodeParser, EmbedderEmbedding
from ingest.model import Plan
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
