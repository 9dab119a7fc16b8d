"""An embedder that asks its model only for what has not been embedded before.

In: an embedder and a file. Out: the same vectors, rounded as the file keeps them. It is what makes embedding
go on where it stopped: each block is written as it comes, so that a process which is killed loses the
requests under way; a changed clause means one new vector, not its plan's; an index that was lost, or a return
to the former model, costs no request. Questions are not kept on disk.

The name of a model says little about who answers to it: a server may be given another model under the old
name. So `verify` embeds a text whose vector is kept; where it comes out as another one, all rows of that name
are forgotten, and the embedder goes by a number from then on, which makes it another embedder for the index.

`VectorFile` is that file: SQLite, with nothing in it which cannot be computed again. Rows lie in it under the
SHA-256 of their text, as 16-bit floats: half the size, for a change of cosine below 0.0001. Each use opens
the file anew, so that threads and processes share it. A file that is no such file, or of another layout, is
made anew; one that cannot be read or written just now counts as empty, which is logged.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from ingest.embedding.embedders import Embedder, Parts, Recipe, Vectors, normalised, stacked
from ingest.embedding.options import EMBEDDING

FILE = "embeddings.db"
PROBE = "到规划期末，每千人口执业（助理）医师数达到3.2人，由人事科牵头。"
KEPT = 3
"""Models whose rows are kept, those used last: the one in use, the one before it, and one on the way between
the two.
"""


T = TypeVar("T")
_State = tuple[tuple[int, int, int], tuple[int, int, int]]
"""Inode, time and size of the file and of its log."""

_WAIT = 30.0
"""Seconds to wait for another process that is writing."""
_AT_ONCE = 500
"""Keys asked for in one statement."""
_PAGE = 16384
"""Bytes: of the usual page of 4096, a row of 1,024 numbers would leave half empty."""
_LAYOUT = 1
_TABLES = f"""
CREATE TABLE models(
  id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, number INTEGER NOT NULL, probe BLOB NOT NULL, used REAL \
NOT NULL);
CREATE TABLE vectors(
  id INTEGER PRIMARY KEY, model INTEGER NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL);
CREATE UNIQUE INDEX of_text ON vectors(model, text);
PRAGMA user_version = {_LAYOUT};
"""

_LOG = logging.getLogger(__name__)


class CachedEmbedder:
    """`embedded` and `reused` count the texts given out since it was made. May be shared by threads, the file
    by processes.
    """

    def __init__(self, embedder: Embedder, file: Path) -> None:
        self._embedder = embedder
        self._file = VectorFile(file)
        self._seen: Model | None = None
        self.embedded = 0
        self.reused = 0

    @property
    def recipe(self) -> Recipe:
        return self._embedder.recipe

    @property
    def name(self) -> str:
        """The embedder's; from the second model of that name on with its number."""
        model = self._known()
        number = f" #{model.number}" if model is not None and model.number > 1 else ""
        return self._embedder.name + number

    @property
    def dimensions(self) -> int:
        """Asked of the model once, known from the file after."""
        return len(self._model().probe)

    def verify(self) -> None:
        """See whether the model is the one that was asked before, and note that it is in use. One request.

        Raises PlanError where it does not answer.
        """
        probe = rounded(self._embedder.embed_passages([PROBE]))[0]
        self._seen = self._file.enter(self._embedder.name, probe, _same, keep=KEPT)

    def in_parts(self, texts: Sequence[str]) -> Parts:
        if not texts:
            return
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        model = self._model()
        found = self._file.rows(model, set(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        self.reused += sum(key in found for key in keys)
        given = _ready(keys, found, 0)
        if given:
            yield normalised(np.stack([found[key] for key in keys[:given]]))
        waiting = iter(missing)
        with closing(self._embedder.in_parts(list(missing.values()))) as parts:
            for rows in parts:
                block = {next(waiting): row for row in rounded(rows)}
                self._file.add(model, block)
                self.embedded += len(block)
                found.update(block)
                ready = _ready(keys, found, given)
                if ready > given:
                    yield normalised(np.stack([found[key] for key in keys[given:ready]]))
                given = ready

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return stacked(self.in_parts(texts), texts, lambda: self.dimensions)

    def embed_query(self, text: str) -> Vectors:
        return self._embedder.embed_query(text)

    def _model(self) -> Model:
        model = self._known()
        if model is None:
            self.verify()
            model = self._seen
        assert model is not None
        return model

    def _known(self) -> Model | None:
        """As the file has it now: another process may have found another model behind the name."""
        self._seen = self._file.model(self._embedder.name) or self._seen
        return self._seen


def _ready(keys: Sequence[bytes], found: dict[bytes, Vectors], start: int) -> int:
    """How far from `start` on every key has its row."""
    end = start
    while end < len(keys) and keys[end] in found:
        end += 1
    return end


def _same(before: Vectors, now: Vectors) -> bool:
    lengths = float(np.linalg.norm(before) * np.linalg.norm(now))
    return len(before) == len(now) and lengths > 0 and float(before @ now) / lengths >= EMBEDDING.same_model


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that was asked: `number` counts, from 1, the models that have answered to its name."""

    id: int
    number: int
    probe: Vectors


class VectorFile:
    """May be shared by threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._looked: dict[str, tuple[_State, Model | None]] = {}

    def model(self, name: str) -> Model | None:
        """None also where the file is not there yet; looking makes none, and opens it only where it has
        changed.
        """
        state = self._state()
        if state is None:
            return None
        looked = self._looked.get(name)
        if looked is None or looked[0] != state:
            looked = self._looked[name] = (state, self._use(lambda db: _model(db, name), None))
        return looked[1]

    def enter(
        self, name: str, probe: Vectors, same: Callable[[Vectors, Vectors], bool], *, keep: int
    ) -> Model:
        """The model of that name, a new one where its probe is not the `same`; `keep` models used last stay.

        With a new model the rows of the one before it are gone. Where the file fails, a model of id 0, which
        has no rows.
        """

        def entered(db: sqlite3.Connection) -> Model:
            db.execute("BEGIN IMMEDIATE")
            model = _model(db, name)
            if model is None or not same(model.probe, probe):
                number = model.number + 1 if model is not None else 1
                _drop(db, [model.id] if model is not None else [])
                entry = (name, number, _bytes(probe))
                row = db.execute(
                    "INSERT INTO models(name, number, probe, used) VALUES (?, ?, ?, 0)", entry
                ).lastrowid
                model = Model(id=row or 0, number=number, probe=probe)
            db.execute("UPDATE models SET used = ? WHERE id = ?", (time.time(), model.id))
            _drop(
                db,
                [row[0] for row in db.execute("SELECT id FROM models ORDER BY used DESC").fetchall()[keep:]],
            )
            return model

        return self._use(entered, Model(id=0, number=1, probe=probe))

    def rows(self, model: Model, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
        """Those of the keys that are there."""
        wanted = list(keys)

        def found(db: sqlite3.Connection) -> dict[bytes, Vectors]:
            rows: dict[bytes, Vectors] = {}
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                query = (
                    "SELECT text, vector FROM vectors WHERE model = ? AND "
                    f"text IN ({','.join('?' * len(some))})"
                )
                rows.update((key, _vector(row)) for key, row in db.execute(query, (model.id, *some)))
            return rows

        return self._use(found, {})

    def add(self, model: Model, rows: Mapping[bytes, Vectors]) -> None:
        values = [(model.id, key, _bytes(row)) for key, row in rows.items()]

        def added(db: sqlite3.Connection) -> None:
            db.executemany("INSERT OR IGNORE INTO vectors(model, text, vector) VALUES (?, ?, ?)", values)

        if model.id:
            self._use(added, None)

    def _state(self) -> _State | None:
        """Another one after every write, of whatever process; None where there is no file."""
        states = []
        for path in (self._path, self._path.with_name(f"{self._path.name}-wal")):
            try:
                found = path.stat()
            except OSError:
                states.append((0, 0, 0))
            else:
                states.append((found.st_ino, found.st_mtime_ns, found.st_size))
        return (states[0], states[1]) if any(states[0]) else None

    def _use(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` gives, in one transaction; `otherwise` where the file fails."""
        try:
            try:
                return _worked(self._path, work)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # no database, or a damaged one
                for suffix in ("", "-wal", "-shm"):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
                return _worked(self._path, work)
        except (sqlite3.Error, OSError) as fault:
            _LOG.warning("已算好的向量没有存住或读不出来，需要时重算（%s：%s）", self._path, fault)
            return otherwise


def rounded(rows: Vectors) -> Vectors:
    """The rows as they come back from the file, a little off length one."""
    return rows.astype(np.float16).astype(np.float32)


def _worked(path: Path, work: Callable[[sqlite3.Connection], T]) -> T:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=_WAIT)) as db:
        db.execute("PRAGMA synchronous = NORMAL")
        if db.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            _lay_out(db)
        with db:
            return work(db)


def _lay_out(db: sqlite3.Connection) -> None:
    """The tables, unless another process was first. Raises DatabaseError for a file of another layout."""
    db.execute(f"PRAGMA page_size = {_PAGE}")
    db.execute("PRAGMA journal_mode = WAL")
    db.isolation_level = None
    db.execute("BEGIN IMMEDIATE")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, _LAYOUT):
        db.execute("ROLLBACK")
        raise sqlite3.DatabaseError(f"layout {version}")
    if version == 0:
        for statement in _TABLES.split(";"):
            db.execute(statement)
    db.execute("COMMIT")
    db.isolation_level = "DEFERRED"


def _model(db: sqlite3.Connection, name: str) -> Model | None:
    row = db.execute("SELECT id, number, probe FROM models WHERE name = ?", (name,)).fetchone()
    return Model(id=row[0], number=row[1], probe=_vector(row[2])) if row else None


def _drop(db: sqlite3.Connection, models: Iterable[int]) -> None:
    for model in models:
        db.execute("DELETE FROM vectors WHERE model = ?", (model,))
        db.execute("DELETE FROM models WHERE id = ?", (model,))


def _bytes(row: Vectors) -> bytes:
    return row.astype("<f2").tobytes()


def _vector(data: bytes) -> Vectors:
    return np.frombuffer(data, dtype="<f2").astype(np.float32)
