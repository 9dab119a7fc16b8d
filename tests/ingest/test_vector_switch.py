"""One embedding model follows another: the old collection answers until the new one is whole, whoever dies at
whatever moment.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import numpy as np
import pytest

from ingest.embedding.embedders import Embedder, Parts, Recipe, Vectors
from ingest.errors import PlanError
from ingest.index import vectors
from ingest.index.chroma import _OPENED, _let_go
from ingest.index.indexes import IndexBusyError, fresh, mend, to_do
from ingest.index.vector_manifest import ManifestFile
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library
from tests.conftest import ROOT
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP, until
from tests.word_embedder import WordEmbedder


class Named(WordEmbedder):
    """The offline embedder under a model's name; it notes what it embeds, and dies at its `dies_at`-th
    passage.
    """

    def __init__(self, model: str, dimensions: int = 64, *, dies_at: int | None = None) -> None:
        super().__init__(dimensions)
        self.model = model
        self.dies_at = dies_at
        self.embedded: list[str] = []
        self.asked: list[str] = []

    @property
    def recipe(self) -> Recipe:
        return Recipe(kind="llama-index", model=self.model)

    def in_parts(self, texts: Sequence[str]) -> Parts:
        for text in texts:
            if self.dies_at is not None and len(self.embedded) >= self.dies_at:
                raise PlanError("the model is gone")
            self.embedded.append(text)
            yield self.embed_passages([text])

    def embed_query(self, text: str) -> Vectors:
        self.asked.append(text)
        return super().embed_query(text)


def maker(*models: str):  # type: ignore[no-untyped-def]
    """Makes the embedders of these models only."""

    def former(recipe: Recipe) -> Embedder | None:
        return Named(recipe.model) if recipe.model in models else None

    return former


def fill(library: Library, plans: range) -> None:
    for n in plans:
        items = [
            Item(label=f"一/{i}", text=f"第{n}类第{i}项整治任务，新增托位{n * 100 + i}个。")
            for i in range(1, 4)
        ]
        library.put(make_plan(f"plan-{n}", items))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        fill(library, range(1, 5))
        yield library


@pytest.fixture(autouse=True)
def _one_plan_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "BATCH", 1)


def stores(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "chroma").glob("passages-*") if path.is_dir())


def index(home: Path, embedder: Embedder, *formers: str, server: str | None = None) -> VectorIndex:
    return VectorIndex(home / "chroma", embedder, former=maker(*formers), server=server)


def test_nothing_answers_before_the_first_collection_is_whole(tmp_path: Path, library: Library) -> None:
    first = index(tmp_path, Named("first", dies_at=7))
    with pytest.raises(PlanError, match="gone"):
        mend(library, first)
    assert first.search("托位", 5) == ()
    serving = first.serving()
    assert (serving.embedder, serving.own, serving.plans, serving.vectors) == (None, False, 2, 6)


def test_the_old_answers_until_the_new_is_whole(tmp_path: Path, library: Library) -> None:
    mend(library, index(tmp_path, Named("old")))
    before = index(tmp_path, Named("old")).search("第2类", 5)
    new = index(tmp_path, Named("new", dies_at=7), "old")
    with pytest.raises(PlanError, match="gone"):
        mend(library, new)
    assert not fresh(library, new)
    assert new.search("第2类", 5) == before
    assert len(stores(tmp_path)) == 2
    serving = new.serving()
    assert (serving.embedder, serving.own, serving.reachable, serving.plans) == (
        "llama-index-old",
        False,
        True,
        2,
    )

    again = Named("new")
    new = index(tmp_path, again, "old")
    assert mend(library, new) == 2
    assert len(again.embedded) == 6, "only what was missing"
    assert fresh(library, new)
    assert (new.serving().embedder, new.serving().own) == ("llama-index-new", True)
    assert new.search("第2类", 5)
    assert again.asked == ["第2类"]
    assert len(stores(tmp_path)) == 1
    assert "new" in stores(tmp_path)[0]


def test_questions_are_embedded_by_the_old_model_while_it_answers(tmp_path: Path, library: Library) -> None:
    mend(library, index(tmp_path, Named("old")))
    new, old = Named("new", dies_at=0), Named("old")
    changing = VectorIndex(tmp_path / "chroma", new, former=lambda _: old)
    with pytest.raises(PlanError):
        mend(library, changing)
    assert changing.search("第3类", 5)
    assert (new.asked, old.asked) == ([], ["第3类"])


@pytest.mark.parametrize("former", ["none", "one of another name"])
def test_without_the_old_model_nothing_is_found_and_it_is_said_once(
    tmp_path: Path, library: Library, caplog: pytest.LogCaptureFixture, former: str
) -> None:
    mend(library, index(tmp_path, Named("old")))
    made = (lambda _: None) if former == "none" else (lambda _: Named("another"))
    changing = VectorIndex(tmp_path / "chroma", Named("new", dies_at=4), former=made)
    with pytest.raises(PlanError):
        mend(library, changing)
    assert changing.search("第3类", 5) == ()
    assert changing.search("第2类", 5) == ()
    assert changing.serving().reachable is False
    if former == "none":
        assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_model_of_other_dimensions_is_another_one(tmp_path: Path, library: Library) -> None:
    mend(library, index(tmp_path, Named("old", 64)))
    wide = VectorIndex(tmp_path / "chroma", Named("old", 32))
    with pytest.raises(PlanError, match=r"32 维.*64 维.*plans ingest"):
        wide.search("第2类", 5)


def test_going_back_in_the_middle_drops_the_half_filled(tmp_path: Path, library: Library) -> None:
    mend(library, index(tmp_path, Named("old")))
    with pytest.raises(PlanError):
        mend(library, index(tmp_path, Named("new", dies_at=7), "old"))
    back = Named("old")
    old = index(tmp_path, back)
    assert not fresh(library, old)
    assert mend(library, old) == 0
    assert back.embedded == []
    assert fresh(library, old)
    assert len(stores(tmp_path)) == 1
    assert old.search("第2类", 5)


def test_a_third_model_in_the_middle(tmp_path: Path, library: Library) -> None:
    mend(library, index(tmp_path, Named("old")))
    with pytest.raises(PlanError):
        mend(library, index(tmp_path, Named("new", dies_at=7), "old"))
    with pytest.raises(PlanError):
        mend(library, index(tmp_path, Named("third", dies_at=4), "old"))
    third = index(tmp_path, Named("third"), "old")
    assert third.serving().embedder == "llama-index-old"
    mend(library, third)
    assert len(stores(tmp_path)) == 1
    assert third.search("第2类", 5)


def test_what_changed_in_the_middle_is_in_the_new_one(tmp_path: Path, library: Library) -> None:
    mend(library, index(tmp_path, Named("old")))
    with pytest.raises(PlanError):
        mend(library, index(tmp_path, Named("new", dies_at=7), "old"))
    library.remove("plan-1")
    library.put(make_plan("plan-2", [Item(label="一/9", text="改造公共厕所。")]))
    new = index(tmp_path, Named("new"), "old")
    mend(library, new)
    assert sorted(new.held()) == ["plan-2", "plan-3", "plan-4"]
    assert new.search("公共厕所", 1)[0].label == "一/9"


def test_a_crash_before_the_old_is_deleted(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    mend(library, index(tmp_path, Named("old")))
    new = index(tmp_path, Named("new"), "old")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(new._store, "drop", killed)
        with pytest.raises(KeyboardInterrupt):
            mend(library, new)
    assert fresh(library, new), "the switch was there before"
    assert new.search("第2类", 5)
    assert len(stores(tmp_path)) == 2
    fill(library, range(5, 6))
    mend(library, new)
    assert len(stores(tmp_path)) == 1


def test_a_switch_while_a_question_is_embedded(tmp_path: Path, library: Library) -> None:
    """The old collection is gone by the time its vector is there; the new one is asked instead."""
    mend(library, index(tmp_path, Named("old")))
    new = index(tmp_path, Named("new"))

    class Slow(Named):
        def embed_query(self, text: str) -> Vectors:
            if not self.asked:
                mend(library, new)
            return super().embed_query(text)

    old = VectorIndex(tmp_path / "chroma", Slow("old"), former=maker("new"))
    assert old.search("第2类", 5) == new.search("第2类", 5) != ()
    assert len(stores(tmp_path)) == 1


def test_a_process_with_the_old_setting_asks_the_new_collection(tmp_path: Path, library: Library) -> None:
    """It does not fill its own again before it takes plans in."""
    old = index(tmp_path, Named("old"), "new")
    mend(library, old)
    mend(library, index(tmp_path, Named("new"), "old"))
    assert old.search("第2类", 5) == index(tmp_path, Named("new")).search("第2类", 5)
    assert old.serving().own is False
    assert to_do(library, old) == ("plan-1", "plan-2", "plan-3", "plan-4")


class Held(Named):
    """Waits in the middle, before a passage is embedded or while a batch is written."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self.begun, self.go_on = threading.Event(), threading.Event()

    def hold(self) -> None:
        self.begun.set()
        assert self.go_on.wait(GIVE_UP)

    def in_parts(self, texts: Sequence[str]) -> Parts:
        self.hold()
        yield from super().in_parts(texts)


@pytest.mark.parametrize("where", ["the model", "a batch"])
def test_searches_wait_neither_for_the_model_nor_for_a_batch(
    tmp_path: Path, library: Library, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old collection answers at once, and another update is told to wait."""
    old = index(tmp_path, Named("old"))
    mend(library, old)
    embedder = Held("new") if where == "the model" else Named("new")
    new = index(tmp_path, embedder, "old")
    held = embedder if isinstance(embedder, Held) else Held("new")
    if where == "a batch":
        replace = new._store.replace
        monkeypatch.setattr(new._store, "replace", lambda *args: (held.hold(), replace(*args))[1])
    filling = threading.Thread(target=mend, args=(library, new))
    filling.start()
    try:
        assert held.begun.wait(GIVE_UP)
        assert new.search("第2类", 5)
        assert old.search("第2类", 5)
        assert not held.go_on.is_set(), "the searches were over before the batch was"
        fill(library, range(5, 6))
        with pytest.raises(IndexBusyError):
            mend(library, old, wait=0.05)
    finally:
        held.go_on.set()
        filling.join(GIVE_UP)
    assert new.serving().own


def test_progress_counts_passages(tmp_path: Path, library: Library) -> None:
    seen: list[int] = []
    mend(library, VectorIndex(tmp_path / "chroma", Named("new"), progress=seen.append))
    assert sum(seen) == 12


def test_a_collection_that_is_lost_serves_no_more_and_is_filled_again(
    tmp_path: Path, library: Library
) -> None:
    old = index(tmp_path, Named("old"))
    mend(library, old)
    _let_go(str(tmp_path / "chroma" / stores(tmp_path)[0]))
    for data in (tmp_path / "chroma").rglob("*"):
        if data.is_file() and data.name != "manifest.json":
            data.write_bytes(b"rubbish" * 1000)
    with pytest.raises(PlanError, match="重建"):
        old.search("第2类", 5)
    assert old.serving().embedder is None
    assert mend(library, old) == 4
    assert old.search("第2类", 5)


def test_a_collection_that_is_lost_while_it_is_filled(tmp_path: Path, library: Library) -> None:
    class Losing(Named):
        def in_parts(self, texts: Sequence[str]) -> Parts:
            if len(self.embedded) == 6:
                manifest = ManifestFile(tmp_path / "chroma")
                found = manifest.read()
                manifest.write(found.without(next(iter(found.collections))))
            yield from super().in_parts(texts)

    with pytest.raises(PlanError, match="plans ingest"):
        mend(library, index(tmp_path, Losing("new")))
    assert mend(library, index(tmp_path, Named("new"))) == 4


def test_a_manifest_that_is_lost_leaves_no_data_behind(tmp_path: Path, library: Library) -> None:
    old = index(tmp_path, Named("old"))
    mend(library, old)
    (tmp_path / "chroma" / "manifest.json").write_text("{")
    assert old.search("第2类", 5) == ()
    assert mend(library, old) == 4
    assert len(stores(tmp_path)) == 1


def test_two_processes_with_two_models(tmp_path: Path, library: Library) -> None:
    """Each in its turn; the last to finish answers, and both may ask at any time."""
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from ingest.index.indexes import mend\n"
        "from ingest.store.library import Library\n"
        "from tests.ingest.test_vector_switch import Named, index\n"
        "home = Path(sys.argv[1])\n"
        "with Library.open(home) as library:\n"
        "    own = index(home, Named('right'), 'left')\n"
        "    for n in range(3):\n"
        "        mend(library, own)\n"
        "        print(n, flush=True)\n"
        "        assert len(own.search('第2类', 12)) == 12\n"
    )
    own = index(tmp_path, Named("left"), "right")
    mend(library, own)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        while other.stdout.readline():
            mend(library, own)
            assert len(own.search("第2类", 12)) == 12
    assert other.returncode == 0
    assert len(stores(tmp_path)) == 1


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of its own on a free port."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = tmp_path_factory.mktemp("server")
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(place), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:

        def answers() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0 or server.poll() is not None

        until(answers)
        assert server.poll() is None
        yield f"http://127.0.0.1:{port}"
        _, client = _OPENED.pop(f"http://127.0.0.1:{port}", ("", None))
        for part in (client, client._admin_client) if client is not None else ():
            part._server._session.close()  # Chroma leaves them open, and an open socket is a warning
        server.terminate()


def test_the_same_on_a_chroma_server(tmp_path: Path, library: Library, chroma: str) -> None:
    """Two libraries on one server, one of which changes its model; nothing of the other is touched."""
    beside = index(tmp_path / "beside", Named("old"), server=chroma)
    mend(library, beside)
    mend(library, index(tmp_path, Named("old"), server=chroma))
    with pytest.raises(PlanError, match="gone"):
        mend(library, index(tmp_path, Named("new", dies_at=7), "old", server=chroma))
    new = index(tmp_path, Named("new"), "old", server=chroma)
    assert new.serving().embedder == "llama-index-old"
    assert len(new.search("第2类", 12)) == 12
    assert mend(library, new) == 2
    assert new.serving().own
    assert len(new.search("第2类", 12)) == len(beside.search("第2类", 12)) == 12
    found = httpx.get(f"{chroma}/api/v2/tenants/default_tenant/databases/default_database/collections")
    own, other = (ManifestFile(home / "chroma").read() for home in (tmp_path, tmp_path / "beside"))
    assert {collection["name"] for collection in found.json()} == {own.serving, other.serving}
    assert own.doomed == ()


def test_vectors_are_cosines(tmp_path: Path, library: Library) -> None:
    new = index(tmp_path, Named("new"))
    mend(library, new)
    hits = new.search("第2类第1项整治任务，新增托位201个。", 12)
    assert hits[0].passage == "plan-2#一/1#0"
    assert np.isfinite([hit.score for hit in hits]).all()
