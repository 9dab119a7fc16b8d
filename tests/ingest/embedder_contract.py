"""What every embedder keeps to; a test class of its own derives from this for each embedder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ingest.embedding.embedders import Embedder, Recipe

TEXTS = ("接种率达到90%以上", "新增托位1200个", "HPV", "住院分娩率达到99.5%以上", "建设安宁疗护病区") * 30


class EmbedderContract:
    """`make` gives an embedder each time, always of the same recipe; `dissolves` is whether it knows when
    words are none.
    """

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
        assert query.dtype == np.float32
        assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)

    def test_nothing_in_nothing_out(self) -> None:
        embedder = self.make()
        assert embedder.embed_passages([]).shape == (0, embedder.dimensions)
        assert list(embedder.in_parts([])) == []

    def test_the_same_text_gives_the_same_vector(self) -> None:
        first, second = self.make(), self.make()
        assert (first.embed_query("疫苗") == second.embed_query("疫苗")).all()
        assert first.embed_passages(["疫苗"]) == pytest.approx(second.embed_passages(["疫苗"]), abs=1e-3)
        assert (first.name, first.recipe) == (second.name, second.recipe)

    def test_the_parts_are_the_whole_in_order(self) -> None:
        embedder = self.make()
        parts = list(embedder.in_parts(TEXTS))
        whole = embedder.embed_passages(TEXTS)
        assert len(whole) == len(TEXTS)
        assert np.concatenate(parts) == pytest.approx(whole, abs=1e-3)
        assert whole[:5] == pytest.approx(whole[-5:], abs=1e-3), (
            "where a text stands in the row changes nothing"
        )
        assert np.abs(whole[0] - whole[1]).max() > 1e-3

    def test_a_text_is_nearest_to_itself(self) -> None:
        embedder = self.make()
        rows = embedder.embed_passages(TEXTS[:5])
        assert [int(np.argmax(rows @ embedder.embed_query(text))) for text in TEXTS[:5]] == [0, 1, 2, 3, 4]

    def test_white_space_has_nothing_to_embed_and_harms_no_other(self) -> None:
        embedder = self.make()
        alone = embedder.embed_passages(["新增托位1200个"])
        rows = embedder.embed_passages(["", "新增托位1200个", " \n\u3000"])
        assert not rows[[0, 2]].any()
        assert rows[1] == pytest.approx(alone[0], abs=1e-3)
        assert not embedder.embed_query(" ").any()
        assert not embedder.embed_passages(["", ""]).any()

    def test_threads_may_share_it(self) -> None:
        embedder = self.make()
        wanted = embedder.embed_passages(TEXTS[:5])
        with ThreadPoolExecutor(4) as threads:
            for rows in threads.map(lambda _: embedder.embed_passages(TEXTS[:5]), range(8)):
                assert rows == pytest.approx(wanted, abs=1e-3)

    def test_its_name_is_its_recipes(self) -> None:
        embedder = self.make()
        assert isinstance(embedder.recipe, Recipe)
        assert embedder.name.startswith(embedder.recipe.name)
        assert embedder.recipe.title
