"""Embedders give unit vectors of one shape, the same for the same text in any process."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from ingest.embedding import Embedder, HashingEmbedder, unit_rows


class EmbedderContract:
    def make(self) -> Embedder:
        raise NotImplementedError

    def test_shapes_and_lengths(self) -> None:
        embedder = self.make()
        rows = embedder.embed_passages(["接种率达到90%以上", "新增托位", "HPV"])
        assert rows.shape == (3, embedder.dimensions)
        assert rows.dtype == np.float32
        assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
        query = embedder.embed_query("托位")
        assert query.shape == (embedder.dimensions,)
        assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)

    def test_nothing_in_nothing_out(self) -> None:
        embedder = self.make()
        assert embedder.embed_passages([]).shape == (0, embedder.dimensions)

    def test_the_same_text_gives_the_same_vector(self) -> None:
        first, second = self.make(), self.make()
        assert (first.embed_query("疫苗") == second.embed_query("疫苗")).all()
        assert first.name == second.name


class TestHashingEmbedder(EmbedderContract):
    def make(self) -> Embedder:
        return HashingEmbedder(dimensions=256)

    def test_the_nearest_text_is_the_one_that_shares_words(self) -> None:
        embedder = self.make()
        rows = embedder.embed_passages(["HPV疫苗接种率", "住院分娩率", "安宁疗护病区"])
        assert int(np.argmax(rows @ embedder.embed_query("安宁疗护"))) == 2

    def test_a_text_without_terms_is_zero(self) -> None:
        assert not self.make().embed_query("？！").any()

    def test_the_vector_does_not_depend_on_the_process(self) -> None:
        code = "from ingest.embedding import HashingEmbedder; print(HashingEmbedder(64).embed_query('疫苗接种').tolist())"
        seen = {
            subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
            for _ in range(2)
        }
        assert len(seen) == 1


def test_unit_rows_keep_zero_rows() -> None:
    rows = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert rows == pytest.approx(np.array([[0.6, 0.8], [0, 0]]))
