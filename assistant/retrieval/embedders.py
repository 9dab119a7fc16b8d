"""Which embedding model the settings name. In: settings. Out: how the dense index is filled and asked.

A configured folder means a model on this machine, a configured model name one behind an address; with
neither, the bundled model is used where this machine can run it. Where none is wanted or available there are
no vectors. Vectors are kept by text in the library's folder. The embedder of an earlier setting is rebuilt
from its recipe, with the address and key of today's settings.
"""

from __future__ import annotations

from pathlib import Path

from assistant.errors import SettingsError
from assistant.retrieval.hybrid import Dense
from assistant.settings import Settings, embedding_endpoint
from ingest.embedding.builtin import BuiltinEmbedder, unusable
from ingest.embedding.cache import FILE, CachedEmbedder
from ingest.embedding.embedders import Embedder, Kind, Recipe
from ingest.errors import PlanError


def dense_of(settings: Settings) -> Dense | None:
    """None without an embedding model. Asks no model anything.

    Raises PlanError for a folder in which something is missing, SettingsError for a model whose folder, name
    or address is not set.
    """
    kind = kind_of(settings)
    if kind is None:
        return None
    embedder = BuiltinEmbedder() if kind == "builtin" else _embedder(settings, _recipe(settings, kind))
    return Dense(
        embedder=_kept(embedder, settings),
        former=lambda earlier: former(settings, earlier),
        server=settings.chroma,
        warm=embedder.warm if isinstance(embedder, BuiltinEmbedder) else lambda: None,
    )


def kind_of(settings: Settings) -> Kind | None:
    """The kind of embedder the settings ask for and this machine has; None for none."""
    wanted = settings.embedding
    if wanted == "none":
        return None
    if wanted == "folder" or (wanted == "builtin" and settings.embedding_folder):
        return "onnx"
    if wanted == "endpoint" or settings.embedding_model:
        return "endpoint"
    return None if unusable() else "builtin"


def _recipe(settings: Settings, kind: Kind) -> Recipe:
    """That of the model the settings name, without the digest of a folder's files. Raises SettingsError."""
    folder, model = settings.embedding_folder, settings.embedding_model
    if folder is None if kind == "onnx" else not model:
        name = "FOLDER" if kind == "onnx" else "MODEL"
        raise SettingsError(
            f"设了 PLANS_EMBEDDING={settings.embedding}，没有设 PLANS_EMBEDDING_{name}",
            remedy="请补上，或去掉 PLANS_EMBEDDING。",
        )
    return Recipe(
        kind=kind,
        model=(model or "") if kind == "endpoint" else "",
        dimensions=settings.embedding_dimensions if kind == "endpoint" else None,
        query_prefix=settings.embedding_query_prefix,
        passage_prefix=settings.embedding_passage_prefix,
        folder=str(folder) if kind == "onnx" else None,
    )


def former(settings: Settings, recipe: Recipe) -> Embedder | None:
    """The embedder of an earlier setting, where it can still be made; whether its model still answers shows
    when it is asked.
    """
    if recipe.kind == "builtin" and not unusable():
        mine = BuiltinEmbedder()
        return _kept(mine, settings) if mine.recipe == recipe else None
    if recipe.kind not in ("onnx", "endpoint"):
        return None
    try:
        return _kept(_embedder(settings, recipe), settings)
    except PlanError:
        return None


def _embedder(settings: Settings, recipe: Recipe) -> Embedder:
    """Raises PlanError as `dense_of` does."""
    prefixes = {"query_prefix": recipe.query_prefix, "passage_prefix": recipe.passage_prefix}
    if recipe.kind == "onnx":
        from ingest.embedding.onnx import OnnxEmbedder

        return OnnxEmbedder(Path(recipe.folder or "."), **prefixes)
    from ingest.embedding.endpoint_embedding import EmbeddingOptions, EndpointEmbedder

    options = EmbeddingOptions(
        batch=settings.embedding_batch,
        text_tokens=settings.embedding_tokens,
        concurrency=settings.embedding_concurrency,
        query_timeout=settings.embedding_wait,
    )
    named = settings.model_copy(update={"embedding_model": recipe.model, "embedding_folder": None})
    endpoint = embedding_endpoint(named)
    if endpoint is None:
        raise SettingsError(
            "设了 PLANS_EMBEDDING_MODEL，没有设它的地址",
            remedy="请设 PLANS_EMBEDDING_URL，或大模型的 PLANS_LLM_URL。",
        )
    return EndpointEmbedder(endpoint, dimensions=recipe.dimensions, options=options, **prefixes)


def _kept(embedder: Embedder, settings: Settings) -> CachedEmbedder:
    return CachedEmbedder(embedder, settings.home / FILE)
