"""What is counted in tables, and what a list of an office's tasks says of the clauses it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PLAN = """# 临河市2024年供水工作方案

## 一、主要指标

| 指标 | 单位 | 2024年 | 属性 |
|---|---|---|---|
| 水质达标率 | % | 96以上 | 约束性 |
| 管网漏损率 | % | 9以内 | 约束性 |
| 用户满意度 | % | 90左右 | 预期性 |

## 二、任务分工

| 任务 | 责任单位 | 完成时限 |
|---|---|---|
| 更换老旧管网40公里 | 市住建局 | 10月底前 |
| 建成水质监测站2座 | 市生态环境局 | 年底前 |

## 三、保障

资金安排前应当听取市住建局意见，及时向社会公布。
"""
RULES = """临河市供水管理办法

第一条 为保障供水，制定本办法。
第二条 市水利局按照下列规定检查：
（一）一级水源至少每三个月检查一次；
（二）二级水源至少每六个月检查一次。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("home"), {"plan.md": PLAN, "rules.txt": RULES}) as opened:
        yield opened


COUNTS = {
    "指标体系一共有几个指标": "共 3 个指标",
    "指标表共有多少个指标": "共 3 个指标",
    "约束性指标有几个": "约束性指标 2 个",
    "主要指标里约束性指标有几个": "约束性指标 2 个",
    "预期性指标有多少个": "预期性指标 1 个",
}


@pytest.mark.parametrize(("asked", "said"), COUNTS.items(), ids=COUNTS)
def test_the_rows_of_the_indicator_table_are_counted_and_no_others(
    assistant: Assistant, asked: str, said: str
) -> None:
    answer = assistant.ask(f"临河市2024年供水工作方案的{asked}").answer
    assert said in answer
    assert "共 0 " not in answer


def test_a_list_says_by_what_it_is_complete_where_the_text_names_the_office_elsewhere(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("临河市2024年供水工作方案里市住建局承担哪些任务？").answer
    assert "已全部列出" in answer
    assert ("（按标明的责任单位计）" in answer) == ("没有标注为责任单位" in answer)


def test_nobody_is_denied_for_an_item_of_an_article(assistant: Assistant) -> None:
    answer = assistant.ask("临河市供水管理办法里一级水源多久检查一次？").answer
    assert "三个月" in answer
    assert "未载明责任单位" not in answer
