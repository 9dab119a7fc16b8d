"""The dense index: passages as vectors in Chroma, through LlamaIndex's vector store.

In come passages, out come hits by cosine; an embedder of another name or dimension has a collection of its own.
Chroma's local store is for one process and knows no transaction over a plan. So every use holds a lock file; a
client opened before another process wrote is opened anew; and a manifest beside the store says which plans are
in it whole, a plan being crossed out before it is touched. A store that cannot be read is made anew. With the
address of a Chroma server the same holds, and only the manifest and the lock stay in the folder.

Chroma's own embedding functions and telemetry are off. The only module that knows chromadb; opening an index
imports neither it nor LlamaIndex, searching and updating do.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from ingest.embedding import Embedder, Vectors
from ingest.errors import LibraryError
from ingest.indexes import LOCK_WAIT, Change, holding
from ingest.model import ANYWHERE, Filters, Hit, Passage

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

NAME = "dense"
BATCH = 1000
"""Passages (of whole plans) embedded and added at once; a crash costs the plans of one batch."""
_GRAPH = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200}
"""Twice Chroma's defaults: clauses of yearly plans are near-doubles of each other, which thins a small graph's recall."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MANIFEST = "manifest.json"
_OPENED: dict[str, tuple[str, Any]] = {}
"""Where a store is -> generation and client: Chroma keeps one system a folder and process, and so must we."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What one collection holds: plan id -> fingerprint ("" where an update was cut short) and number of vectors."""

    stamp: str | None = None
    plans: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manifest:
    """All collections of a folder; `generation` is another one after each write."""

    generation: str = ""
    collections: Mapping[str, _Held] = field(default_factory=dict)


_MANIFEST_JSON = TypeAdapter(_Manifest)


class VectorIndex:
    """Opens nothing before it is needed. May be shared by threads, which take turns."""

    name = NAME

    def __init__(self, folder: Path, embedder: Embedder, *, server: str | None = None) -> None:
        """`folder` is this index's own; `server` is the address of a Chroma server, as http://host:8000."""
        self._folder = folder
        self._embedder = embedder
        self._server = server
        self._lock = FileLock(folder.with_name(folder.name + ".lock"))

    def lock(self, wait: float = LOCK_WAIT) -> AbstractContextManager[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        return holding(self._lock, wait)

    def stamp(self) -> str | None:
        return self._held().stamp

    def held(self) -> dict[str, str]:
        """As the manifest says, where the store bears it out; else every plan counts as cut short."""
        with self.lock():
            plans = self._held().plans
            cut_short = any(not fingerprint for fingerprint, _ in plans.values())
            if not cut_short and plans and self._count() != sum(count for _, count in plans.values()):
                plans = dict.fromkeys(plans, ("", 0))
        return {plan: fingerprint for plan, (fingerprint, _) in plans.items()}

    def update(self, changes: Iterable[Change], *, stamp: str) -> None:
        """Put all changes, batch by batch; what a crash leaves undone is marked so in `held`."""
        with self.lock():
            for batch in _batches(changes):
                nodes = self._embed(batch)
                before = self._held().plans
                crossed_out = {change.plan: ("", 0) for change in batch}
                self._write(_Held(plans={**before, **crossed_out}))
                self._replace(batch, nodes)
                kept = {plan: held for plan, held in before.items() if plan not in crossed_out}
                self._write(_Held(plans={**kept, **_counted(batch, nodes)}))
            self._write(_Held(stamp=stamp, plans=self._held().plans))

    def search(self, query: str, k: int, filters: Filters = ANYWHERE) -> tuple[Hit, ...]:
        """At most k passages by cosine, ties by passage id; none where the question has nothing to embed.

        Raises:
            LibraryError: the store cannot be searched; it is made anew at the next mending.
        """
        if k < 1 or not query.strip() or not self._held().plans:
            return ()
        vector = self._embedder.embed_query(query)
        if not vector.any():
            return ()
        from llama_index.core.vector_stores.types import VectorStoreQuery

        wanted = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=k)
        with self.lock(), self._faults():
            found = self._store().query(wanted, where=_where(filters))
        rows = zip(found.ids or (), found.similarities or (), found.nodes or (), strict=True)
        ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
        return tuple(
            Hit(
                passage=passage_id,
                plan=node.metadata["plan"],
                label=node.metadata["label"],
                score=score,
                rank=rank,
                retriever=NAME,
            )
            for rank, (passage_id, score, node) in enumerate(ordered, start=1)
        )

    def _embed(self, batch: Sequence[Change]) -> list[TextNode]:
        """The passages as nodes; one that has no vector cannot be found and is left out."""
        found = [passage for change in batch for passage in change.passages]
        rows = self._embedder.embed_passages([passage.for_embedding() for passage in found])
        return [_node(passage, row) for passage, row in zip(found, rows, strict=True) if row.any()]

    def _replace(self, batch: Sequence[Change], nodes: list[TextNode]) -> None:
        """Take the plans' vectors out and the nodes in."""
        with self._faults():
            store = self._store()
            for change in batch:
                store.delete(change.plan)
            if nodes:
                store.add(nodes)

    def _count(self) -> int:
        """The number of vectors in the store; none in a local one that cannot be read, which is thrown away."""
        try:
            with self._faults():
                return int(self._store().client.count())
        except LibraryError:
            if self._server is not None:
                raise
            return 0

    def _store(self) -> ChromaVectorStore:
        """The collection as it is on disk now; the lock is held."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        collection = self._client().get_or_create_collection(
            collection_name(self._embedder), embedding_function=None, configuration={"hnsw": _GRAPH}
        )
        store = ChromaVectorStore(chroma_collection=collection)
        store.flat_metadata = False  # a list of units is searched with $contains
        return store

    def _client(self) -> Any:
        """The client this process has, unless another process has written since; else a new one."""
        where, generation = self._server or str(self._folder), self._read().generation
        opened_at, client = _OPENED.pop(where, (generation, None))
        if client is not None and opened_at != generation:
            client.close()
            client = None
        _OPENED[where] = (generation, client or self._connect())
        return _OPENED[where][1]

    def _connect(self) -> Any:
        """Raises LibraryError.

        Chroma answers a server out of reach with a ValueError, and a folder it cannot open with an AttributeError
        of its own clearing up.
        """
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        settings = Settings(anonymized_telemetry=False)
        try:
            if self._server is None:
                return chromadb.PersistentClient(self._folder, settings=settings)
            address = urlsplit(self._server)
            secure = address.scheme == "https"
            port = address.port or (443 if secure else 8000)
            return chromadb.HttpClient(address.hostname or "", port, ssl=secure, settings=settings)
        except (ChromaError, ValueError, RuntimeError, AttributeError) as exc:
            raise self._given_up(exc) from exc

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Map a store that fails while it is used to a LibraryError; what is asked wrongly of it propagates."""
        from chromadb.errors import InternalError
        from httpx import HTTPError

        try:
            yield
        except (InternalError, HTTPError) as exc:
            raise self._given_up(exc) from exc

    def _given_up(self, fault: Exception) -> LibraryError:
        """The error to raise; a local store is thrown away, so that the next mending makes it anew.

        All clients are forgotten with it: Chroma remembers a folder it failed to open until it is told to.
        """
        from chromadb.api.shared_system_client import SharedSystemClient

        _OPENED.clear()
        SharedSystemClient.clear_system_cache()
        if self._server is not None:
            remedy = "请检查 Chroma 服务是否在运行、地址是否正确。"
            return LibraryError(f"向量索引服务不可用（{fault}）", file=self._server, remedy=remedy)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        remedy = "已清空该索引，重试时将由资料库重建。"
        return LibraryError(f"向量索引不可用（{fault}）", file=str(self._folder), remedy=remedy)

    def _held(self) -> _Held:
        return self._read().collections.get(collection_name(self._embedder), _Held())

    def _read(self) -> _Manifest:
        """A manifest that is missing or cannot be read is that of an empty store."""
        try:
            return _MANIFEST_JSON.validate_json((self._folder / _MANIFEST).read_bytes())
        except (FileNotFoundError, ValidationError):
            return _Manifest()

    def _write(self, held: _Held) -> None:
        """Replace this collection's part of the manifest; the client this process holds stays good if it was."""
        before = self._read()
        after = _Manifest(
            generation=token_hex(8), collections={**before.collections, collection_name(self._embedder): held}
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{_MANIFEST}.new"
        draft.write_bytes(_MANIFEST_JSON.dump_json(after))
        draft.replace(self._folder / _MANIFEST)
        where = self._server or str(self._folder)
        if where in _OPENED and _OPENED[where][0] == before.generation:
            _OPENED[where] = (after.generation, _OPENED[where][1])


def collection_name(embedder: Embedder) -> str:
    """A name Chroma takes (3-512 letters, digits, ".", "_", "-"), another one for another embedder or dimension."""
    safe = _UNSAFE.sub("-", embedder.name)[:64]
    told_apart = hashlib.sha256(embedder.name.encode()).hexdigest()[:8]
    return f"passages-{safe}-{told_apart}-{embedder.dimensions}"


def _counted(batch: Sequence[Change], nodes: Sequence[TextNode]) -> dict[str, tuple[str, int]]:
    """What is held of the plans of a batch that are not dropped."""
    counts = Counter(node.metadata["plan"] for node in nodes)
    return {c.plan: (c.fingerprint, counts[c.plan]) for c in batch if c.fingerprint is not None}


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    batch: list[Change] = []
    for change in changes:
        batch.append(change)
        if sum(len(waiting.passages) for waiting in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


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
