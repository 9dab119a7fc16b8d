"""Which embedding model the settings name. In: settings. Out: how the dense index is filled and asked.

A folder makes it a model of this machine, the name of a model one behind an address; with neither there is
none, and no vectors. Vectors are kept by text in the library's folder. The embedder of an earlier setting is
made again from its recipe, on the address and with the key of today's settings.
"""

from __future__ import annotations

from pathlib import Path

from assistant.errors import SettingsError
from assistant.retrieval.hybrid import Dense
from assistant.settings import Settings, embedding_endpoint
from ingest.embedding.cache import FILE, CachedEmbedder
from ingest.embedding.embedders import Embedder, Recipe
from ingest.errors import PlanError


def dense_of(settings: Settings) -> Dense | None:
    """None without an embedding model. Asks no model anything.

    Raises PlanError for a folder in which something is missing, SettingsError for a model without an address.
    """
    recipe = recipe_of(settings)
    if recipe is None:
        return None
    return Dense(
        embedder=_kept(_embedder(settings, recipe), settings),
        former=lambda earlier: former(settings, earlier),
        server=settings.chroma,
    )


def recipe_of(settings: Settings) -> Recipe | None:
    """That of the model the settings name, without the digest of a folder's files; None for none."""
    folder, model = settings.embedding_folder, settings.embedding_model
    if folder is None and not model:
        return None
    return Recipe(
        kind="endpoint" if folder is None else "onnx",
        model=(model or "") if folder is None else "",
        dimensions=settings.embedding_dimensions if folder is None else None,
        query_prefix=settings.embedding_query_prefix,
        passage_prefix=settings.embedding_passage_prefix,
        folder=None if folder is None else str(folder),
    )


def former(settings: Settings, recipe: Recipe) -> Embedder | None:
    """The embedder of an earlier setting, where it can still be made; whether its model still answers shows
    when it is asked.
    """
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
