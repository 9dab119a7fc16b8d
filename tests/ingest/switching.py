"""Embedders under the names of models, and a library whose vectors they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.embedding.embedders import Embedder, Parts, Recipe, Vectors
from ingest.errors import PlanError
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan
from tests.word_embedder import WordEmbedder


class Named(WordEmbedder):
    """The offline embedder under a model's name; it notes what it embeds, and dies at its `dies_at`-th
    passage.
    """

    def __init__(self, model: str, dimensions: int = 64, *, dies_at: int | None = None) -> None:
        super().__init__(dimensions)
        self.model = model
        self.dies_at = dies_at
        self.embedded: list[str] = []
        self.asked: list[str] = []

    @property
    def recipe(self) -> Recipe:
        return Recipe(kind="llama-index", model=self.model)

    def in_parts(self, texts: Sequence[str]) -> Parts:
        for text in texts:
            if self.dies_at is not None and len(self.embedded) >= self.dies_at:
                raise PlanError("the model is gone")
            self.embedded.append(text)
            yield self.embed_passages([text])

    def embed_query(self, text: str) -> Vectors:
        self.asked.append(text)
        return super().embed_query(text)


def maker(*models: str):  # type: ignore[no-untyped-def]
    """Makes the embedders of these models only."""

    def former(recipe: Recipe) -> Embedder | None:
        return Named(recipe.model) if recipe.model in models else None

    return former


def fill(library: Library, plans: range) -> None:
    for n in plans:
        items = [
            Item(label=f"一/{i}", text=f"第{n}类第{i}项整治任务，新增托位{n * 100 + i}个。")
            for i in range(1, 4)
        ]
        library.put(make_plan(f"plan-{n}", items))


@contextmanager
def filled(home: Path) -> Iterator[Library]:
    """A library of four plans."""
    with Library.open(home) as library:
        fill(library, range(1, 5))
        yield library


def stores(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "chroma").glob("passages-*") if path.is_dir())


def index(home: Path, embedder: Embedder, *formers: str, server: str | None = None) -> VectorIndex:
    return VectorIndex(home / "chroma", embedder, former=maker(*formers), server=server)
