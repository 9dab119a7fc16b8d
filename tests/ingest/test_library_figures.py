"""Outlines of plans and rows by key, against what the Library gives whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.store.library import Library


@pytest.fixture(scope="module")
def library(corpus_home: Path) -> Library:
    return Library.open(corpus_home)


def test_an_outline_has_all_of_the_plan(library: Library) -> None:
    for row in library.plans():
        plan, outline = library.get(row.id), library.outline(row.id)
        assert outline.labels == tuple(c.label for c in plan.clauses)
        assert outline.milestones == plan.milestones == library.milestones(row.id)
        assert [(m.place, m.label, m.indicator, m.kind, m.deadline, m.value) for m in outline.targets] == [
            (n, t.clause, t.indicator, t.kind, t.deadline, t.value) for n, t in enumerate(plan.targets)
        ]
        charged = [
            (c.label, r.part, name)
            for c in plan.clauses
            for r in c.responsibilities
            for name in (*r.units, *r.leaders)
        ]
        assert [(c.label, c.part, c.name) for c in outline.charges] == charged


def test_rows_by_key_are_those_of_the_listings(library: Library) -> None:
    clauses = library.clauses()
    targets = library.targets()
    assert list(library.clauses_at([(r.plan, r.clause.label) for r in clauses]).values()) != []
    found = library.clauses_at([(r.plan, r.clause.label) for r in clauses])
    assert [found[r.plan, r.clause.label] for r in clauses] == list(clauses)
    places: dict[str, int] = {}
    keys = []
    for row in targets:
        places[row.plan] = places.get(row.plan, -1) + 1
        keys.append((row.plan, places[row.plan]))
    by_key = library.targets_at(keys)
    assert [by_key[key] for key in keys] == list(targets)


def test_what_is_not_there_is_left_out(library: Library) -> None:
    outline = library.outline("nothing")
    assert tuple(outline) == ((), (), (), ())
    assert library.milestones("nothing") == ()
    assert library.clauses_at([("nothing", "一/1")]) == {}
    assert library.targets_at([("nothing", 0)]) == {}
    assert library.targets_at([]) == {}
