"""Narrowing targets and tasks: by hand-made plans, and against what the Library lists."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.lookups.entries import UNSTATED, Chosen, Entries, Entry, batch, narrow
from assistant.lookups.pages import cut, ordered, target_rows, targets_of, task_rows
from assistant.lookups.tasks import tasks
from ingest.model import Edition
from ingest.store.rows import PlanRow


def make_plan(id_: str, region: str | None, year: int | None, last: int | None = None) -> PlanRow:
    return PlanRow(
        id=id_, title=id_, titles=(), issuer=None, region=region, year=year, last_year=last or year,
        period=None, number=None, issued=None, edition=Edition.OFFICIAL, version=1, file="", sha256="",
        clauses=0, targets=0, doubts=(),
    )  # fmt: skip


def make_entry(plan: str, place: int, **changes: Any) -> Entry:
    whole: dict[str, Any] = {
        "units": (), "leaders": (), "parts": frozenset(), "kinds": (UNSTATED,), "indicators": ("接种率",),
        "deadline": None, "value": None,
    }  # fmt: skip
    return Entry(plan=plan, place=place, label=f"一/{place}", **{**whole, **changes})


A = make_plan("a", "临河市", 2023)
B = make_plan("b", "海西县", 2021, 2025)
BATCHES = (
    batch(
        A,
        [
            make_entry("a", 0, units=("疾控科", "妇幼科"), kinds=("约束性",), indicators=("HPV疫苗接种率",)),
            make_entry("a", 1, units=("疾控科",), leaders=("张一",), deadline="2023", value=Decimal(90)),
        ],
    ),
    batch(
        B,
        [
            make_entry(
                "b", 0, units=("医政科",), indicators=("床位",), deadline="2025", value=Decimal("4.5")
            ),
            make_entry("b", 1, kinds=("预期性",), deadline="2024-06-30", value=Decimal(5)),
        ],
    ),
)

CASES = {
    "nothing chosen": (Chosen(), ["a0", "a1", "b0", "b1"]),
    "a place": (Chosen(region="临河市"), ["a0", "a1"]),
    "a year a long plan covers": (Chosen(year="2023"), ["a0", "a1", "b0", "b1"]),
    "a year only the long plan covers": (Chosen(year="2024"), ["b0", "b1"]),
    "a plan": (Chosen(plan="b"), ["b0", "b1"]),
    "an office": (Chosen(unit="疾控科"), ["a0", "a1"]),
    "a part of an office's name is not it": (Chosen(unit="疾控"), []),
    "a leader": (Chosen(leader="张一"), ["a1"]),
    "a kind": (Chosen(kind="预期性"), ["b1"]),
    "no kind stated": (Chosen(kind=UNSTATED), ["a1", "b0"]),
    "words of an indicator": (Chosen(indicator="接种"), ["a0", "a1", "b1"]),
    "letters of either case": (Chosen(indicator="hpv"), ["a0"]),
    "several at once": (Chosen(region="临河市", unit="疾控科", indicator="疫苗"), ["a0"]),
    "nothing there": (Chosen(region="临河市", unit="医政科"), []),
    "no such year": (Chosen(year="二〇二三"), []),
}


@pytest.mark.parametrize(("chosen", "found"), CASES.values(), ids=CASES.keys())
def test_what_remains(chosen: Chosen, found: list[str]) -> None:
    assert [f"{e.plan}{e.place}" for e in narrow(BATCHES, chosen).found] == found


@pytest.mark.parametrize("chosen", [c for c, _ in CASES.values()], ids=list(CASES))
def test_counts_are_what_that_choice_would_leave(chosen: Chosen) -> None:
    """Every count, and every way to loosen, is tried."""
    narrowed = narrow(BATCHES, chosen)
    for field in ("region", "year", "plan", "unit", "leader", "kind"):
        for value, count in narrowed.counts[field].items():
            tried = Chosen(**{**{f: chosen.value(f) for f in chosen.fields}, field: value})
            assert len(narrow(BATCHES, tried).found) == count, (field, value)
    assert set(narrowed.without) == set(chosen.fields)
    for field, count in narrowed.without.items():
        assert len(narrow(BATCHES, chosen.without(field)).found) == count


def test_offices_of_another_plan_are_not_offered() -> None:
    assert narrow(BATCHES, Chosen(region="海西县")).counts["unit"] == Counter({"医政科": 1})


def test_a_kind_of_a_task_is_the_part_of_the_office_chosen() -> None:
    parts = frozenset({("疾控科", "lead"), ("妇幼科", "support")})
    batches = (
        batch(A, [make_entry("a", 0, units=("疾控科", "妇幼科"), parts=parts, kinds=("lead", "support"))]),
    )
    assert len(narrow(batches, Chosen(kind="lead")).found) == 1
    assert len(narrow(batches, Chosen(kind="lead", unit="疾控科")).found) == 1
    assert narrow(batches, Chosen(kind="lead", unit="妇幼科")).found == ()


ORDERS = {
    "as the plans have it": ("place", False, ["a0", "a1", "b0", "b1"]),
    "the other way round": ("place", True, ["b1", "b0", "a1", "a0"]),
    "by figure, none last": ("value", False, ["b0", "b1", "a1", "a0"]),
    "falling, none last": ("value", True, ["a1", "b1", "b0", "a0"]),
    "by deadline": ("deadline", False, ["a1", "b1", "b0", "a0"]),
    "by kind, unstated last": ("kind", False, ["a0", "b1", "a1", "b0"]),
    "by office": ("unit", False, ["b0", "a0", "a1", "b1"]),
    "by what there is not": ("colour", False, ["a0", "a1", "b0", "b1"]),
}


@pytest.mark.parametrize(("by", "falling", "found"), ORDERS.values(), ids=ORDERS.keys())
def test_orders(by: str, falling: bool, found: list[str]) -> None:
    entries = narrow(BATCHES, Chosen()).found
    assert [f"{e.plan}{e.place}" for e in ordered(entries, by, falling=falling)] == found


PAGES = {
    "the first": (250, 1, (1, 3, 1, 100)),
    "the last": (250, 3, (3, 3, 201, 50)),
    "past the last": (250, 9, (3, 3, 201, 50)),
    "below the first": (250, -4, (1, 3, 1, 100)),
    "just one": (100, 1, (1, 1, 1, 100)),
    "one more": (101, 2, (2, 2, 101, 1)),
    "none": (0, 1, (1, 1, 0, 0)),
}


@pytest.mark.parametrize(("total", "number", "expected"), PAGES.values(), ids=PAGES.keys())
def test_pages(total: int, number: int, expected: tuple[int, int, int, int]) -> None:
    page = cut([make_entry("a", n) for n in range(total)], number)
    assert (page.number, page.pages, page.first, len(page.entries)) == expected
    assert page.total == total


@pytest.fixture(scope="module")
def entries(corpus: Assistant) -> Entries:
    return Entries(corpus.library, corpus.catalog)


FILTERS: dict[str, dict[str, Any]] = {
    "all": {},
    "a place": {"region": "南昌市"},
    "a year": {"year": 2023},
    "an office": {"unit": "疾控科"},
    "a plan and an office": {"plan": "donghai-2021-health", "unit": "医政科"},
}


@pytest.mark.parametrize("asked", [*FILTERS.values(), {"indicator": "率"}], ids=[*FILTERS, "an indicator"])
def test_targets_are_those_the_library_lists(
    corpus: Assistant, entries: Entries, asked: dict[str, Any]
) -> None:
    found = narrow(entries.batches("targets"), Chosen(**{f: str(v) for f, v in asked.items()})).found
    assert target_rows(corpus.library, found) == corpus.library.targets(**asked)


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS.keys())
def test_tasks_are_those_of_the_task_list(corpus: Assistant, entries: Entries, asked: dict[str, Any]) -> None:
    found = narrow(entries.batches("tasks"), Chosen(**{f: str(v) for f, v in asked.items()})).found
    rows = task_rows(corpus.library, found, targets_of(entries, found))
    expected = tasks(corpus.library, **asked)
    assert [(r.row.plan, r.row.clause.label) for r in rows] == [(t.plan, t.label) for t in expected]
    assert [(r.targets, r.milestones) for r in rows] == [(t.targets, t.milestones) for t in expected]


def test_nothing_is_read_again_where_nothing_changed(corpus: Assistant, entries: Entries) -> None:
    assert entries.batches("targets") is entries.batches("targets")
