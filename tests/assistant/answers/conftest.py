"""Small libraries of plans built by hand, and queries with the slots a test gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.question import Query, Scope
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.hybrid import Retriever
from assistant.retrieval.lexicon import load_lexicon
from assistant.retrieval.sources import Sources
from ingest.model import Plan
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan

LINHE = make_plan(
    "linhe",
    [
        Item(label="一/1", text="新建骑行驿站48座，9月底前投入使用。", units=("慢行科", "绿道办")),
        Item(label="一/2", text="滨河绿道照明完好率达到92%以上。", units=("绿道办",), leaders=("顾某某",)),
        Item(label="一/3", text="编印夜骑手册，向学校和社区发放。"),
        Item(label="一/4", text="培训骑行教练，组建骑行互助队。", units=("宣传科",)),
    ],
    title="临河市2023年城市慢行工作要点",
    section_title="设施建设",
)
QIAOTOU = make_plan(
    "qiaotou",
    [
        Item(label="一/1", text="新建骑行驿站20座，7月底前投入使用。", units=("交通科",)),
        Item(label="一/2", text="湖滨步道照明完好率达到85%以上。", units=("城管科",)),
    ],
    title="桥头县2023年城市慢行工作要点",
    region="桥头县",
    section_title="主要任务",
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library with the queries of a test."""

    sources: Sources

    def query(
        self,
        words: str = "",
        intent: str = "content",
        *,
        plans: tuple[str, ...] = ("linhe",),
        scope: Scope | None = None,
        **slots: Any,
    ) -> Query:
        """A query for `words` within `plans`, which count as named by their place."""
        rows = [self.sources.catalog.row(plan) for plan in plans]
        regions = tuple(dict.fromkeys(row.region for row in rows if row.region))
        scope = scope or Scope(regions=regions, plans=plans)
        query = Query(asked="", intent=intent, scope=scope, **slots)  # type: ignore[arg-type]
        return self.sources.about(words, query) if words else replace(query, phrase="")


@pytest.fixture(scope="module")
def shelve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Shelf]]:
    """Puts plans, in the order of their versions, into a library of their own."""
    with ExitStack() as stack:

        def shelf(*plans: Plan) -> Shelf:
            home: Path = tmp_path_factory.mktemp("shelf")
            library = stack.enter_context(Library.open(home))
            for plan in plans:
                library.put(plan)
            catalog = Catalog(library)
            catalog.refresh()
            retriever = Retriever.open(library, home)
            return Shelf(Sources(catalog=catalog, retriever=retriever, lexicon=load_lexicon()))

        yield shelf


@pytest.fixture(scope="module")
def shelf(shelve: Callable[..., Shelf]) -> Shelf:
    return shelve(LINHE, QIAOTOU)
