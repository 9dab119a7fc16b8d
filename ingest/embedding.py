"""Embedders: texts in, unit vectors out, behind one Protocol.

`HashingEmbedder` is the offline one: the terms of `tokens.py`, hashed with signs into a fixed number of dimensions
(Weinberger et al. 2009, "Feature hashing for large scale multitask learning": the signed hash keeps inner products
unbiased, so it is its own random projection). It is stateless: no fit on the corpus, hence the same vector for the same
text for ever, and a new plan never means embedding the others again, as a fitted TF-IDF or LSA would.
It finds no more than the lexical index does and knows no meaning; it holds the place of a real model, which comes in through
`llamaindex.py`. The only module that knows scikit-learn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.tokens import TERMS_VERSION, terms

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import HashingVectorizer

Vectors = NDArray[np.float32]

DIMENSIONS = 512


class Embedder(Protocol):
    """Two embedders of one `name` and `dimensions` give the same vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimensions); unit rows, or zero where a text has nothing to embed."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimensions,); of length one, or zero where the text has nothing to embed."""
        ...


class HashingEmbedder:
    """Signed feature hashing of the search terms, repeated terms damped to the root of their number."""

    def __init__(self, dimensions: int = DIMENSIONS) -> None:
        self.dimensions = dimensions

    @property
    def name(self) -> str:
        return f"hashing-{TERMS_VERSION}"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        counts: Any = self._vectorizer.transform(texts)
        counts.data = np.sign(counts.data) * np.sqrt(np.abs(counts.data))
        return unit_rows(counts.toarray())

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self.embed_passages([text])[0]
        return row

    @cached_property
    def _vectorizer(self) -> HashingVectorizer:
        from sklearn.feature_extraction.text import HashingVectorizer

        return HashingVectorizer(analyzer=terms, n_features=self.dimensions, norm=None, dtype=np.float32)


def unit_rows(rows: NDArray[Any]) -> Vectors:
    """The rows at length one, shape and order kept; a zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    vectors: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0).astype(np.float32)
    return vectors
