"""What is counted below a label: its items or the rows of its table, not the paragraphs beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.lookups.catalogue import run
from tests.small_library import over

PAPER = """# 青溪县养老食堂管理办法（2025年）

## 第一章 总则

第一条 养老食堂有下列情形之一的，由县民政局责令改正：

（一）未公示菜谱的；

（二）未留存样品的；

（三）超范围经营的。

第二条 养老食堂应当具备下列条件：

（一）有固定场所；

（二）有专职厨师。

前款所称专职厨师，应当持有健康证明。

第三条 本办法自2025年7月1日起施行。

## 第二章 保障

### 一、经费

1.县财政局安排运营补贴。

2.乡镇落实场地。

### 二、督导

每季度督导一次。
"""
TABLED = """# 青溪县养老服务计划（2025年）

一、总体要求

稳步推进养老服务。

附件1

主要指标表

单位：个

| 序号 | 指标名称 | 2025年 |
|---|---|---|
| 1 | 养老食堂 | 20 |
| 2 | 助浴点 | 8 |
| 3 | 日间照料中心 | 15 |

注：指标按年统计。
"""
COUNTED = {
    "items behind a lead-in": (PAPER, "第一条", 3),
    "items before a closing paragraph": (PAPER, "第二条", 2),
    "an article without items": (PAPER, "第三条", 1),
    "one item": (PAPER, "第一条（二）", 1),
    "numbered items": (PAPER, "第二章/一", 2),
    "a paragraph that stands alone": (PAPER, "第二章/二", 1),
    "rows of the table of an annex": (TABLED, "附件1", 3),
}


@pytest.mark.parametrize(("paper", "label", "number"), COUNTED.values(), ids=COUNTED)
def test_items_are_counted(paper: str, label: str, number: int, tmp_path: Path) -> None:
    with over(tmp_path, {"青溪.md": paper}) as assistant:
        assistant.catalog.refresh()
        (plan,) = assistant.catalog.rows
        asked = {"operation": "count", "lookup": "clause", "arguments": {"plan": plan.id, "label": label}}
        print([row.clause.label for row in assistant.catalog.view(plan.id).clauses])
        found = run(assistant.sources, "compute", asked)
    assert found.total == number
    assert found.rows[0].text.startswith(f"结果=共 {number} 项")
