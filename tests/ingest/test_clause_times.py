"""When a clause says it is to be done, and the year its figure starts from, as read from a whole text."""

from __future__ import annotations

import pytest

from ingest.grammar.dates import PlanTime
from ingest.model import Milestone, Plan, Target
from ingest.pipeline import parse_text
from ingest.targets.clause_times import clause_times, prints_time

TIME = PlanTime(first=2025, last=2025)


def _plan(item: str, heading: str = "重点任务") -> Plan:
    return parse_text(f"柳溪县2025年水务工作要点\n\n一、{heading}\n\n1. {item}\n\n2. 做好值班。\n", "a.txt")


def _times(plan: Plan) -> list[tuple[str, str | None, str]]:
    clause = plan.clauses[0]
    both: tuple[Target | Milestone, ...] = (*plan.targets, *plan.milestones)
    stated = [s for s in both if s.clause == clause.label]
    found = clause_times(clause, plan.text_of(clause), TIME, stated)
    return [(t.printed, t.when, t.kind) for t in found]


TIMES = {
    "of a target": ("6月底前清淤河道20公里。", [("6月底前", "2025-06-30", "dated")]),
    "of a deed without a figure": ("六月底前完善巡河台账。", [("六月底前", "2025-06-30", "dated")]),
    "in front of a comma": ("2025年9月底前，理顺泵站管护办法。", [("2025年9月底前", "2025-09-30", "dated")]),
    "behind the deed": ("泵站管护办法于8月底前报县政府审定。", [("于8月底前", "2025-08-31", "dated")]),
    "two": ("3月底前摸清底数，10月底前销号。",
        [("3月底前", "2025-03-31", "dated"), ("10月底前", "2025-10-31", "dated")]),
    "of the next year": ("推进二期工程，确保2026年5月底前通水。", [("2026年5月底前", "2026-05-31", "dated")]),
    "a label": ("更新水表900只。（责任单位：水务股；完成时限：2025.11）",
        [("2025.11", "2025-11-30", "dated")]),
    "a label in the words": ("更新水表900只，完成时限：十月底。", [("十月底", "2025-10-31", "dated")]),
    "that never ends": ("抓好巡查。（责任单位：水务股；完成时限：长期坚持）",
        [("长期坚持", None, "lasting")]),
    "that comes again": ("每月5日前报送进度。", [("每月5日前", None, "lasting")]),
    "of years": ("三年内改造泵站。", [("三年内", None, "lasting")]),
    "that no calendar dates": ("汛期前检修闸门12座。", [("汛期前", "2025", "undated")]),
    "the plan's own year": ("2025年改造泵站6座。", []),
    "within the year": ("年内改造泵站6座。", [("年内", "2025", "dated")]),
    "a result": ("2024年底前已改造泵站6座，2025年继续推进。", []),
    "compared with": ("供水量较2024年6月增长5%。", []),
    "from when": ("新水价自2025年7月1日起执行。", []),
    "of a paper": ("落实《2025年6月底前重点任务》。", []),
    "none": ("做好抄表。", []),
}  # fmt: skip


@pytest.mark.parametrize(("item", "times"), TIMES.values(), ids=TIMES)
def test_the_times_a_clause_prints(item: str, times: list[tuple[str, str | None, str]]) -> None:
    assert _times(_plan(item)) == times


def test_a_heading_s_time_is_that_of_its_clauses() -> None:
    plan = _plan("改造泵站6座。", "上半年重点任务")
    assert _times(plan) == [("上半年", "2025-06-30", "dated")]
    assert _times(_plan("改造泵站6座。", "2025年重点任务")) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("2025年改造泵站6座。", True),
        ("改造泵站6座。", False),
        ("较2024年多改造6座。", False),
        ("每月报送。", True),
    ],
)
def test_nobody_may_deny_a_time_that_is_printed(item: str, said: bool) -> None:
    plan = _plan(item)
    assert prints_time(plan.clauses[0], plan.text_of(plan.clauses[0]), TIME) == said


BASES = {
    "compared with": ("供水能力较2020年提高5%。", "2020"),
    "compared with words": ("供水能力较二〇二〇年提高5%。", "2020"),
    "compared with last year": ("供水量比上年增长5%。", "2024"),
    "from a figure": ("泵站由2023年的15座增加到26座。", "2023"),
    "from a figure without a year": ("泵站由15座增加到26座。", None),
    "nothing": ("改造泵站6座。", None),
}


@pytest.mark.parametrize(("item", "year"), BASES.values(), ids=BASES)
def test_the_year_a_figure_starts_from(item: str, year: str | None) -> None:
    (target,) = _plan(item).targets
    assert target.base_year == year


def test_the_year_of_a_table_s_baseline() -> None:
    table = (
        "# 柳溪县“十四五”水务规划\n\n| 序号 | 指标 | 2020年 | 2025年目标 |\n"
        "|---|---|---|---|\n| 1 | 供水普及率（%） | 90 | 96 |\n"
    )
    (target,) = parse_text(table, "a.md").targets
    assert (target.base_year, target.deadline) == ("2020", "2025")


def test_a_label_s_date_is_that_of_targets_without_one() -> None:
    (first, second) = _plan(
        "更新水表900只，其中8月底前更新300只。（责任单位：水务股；完成时限：2025.11）"
    ).targets
    assert (first.deadline, second.deadline) == ("2025-11-30", "2025-08-31")


def test_a_number_right_in_front_of_a_date_is_the_item_s_mark() -> None:
    plan = parse_text(
        "柳溪县2025年水务工作要点\n\n一、重点任务\n\n1.2025.6.30前改造泵站6座。\n\n2.2025-09-30前更新水表900只。\n\n3.2025年底前验收。\n",
        "a.txt",
    )
    assert [clause.label for clause in plan.clauses] == ["一/1", "一/2", "一/3"]
    assert [target.deadline for target in plan.targets] == ["2025-06-30", "2025-09-30"]


FINISHED = {
    "改建渡口3处，8月31日前交付。": ["2025-08-31"],
    "改建渡口3处，于8月31日前全部完成。": ["2025-08-31"],
    "更换航标360盏，年底前完成70%，2026年3月底前全部完成。": ["2026-03-31", "2025"],
    "新建泵站2座、泊位4个，力争上半年建成投用。": ["2025-06-30", "2025-06-30"],
    "新建趸船5艘，三季度末前全部投入使用，新增船位80个。": ["2025-09-30", "2025-09-30"],
    "维修趸船7艘（9月末前完成）。": ["2025-09-30"],
    "清理沉船12艘，二〇二五年六月底前全部销号。": ["2025-06-30"],
    # Something else is done by then, or another statement says so.
    "培训船员200人，6月底前完成船员登记。": ["2025"],
    "新建泊位12个，完善标志牌；9月底前完成验收。": ["2025"],
    "新建泊位12个，9月底前启动选址。": ["2025"],
}


@pytest.mark.parametrize(("item", "due"), FINISHED.items(), ids=list(FINISHED))
def test_what_the_sentence_says_behind_a_figure_of_its_end(item: str, due: list[str]) -> None:
    assert [target.deadline for target in _plan(item).targets] == due
