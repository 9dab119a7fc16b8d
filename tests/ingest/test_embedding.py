"""Embedders give unit vectors of one shape, the same for the same text in any process; what they ask for
comes in the order of the work, however long each takes, and nothing is begun that nobody waits for.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ingest.embedding.embedders import WORKER, Embedder, Recipe, in_order, normalised
from tests.ingest.embedder_contract import EmbedderContract
from tests.waiting import GIVE_UP, until
from tests.word_embedder import WordEmbedder


class TestWordEmbedder(EmbedderContract):
    def make(self) -> Embedder:
        return WordEmbedder(dimensions=256)

    def test_the_nearest_text_is_the_one_that_shares_words(self) -> None:
        embedder = self.make()
        rows = embedder.embed_passages(["HPV疫苗接种率", "住院分娩率", "安宁疗护病区"])
        assert int(np.argmax(rows @ embedder.embed_query("安宁疗护"))) == 2

    def test_a_text_without_terms_is_zero(self) -> None:
        assert not self.make().embed_query("？！").any()

    def test_the_vector_does_not_depend_on_the_process(self) -> None:
        code = (
            "from tests.word_embedder import WordEmbedder; "
            "print(WordEmbedder(64).embed_query('疫苗接种').tolist())"
        )
        seen = {
            subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
            for _ in range(2)
        }
        assert len(seen) == 1


def test_normalised_rows_keep_zero_rows() -> None:
    rows = normalised(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert rows == pytest.approx(np.array([[0.6, 0.8], [0, 0]]))


def recipe(**changed: Any) -> Recipe:
    return replace(Recipe(kind="endpoint", model="bge-m3"), **changed)


OTHERS = {
    "kind": recipe(kind="llama-index"),
    "model": recipe(model="bge-large-zh"),
    "dimensions": recipe(dimensions=512),
    "other dimensions": recipe(dimensions=256),
    "prefix of questions": recipe(query_prefix="查询："),
    "prefix of passages": recipe(passage_prefix="查询："),
    "the same prefix of both": recipe(query_prefix="查询：", passage_prefix="查询："),
    "a prefix that ends in white space": recipe(query_prefix="查询： "),
}


def test_every_setting_that_changes_vectors_changes_the_name() -> None:
    names = {recipe().name, *(other.name for other in OTHERS.values())}
    assert len(names) == len(OTHERS) + 1


def test_where_a_model_lies_does_not() -> None:
    assert recipe(folder="/a").name == recipe(folder="/b").name == recipe().name


def test_a_recipe_has_a_name_for_people() -> None:
    assert recipe(dimensions=512).title == "模型 bge-m3（512 维）"
    assert Recipe(kind="onnx", model="0f3a", folder="/models/bge-small-zh").title == "本地模型 bge-small-zh"


def no_more_work() -> bool:
    return not any(thread.name == WORKER for thread in threading.enumerate())


def test_in_order_and_at_most_so_many_at_once() -> None:
    now, most, lock, all_three = 0, 0, threading.Lock(), threading.Barrier(3)

    def work(n: int) -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        all_three.wait(GIVE_UP)
        with lock:
            now -= 1
        return n * n

    assert list(in_order(work, range(12), at_once=3)) == [n * n for n in range(12)]
    assert most == 3


def test_nothing_to_do() -> None:
    assert list(in_order(str, [], at_once=3)) == []


def test_a_fault_comes_in_its_place_and_nothing_more_is_begun() -> None:
    begun: list[int] = []

    def work(n: int) -> int:
        begun.append(n)
        if n == 3:
            raise KeyError(n)
        return n

    results = in_order(work, range(100), at_once=1)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(KeyError, match="3"):
        next(results)
    until(no_more_work)
    assert begun == [0, 1, 2, 3]


def test_who_stops_reading_stops_the_work() -> None:
    begun: list[int] = []
    closed = threading.Event()

    def work(n: int) -> None:
        begun.append(n)
        assert n == 0 or closed.wait(GIVE_UP)

    results = in_order(work, range(100), at_once=2)
    next(results)
    results.close()
    closed.set()
    until(no_more_work)
    assert len(begun) <= 3
