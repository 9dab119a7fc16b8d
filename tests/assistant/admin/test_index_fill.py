"""Vectors of a model, from the settings to the answer: taken in with progress, stopped and gone on with, one
model after another.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.admin.checks import index_checks
from assistant.admin.index_fill import fill, filled_share, meanwhile, unfinished
from assistant.admin.ingest_files import take_in
from assistant.retrieval.embedders import dense_of, kind_of
from assistant.retrieval.hybrid import DENSE_FOLDER, Retriever
from assistant.retrieval.options import SEARCH
from assistant.settings import Settings
from ingest.embedding.builtin import unusable
from ingest.errors import PlanError
from ingest.index import vectors
from ingest.index.indexes import fresh, mend
from ingest.index.lexical import LexicalIndex
from ingest.index.vector_manifest import ManifestFile
from ingest.store.library import Library
from tests.assistant.admin.conftest import KEY, sent, settings_of
from tests.endpoint.messages import EMBEDDING, Reply, Request, fault, vector
from tests.endpoint.server import Server, nobody
from tests.ingest.tiny_model import write_model
from tests.plan_factory import Item, make_plan
from tests.waiting import NEVER, until

OTHER = "embedding-2"


Replies = Callable[[Request], Reply | None]


def after(texts: int, reply: Reply, good: Replies = lambda _: None) -> Replies:
    """Good replies until so many texts were embedded, then this one."""
    seen: list[str] = []

    def script(request: Request) -> Reply | None:
        if len(seen) >= texts:
            return reply
        seen.extend(request.texts)
        return good(request)

    return script


# -- what the settings say -----------------------------------------------------------------------------------


def test_without_a_model_there_are_no_vectors(tmp_path: Path, library: Library) -> None:
    assert dense_of(Settings(home=tmp_path)) is None
    found = Retriever.open(library, tmp_path).search("第2类第3项", 5)
    assert {hit.retriever for hit in found} == {"lexical"}
    assert not (tmp_path / DENSE_FOLDER).exists()


def test_a_model_behind_an_address(tmp_path: Path, endpoint: Server) -> None:
    dense = dense_of(
        settings_of(tmp_path, endpoint, embedding_dimensions=16, embedding_query_prefix="查询：")
    )
    assert dense is not None
    assert dense.weight == SEARCH.dense
    assert dense.embedder.name == f"endpoint-{EMBEDDING} 16d query='查询：'"
    assert endpoint.requests == [], "nothing is asked before it is needed"
    assert len(dense.embedder.embed_query("托位")) == 16
    assert endpoint.asked[0].texts == ["查询：托位"]
    assert endpoint.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_folder_goes_before_an_address(tmp_path: Path, endpoint: Server) -> None:
    folder = write_model(tmp_path / "tiny")
    dense = dense_of(settings_of(tmp_path, endpoint, embedding_folder=folder))
    assert dense.embedder.recipe.kind == "onnx"
    assert dense.embedder.embed_query("托位").any()
    assert endpoint.requests == []
    with pytest.raises(PlanError, match=r"没有 \.onnx"):
        dense_of(settings_of(tmp_path, endpoint, embedding_folder=tmp_path / "none"))


def test_a_model_without_an_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="PLANS_EMBEDDING_URL"):
        dense_of(Settings(home=tmp_path, embedding="builtin", embedding_model=EMBEDDING))


# -- filling -------------------------------------------------------------------------------------------------


def test_progress_and_what_was_done(tmp_path: Path, library: Library, endpoint: Server) -> None:
    dense = dense_of(settings_of(tmp_path, endpoint))
    seen: list[tuple[int, int]] = []
    done = fill(library, dense, tmp_path, progress=lambda n, of: seen.append((n, of)))
    assert (done.plans, done.embedded, done.reused) == (4, 40, 0)
    assert done.words() == f"向量索引（模型 {EMBEDDING}）：新算 40 段。"
    assert seen[0] == (0, 40)
    assert seen[-1] == (40, 40)
    assert [n for n, _ in seen] == sorted(n for n, _ in seen)
    assert len(seen) > 4
    assert fresh(library, dense.index(tmp_path))
    again = fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    assert (again.plans, again.embedded) == (0, 0)
    assert len(sent(endpoint)) == 40


@pytest.mark.parametrize("reply", [fault(401), Reply(cut=0)], ids=["401", "cut"])
def test_a_server_that_dies_in_the_middle(
    tmp_path: Path, library: Library, endpoint: Server, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    endpoint.script = after(22, reply)
    dense = dense_of(settings_of(tmp_path, endpoint))
    with pytest.raises(PlanError) as told:
        fill(library, dense, tmp_path)
    words = unfinished(told.value, dense.index(tmp_path))
    assert "没有建完" in words
    assert "全文检索" in words
    assert KEY not in words
    assert dense.index(tmp_path).search("托位", 5) == ()
    endpoint.script = None
    del endpoint.requests[:]
    done = fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    assert (done.embedded, done.reused) == (15, 25)
    assert len(sent(endpoint)) == 15
    assert len(dense.index(tmp_path).search("托位", 100)) == 40


def test_a_changed_clause_is_one_request_for_one_text(
    tmp_path: Path, library: Library, endpoint: Server
) -> None:
    fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    del endpoint.requests[:]
    items = [Item(label=f"一/{i}", text=f"第1类第{i}项整治，新增托位{100 + i}个。") for i in range(1, 10)]
    library.put(make_plan("plan-1", [*items, Item(label="一/10", text="改造公共厕所。")]))
    done = fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    assert (done.embedded, done.reused) == (1, 9)
    assert [text.splitlines()[-1] for text in sent(endpoint)] == ["改造公共厕所。"]


def test_an_index_that_is_whole_needs_no_server(tmp_path: Path, library: Library, endpoint: Server) -> None:
    fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    done = fill(library, dense_of(settings_of(tmp_path, nobody())), tmp_path)
    assert done.plans == 0


# -- one model after another ---------------------------------------------------------------------------------


@pytest.fixture
def both(endpoint: Server) -> Server:
    """A server of two models, the second of which gives other vectors of another size."""
    endpoint.models = (EMBEDDING, OTHER)
    endpoint.script = two_models
    return endpoint


def two_models(request: Request) -> Reply | None:
    if request.body.get("model") == OTHER:
        return Reply(vectors=tuple(vector(text[::-1], 32) for text in request.texts))
    return None


def test_the_old_model_answers_until_the_new_is_whole(tmp_path: Path, library: Library, both: Server) -> None:
    fill(library, dense_of(settings_of(tmp_path, both)), tmp_path)
    old = Retriever.open(library, tmp_path, dense=dense_of(settings_of(tmp_path, both)))
    before = old.search("第2类第3项", 5)
    assert {hit.retriever for hit in before} == {"hybrid"}

    both.script = after(22, fault(401), two_models)
    changed = dense_of(settings_of(tmp_path, both, embedding_model=OTHER))
    with pytest.raises(PlanError) as told:
        fill(library, changed, tmp_path)
    both.script = two_models
    index = changed.index(tmp_path)
    assert f"由原来的“模型 {EMBEDDING}”回答" in unfinished(told.value, index)
    new = Retriever.open(library, tmp_path, dense=changed)
    del both.requests[:]
    assert new.search("第2类第3项", 5) == before
    assert {request.body["model"] for request in both.asked} == {EMBEDDING}

    done = fill(library, changed, tmp_path)
    assert done.embedded + done.reused == 40
    del both.requests[:]
    assert {hit.retriever for hit in new.search("第3类第4项", 5)} == {"hybrid"}
    assert {hit.retriever for hit in old.search("第3类第5项", 5)} == {"hybrid"}, "whatever its settings say"
    assert {request.body["model"] for request in both.asked} == {OTHER}


def test_without_the_old_model_the_full_text_answers(tmp_path: Path, library: Library, both: Server) -> None:
    fill(library, dense_of(settings_of(tmp_path, both)), tmp_path)
    both.models = (OTHER,)
    both.script = after(22, fault(401), two_models)
    changed = dense_of(settings_of(tmp_path, both, embedding_model=OTHER))
    with pytest.raises(PlanError):
        fill(library, changed, tmp_path)
    both.script = two_models
    assert meanwhile(changed.index(tmp_path)) == "现在只用全文检索。"
    found = Retriever.open(library, tmp_path, dense=changed).search("第2类第3项", 5)
    assert {hit.retriever for hit in found} == {"lexical"}


def test_away_from_a_model_and_back_to_it(tmp_path: Path, library: Library, endpoint: Server) -> None:
    fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    without = Retriever.open(library, tmp_path)
    library.put(make_plan("new-plan", [Item(label="一/1", text="建设安宁疗护病区。")]))
    assert {hit.retriever for hit in without.search("安宁疗护", 5)} == {"lexical"}
    del endpoint.requests[:]
    done = fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    assert (done.embedded, done.reused) == (1, 0), "what was embedded before is there still"
    assert len(sent(endpoint)) == 1


def test_vectors_of_a_kind_of_embedder_that_is_no_more_are_deleted(
    tmp_path: Path, library: Library, endpoint: Server
) -> None:
    fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    folder = tmp_path / DENSE_FOLDER
    manifest = folder / "manifest.json"
    kept = manifest.read_text()
    manifest.write_text(kept.replace('"kind":"endpoint"', '"kind":"hashing"'))
    assert list(folder.glob("passages-*/*"))
    console = Console(file=io.StringIO())
    assert take_in(Settings(home=tmp_path), [], console).whole
    assert not list(folder.glob("passages-*/*"))
    assert ManifestFile(folder).read().doomed == ()


def test_another_model_under_the_same_name(tmp_path: Path, library: Library, endpoint: Server) -> None:
    fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    endpoint.script = lambda request: Reply(vectors=tuple(vector(text[::-1], 32) for text in request.texts))
    dense = dense_of(settings_of(tmp_path, endpoint))
    assert Retriever.open(library, tmp_path, dense=dense).search("第2类", 5)[0].retriever == "lexical"
    done = fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    assert (done.plans, done.embedded) == (4, 40)
    dense = dense_of(settings_of(tmp_path, endpoint))
    assert Retriever.open(library, tmp_path, dense=dense).search("第2类", 5)[0].retriever == "hybrid"


def test_a_question_while_the_server_is_down(tmp_path: Path, library: Library, endpoint: Server) -> None:
    fill(library, dense_of(settings_of(tmp_path, endpoint)), tmp_path)
    mend(library, LexicalIndex.open(tmp_path / "lexical"))
    endpoint.script = Reply(wait=NEVER)
    dense = dense_of(settings_of(tmp_path, endpoint, embedding_wait=0.2))
    retriever = Retriever.open(library, tmp_path, dense=dense)
    del endpoint.requests[:]
    for n in range(1, 5):
        assert retriever.search(f"第{n}类", 5)[0].retriever == "lexical"
    until(lambda: endpoint.asked)
    assert len(endpoint.asked) == 1, "who did not answer once is let rest"


# -- what the doctor says ------------------------------------------------------------------------------------


def checks(settings: Settings, library: Library) -> dict[str, tuple[bool, str]]:
    return {check.name: (check.ok, check.detail) for check in index_checks(settings, library)}


def test_an_index_that_is_in_order_and_one_that_lags(
    tmp_path: Path, library: Library, endpoint: Server
) -> None:
    settings = settings_of(tmp_path, endpoint)
    assert "请运行 plans ingest" in checks(settings, library)["向量索引"][1]
    fill(library, dense_of(settings), tmp_path)
    assert checks(settings, library)["向量索引"] == (True, f"与资料库一致（模型 {EMBEDDING}）")
    library.remove("plan-1")
    lagging = "落后于资料库（已有 100% 的条款），运行 plans ingest 即可补齐"
    meanwhile = "在此之前，新读入的文件只用全文检索。"
    assert checks(settings, library)["向量索引"] == (False, f"{lagging}。{meanwhile}")
    endpoint.key = "another"
    assert checks(settings, library)["向量索引"] == (False, f"{lagging}。现在只用全文检索。")


def test_one_model_on_the_way_to_another(tmp_path: Path, library: Library, both: Server) -> None:
    fill(library, dense_of(settings_of(tmp_path, both)), tmp_path)
    both.script = after(22, fault(401), two_models)
    changed = settings_of(tmp_path, both, embedding_model=OTHER)
    assert checks(changed, library)["向量索引"][1].startswith(f"还没有用“模型 {OTHER}”建立")
    with monkeypatched_batch(), pytest.raises(PlanError):
        fill(library, dense_of(changed), tmp_path)
    both.script = two_models
    ok, said = checks(changed, library)["向量索引"]
    assert not ok
    assert said == (
        f"正用“模型 {OTHER}”建立，已有 2 份文件，"
        "运行 plans ingest 即可补齐。"
        f"在此之前由原来的“模型 {EMBEDDING}”回答。"
    )


def test_a_model_in_a_folder(tmp_path: Path, library: Library) -> None:
    folder = write_model(tmp_path / "tiny")
    settings = Settings(home=tmp_path, embedding="folder", embedding_folder=folder)
    fill(library, dense_of(settings), tmp_path)
    found = checks(settings, library)
    assert found["本地嵌入模型"][1].startswith("本地模型 tiny，48 维")
    assert found["向量索引"] == (True, "与资料库一致（本地模型 tiny）")
    (folder / "model.onnx").unlink()
    ok, said = checks(settings, library)["向量索引"]
    assert not ok
    assert "model.onnx" in said


@contextmanager
def monkeypatched_batch() -> Iterator[None]:
    """One plan a batch, so that some plans are in the new index before it stops."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "BATCH", 1)
        yield


# -- the commands --------------------------------------------------------------------------------------------


# -- which model ---------------------------------------------------------------------------------------------

FOLDER = {"embedding_folder": Path("models/none")}
ADDRESS = {"embedding_url": "http://10.0.0.5/v1", "embedding_model": "bge-m3"}
WANTED = {
    "nothing set": ("builtin", {}, "", "builtin"),
    "nothing set, where it cannot be run": ("builtin", {}, "处理器没有 AVX2", None),
    "an address wins": ("builtin", ADDRESS, "", "endpoint"),
    "a folder wins": ("builtin", FOLDER, "", "onnx"),
    "a folder before an address": ("builtin", {**ADDRESS, **FOLDER}, "", "onnx"),
    "the address though there is a folder": ("endpoint", {**ADDRESS, **FOLDER}, "", "endpoint"),
    "none though there are both": ("none", {**ADDRESS, **FOLDER}, "", None),
}


@pytest.mark.parametrize(("embedding", "more", "fault", "kind"), WANTED.values(), ids=WANTED.keys())
def test_which_kind_of_model(
    monkeypatch: pytest.MonkeyPatch, embedding: str, more: dict[str, Any], fault: str, kind: str | None
) -> None:
    monkeypatch.setattr("assistant.retrieval.embedders.unusable", lambda: fault)
    assert kind_of(Settings(embedding=embedding, **more)) == kind


@pytest.mark.parametrize(("embedding", "name"), [("endpoint", "MODEL"), ("folder", "FOLDER")])
def test_a_kind_that_is_asked_for_and_not_set_is_refused(embedding: str, name: str) -> None:
    with pytest.raises(PlanError, match=f"没有设 PLANS_EMBEDDING_{name}"):
        dense_of(Settings(embedding=embedding))


@pytest.mark.skipif(bool(unusable()), reason="the model cannot be run here")
def test_the_built_in_model_from_the_settings_to_the_answer(tmp_path: Path, library: Library) -> None:
    settings = Settings(home=tmp_path, embedding="builtin")
    library.put(make_plan("new-plan", [Item(label="一/1", text="建设安宁疗护病区。")]))
    for n in range(1, 5):
        library.remove(f"plan-{n}")
    lagging = {check.name: check for check in index_checks(settings, library)}["向量索引"]
    dense = dense_of(settings)
    assert dense is not None
    assert filled_share(library, dense.index(tmp_path)) == 0
    assert fill(library, dense, tmp_path).words() == "向量索引（内置模型）：新算 1 段。"
    assert filled_share(library, dense.index(tmp_path)) == 1
    found = Retriever.open(library, tmp_path, dense=dense).search("临终关怀 安宁疗护", 1)
    assert [(hit.retriever, hit.label) for hit in found] == [("hybrid", "一/1")]
    checks = {check.name: check.detail for check in index_checks(settings, library)}
    assert (checks["向量索引"], checks["本地嵌入模型"][:11]) == (
        "与资料库一致（内置模型）",
        "内置模型，384 维，",
    )
    assert "plans ingest" in lagging.detail


def test_the_doctor_says_why_there_is_no_model(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("retrieval.embedders", "admin.checks"):
        monkeypatch.setattr(f"assistant.{module}.unusable", lambda: "处理器没有 AVX2")
    said = [
        index_checks(Settings(home=tmp_path, embedding=kind), library)[-1] for kind in ("builtin", "none")
    ]
    assert all(check.ok for check in said)
    assert [check.detail for check in said] == [
        "没有嵌入模型（自带的模型处理器没有 AVX2），只用全文检索",
        "没有嵌入模型，只用全文检索",
    ]
