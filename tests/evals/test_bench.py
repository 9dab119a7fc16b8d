"""Anybody's benchmark: files in, scores out, by the command itself; and the passages made by dice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.bench.corpus import CorpusLine, QueryLine, read_corpus, read_queries, run
from evals.bench.generate import generate
from evals.errors import EvalError
from tests.waiting import GIVE_UP
from tests.word_embedder import WordEmbedder

ROOT = Path(__file__).parents[2]
CORPUS = [
    {"id": 1, "name": "临河市2023年要点", "content": "适龄儿童HPV疫苗接种率达到90%以上。"},
    {"id": "b", "name": "海西区2021年要点", "content": "住院分娩率达到99.5%以上。"},
    {"id": "c", "name": "海西区2021年要点", "content": "新增托位1200个。"},
    {"id": "d", "content": ""},
]
QUERIES = [
    {"id": "q1", "text": "HPV疫苗接种率", "gold": [1]},
    {"id": "q2", "text": "托位和住院分娩率", "gold": ["b", "c"]},
    {"id": "q3", "text": "养老床位", "gold": "x"},
    {"id": "q4", "text": "天气", "gold": []},
]


def write(file: Path, lines: list[dict[str, object]]) -> Path:
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return file


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=cwd, timeout=GIVE_UP, check=False
    )


def test_the_command(tmp_path: Path) -> None:
    corpus, queries = write(tmp_path / "corpus.jsonl", CORPUS), write(tmp_path / "queries.jsonl", QUERIES)
    files = ["--corpus", str(corpus), "--queries", str(queries), "--json", str(tmp_path / "out.json")]
    done = command("-m", "evals.bench.cli", "retrieval", *files, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "ndcg@10" in done.stdout
    assert "4 段，3 问" in done.stdout
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (found["passages"], found["queries"], found["unscored"], found["missing"]) == (4, 3, 1, 1)
    assert found["recall@5"] == found["recall@100"] == pytest.approx(2 / 3), "one gold id is nowhere"
    assert found["recall@1"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert found["mrr@10"] == found["ndcg@10"] == pytest.approx(2 / 3)
    assert found["build_s"] > 0
    assert set(found["retrievers"]) == {"lexical"}


def test_it_is_a_command_of_plans(tmp_path: Path) -> None:
    done = command("-m", "assistant.cli.main", "bench", "retrieval", "--generated", "20", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "20 段，20 问" in done.stdout


def test_each_index_alone_and_fused() -> None:
    corpus = [CorpusLine.model_validate(line) for line in CORPUS]
    queries = [QueryLine.model_validate(line) for line in QUERIES]
    report = run(corpus, queries, embedder=WordEmbedder())
    assert [row.retriever for row in report.rows] == ["fused", "lexical", "dense"]
    assert set(report.build_s) == {"lexical", "dense"}
    assert all(row.scores["recall@10"] == pytest.approx(2 / 3) for row in report.rows)


def test_scores_are_missing_where_nothing_can_be_scored() -> None:
    report = run([CorpusLine(id="1", content="正文")], [QueryLine(text="天气", gold=())])
    assert (report.queries, report.rows[0].scores["recall@1"], report.rows[0].p50_ms) == (0, None, None)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param([{"id": "a", "text": "正文"}], "第1行", id="no content"),
        pytest.param([{"id": "a", "content": "一"}, {"id": "a", "content": "二"}], "编号重复：a", id="twice"),
    ],
)
def test_a_faulty_corpus_is_refused(tmp_path: Path, lines: list[dict[str, object]], told: str) -> None:
    with pytest.raises(EvalError, match=told):
        read_corpus(write(tmp_path / "corpus.jsonl", lines))


def test_a_query_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="gold"):
        read_queries(write(tmp_path / "queries.jsonl", [{"id": "q", "text": "问题"}]))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param([], 2, "--corpus", id="nothing to measure"),
        pytest.param(["--generated", "5", "--corpus", "corpus.jsonl"], 2, "二选一", id="both"),
        pytest.param(["--corpus", "broken.jsonl", "--queries", "broken.jsonl"], 1, "broken.jsonl 第1行",
            id="a broken file"),
    ],
)  # fmt: skip
def test_misuse(tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    write(tmp_path / "corpus.jsonl", CORPUS)
    (tmp_path / "broken.jsonl").write_text("{", "utf-8")
    done = command("-m", "evals.bench.cli", "retrieval", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert told in done.stderr


def test_the_dice_fall_the_same_way_twice() -> None:
    corpus, queries = generate(200, 50)
    assert generate(200, 50) == (corpus, queries)
    assert generate(200, 50, seed=8) != (corpus, queries)
    assert (len(corpus), len(queries), len({line.id for line in corpus})) == (200, 50, 200)
    report = run(corpus, queries)
    recall = report.rows[0].scores["recall@10"]
    assert recall is not None
    assert recall > 0.9


def test_the_commands_load_nothing_heavy() -> None:
    code = (
        "import sys, evals.bench.cli\n"
        "heavy = {'llama_index', 'chromadb', 'tantivy', "
        "'sqlalchemy', 'jieba', 'gradio', 'numpy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=GIVE_UP)
