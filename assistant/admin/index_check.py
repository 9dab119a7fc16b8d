"""The indexes beside the library: whether they hold what it holds, and which embedding model answers. In:
settings, library. Out: checks.

A model in a folder is loaded and asked for one vector; one behind an address is tried with the other
endpoints. Nothing is mended. While one model follows another it is said how far the new one has come and who
answers meanwhile, which is tried and not supposed.
"""

from __future__ import annotations

import time
from pathlib import Path

from assistant.admin.checks import Check
from assistant.admin.filling import meanwhile
from assistant.retrieval.embedders import dense_of
from assistant.retrieval.hybrid import DENSE_FOLDER, LEXICAL_FOLDER, Dense
from assistant.settings import Settings
from ingest.embedding.embedders import Embedder
from ingest.errors import PlanError
from ingest.index.indexes import fresh
from ingest.index.lexical import LexicalIndex
from ingest.store.library import Library

_IN_STEP, _MISSING = "与资料库一致", "还没有建立，请运行 plans ingest"
_GO_ON = "运行 plans ingest 即可补齐"


def index_checks(settings: Settings, library: Library) -> list[Check]:
    """That of the full text, that of the vectors, and a local model where one is set."""
    return [_lexical(settings, library), *_vectors(settings, library)]


def _lexical(settings: Settings, library: Library) -> Check:
    name, place = "全文索引", settings.home / LEXICAL_FOLDER
    if not place.is_dir():
        return Check(name=name, ok=False, detail=_MISSING)
    try:
        in_step = fresh(library, LexicalIndex.open(place))
    except PlanError as error:
        return Check(name=name, ok=False, detail=str(error))
    return Check(name=name, ok=in_step, detail=_IN_STEP if in_step else f"落后于资料库，{_GO_ON}")


def _vectors(settings: Settings, library: Library) -> list[Check]:
    name = "向量索引"
    try:
        dense = dense_of(settings)
    except PlanError as error:
        return [Check(name=name, ok=False, detail=str(error))]
    model = [_model(dense.embedder)] if dense.embedder.recipe.kind == "onnx" else []
    if not (settings.home / DENSE_FOLDER).is_dir():
        return [*model, Check(name=name, ok=False, detail=_MISSING)]
    try:
        return [*model, _dense(name, dense, settings.home, library)]
    except PlanError as error:
        return [*model, Check(name=name, ok=False, detail=str(error))]


def _model(embedder: Embedder) -> Check:
    started = time.perf_counter()
    try:
        size = len(embedder.embed_query("规划"))
    except PlanError as error:
        return Check(name="本地嵌入模型", ok=False, detail=str(error))
    took = time.perf_counter() - started
    return Check(
        name="本地嵌入模型",
        ok=True,
        detail=f"{embedder.recipe.title}，{size} 维，载入并计算一次 {took:.1f} 秒",
    )


def _dense(name: str, dense: Dense, home: Path, library: Library) -> Check:
    """Raises PlanError."""
    index, ours = dense.index(home), dense.embedder.recipe.title
    if wrong := index.damaged():
        return Check(
            name=name,
            ok=False,
            detail=f"向量文件 {wrong} 缺失、被截断或改动，运行 plans ingest 即可由资料库重建",
        )
    if fresh(library, index):
        return Check(name=name, ok=True, detail=_IN_STEP if dense.prompt else f"{_IN_STEP}（{ours}）")
    serving = index.serving()
    if serving.own:
        state = f"落后于资料库，{_GO_ON}"
    elif serving.vectors:
        state = f"正用“{ours}”建立，已有 {serving.plans} 份文件，{_GO_ON}"
    else:
        state = f"还没有用“{ours}”建立，请运行 plans ingest"
    return Check(name=name, ok=False, detail=state if dense.prompt else f"{state}。{meanwhile(index)}")
