"""What is lost while vectors are kept: a collection, a manifest, a process; and the same on a server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import numpy as np
import pytest

from ingest.embedding.embedders import Parts
from ingest.errors import PlanError
from ingest.index import vectors
from ingest.index.chroma import _OPENED, _let_go
from ingest.index.indexes import mend
from ingest.index.vector_manifest import ManifestFile
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library
from tests.conftest import ROOT
from tests.ingest.switching import Named, filled, index, stores
from tests.waiting import until


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with filled(tmp_path) as library:
        yield library


@pytest.fixture(autouse=True)
def _one_plan_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "BATCH", 1)


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
