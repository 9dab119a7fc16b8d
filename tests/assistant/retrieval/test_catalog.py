"""What the catalog keeps in memory, and how often it reads the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.retrieval import catalog as module
from assistant.retrieval.catalog import Catalog
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan

PLANS = [f"plan-{n}" for n in range(10)]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        for n, plan in enumerate(PLANS):
            items = [Item(label=f"一/{i}", text=f"任务{n}-{i}。", units=("疾控科",)) for i in range(1, 5)]
            library.put(make_plan(plan, items))
        yield library


@pytest.fixture
def read(library: Library, monkeypatch: pytest.MonkeyPatch) -> Counter[object]:
    """What was read of the library: plans, and lists of what an office is charged with."""
    seen: Counter[object] = Counter()
    clauses = Library.clauses

    def counted(self: Library, **given: object) -> object:
        seen[given.get("unit") or given.get("plan")] += 1
        return clauses(self, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "clauses", counted)
    return seen


def test_a_second_walk_over_more_plans_than_stay_reads_fewer(
    library: Library, read: Counter[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 4 * 7)
    catalog = Catalog(library)
    catalog.refresh()
    for _ in range(10):
        for plan in PLANS:
            assert catalog.view(plan).row.id == plan
    assert read.total() < 75, "the one unused for longest would be the next one asked for: 100"
    assert sum(len(view.clauses) for view in catalog._views.values()) <= 4 * 7


def test_what_fits_is_read_once_until_the_library_changes(library: Library, read: Counter[object]) -> None:
    catalog = Catalog(library)
    for _ in range(3):
        catalog.refresh()
        for plan in PLANS:
            catalog.view(plan)
        assert len(catalog.charged(unit="疾控科")) == 40
    assert set(read.values()) == {1}
    library.remove(PLANS[0])
    catalog.refresh()
    assert len(catalog.charged(unit="疾控科")) == 36
    assert read["疾控科"] == 2


def test_a_clause_by_its_label(library: Library) -> None:
    catalog = Catalog(library)
    catalog.refresh()
    assert catalog.view("plan-3").clause("一/2").text == "任务3-2。"
    with pytest.raises(KeyError):
        catalog.view("plan-3").clause("九")
