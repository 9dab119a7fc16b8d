"""The plain pipeline on two small plans: what its chunks hold, and what they cut."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evals.bench.retrieval import chunk_clauses, chunk_halves, plain
from evals.naive import CHUNK_SIZE, NaivePipeline, splitter
from ingest.model import Span
from ingest.tokens import count_tokens
from tests.evals.conftest import HAIXI, LINHE
from tests.waiting import GIVE_UP

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pipeline() -> NaivePipeline:
    return NaivePipeline.build([LINHE, HAIXI])


def test_chunks_cover_the_text_and_keep_to_the_size(pipeline: NaivePipeline) -> None:
    assert [chunk.plan for chunk in pipeline.chunks] == sorted(
        (chunk.plan for chunk in pipeline.chunks), reverse=True
    ), "plan by plan"
    for plan in (LINHE, HAIXI):
        assert all(c.span.of(plan.text) == c.text for c in pipeline.chunks if c.plan == plan.id)
        chunks = [chunk.text for chunk in pipeline.chunks if chunk.plan == plan.id]
        assert all(chunk in plan.text and count_tokens(chunk) <= CHUNK_SIZE for chunk in chunks)
        assert plan.text.startswith(chunks[0])
        assert plan.text.endswith(chunks[-1])


def test_neighbours_overlap() -> None:
    first, second = splitter().split_text(LINHE.text)[-2:]
    assert any(first.endswith(second[:size]) for size in range(9, len(second)))


def test_the_nearest_come_first_and_only_from_the_plans_named(pipeline: NaivePipeline) -> None:
    assert pipeline.search("住院分娩率")[0].plan == HAIXI.id
    assert {chunk.plan for chunk in pipeline.search("住院分娩率", plans=[LINHE.id])} == {LINHE.id}
    assert len(pipeline.search("家庭医生签约", 2)) == 2
    assert pipeline.search("？？") == ()
    assert NaivePipeline.build([]).search("接种率") == ()


def test_a_long_clause_is_whole_in_no_chunk(pipeline: NaivePipeline) -> None:
    words = {(LINHE.id, clause.label): plain(LINHE.text_of(clause)) for clause in LINHE.clauses}
    held = [chunk_clauses(chunk.text, words) for chunk in pipeline.chunks if chunk.plan == LINHE.id]
    assert {label for keys in held for _, label in keys} == {"一/1", "一/2", "一/3"}


@pytest.mark.parametrize(
    ("chunk", "whole"),
    [
        pytest.param("前文。接种率达到\n90%以上。后文", True, id="across a line break"),
        pytest.param("接种率达到９０％以上。", True, id="in full-width figures"),
        pytest.param("接种率达到90%", False, id="cut short"),
        pytest.param("接种率达到95%以上。", False, id="another figure"),
    ],
)
def test_a_clause_is_whole_or_it_is_not_there(chunk: str, whole: bool) -> None:
    key = ("p", "一/1")
    assert chunk_clauses(chunk, {key: plain("接种率达到90%以上。")}) == ({key} if whole else set())


@pytest.mark.parametrize(
    ("start", "end", "half"),
    [
        pytest.param(0, 100, True, id="around it"),
        pytest.param(25, 100, True, id="its second half"),
        pytest.param(26, 100, False, id="a character less"),
        pytest.param(22, 27, True, id="five in the middle"),
        pytest.param(30, 60, False, id="beside it"),
    ],
)
def test_half_a_clause(start: int, end: int, half: bool) -> None:
    key = ("p", "一/1")
    held = chunk_halves(Span(start=start, end=end), {key: Span(start=20, end=30)})
    assert held == ({key} if half else set())


def test_the_splitter_asks_nltk_for_nothing() -> None:
    code = (
        "import sys\nfrom evals.naive import splitter\n"
        "from llama_index.core.utils import globals_helper\n"
        "splitter().split_text('接种率达到90%以上。' * 200)\n"
        "assert globals_helper._punkt_tokenizer is None\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=GIVE_UP)
