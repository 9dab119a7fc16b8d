"""One embedding model follows another: the old collection answers until the new one is whole, whoever dies at
whatever moment.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.embedding.embedders import Parts, Vectors
from ingest.errors import PlanError
from ingest.index import vectors
from ingest.index.indexes import IndexBusyError, fresh, mend, to_do
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library
from tests.ingest.switching import Named, fill, filled, index, maker, stores
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with filled(tmp_path) as library:
        yield library


@pytest.fixture(autouse=True)
def _one_plan_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "BATCH", 1)


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
