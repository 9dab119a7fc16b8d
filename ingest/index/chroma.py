"""Vectors in Chroma, through LlamaIndex's vector store: passages with their rows go in, hits by cosine come
out.

A local collection has a folder, and so a Chroma store, of its own: writing one leaves the others as they are,
and deleting one is deleting its folder. On a Chroma server, collections lie side by side under their keys.
Chroma's local store is for one process at a time and keeps what it has read; so whoever calls holds the lock
of the collection, and says with `generation` which state is on disk: a client opened on another one is opened
anew. A local collection that cannot be read is thrown away, to be made anew.

Chroma's own embedding functions and telemetry are off. The only module that knows chromadb; it is imported,
and LlamaIndex with it, where it is used.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.embedding.embedders import Vectors
from ingest.errors import LibraryError
from ingest.index.model import Filters, Hit, Passage

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

NAME = "dense"
_GRAPH = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200}
"""Twice Chroma's defaults: clauses of yearly plans are near-doubles of each other, which thins a small
graph's recall.
"""
_OPENED: dict[str, tuple[str, Any]] = {}
"""Where a store is -> generation and client: Chroma keeps one system a folder and process, and so must we."""


class CollectionLostError(LibraryError):
    """A local collection could not be read and has been thrown away."""


class ChromaStore:
    """The collections of `folder`, or of the Chroma server at `server`, an address as http://host:8000."""

    def __init__(self, folder: Path, server: str | None = None) -> None:
        self._folder = folder
        self._server = server

    def replace(
        self, key: str, generation: str, plans: Iterable[str], passages: Sequence[Passage], rows: Vectors
    ) -> Counter[str]:
        """Take the plans' vectors out and the passages in; how many of each plan are in now.

        A passage whose row is zero cannot be found by cosine and is left out. Raises LibraryError.
        """
        nodes = [_node(passage, row) for passage, row in zip(passages, rows, strict=True) if row.any()]
        with self._faults(key):
            client = self._client(key, generation)
            store = _collection(client, key)
            for plan in plans:
                store.delete(plan)
            most = client.get_max_batch_size()
            for start in range(0, len(nodes), most):
                store.add(nodes[start : start + most])
        return Counter(node.metadata["plan"] for node in nodes)

    def search(self, key: str, generation: str, vector: Vectors, k: int, filters: Filters) -> tuple[Hit, ...]:
        """At most k passages by cosine, ties by passage id. Raises LibraryError.

        Only ids and distances are read, which say all: reading the nodes takes ten times as long.
        """
        with self._faults(key):
            found = _collection(self._client(key, generation), key).client.query(
                query_embeddings=[vector.tolist()],
                n_results=k,
                where=_where(filters),
                include=["distances"],
            )
        ordered = sorted(zip(found["distances"][0], found["ids"][0], strict=True))
        return tuple(_hit(rank, one, 1 - distance) for rank, (distance, one) in enumerate(ordered, start=1))

    def count(self, key: str, generation: str) -> int:
        """The number of vectors in the collection; none in a new one. Raises LibraryError."""
        with self._faults(key):
            return int(_collection(self._client(key, generation), key).client.count())

    def files(self, key: str) -> dict[str, tuple[int, str]]:
        """Size and SHA-256 of the files that a local collection's vectors and graph lie in, by name; of a
        server's none.

        They change when vectors are put, not when they are searched. `length.bin` is left out: Chroma leaves
        what it does not use of it as it comes.
        """
        found = {}
        for path in self._graph_files(key):
            with path.open("rb") as data:
                digest = hashlib.file_digest(data, "sha256").hexdigest()
            found[path.name] = (path.stat().st_size, digest)
        return found

    def sizes(self, key: str) -> dict[str, int]:
        """Of the same files, without reading them."""
        return {path.name: path.stat().st_size for path in self._graph_files(key)}

    def _graph_files(self, key: str) -> list[Path]:
        if self._server is not None:
            return []
        return sorted(path for path in (self._folder / key).glob("*/*.bin") if path.name != "length.bin")

    def drop(self, key: str) -> None:
        """Delete the collection where it is there. Raises LibraryError for a server out of reach."""
        if self._server is None:
            _let_go(self._where(key))
            shutil.rmtree(self._folder / key, ignore_errors=True)
            return
        from chromadb.errors import NotFoundError

        with self._faults(key), suppress(NotFoundError):
            self._client(key, "").delete_collection(key)

    def sweep(self, known: Container[str]) -> None:
        """Delete local collections that are not known: what is left where the file that knew them was
        lost.
        """
        for path in self._folder.glob("passages-*") if self._server is None else ():
            if path.is_dir() and path.name not in known:
                self.drop(path.name)

    def kept(self, key: str, before: str, after: str) -> None:
        """This process wrote generation `after` itself: its client, if it was one of `before`, stays good."""
        where = self._where(key)
        if where in _OPENED and _OPENED[where][0] == before:
            _OPENED[where] = (after, _OPENED[where][1])

    def _where(self, key: str) -> str:
        return self._server or str(self._folder / key)

    def _client(self, key: str, generation: str) -> Any:
        """The client this process has, unless another process has written since; else a new one."""
        where = self._where(key)
        generation = "" if self._server is not None else generation
        opened_at, client = _OPENED.get(where, ("", None))
        if client is not None and opened_at == generation:
            return client
        _let_go(where)
        for other in [place for place in _OPENED if "://" not in place and not Path(place).is_dir()]:
            _let_go(other)
        _OPENED[where] = (generation, self._connect(key))
        return _OPENED[where][1]

    def _connect(self, key: str) -> Any:
        """Raises LibraryError.

        Chroma answers a server out of reach with a ValueError, and a folder it cannot open with an
        AttributeError of its own clearing up.
        """
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        settings = Settings(anonymized_telemetry=False)
        try:
            if self._server is None:
                return chromadb.PersistentClient(self._folder / key, settings=settings)
            address = urlsplit(self._server)
            secure = address.scheme == "https"
            port = address.port or (443 if secure else 8000)
            return chromadb.HttpClient(address.hostname or "", port, ssl=secure, settings=settings)
        except (ChromaError, ValueError, RuntimeError, AttributeError) as exc:
            raise self._given_up(key, exc) from exc

    @contextmanager
    def _faults(self, key: str) -> Iterator[None]:
        """Map a store that fails while it is used to a LibraryError; what is asked wrongly of it
        propagates.
        """
        from chromadb.errors import InternalError
        from httpx import HTTPError

        try:
            yield
        except (InternalError, HTTPError) as exc:
            raise self._given_up(key, exc) from exc

    def _given_up(self, key: str, fault: Exception) -> LibraryError:
        """The error to raise; a local collection is thrown away, so that the next mending makes it anew.

        Chroma goes on remembering a folder that it failed to open, so it is told to forget that one.
        """
        from chromadb.api.shared_system_client import SharedSystemClient

        _let_go(self._where(key))
        SharedSystemClient._identifier_to_system.pop(str(self._folder / key), None)
        if self._server is not None:
            remedy = "请检查 Chroma 服务是否在运行、地址是否正确。"
            return LibraryError(f"向量索引服务不可用（{fault}）", file=self._server, remedy=remedy)
        shutil.rmtree(self._folder / key, ignore_errors=True)
        remedy = "已清空该索引，重试时将由资料库重建。"
        return CollectionLostError(f"向量索引不可用（{fault}）", file=str(self._folder), remedy=remedy)


def _let_go(where: str) -> None:
    _, client = _OPENED.pop(where, ("", None))
    if client is not None:
        client.close()


def _collection(client: Any, key: str) -> ChromaVectorStore:
    from llama_index.vector_stores.chroma import ChromaVectorStore

    collection = client.get_or_create_collection(key, embedding_function=None, configuration={"hnsw": _GRAPH})
    store = ChromaVectorStore(chroma_collection=collection)
    store.flat_metadata = False  # a list of units is searched with $contains
    return store


def _node(passage: Passage, row: Vectors) -> TextNode:
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    known = {
        "plan": passage.plan,
        "label": passage.label,
        "title": passage.title,
        "region": passage.region,
        "year": passage.year,
        "last_year": passage.last_year if passage.last_year is not None else passage.year,
        "units": list(passage.units) or None,
        "start": passage.span.start,
        "end": passage.span.end,
    }
    return TextNode(
        id_=passage.id,
        text=passage.text,
        embedding=row.tolist(),
        metadata={name: value for name, value in known.items() if value is not None},
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.plan)},
    )


def _hit(rank: int, passage: str, cosine: float) -> Hit:
    plan, _, rest = passage.partition("#")
    label = rest.rpartition("#")[0]
    return Hit(passage=passage, plan=plan, label=label, score=cosine, rank=rank, retriever=NAME)


def _where(filters: Filters) -> dict[str, Any] | None:
    """The filters in Chroma's words: one condition stands alone, several need $and."""
    conditions: list[dict[str, Any]] = []
    if filters.plans:
        conditions.append({"plan": {"$in": list(filters.plans)}})
    if filters.region is not None:
        conditions.append({"region": filters.region})
    if filters.unit is not None:
        conditions.append({"units": {"$contains": filters.unit}})
    if filters.year is not None:
        conditions += [{"year": {"$lte": filters.year}}, {"last_year": {"$gte": filters.year}}]
    return {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)
