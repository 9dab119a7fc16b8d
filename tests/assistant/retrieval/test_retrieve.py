"""Fusion against hand-computed cases, and the search over real indexes of a small library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from llama_index.core.schema import QueryBundle

from assistant.retrieval.hybrid import Dense, Retriever, RetrieverOptions, fuse, one_a_clause
from assistant.retrieval.llamaindex import ClauseRetriever
from ingest.errors import PlanError
from ingest.index.indexes import mend
from ingest.index.lexical import LexicalIndex
from ingest.index.model import Filters, Hit
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP
from tests.word_embedder import WordEmbedder


def hits(retriever: str, **scores: float) -> list[Hit]:
    """Passages of plan p, or of the plan before "_", by their label, in the order of their rank."""
    return [
        Hit(
            passage=f"{name}#{retriever}",
            plan=name.rpartition("_")[0] or "p",
            label=name.rpartition("_")[2],
            score=score,
            rank=rank,
            retriever=retriever,
        )
        for rank, (name, score) in enumerate(scores.items(), start=1)
    ]


def test_fusion_by_hand() -> None:
    words, near = hits("lexical", a=12.0, b=10.0, c=2.0), hits("dense", c=0.9, a=0.86, d=0.8)
    fused = fuse(words, near, 0.25)
    assert [hit.label for hit in fused] == ["a", "b", "c", "d"]
    assert [hit.score for hit in fused] == pytest.approx([0.75 + 0.25 * 0.6, 0.75 * 0.8, 0.25, 0])
    assert [hit.rank for hit in fused] == [1, 2, 3, 4]
    assert {hit.retriever for hit in fused} == {"hybrid"}
    assert fused[2].passage == "c#lexical", "the passage that has the words"
    assert [hit.label for hit in fuse(words, near, 0.9)] == ["c", "a", "b", "d"]


def test_how_much_better_the_first_is_counts() -> None:
    """By ranks alone the two would be the other way round."""
    words, near = hits("lexical", a=30.0, b=3.0, c=2.9), hits("dense", b=0.9, c=0.89, a=0.88)
    assert fuse(words, near, 0.35)[0].label == "a"


def test_ties_keep_the_order_of_words_then_vectors() -> None:
    assert [hit.label for hit in fuse(hits("lexical", a=1, b=0), hits("dense", b=1, a=0), 0.5)] == ["a", "b"]
    assert [hit.score for hit in fuse(hits("lexical", a=3), hits("dense", a=0.2), 0.5)] == [1.0]


def test_a_plan_without_vectors_is_ranked_by_its_words() -> None:
    words, near = hits("lexical", new_a=9.0, old_b=8.0, old_c=1.0), hits("dense", old_b=0.9, old_c=0.5)
    assert fuse(words, near, 0.35)[0].plan == "old"
    fused = fuse(words, near, 0.35, unknown={"new"})
    assert [(hit.plan, hit.score) for hit in fused[:1]] == [("new", pytest.approx(1.0))]


def test_a_long_clause_counts_once_by_its_best_passage() -> None:
    pieces = [replace(hit, label=hit.label[0]) for hit in hits("lexical", a2=5, a0=4, b0=3, a1=2, c0=1)]
    found = one_a_clause(pieces)
    assert [(hit.passage, hit.rank) for hit in found] == [
        ("a2#lexical", 1),
        ("b0#lexical", 2),
        ("c0#lexical", 3),
    ]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        library.put(make_plan())
        library.put(
            make_plan(
                "haixi-2021-plan",
                [
                    Item(label="一/1", text="住院分娩率达到99.5%以上。", units=("妇幼科",)),
                    Item(label="一/2", text="推进托育服务。" * 120),
                    Item(label="一/3", text="HPV疫苗接种试点。"),
                ],
                region="海西区",
                year=2021,
            )
        )
        yield library


def test_one_index_keeps_its_name_and_scores(library: Library, tmp_path: Path) -> None:
    found = Retriever.open(library, tmp_path).search("托育服务", 5)
    assert (found[0].plan, found[0].label) == ("haixi-2021-plan", "一/2")
    assert len({(hit.plan, hit.label) for hit in found}) == len(found)
    assert {hit.retriever for hit in found} == {"lexical"}
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))


def test_filters_and_k(library: Library, tmp_path: Path) -> None:
    retriever = Retriever.open(library, tmp_path)
    assert {hit.plan for hit in retriever.search("HPV疫苗", 9, Filters(region="临河市"))} == {
        "linhe-2023-health"
    }
    assert len(retriever.search("HPV疫苗", 1)) == 1
    assert retriever.search("HPV疫苗", 0) == ()
    assert retriever.search("？？", 5) == ()


def test_both_indexes_are_fused(library: Library, tmp_path: Path) -> None:
    dense = Dense(embedder=WordEmbedder(), weight=0.5)
    mend(library, dense.index(tmp_path))
    found = Retriever.open(library, tmp_path, dense=dense).search("住院分娩率", 5)
    assert (found[0].plan, found[0].label) == ("haixi-2021-plan", "一/1")
    assert found[0].score == pytest.approx(1)
    assert {hit.retriever for hit in found} == {"hybrid"}


def test_each_plan_by_itself_is_what_a_search_within_it_finds(library: Library, tmp_path: Path) -> None:
    dense = Dense(embedder=WordEmbedder())
    mend(library, dense.index(tmp_path))
    retriever = Retriever.open(library, tmp_path, dense=dense)
    plans = ("linhe-2023-health", "haixi-2021-plan")
    found = retriever.search_each("HPV疫苗接种 托位", 3, plans)
    assert list(found) == list(plans)
    assert found == {plan: retriever.search("HPV疫苗接种 托位", 3, Filters(plans=(plan,))) for plan in plans}


def test_words_alone(library: Library, tmp_path: Path) -> None:
    dense = Dense(embedder=WordEmbedder(), weight=1)
    mend(library, dense.index(tmp_path))
    found = Retriever.open(library, tmp_path, dense=dense).worded("住院分娩率", 5)
    assert {hit.retriever for hit in found} == {"lexical"}


class Unreachable(WordEmbedder):
    """Embeds passages, and has lost its model when the question comes."""

    def embed_query(self, text):  # type: ignore[no-untyped-def]
        raise PlanError("no model")


def test_a_model_out_of_reach_leaves_the_lexical_index_and_is_logged_once(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dense = Dense(embedder=Unreachable())
    mend(library, dense.index(tmp_path))
    retriever = Retriever.open(library, tmp_path, dense=dense)
    for _ in range(3):
        assert retriever.search("住院分娩率", 1)[0].label == "一/1"
    assert caplog.text.count("no model") == 1


class Slow(WordEmbedder):
    """A model: its passages are embedded by those who take plans in, not while a question waits."""

    def in_parts(self, texts):  # type: ignore[no-untyped-def]
        raise AssertionError("a question waited for passages")


def test_no_question_waits_for_passages(library: Library, tmp_path: Path) -> None:
    slow = Dense(embedder=Slow())
    assert {hit.retriever for hit in Retriever.open(library, tmp_path, dense=slow).search("分娩率", 5)} == {
        "lexical"
    }
    mend(library, Dense(embedder=WordEmbedder()).index(tmp_path))
    retriever = Retriever.open(library, tmp_path, dense=slow)
    assert {hit.retriever for hit in retriever.search("分娩率", 5)} == {"hybrid"}
    library.put(make_plan("new-plan", [Item(label="一/1", text="建设安宁疗护病区。")]))
    assert retriever.search("安宁疗护", 1)[0].plan == "new-plan"


def test_what_the_vectors_know_of_a_changed_plan_is_left_out(library: Library, tmp_path: Path) -> None:
    dense = Dense(embedder=WordEmbedder())
    mend(library, dense.index(tmp_path))
    options = RetrieverOptions(dense_weight=1)
    retriever = Retriever.open(library, tmp_path, dense=dense, options=options)
    assert {hit.plan for hit in retriever.search("HPV疫苗接种 托位", 20)} == {
        "linhe-2023-health",
        "haixi-2021-plan",
    }
    library.put(make_plan("linhe-2023-health", [Item(label="一/9", text="改造公共厕所。")]))
    assert {hit.plan for hit in retriever.search("HPV疫苗接种 托位", 20)} == {"haixi-2021-plan"}
    library.remove("haixi-2021-plan")
    assert retriever.search("HPV疫苗接种 托位", 20) == ()
    mend(library, dense.index(tmp_path))
    assert {hit.label for hit in retriever.search("公共厕所", 20)} == {"一/9"}


def test_expansions_reach_the_lexical_index(library: Library, tmp_path: Path) -> None:
    def expand(question: str) -> list[tuple[str, float]]:
        return [("分娩", 0.5)] if "娃娃" in question else []

    assert Retriever.open(library, tmp_path).search("娃娃", 5) == ()
    found = Retriever.open(library, tmp_path, expand=expand).search("娃娃", 5)
    assert [hit.label for hit in found] == ["一/1"]


def test_a_plan_put_later_is_found_without_reopening(library: Library, tmp_path: Path) -> None:
    retriever = Retriever.open(library, tmp_path)
    library.put(make_plan("new-plan", [Item(label="一/1", text="建设安宁疗护病区。")]))
    assert retriever.search("安宁疗护", 1)[0].plan == "new-plan"


def test_an_index_that_is_being_written_is_searched_as_it_is(library: Library, tmp_path: Path) -> None:
    retriever = Retriever.open(library, tmp_path, options=RetrieverOptions(busy_wait=0.05))
    code = (
        "import sys\nfrom pathlib import Path\nfrom ingest.index.lexical import LexicalIndex\n"
        "with LexicalIndex.open(Path(sys.argv[1])).lock():\n    "
        "print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "lexical")],
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == "held\n"
        library.put(make_plan("new-plan", [Item(label="一/1", text="建设安宁疗护病区。")]))
        assert retriever.search("分娩", 1)[0].plan == "haixi-2021-plan"
        assert retriever.search("安宁", 1) == ()
        writer.stdin.close()
        writer.wait(timeout=GIVE_UP)
    assert retriever.search("安宁", 1)[0].plan == "new-plan"


def test_the_offline_search_imports_nothing_heavy(library: Library, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom assistant.retrieval.hybrid import Retriever\n"
        "from ingest.store.library import Library\nhome = Path(sys.argv[1])\n"
        "with Library.open(home) as library:\n"
        "    assert Retriever.open(library, home).search('分娩', 1)\n"
        "heavy = {'chromadb', 'llama_index.core', 'tiktoken'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    Retriever.open(library, tmp_path)
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=Path(__file__).parents[3])


def test_as_a_llama_index_retriever(library: Library, tmp_path: Path) -> None:
    retriever = ClauseRetriever(Retriever.open(library, tmp_path), library, k=2, filters=Filters(year=2021))
    found = retriever.retrieve(QueryBundle("托育服务"))
    best = found[0]
    assert best.score is not None
    assert best.node.metadata["label"] == "一/2"
    plan = library.get("haixi-2021-plan")
    assert (
        plan.text[best.node.start_char_idx : best.node.end_char_idx]
        == best.node.text
        == "推进托育服务。" * 120
    )


def test_an_index_may_stand_alone(library: Library, tmp_path: Path) -> None:
    retriever = Retriever(library, LexicalIndex.open(tmp_path / "elsewhere"))
    assert retriever.search("分娩", 1)[0].label == "一/1"
    nothing = RetrieverOptions(dense_weight=1)
    assert (
        Retriever(library, LexicalIndex.open(tmp_path / "elsewhere"), options=nothing).search("分娩", 1) == ()
    )
