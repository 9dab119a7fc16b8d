"""No text is embedded twice by one model, whatever happens to the process, the file or the model behind the
name.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.cache import PROBE, CachedEmbedder
from ingest.embedding.embedders import Embedder, Parts, Recipe, Vectors
from ingest.errors import PlanError
from ingest.index.indexes import mend
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library
from tests.conftest import ROOT
from tests.ingest.embedder_contract import EmbedderContract
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP
from tests.word_embedder import WordEmbedder


class Model(WordEmbedder):
    """A model behind a name; `turned` is another one, `noise` what batching does to a vector. It notes what
    it embeds.
    """

    def __init__(
        self,
        name: str = "m",
        dimensions: int = 64,
        *,
        turned: int = 0,
        noise: float = 0.0,
        dies_at: int = 10**6,
    ) -> None:
        super().__init__(dimensions)
        self.model, self.turned, self.noise, self.dies_at = name, turned, noise, dies_at
        self.seen: list[str] = []

    @property
    def recipe(self) -> Recipe:
        return Recipe(kind="endpoint", model=self.model)

    def in_parts(self, texts: Sequence[str]) -> Parts:
        for start in range(0, len(texts), 2):
            part = texts[start : start + 2]
            if len(self.seen) + len(part) > self.dies_at:
                raise PlanError("the model is gone")
            self.seen += part
            rows = np.roll(super().embed_passages(part), self.turned, axis=1)
            yield rows + self.noise * np.sin(np.arange(self.dimensions, dtype=np.float32))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.concatenate(list(self.in_parts(texts)))


class TestCachedEmbedder(EmbedderContract):
    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.file = tmp_path / "embeddings.db"

    def make(self) -> Embedder:
        return CachedEmbedder(WordEmbedder(256), self.file)


TEXTS = [f"第{n}项整治任务，新增托位{n}个" for n in range(9)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "embeddings.db"


def test_only_what_is_not_there_is_asked_for(file: Path) -> None:
    first = CachedEmbedder(Model(), file)
    wanted = first.embed_passages(TEXTS[:5])
    model = Model()
    again = CachedEmbedder(model, file)
    rows = again.embed_passages([TEXTS[7], *TEXTS[:5], TEXTS[8], TEXTS[7]])
    assert model.seen == [TEXTS[7], TEXTS[8]], "each once"
    assert (rows[1:6] == wanted).all(), "to the bit"
    assert (rows[0] == rows[7]).all()
    assert (again.embedded, again.reused) == (2, 5)


def test_a_stop_in_the_middle_costs_what_was_under_way(file: Path) -> None:
    stopped = CachedEmbedder(Model(dies_at=7), file)
    parts = stopped.in_parts(TEXTS)
    got = [next(parts) for _ in range(3)]
    with pytest.raises(PlanError):
        next(parts)
    model = Model()
    rows = CachedEmbedder(model, file).embed_passages(TEXTS)
    assert model.seen == TEXTS[6:]
    assert (rows[:6] == np.concatenate(got)).all()


def test_a_changed_clause_is_one_new_vector(tmp_path: Path, file: Path) -> None:
    items = [Item(label=f"一/{n}", text=text) for n, text in enumerate(TEXTS, start=1)]
    with Library.open(tmp_path) as library:
        library.put(make_plan(items=items))
        mend(library, VectorIndex(tmp_path / "chroma", CachedEmbedder(Model(), file)))
        library.put(make_plan(items=[*items[:3], Item(label="一/4", text="改造公共厕所。"), *items[4:]]))
        model = Model()
        mend(library, VectorIndex(tmp_path / "chroma", CachedEmbedder(model, file)))
    assert [text.splitlines()[-1] for text in model.seen] == ["改造公共厕所。"]


def test_the_size_is_known_without_asking(file: Path) -> None:
    CachedEmbedder(Model(), file).verify()
    model = Model()
    assert CachedEmbedder(model, file).dimensions == 64
    assert model.seen == []


def test_looking_for_the_name_makes_no_file(file: Path) -> None:
    assert CachedEmbedder(Model(), file).name == "endpoint-m"
    assert not file.parent.exists()


def test_another_model_under_the_same_name_is_seen(file: Path) -> None:
    before = CachedEmbedder(Model(), file)
    before.embed_passages(TEXTS)
    turned = Model(turned=5)
    now = CachedEmbedder(turned, file)
    now.verify()
    assert now.name == "endpoint-m #2"
    assert before.name == now.name, "whoever looks, in whatever process"
    rows = now.embed_passages(TEXTS)
    assert turned.seen == [PROBE, *TEXTS], "nothing of the model before is given out"
    assert rows == pytest.approx(np.roll(WordEmbedder(64).embed_passages(TEXTS), 5, axis=1), abs=1e-3)
    wide = CachedEmbedder(Model(dimensions=32), file)
    wide.verify()
    assert (wide.name, wide.dimensions) == ("endpoint-m #3", 32)


def test_the_same_model_a_little_otherwise_is_the_same(file: Path) -> None:
    CachedEmbedder(Model(), file).verify()
    now = CachedEmbedder(Model(noise=0.002), file)
    now.verify()
    assert now.name == "endpoint-m"


def test_three_models_are_kept(file: Path) -> None:
    for name in ("a", "b", "c", "d"):
        embedder = CachedEmbedder(Model(name), file)
        embedder.verify()
        embedder.embed_passages(TEXTS)
    seen = {}
    for name in ("d", "c", "b", "a"):
        model = Model(name)
        CachedEmbedder(model, file).embed_passages(TEXTS)
        seen[name] = len(model.seen)
    assert seen == {"d": 0, "c": 0, "b": 0, "a": 10}, "and the one before them was asked again, its probe too"
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT count(DISTINCT model) FROM vectors").fetchone() == (3,)


def damage_rubbish(file: Path) -> None:
    file.write_bytes(b"rubbish" * 1000)


def damage_layout(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 99")


def damage_pages(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)


@pytest.mark.parametrize("damage", [damage_rubbish, damage_layout, damage_pages])
def test_a_file_that_is_damaged_is_made_anew(file: Path, damage) -> None:  # type: ignore[no-untyped-def]
    wanted = CachedEmbedder(Model(), file).embed_passages(TEXTS)
    damage(file)
    again = CachedEmbedder(Model(), file)
    assert (again.embed_passages(TEXTS) == wanted).all()
    model = Model()
    assert (CachedEmbedder(model, file).embed_passages(TEXTS) == wanted).all()
    assert model.seen == []


def test_a_file_that_cannot_be_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    model = Model()
    embedder = CachedEmbedder(model, tmp_path / "home" / "embeddings.db")
    assert embedder.embed_passages(TEXTS).shape == (9, 64)
    assert embedder.embed_passages(TEXTS).shape == (9, 64)
    assert embedder.name == "endpoint-m"
    assert "需要时重算" in caplog.text


def test_a_model_that_does_not_answer_is_an_error_and_leaves_the_file(file: Path) -> None:
    wanted = CachedEmbedder(Model(), file).embed_passages(TEXTS[:4])
    gone = CachedEmbedder(Model(dies_at=0), file)
    with pytest.raises(PlanError):
        gone.verify()
    assert (gone.embed_passages(TEXTS[:4]) == wanted).all(), "what is there needs no model"
    with pytest.raises(PlanError):
        gone.embed_passages(TEXTS)


def test_processes_share_the_file(file: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom ingest.embedding.cache import CachedEmbedder\n"
        "from ingest.embedding.embedders import Recipe\n"
        "import numpy as np\n"
        "class Model:\n"
        "    recipe = Recipe(kind='endpoint', model='m')\n"
        "    name = recipe.name\n"
        "    def embed_passages(self, texts): return np.ones((len(texts), 64), dtype=np.float32)\n"
        "    def in_parts(self, texts): yield self.embed_passages(texts)\n"
        "embedder = CachedEmbedder(Model(), Path(sys.argv[1]))\n"
        "for n in range(40):\n"
        "    embedder.embed_passages([f'{word} {n}' for word in (sys.argv[2], 'both')])\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(file), name], cwd=ROOT)
        for name in ("left", "right")
    ]
    assert [process.wait(timeout=GIVE_UP) for process in both] == [0, 0]
    model = Model()
    CachedEmbedder(model, file).embed_passages(
        [f"{word} {n}" for word in ("left", "right", "both") for n in range(40)]
    )
    assert model.seen == []
