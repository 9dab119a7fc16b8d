"""The dense index: passages as vectors, searched by cosine; and how one embedding model follows another.

In come passages, out come hits. Vectors of two embedders do not compare, so each embedder (name and
dimensions) has a collection of its own, and these rules hold for them, whoever dies at whatever moment:

1. One collection answers: the last one that was whole. Until there is one, a search finds nothing. A
   collection that answers and lags behind the Library goes on answering with what it has.
2. An update fills the collection of its own embedder, batch by batch; a plan is crossed out in the manifest
   before it is touched, so what a killed process leaves is known, kept, and gone on with. When the update is
   through, one replacement of the manifest makes this collection the one that answers and dooms all others,
   which are deleted then; what a crash leaves of them is deleted after the next update. Going back to the old
   model in the middle is an update of the old collection, which ends the same way: the half-filled one is
   doomed.
3. A question is embedded by the embedder of the collection that answers: ours, or, while ours is being filled
   by whichever process, the former one made from its recipe. Where that cannot be, the search finds nothing
   (`serving` says so) and the full-text index answers alone.
4. One process at a time updates, and holds `lock` throughout; a process with another embedder waits for it. A
   collection has a lock of its own, held while it is read or a batch is written, never while a model embeds:
   a search waits for a batch at the longest, and not at all for what is written into another collection.

With the address of a Chroma server the same holds, and only the manifest and the locks stay in the folder.
Opening an index imports neither chromadb nor LlamaIndex, searching and updating do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock

from ingest.embedding.embedders import Embedder, Former, Vectors, nobody
from ingest.errors import PlanError
from ingest.index.chroma import NAME, ChromaStore, CollectionLostError
from ingest.index.indexes import LOCK_WAIT, Change, IndexBusyError, holding, unwritable
from ingest.index.model import ANYWHERE, Filters, Hit, Passage
from ingest.index.vector_manifest import Collection, Manifest, ManifestFile

BATCH = 200
"""Passages (of whole plans) embedded and added at once; a crash costs the plans of one batch."""
SEARCH_WAIT = 10.0
"""Seconds a search waits for a batch that is being written into its own collection."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Which embedder answers, and how far ours has come where it is another one.

    `embedder` is None where no collection was ever whole, `title` its name for people; `reachable` says
    whether questions can be embedded for it here. `plans` and `vectors` are what our own collection holds.
    """

    embedder: str | None
    title: str
    own: bool
    reachable: bool
    plans: int
    vectors: int


class VectorIndex:
    """Opens nothing before it is needed. May be shared by threads, which take turns."""

    name = NAME

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        *,
        server: str | None = None,
        former: Former = nobody,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """`folder` is this index's own; `server` is the address of a Chroma server, as http://host:8000.

        `former` makes the embedder of a collection that answers in place of ours. `progress` is given the
        number of passages just embedded.
        """
        self._folder = folder
        self._embedder = embedder
        self._former = former
        self._progress = progress
        self._made: dict[str, Embedder | None] = {}
        self._manifest = ManifestFile(folder)
        self._store = ChromaStore(folder, server)
        self._writing = FileLock(folder.with_name(folder.name + ".lock"))
        self._editing = FileLock(_editing(folder))

    def lock(self, wait: float = LOCK_WAIT) -> AbstractContextManager[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise unwritable(str(self._folder), exc) from exc
        return holding(self._writing, wait)

    def stamp(self) -> str | None:
        """That of our own collection, once it answers and there is no other."""
        manifest = self._manifest.read()
        answering = manifest.answering()
        if answering is None or answering.embedder != self._embedder.name or len(manifest.collections) > 1:
            return None
        return None if self._cut(str(manifest.serving), answering) else answering.stamp

    def damaged(self) -> str:
        """The file of the vectors that is gone, cut, or other than it was written; "" where there is none.

        Reads them all. Nothing is mended.
        """
        manifest = self._manifest.read()
        for key, held in manifest.collections.items():
            try:
                now = self._store.files(key) if held.files else {}
            except OSError as exc:
                return str(exc.filename or exc)
            for name, known in held.files.items():
                if now.get(name) != known:
                    return name
        return ""

    def discard_damaged(self) -> bool:
        """Throw our vectors away where `damaged` finds something, to be made anew by the next update."""
        if not self.damaged():
            return False
        with self.lock():
            for key in self._manifest.read().collections:
                self._throw_away(key)
        return True

    def _cut(self, key: str, held: Collection) -> bool:
        """Whether a file is there in another length than it was written, or not at all: seen without
        reading.
        """
        try:
            now = self._store.sizes(key) if held.files else {}
        except OSError:
            return True
        return any(now.get(name) != size for name, (size, _) in held.files.items())

    def _throw_away(self, key: str) -> None:
        with self._using(key):
            self._store.drop(key)
            with holding(self._editing):
                self._manifest.write(self._manifest.read().without(key))

    def held(self) -> dict[str, str]:
        """As the manifest says of our own collection, where the store bears it out; else every plan counts as
        cut short.
        """
        with self.lock():
            manifest = self._manifest.read()
            key = manifest.key(self._embedder.name, self._embedder.dimensions)
            held = manifest.collections.get(key)
            if held is None:
                return {}
            if self._cut(key, held):
                self._throw_away(key)
                return {}
            if all(held.fingerprints.values()) and held.plans and self._count(key, held) != held.vectors:
                return dict.fromkeys(held.plans, "")
            return held.fingerprints

    def answers(self) -> tuple[str | None, dict[str, str]]:
        """Stamp, and plan id -> fingerprint, of what a search finds, whichever collection answers."""
        answering = self._manifest.read().answering()
        return (answering.stamp, answering.fingerprints) if answering is not None else (None, {})

    def serving(self) -> Serving:
        manifest = self._manifest.read()
        answering, own = manifest.answering(), manifest.of(self._embedder.name)
        return Serving(
            embedder=answering.embedder if answering is not None else None,
            title=answering.recipe.title if answering is not None else "",
            own=answering is not None and answering.embedder == self._embedder.name,
            reachable=answering is not None and self._embedder_of(answering) is not None,
            plans=sum(bool(fingerprint) for fingerprint in own.fingerprints.values())
            if own is not None
            else 0,
            vectors=own.vectors if own is not None else 0,
        )

    def update(self, changes: Iterable[Change], *, stamp: str) -> None:
        """Put all changes, batch by batch; what a crash leaves undone is marked so in `held`.

        Raises PlanError where the embedder does: what was put before stays, and is not put again.
        """
        with self.lock():
            key = self._enrolled()
            for batch in _batches(changes):
                passages = [passage for change in batch for passage in change.passages]
                rows = self._embed(passages)
                with self._using(key):
                    self._put(key, batch, passages, rows)
            self._switch(key, stamp)

    def search(self, query: str, k: int, filters: Filters = ANYWHERE) -> tuple[Hit, ...]:
        """At most k passages by cosine, ties by passage id; none where the question has nothing to embed or
        no collection answers.

        Raises:
            LibraryError: the store cannot be searched; it is made anew at the next mending.
            PlanError: the embedder does not answer.
        """
        if k < 1 or not query.strip():
            return ()
        manifest = self._manifest.read()
        while (answering := manifest.answering()) is not None and answering.plans:
            embedder = self._embedder_of(answering)
            if embedder is None:
                return ()
            vector = embedder.embed_query(query)
            if len(vector) != answering.dimensions:
                raise _another_size(answering, len(vector))
            if not vector.any():
                return ()
            key = str(manifest.serving)
            with self._using(key, SEARCH_WAIT):
                manifest = self._manifest.read()
                now = manifest.collections.get(key)
                if manifest.serving == key and now is not None:
                    with self._losing(key):
                        return self._store.search(key, now.generation, vector, k, filters)
            # another model took over while the question was embedded: it is asked
        return ()

    def _embedder_of(self, answering: Collection) -> Embedder | None:
        """Ours, or the former one of that very name; None, said once, where it cannot be made."""
        wanted = answering.embedder
        if wanted == self._embedder.name:
            return self._embedder
        if wanted not in self._made:
            self._made[wanted] = self._former(answering.recipe)
            if self._made[wanted] is None:
                _LOG.warning("向量索引是用 %s 建的，现在用不了它；用新模型建成之前，只用全文检索", wanted)
        former = self._made[wanted]
        return former if former is not None and former.name == wanted else None

    def _enrolled(self) -> str:
        """The key of our own collection, which the manifest knows from now on."""
        name, recipe, dimensions = self._embedder.name, self._embedder.recipe, self._embedder.dimensions
        with holding(self._editing):
            manifest = self._manifest.read()
            key = manifest.key(name, dimensions)
            if key not in manifest.collections:
                new = Collection(embedder=name, recipe=recipe, dimensions=dimensions)
                self._manifest.write(manifest.written(key, new))
            return key

    def _embed(self, passages: Sequence[Passage]) -> Vectors:
        found = []
        with closing(self._embedder.in_parts([passage.for_embedding() for passage in passages])) as parts:
            for part in parts:
                found.append(part)
                self._progress(len(part))
        return np.concatenate(found) if found else np.zeros((0, self._embedder.dimensions), dtype=np.float32)

    def _put(self, key: str, batch: Sequence[Change], passages: Sequence[Passage], rows: Vectors) -> None:
        """Cross the plans out, put them in the store, enter what is there now; the lock of the collection is
        held.
        """
        plans = {change.plan for change in batch}
        before = _there(self._manifest.read(), key).plans
        crossed_out = self._write(key, stamp=None, plans={**before, **dict.fromkeys(plans, ("", 0))})
        with self._losing(key):
            counts = self._store.replace(key, crossed_out.generation, plans, passages, rows)
        kept = {plan: held for plan, held in before.items() if plan not in plans}
        now = {c.plan: (c.fingerprint, counts[c.plan]) for c in batch if c.fingerprint is not None}
        self._write(key, stamp=None, plans={**kept, **now})

    def _switch(self, key: str, stamp: str) -> None:
        """Our collection answers from here on; the others are deleted, and the manifest forgets them
        after.
        """
        with self._using(key):
            files = self._store.files(key)
        with holding(self._editing):
            manifest = self._manifest.read()
            before = _there(manifest, key)
            manifest = manifest.written(key, replace(before, stamp=stamp, files=files)).switched(key)
            self._manifest.write(manifest)
        self._store.kept(key, before.generation, manifest.collections[key].generation)
        self._store.sweep(manifest.collections)
        for doomed in manifest.doomed:
            with self._using(doomed):
                self._store.drop(doomed)
        if manifest.doomed:
            with holding(self._editing):
                self._manifest.write(replace(self._manifest.read(), doomed=()))

    def _write(self, key: str, *, stamp: str | None, plans: Mapping[str, tuple[str, int]]) -> Collection:
        with holding(self._editing):
            manifest = self._manifest.read()
            before = _there(manifest, key)
            manifest = manifest.written(key, replace(before, stamp=stamp, plans=plans, files={}))
            self._manifest.write(manifest)
        self._store.kept(key, before.generation, manifest.collections[key].generation)
        return manifest.collections[key]

    def _count(self, key: str, held: Collection) -> int:
        """None in a local collection that cannot be read."""
        try:
            with self._using(key), self._losing(key):
                return self._store.count(key, held.generation)
        except CollectionLostError:
            return 0

    @contextmanager
    def _losing(self, key: str) -> Iterator[None]:
        """A collection that the store has thrown away is out of the manifest too."""
        try:
            yield
        except CollectionLostError:
            with holding(self._editing):
                self._manifest.write(self._manifest.read().without(key))
            raise

    def _using(self, key: str, wait: float = LOCK_WAIT) -> AbstractContextManager[None]:
        """The collection for this thread alone. Raises IndexBusyError."""
        return holding(FileLock(self._folder / f"{key}.lock"), wait)


def discard_doomed(folder: Path) -> None:
    """Delete the local collections of `folder` that nothing will use any more, where no update would: without
    an embedder. What another process holds is left to it.
    """
    manifests = ManifestFile(folder)
    if not (doomed := manifests.read().doomed):
        return
    store = ChromaStore(folder)
    with suppress(IndexBusyError), holding(FileLock(_editing(folder)), 0):
        for key in doomed:
            store.drop(key)
        manifests.write(replace(manifests.read(), doomed=()))


def _editing(folder: Path) -> Path:
    """The lock of the manifest."""
    return folder.with_name(folder.name + ".manifest.lock")


def _there(manifest: Manifest, key: str) -> Collection:
    """Raises CollectionLostError where a search found the collection unreadable while it was being filled."""
    if key not in manifest.collections:
        raise CollectionLostError(
            "向量索引在更新时损坏，已清空", remedy="请再运行一次 plans ingest，将由资料库重建"
        )
    return manifest.collections[key]


def _another_size(answering: Collection, size: int) -> PlanError:
    remedy = "模型可能已被换掉；请运行 plans ingest，以便用现在的模型重建向量索引"
    return PlanError(
        f"{answering.embedder} 给出 {size} 维的向量，索引里是 {answering.dimensions} 维", remedy=remedy
    )


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    batch: list[Change] = []
    for change in changes:
        batch.append(change)
        if sum(len(waiting.passages) for waiting in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
