"""Columns headed by a stretch of the year: what is to be reached by its end, and of what."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse

TITLE = "# 云州市2026年重点任务台账\n\n"
TABLES = {
    "quarters and the year": (
        TITLE
        + (
            "| 类别 | 任务 | 第一季度 | 全年 | 牵头科室 |\n|---|---|---|---|---|\n"
            "| 公卫 | 慢病筛查 | 2000人 | 1.2万人 | 疾控科 |\n"
            "| | 疫苗接种 | 完成30% | 接种率达90%以上 | 疾控科 |\n"
            "| | 达标中心 | — | 新增3家 | 基层科 |\n"
        ),
        [
            "慢病筛查 = 2000人 2026-03-31",
            "慢病筛查 = 1.2万人 2026",
            "疫苗接种 >= 30% 2026-03-31",
            "疫苗接种率 >= 达90%以上 2026",
            "新增达标中心 = 3家 2026",
        ],
    ),
    "months, half a year and its end": (
        TITLE
        + (
            "| 任务 | 3月底 | 上半年 | 1—9月 | 年底 |\n"
            "|---|---|---|---|---|\n| 改造公厕 | 2座 | 5座 | 8座 | 9座 |\n"
        ),
        [
            "改造公厕 = 2座 2026-03-31",
            "改造公厕 = 5座 2026-06-30",
            "改造公厕 = 8座 2026-09-30",
            "改造公厕 = 9座 2026",
        ],
    ),
    "quarters in Latin letters, with words behind": (
        TITLE + "| 任务 | Q1目标 | 第二季度任务 |\n|---|---|---|\n| 新增托位 | 100个 | 300个 |\n",
        ["新增托位 = 100个 2026-03-31", "新增托位 = 300个 2026-06-30"],
    ),
    "half of a later year": (
        (
            "# 云州市2026—2027年任务台账\n\n| 任务 | 2026年上半年 | 2026年 | 2027年 |\n"
            "|---|---|---|---|\n| 新增托位 | 100个 | 300个 | 500个 |\n"
        ),
        ["新增托位 = 100个 2026-06-30", "新增托位 = 300个 2026", "新增托位 = 500个 2027"],
    ),
    "a rate that says of what": (
        TITLE + "| 任务 | 全年 |\n|---|---|\n| 家庭医生签约 | 重点人群签约率达85% |\n",
        ["重点人群签约率 >= 达85% 2026"],
    ),
    "results are no targets": (
        (
            "# 云州市2026年任务完成情况\n\n| 任务 | 第一季度 | 上半年 |\n"
            "|---|---|---|\n| 慢病筛查 | 2000人 | 6000人 |\n"
        ),
        [],
    ),
    "a column of years is no goal": (
        TITLE + "| 任务 | 年度 | 目标值 |\n|---|---|---|\n| 慢病筛查 | 2026年 | 2000人 |\n",
        ["慢病筛查 = 2000人 2026"],
    ),
    "when it is to be done is no goal": (
        TITLE + "| 任务 | 目标值 | 完成时间 |\n|---|---|---|\n| 慢病筛查 | 2000人 | 第一季度 |\n",
        ["慢病筛查 = 2000人 2026-03-31"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), TABLES.values(), ids=TABLES)
def test_targets_under_stretches_of_the_year(text: str, wanted: list[str]) -> None:
    plan = parse(text.encode(), "a.md")
    assert [f"{t.indicator} {t.comparator} {t.value_text} {t.deadline}" for t in plan.targets] == wanted
