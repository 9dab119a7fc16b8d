"""An embedder for tests: the search terms of a text, hashed with signs into a fixed number of dimensions.

It needs no model and no fit, gives the same vector for the same text in any process, and brings texts near
that share terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from ingest.embedding.embedders import Parts, Recipe, Vectors, normalised
from ingest.tokens import terms


class WordEmbedder:
    def __init__(self, dimensions: int = 512) -> None:
        self.dimensions = dimensions

    @property
    def recipe(self) -> Recipe:
        return Recipe(kind="llama-index", model="words")

    @property
    def name(self) -> str:
        return self.recipe.name

    def in_parts(self, texts: Sequence[str]) -> Parts:
        if texts:
            yield self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        counts = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(counts, texts, strict=True):
            for term in terms(text):
                hashed = crc32(term.encode())
                row[hashed % self.dimensions] += 1 if hashed & 1 << 31 else -1
        return normalised(np.sign(counts) * np.sqrt(np.abs(counts)))

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self.embed_passages([text])[0]
        return row
