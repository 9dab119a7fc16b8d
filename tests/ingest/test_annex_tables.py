"""Whose a table behind the last item is: never the item's, unless the item speaks of it."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse

ROWS = "<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>巡查河道</td><td>县水利局</td></tr></table>"
PLAN = (
    "<html><body><h1>澄湖县2025年河道整治方案</h1><p>一、总体要求</p><p>坚持系统治理。</p><p>二、重点任务</p>"
    "<p>（一）摸清底数。普查河道26条。</p><p>（二）{last}</p>{table}{behind}</body></html>"
)
LAST = "强化督查。每季度通报1次。"
SHAPES = {
    "nothing names it": (LAST, ROWS, "", ["二/表/1"]),
    "a caption": (LAST, f"<p>河道整治任务分解表</p>{ROWS}", "", ["表/1"]),
    "a numbered caption": (LAST, f"<p>表1 任务分解表</p>{ROWS}", "", ["表/1"]),
    "two numbered captions": (
        LAST,
        f"<p>表1 任务分解表</p>{ROWS}<p>表2 河道名单一览表</p>{ROWS}",
        "",
        ["表/1", "表2/1"],
    ),
    "an annex table": (LAST, f"<p>附表</p><p>任务分解表</p>{ROWS}", "", ["附表/表/1"]),
    "numbered annex tables": (
        LAST,
        f"<p>附表1 任务分解表</p>{ROWS}<p>附表2：河道名单</p>{ROWS}",
        "",
        ["附表1/表/1", "附表2/表/1"],
    ),
    "an annex with its title on the line": (LAST, f"<p>附件：任务分解表</p>{ROWS}", "", ["附件/表/1"]),
    "an annex behind the sign-off": (
        LAST,
        f"<p>澄湖县人民政府</p><p>2025年3月1日</p><p>附件1</p><p>任务分解表</p>{ROWS}",
        "",
        ["附件1/表/1"],
    ),
    "the item announces it": ("任务分工见下表。请各单位落实。", ROWS, "", ["二/（二）/表/1"]),
    "the item ends in a colon": ("落实分工。具体安排如下：", ROWS, "", ["二/（二）/表/1"]),
    "the item is its heading": ("任务分工", ROWS, "", ["二/（二）/表/1"]),
    "the item speaks of a row": ("巡河。巡查河道每月不少于2次。", ROWS, "", ["二/（二）/表/1"]),
    "a row it speaks of, its measure in brackets": (
        "目标。到2026年达标河段比例90%。",
        ROWS.replace("巡查河道", "达标河段比例（%）"),
        "<p>三、保障措施</p><p>落实经费。</p>",
        ["二/（二）/表/1"],
    ),
    "a note below a table of its own": (
        "巡河。巡查河道每月不少于2次。",
        f"{ROWS}<p>注：以验收数为准。</p>",
        "<p>三、保障措施</p><p>落实经费。</p>",
        ["二/（二）/表/1", "二/（二）/表/注"],
    ),
    "it speaks of whom the rows charge": ("县水利局每季度通报1次。", ROWS, "", ["二/表/1"]),
    "more sections follow": (LAST, ROWS, "<p>三、保障措施</p><p>落实经费。</p>", ["二/表/1"]),
    "a note below": (LAST, f"{ROWS}<p>注：以验收数为准。</p>", "", ["二/表/1", "二/表/注"]),
}


@pytest.mark.parametrize(("last", "table", "behind", "labels"), SHAPES.values(), ids=SHAPES)
def test_whose_a_table_is(last: str, table: str, behind: str, labels: list[str]) -> None:
    plan = parse(PLAN.format(last=last, table=table, behind=behind).encode(), "a.html")
    assert [c.label for c in plan.clauses if "表" in c.label] == labels
    item = next((c for c in plan.clauses if c.label == "二/（二）"), None)
    assert item is None or "\t" not in plan.text_of(item)


def test_rows_of_the_document_stand_under_their_caption() -> None:
    table = f"<p>表1 任务分解表</p>{ROWS}<p>表2 河道名单一览表</p>{ROWS}"
    plan = parse(PLAN.format(last=LAST, table=table, behind="").encode(), "a.html")
    assert [c.path for c in plan.clauses[-2:]] == [("表1 任务分解表",), ("表2 河道名单一览表",)]
