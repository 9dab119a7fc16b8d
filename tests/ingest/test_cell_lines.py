"""Tables of web pages whose cells came one a line, each with the border behind it."""

from __future__ import annotations

import pytest

from ingest.model import Plan
from ingest.pipeline import parse

HEAD = "云溪县2026年卫生健康重点工作\n\n"


def read(text: str) -> Plan:
    return parse(text.encode(), "a.txt")


def told(plan: Plan) -> list[str]:
    said = []
    for clause in plan.clauses:
        who = "；".join(f"{r.part}：{'、'.join(r.units)}" for r in clause.responsibilities if r.units)
        said.append(f"{clause.label} {'｜'.join(cell for cell in clause.cells if cell)} {who}".strip())
    return said


TABLES = {
    "who does what, under a section that goes over the row": (
        "一、夯实基层服务 |\n工作任务 |\n局内牵头科室 |\n系统内责任科、所、单位 |\n"
        "改造村卫生室,年内完成验收。 |\n基层科 |\n各乡镇卫生院,县疾控中心 | ||\n"
        "开展巡回医疗。 |\n医政科、 中医科 |\n县人民医院 |\n"
        "二、强化监督执法 |\n检查餐具消毒单位。 |\n监督科 |\n县卫生监督所 |\n",
        [
            "一/表/1 改造村卫生室,年内完成验收。｜基层科｜各乡镇卫生院,县疾控中心"
            " lead：基层科；responsible：各乡镇卫生院、县疾控中心",
            "一/表/2 开展巡回医疗。｜医政科、中医科｜县人民医院"
            " lead：医政科、中医科；responsible：县人民医院",
            "一/表/3 检查餐具消毒单位。｜监督科｜县卫生监督所 lead：监督科；responsible：县卫生监督所",
        ],
    ),
    "two columns set twice side by side, an empty pair, a total": (
        "一、完成情况\n乡镇名称 |\n体检数（人） |\n乡镇名称 |\n体检数（人） |\n"
        "青石镇 |\n120 |\n白水镇 |\n95 |\n龙王乡 |\n88 |\n|\n|\n合计 |\n303 |\n",
        ["一/表/1 青石镇｜120", "一/表/2 白水镇｜95", "一/表/3 龙王乡｜88", "一/表/4 合计｜303"],
    ),
    "serials and times": (
        "一、任务清单\n序号 |\n任务 |\n责任单位 |\n完成时限 |\n"
        "1 |\n建成县急救中心 |\n县卫健局 |\n2026年6月 |\n2 |\n配齐救护车 |\n县财政局 |\n2026年底 |\n",
        [
            "一/表/1 1｜建成县急救中心｜县卫健局｜2026年6月 responsible：县卫健局",
            "一/表/2 2｜配齐救护车｜县财政局｜2026年底 responsible：县财政局",
        ],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_cells_become_rows(name: str) -> None:
    text, rows = TABLES[name]
    plan = read(HEAD + text)
    assert told(plan) == rows
    assert not [d for d in plan.doubts if d.kind in ("table", "fragments")]


def test_text_goes_on_behind_the_table() -> None:
    text, rows = TABLES["serials and times"]
    plan = read(f"{HEAD}{text}\n二、工作要求\n各单位每月报送进度。\n")
    assert told(plan)[:2] == rows
    assert plan.clauses[2].label == "二"


def test_cells_of_no_width_stay_text_and_are_doubted() -> None:
    plan = read(f"{HEAD}一、有关情况\n甲项 |\n说明甲。 |\n乙项 |\n丙项 |\n说明丙。 |\n丁项 |\n戊项 |\n")
    assert "表" not in "".join(c.label for c in plan.clauses)
    assert [d.kind for d in plan.doubts if d.kind == "table"] == ["table"]
    assert "|" not in plan.text
    assert all(word in plan.text for word in ("说明甲", "丁项", "戊项"))


def test_cells_left_over_are_doubted() -> None:
    text, rows = TABLES["serials and times"]
    plan = read(f"{HEAD}{text}3 |\n建设胸痛中心 |\n")
    assert told(plan)[:2] == rows
    assert [d.kind for d in plan.doubts if d.kind == "table"] == ["table"]
    assert "建设胸痛中心" in plan.text


def test_a_border_behind_a_title_is_none_of_it() -> None:
    plan = read("云溪县卫生健康局2026年工作要点 |\n\n一、建设县急救中心。\n二、配齐救护车。\n")
    assert plan.title == "云溪县卫生健康局2026年工作要点"
