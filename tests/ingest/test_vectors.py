"""The dense index keeps the contract, says what Chroma must be told, and stays out of the way until it is
used.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.embedders import Vectors
from ingest.errors import LibraryError
from ingest.index.chroma import _where
from ingest.index.indexes import fresh, mend
from ingest.index.model import Filters
from ingest.index.vector_manifest import Manifest
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library
from tests.ingest.index_contract import HAIXI, LINHE, IndexContract
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP
from tests.word_embedder import WordEmbedder


class TestVectorIndex(IndexContract):
    OPEN = (
        "from tests.word_embedder import WordEmbedder; from "
        "ingest.index.vectors import VectorIndex; "
        "index = VectorIndex(home / 'chroma', WordEmbedder())"
    )


CONDITIONS = {
    "none": (Filters(), None),
    "one stands alone": (Filters(region="海西区"), {"region": "海西区"}),
    "several need and": (
        Filters(plans=("a", "b"), unit="妇幼科"),
        {"$and": [{"plan": {"$in": ["a", "b"]}}, {"units": {"$contains": "妇幼科"}}]},
    ),
    "a year is two": (
        Filters(year=2023),
        {"$and": [{"year": {"$lte": 2023}}, {"last_year": {"$gte": 2023}}]},
    ),
}


@pytest.mark.parametrize(("filters", "where"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_conditions(filters: Filters, where: object) -> None:
    assert _where(filters) == where


def test_collections_are_told_apart() -> None:
    here, there = Manifest(id="00c0ffee"), Manifest(id="0badcafe")
    models = [("org/model:v1", 64), ("org/model-v1", 64), ("org/model:v1", 32), ("模型", 64)]
    names = [*(here.key(*model) for model in models), there.key(*models[0])]
    assert len(set(names)) == 5
    for name in names:
        assert 3 <= len(name) <= 512
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
        assert name[0].isalnum()
        assert name[-1].isalnum()


@pytest.fixture
def library(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Library.open(tmp_path) as library:
        library.put(LINHE)
        library.put(HAIXI)
        yield library


@pytest.mark.parametrize("lost", ["the data", "the manifest", "everything"])
def test_a_store_that_lost_something_is_made_whole(tmp_path: Path, library: Library, lost: str) -> None:
    folder = tmp_path / "chroma"
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.word_embedder import WordEmbedder\n"
        "from ingest.index.indexes import mend\n"
        "from ingest.store.library import Library\n"
        "from ingest.index.vectors import VectorIndex\n"
        "home = Path(sys.argv[1])\nmend(Library.open(home), "
        "VectorIndex(home / 'chroma', WordEmbedder()))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=GIVE_UP)
    if lost == "the data":
        for path in folder.iterdir():
            for data in path.rglob("*"):
                if data.is_file():
                    data.write_bytes(b"rubbish" * 1000)
    elif lost == "the manifest":
        (folder / "manifest.json").write_text("{")
    else:
        shutil.rmtree(folder)
    index = VectorIndex(folder, WordEmbedder())
    library.put(make_plan("new-plan", [Item(label="一/1", text="建设安宁疗护病区。")]))
    mend(library, index)
    assert fresh(library, index)
    hits = index.search("疫苗接种、分娩、老年人健康管理、托位、安宁疗护", 50)
    assert sorted(hit.passage for hit in hits) == [
        "haixi-2021-plan#一/1#0",
        "haixi-2021-plan#一/2#0",
        "haixi-2021-plan#一/3#0",
        "linhe-2023-health#一/1#0",
        "linhe-2023-health#一/2#0",
        "new-plan#一/1#0",
    ]


class Zero(WordEmbedder):
    """Knows no word but 托位."""

    def embed_passages(self, texts):  # type: ignore[no-untyped-def]
        rows: Vectors = super().embed_passages(texts)
        return rows * np.array([["托位" in text] for text in texts], dtype=np.float32)


def test_passages_without_a_vector_are_left_out_and_counted_so(tmp_path: Path, library: Library) -> None:
    index = VectorIndex(tmp_path / "chroma", Zero())
    mend(library, index)
    assert [hit.label for hit in index.search("托位", 50)] == ["一/2"]
    assert all(index.held().values())


def test_opening_imports_neither_chroma_nor_llama_index(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.word_embedder import WordEmbedder\n"
        "from ingest.index.vectors import VectorIndex\n"
        f"index = VectorIndex(Path({str(tmp_path)!r}) / 'chroma', WordEmbedder())\n"
        "assert index.stamp() is None and index.search('托位', 3) == ()\n"
        "heavy = {'chromadb', 'llama_index', 'llama_index.core'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=GIVE_UP)


def test_a_server_out_of_reach_is_named_and_the_manifest_stays(tmp_path: Path, library: Library) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = f"http://127.0.0.1:{free.getsockname()[1]}"
        index = VectorIndex(tmp_path / "chroma", WordEmbedder(), server=server)
        with pytest.raises(LibraryError, match="127"):
            mend(library, index)
        assert set(index.held().values()) == {""}
