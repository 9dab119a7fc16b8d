"""An embedder that asks its model only for what has not been embedded before.

In: an embedder and a file. Out: the same vectors, rounded as the file keeps them. It is what makes embedding
go on where it stopped: each block is written as it comes, so that a process which is killed loses the
requests under way; a changed clause means one new vector, not its plan's; an index that was lost, or a return
to the former model, costs no request. Questions are not kept on disk.

The name of a model says little about who answers to it: a server may be given another model under the old
name. So `verify` embeds a text whose vector is kept; where it comes out as another one, all rows of that name
are forgotten, and the embedder goes by a number from then on, which makes it another embedder for the index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from ingest.embedding.embedders import Embedder, Parts, Recipe, Vectors, stacked, unit_rows
from ingest.embedding.vector_file import Model, VectorFile, rounded

FILE = "embeddings.db"
PROBE = "到规划期末，每千人口执业（助理）医师数达到3.2人，由人事科牵头。"
SAME = 0.98
"""The cosine from which on two vectors of the probe are one model's: batching and hardware move it by 0.001
at most.
"""
KEPT = 3
"""Models whose rows are kept, those used last: the one in use, the one before it, and one on the way between
the two.
"""


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
            yield unit_rows(np.stack([found[key] for key in keys[:given]]))
        waiting = iter(missing)
        with closing(self._embedder.in_parts(list(missing.values()))) as parts:
            for rows in parts:
                block = {next(waiting): row for row in rounded(rows)}
                self._file.add(model, block)
                self.embedded += len(block)
                found.update(block)
                ready = _ready(keys, found, given)
                if ready > given:
                    yield unit_rows(np.stack([found[key] for key in keys[given:ready]]))
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
    return len(before) == len(now) and lengths > 0 and float(before @ now) / lengths >= SAME
