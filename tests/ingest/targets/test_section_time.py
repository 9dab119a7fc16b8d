"""Which time a section tells of, and what becomes of the figures in it."""

from __future__ import annotations

import pytest

from ingest.grammar.dates import PlanTime
from ingest.pipeline import parse_text
from ingest.targets.section_time import section_time

ONE, FIVE = PlanTime(first=2025, last=2025), PlanTime(first=2021, last=2025)


@pytest.mark.parametrize(
    ("headings", "title", "time", "tells", "year", "due"),
    [
        (("2024年工作回顾",), "", ONE, "results", "2024", "2025"),
        (("2024年主要工作和“十四五”发展成就",), "", ONE, "results", None, "2025"),
        (("过去五年工作回顾", "民生保障"), "", ONE, "results", None, "2025"),
        (("主要成就",), "", ONE, "results", None, "2025"),
        (("一年来的工作",), "", ONE, "results", None, "2025"),
        (("取得的成效",), "", ONE, "results", None, "2025"),
        (("2024年工作情况",), "", ONE, "results", "2024", "2025"),
        (("年度计划执行情况",), "", ONE, "results", None, "2025"),
        (("主要工作及成效",), "", ONE, "results", None, "2025"),
        (("主要做法和成效", "摸底排查"), "", ONE, "results", None, "2025"),
        (("存在问题",), "", ONE, "state", None, "2025"),
        (("发展基础", "主要短板"), "", FIVE, "state", None, "2025"),
        (("2025年重点工作",), "", ONE, "goals", None, "2025"),
        (("2026年工作打算",), "", ONE, "goals", None, "2026"),
        (("2024年工作回顾", "下一步打算"), "", ONE, "goals", None, "2025"),
        (("展望2035年",), "", FIVE, "goals", None, "2035"),
        (("“十五五”时期目标",), "", ONE, "goals", None, "2030"),
        (("2024年工作总结和2025年工作计划", "公共卫生"), "", ONE, "", None, "2025"),
        (("公共卫生",), "青禾县2025年教育工作总结", ONE, "results", "2025", "2025"),
        (("检查情况",), "关于校舍安全专项督查情况的通报", ONE, "results", "2025", "2025"),
        (("下一步要求",), "关于校舍安全专项督查情况的通报", ONE, "goals", None, None),
        (("2026年打算",), "青禾县2025年教育工作总结", ONE, "goals", None, "2026"),
        (("下一步打算",), "青禾县2025年教育工作总结", ONE, "goals", None, None),
        (("公共卫生",), "青禾县2025年工作总结和2026年工作计划", ONE, "", None, "2025"),
        (("巩固创建成效",), "", ONE, "", None, "2025"),
        (("总结提升",), "", ONE, "", None, "2025"),
        (("2024年建成学校6所，2025年再建4所，力争办学条件有改善",), "", ONE, "", None, "2025"),
    ],
)
def test_the_nearest_heading_that_says_something_decides(
    headings: tuple[str, ...], title: str, time: PlanTime, tells: str, year: str | None, due: str | None
) -> None:
    found = section_time(headings, title, time)
    assert (found.tells, found.year, found.due) == (tells, year, due)


def stated(body: str, title: str = "青禾县2025年教育工作要点") -> tuple[list[str], list[str]]:
    """Targets and results of a paper of one section, as "figure year"."""
    plan = parse_text(
        f"{title}\n\n{body}\n\n九、组织保障\n\n加强领导，明确分工，认真抓好落实，确保取得实效。\n"
    )
    goals, results = (
        [f"{t.value_text} {t.deadline or ''}".strip() for t in some] for some in (plan.targets, plan.results)
    )
    return goals, results


@pytest.mark.parametrize(
    ("body", "goals", "results"),
    [
        ("一、工作回顾\n\n新建幼儿园6所，入园率达到93%。", [], ["6所", "达到93%"]),
        ("一、2024年完成情况\n\n（一）办园。新建幼儿园6所。", [], ["6所 2024"]),
        ("一、2024年和“十四五”时期工作回顾\n\n三季度遇到困难，全年新建幼儿园6所。", [], ["6所"]),
        ("一、2024年工作回顾\n\n全年新建幼儿园6所，今年还将新建4所。", ["4所 2025"], ["6所 2024"]),
        ("一、现状\n\n2024年底入园率达到93%，到2027年入园率达到97%。",
            ["达到97% 2027"], ["达到93% 2024"]),
        ("一、办园\n\n现有幼儿园86所，今年新建4所。", ["4所 2025"], ["86所"]),
        ("一、办园\n\n去年已建成幼儿园12所，今年再建5所，总数达到17所。",
            ["5所 2025", "达到17所 2025"], ["12所 2024"]),
        ("一、办园\n\n入园率达到93%（2030年97%）。", ["达到93% 2025", "97% 2030"], []),
        ("一、办园\n\n到2030年建成幼儿园3所，到2035年5所。", ["3所 2030", "5所 2035"], []),
        ("一、审批\n\n审批时限由7日缩短到3日。", ["缩短到3日 2025"], []),
        ("一、办园\n\n入园率较2020年提高5个百分点。", ["提高5个百分点 2025"], []),
        ("一、办园\n\n学位数比上年增加20%。", ["增加20% 2025"], []),
        ("一、办园\n\n入园率：2024年93%、2025年94%、2027年96%。", ["94% 2025", "96% 2027"], ["93% 2024"]),
        ("一、开局\n\n过去一年，我们新建幼儿园6所。\n\n招聘教师120名。\n\n今年要招聘教师80名。",
            ["80名 2025"], ["6所", "120名"]),
        ("一、办园\n\n近年来，全县新建幼儿园26所。今年新建4所。", ["4所 2025"], ["26所"]),
        ("一、办园\n\n2024年，全县新建幼儿园6所。招聘教师120名。2025年招聘教师80名。",
            ["80名 2025"], ["6所 2024", "120名 2024"]),
        ("一、人才\n\n考核2024年遴选的骨干教师57名。", [], []),
        ("一、2026年打算\n\n今年新建幼儿园4所，上年已建成6所。", ["4所 2026"], ["6所 2025"]),
    ],
)  # fmt: skip
def test_results_are_kept_and_are_no_goals(body: str, goals: list[str], results: list[str]) -> None:
    assert stated(body) == (goals, results)


@pytest.mark.parametrize(
    ("opens", "turns", "goals", "results"),
    [
        ("刚刚过去的2024年，全县", "今年要", ["80名 2025"], ["6所 2024", "9个 2024"]),
        ("这五年，我们", "今年预期目标是，", ["80名 2025"], ["6所", "9个"]),
        ("回顾过去的五年，我们", "2025年，要", ["80名 2025"], ["6所", "9个"]),
        ("五年来，", "未来一个时期，", ["80名 2025"], ["6所", "9个"]),
        ("去年，", "“十五五”时期，要努力", ["80名 2030"], ["6所 2024", "9个 2024"]),
        ("“十三五”时期，我们", "新的一年，", ["80名 2025"], ["6所", "9个"]),
        ("过去一年，我们", "下一步，", ["80名 2025"], ["6所", "9个"]),
        ("一年来，我们", "今后，", ["80名 2025"], ["6所", "9个"]),
    ],
)
def test_each_paragraph_before_the_first_number_tells_its_own_time(
    opens: str, turns: str, goals: list[str], results: list[str]
) -> None:
    body = f"{opens}新建幼儿园6所。\n\n改造食堂9个。\n\n{turns}招聘教师80名。\n\n一、经费\n\n用好经费。"
    assert stated(body, "青禾县2025年教育工作报告") == (goals, results)


@pytest.mark.parametrize(
    ("words", "goals", "results"),
    [
        ("全年新建幼儿园6所。", [], ["6所"]),
        ("三季度新建幼儿园6所。", [], ["6所"]),
        ("今年新建幼儿园6所。", ["6所 2025"], []),
    ],
)
def test_a_time_without_a_year_in_a_review(words: str, goals: list[str], results: list[str]) -> None:
    assert stated(f"一、工作回顾\n\n{words}") == (goals, results)


@pytest.mark.parametrize(
    ("above", "heading", "tells"),
    [
        ("2024年工作总结", "重点任务有序推进", "results"),
        ("2024年工作总结", "改革举措落地", "results"),
        ("2024年工作回顾", "目标管理持续加强", "results"),
        ("过去五年工作回顾", "重点项目加快建设", "results"),
        ("主要成就", "重点领域取得突破", "results"),
        ("2024年工作情况", "惠民措施全面落实", "results"),
        ("2024年工作总结", "下一步重点任务", "goals"),
        ("2024年工作总结", "2025年重点任务", "goals"),
        ("2024年工作总结", "明年目标", "goals"),
        ("发展现状", "重点任务", "goals"),
        ("2025年工作计划", "重点任务", "goals"),
        ("总体要求", "主要目标", "goals"),
    ],
)
def test_a_heading_with_a_word_for_tasks_below_one_of_results(above: str, heading: str, tells: str) -> None:
    assert section_time((above, heading), "", PlanTime(first=2025, last=2025)).tells == tells


@pytest.mark.parametrize(
    ("opening", "is_goal"),
    [
        ("2024年，全县新建食堂9个。今年要建管并重。", True),
        ("2024年，全县新建食堂9个。2025年继续抓好管护。", True),
        ("去年，全县新建食堂9个。今年将扩大范围。", True),
        ("过去一年，我们新建食堂9个。下一步，抓好管护。", True),
        ("近年来，我们新建食堂9个。今后，抓好管护。", True),
        ("2024年，全县新建食堂9个。本年力争再进一步。", True),
        ("2024年，全县新建食堂9个。群众满意。", False),
        ("2024年，全县新建食堂9个。今年以来形势向好。", False),
        ("过去一年，我们新建食堂9个。改造厨房。", False),
        ("2024年，全县新建食堂9个，今年要建管并重。", False),
    ],
)
def test_a_section_whose_first_paragraph_turns_to_what_is_to_come(opening: str, is_goal: bool) -> None:
    goals, results = stated(f"一、办园\n\n{opening}\n\n（一）招聘。招聘教师80名。")
    assert ("80名 2025" in goals) is is_goal
    assert any(one.startswith("9个") for one in results)
