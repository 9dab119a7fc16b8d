"""Tasks hold all that the clauses say, for every plan of the corpus, and tell offices apart by their printed
role.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.ask import Assistant
from assistant.lookups.tasks import Task, left_out, tasks
from assistant.retrieval.wording import date_words, figure_words, target_words
from assistant.tables.present import task_json
from assistant.tables.workbook import write_tasks
from ingest.grammar.roles import PARTS
from ingest.load import load
from ingest.model import Span, Target
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library
from ingest.store.rows import ClauseRow
from tests.plan_factory import Item, make_plan

TEXT = """白沙市2023年民生实事实施方案
一、主要任务
（一）改善出行条件
1.今年6月底前新建公交站台40个。（牵头单位：市交通局；责任单位：市城管局、各县区；配合单位：市财政局等）
2.整修背街小巷12条。（牵头领导：沈某；协办单位：市住建局）
3.听取群众意见，改进服务作风。
二、工作保障
4.年内完成项目评审。
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home") as library:
        yield library


@pytest.fixture
def written(library: Library, tmp_path: Path) -> Library:
    file = tmp_path / "baisha.txt"
    file.write_text(TEXT, "utf-8")
    (report,) = load(library, [file])
    assert report.outcome == "new", report.message
    return library


def by_label(found: tuple[Task, ...]) -> dict[str, Task]:
    return {t.label: t for t in found}


def test_every_clause_that_asks_something_is_a_task_of_every_plan(corpus: Assistant) -> None:
    found = tasks(corpus.library)
    for row in corpus.library.plans():
        plan = corpus.library.get(row.id)
        asked = {
            *(c.label for c in plan.clauses if c.responsibilities),
            *(t.clause for t in plan.targets),
            *(m.clause for m in plan.milestones),
        }
        mine = [t for t in found if t.plan == row.id]
        assert [t.label for t in mine] == [c.label for c in plan.clauses if c.label in asked]
        assert [t for task in mine for t in task.targets] == sorted(
            plan.targets, key=lambda t: [c.label for c in plan.clauses].index(t.clause)
        )
        assert sorted(m.span for task in mine for m in task.milestones) == sorted(
            m.span for m in plan.milestones
        )
        for task in mine:
            clause = plan.clause(task.label)
            assert task.text == plan.text_of(clause)
            assert {u for part in PARTS for u in task.offices(part)} == set(clause.units)
            assert task.leaders == clause.leaders
            assert len(task.section) == len(clause.path)
            assert all(words in plan.text for words in task.section)


def test_all_takes_in_every_clause(corpus: Assistant) -> None:
    assert [(t.plan, t.label) for t in tasks(corpus.library, every=True)] == [
        (r.plan, r.clause.label) for r in corpus.library.clauses()
    ]


@pytest.mark.parametrize("kind", ["unit", "leader"])
def test_by_name_every_clause_that_names_it(corpus: Assistant, kind: str) -> None:
    rows = corpus.library.clauses()
    for name in corpus.library.names(kind):
        scan = [
            (r.plan, r.clause.label)
            for r in rows
            if name in (r.clause.units if kind == "unit" else r.clause.leaders)
        ]
        found = tasks(corpus.library, **{kind: name})
        assert [(t.plan, t.label) for t in found] == scan, name


def test_roles_sections_and_dates_as_printed(written: Library) -> None:
    found = by_label(tasks(written))
    first, second, last = found.values()
    assert first.offices("lead") == ("市交通局",)
    assert first.offices("responsible") == ("市城管局", "各县区")
    assert first.offices("support") == ("市财政局",)
    assert first.open
    assert first.section == ("一、主要任务", "（一）改善出行条件")
    assert [target_words(t) for t in first.targets] == ["新建公交站台：40个"]
    assert "2023-06-30" in first.deadlines
    assert (second.leaders, second.offices("support"), second.open) == (("沈某",), ("市住建局",), False)
    assert (last.responsibilities, last.targets, last.deadlines) == ((), (), ("2023",))
    assert [m.what for m in last.milestones] != []


def test_a_clause_that_asks_nothing_of_anybody_is_left_out_unless_all_are_wanted(written: Library) -> None:
    assert "一/（一）/3" not in by_label(tasks(written))
    assert "一/（一）/3" in by_label(tasks(written, every=True))


def test_filters_are_those_of_the_library(library: Library) -> None:
    library.put(make_plan("a", region="临河市", year=2023))
    library.put(make_plan("b", region="河湾县", year=2021, period="2021-2025", title="河湾县规划"))
    assert {t.plan for t in tasks(library)} == {"a", "b"}
    assert {t.plan for t in tasks(library, region="河湾")} == {"b"}
    assert {t.plan for t in tasks(library, year=2024)} == {"b"}
    assert {t.label for t in tasks(library, plan="a", leader="陈某某")} == {"一/2"}
    assert tasks(library, unit="没有的科") == ()


def test_an_inherited_charge_says_where_from(library: Library) -> None:
    plan = make_plan("a", [Item(label="一/1", text="办好实事。", units=("办公室",))])
    (clause,) = plan.clauses
    inherited = tuple(replace(r, inherited_from="一") for r in clause.responsibilities)
    library.put(replace(plan, clauses=(replace(clause, responsibilities=inherited),)))
    (task,) = tasks(library)
    assert (task.inherited_from, task.summary) == ("一", "办好实事")


def test_the_json_has_all_fields_and_no_type_of_ours(written: Library) -> None:
    found = tasks(written)
    values = json.loads(json.dumps([task_json(t) for t in found], ensure_ascii=False))
    first = values[0]
    assert (first["lead"], first["responsible"], first["support"]) == (
        ["市交通局"],
        ["市城管局", "各县区"],
        ["市财政局"],
    )
    assert first["targets"][0]["value_text"] == "40个"
    assert first["open"] is True
    assert first["inherited_from"] is None
    assert {v["clause"] for v in values} == {t.label for t in found}


@pytest.mark.parametrize(
    ("printed", "unit", "words"),
    [
        ("80.66", "岁", "80.66（岁）"),
        ("≤6", "‰", "≤6（‰）"),
        ("27左右", "%", "27左右（%）"),
        ("500-600", "个", "500-600（个）"),
        ("达94%以上", "%", "达94%以上"),
        ("18/10万以下", "/10万", "18/10万以下"),
        ("全覆盖", "%", "全覆盖"),
        ("一次", "次/年", "一次"),
        ("每年召开1次会议", "次/年", "每年召开1次会议"),
        ("40", None, "40"),
    ],
)
def test_a_figure_is_as_printed_with_a_unit_printed_elsewhere_in_brackets(
    printed: str, unit: str | None, words: str
) -> None:
    target = Target(
        clause="一/1",
        indicator="某某率",
        scope=None,
        comparator="=",
        value=Decimal(1),
        value_high=None,
        value_text=printed,
        unit=unit,
        deadline=None,
        baseline=None,
        kind=None,
        span=Span(start=0, end=1),
    )
    assert figure_words(target) == words
    assert target_words(replace(target, scope="全市")) == f"某某率（全市）：{words}"


def test_dates_in_words() -> None:
    assert [date_words(d) for d in ("2025", "2025-06", "2025-06-30")] == [
        "2025年",
        "2025年6月",
        "2025年6月30日",
    ]


@pytest.mark.parametrize("gone", ["remove", "withdraw"])
def test_a_plan_taken_out_meanwhile_leaves_no_task(
    library: Library, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    library.put(make_plan())
    library.put(make_plan("haixi-2023-health", title="海西市2023年卫生健康工作要点", region="海西市"))
    read = library.clauses

    def then_gone(**choice: Any) -> tuple[ClauseRow, ...]:
        rows = read(**choice)
        with suppress(KeyError):  # at the second time it is gone
            getattr(library, gone)("linhe-2023-health")
        return rows

    monkeypatch.setattr(library, "clauses", then_gone)
    assert {t.plan for t in tasks(library)} == {"haixi-2023-health"}


def test_how_many_clauses_are_no_tasks(tmp_path: Path) -> None:
    text = (
        "临河市2023年公园工作要点\n一、任务\n1.建亭3座。\n2.加强巡查。（责任单位：园林科）\n"
        "3.美化环境。\n4.清洁水面。\n"
    )
    with Library.open(tmp_path, reader=READER_VERSION) as library:
        library.put(parse_text(text, "parks.txt"))
        (plan,) = (row.id for row in library.plans())
        assert left_out(library, {plan}) == {plan: 2}
        assert left_out(library, ()) == {}
        write_tasks(
            tmp_path / "t.xlsx", tasks(library), made=date(2031, 5, 1), silent=left_out(library, {plan})
        )
    below = load_workbook(tmp_path / "t.xlsx").active["A2"].value
    assert "本文件另有 2 条没有责任单位、数字目标和时间节点，未列入" in below
