"""Excerpts of rules: articles count on, however many are left out between them."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse

PAPERS = {
    "many left out": (
        "青岚县供水条例\n第五条 县水利局负责供水管理。\n第六条 县财政局保障经费。\n第十九条 禁止私接管道。\n"
        "第四十八条 本条例自2027年1月1日起施行。\n",
        ["第五条", "第六条", "第十九条", "第四十八条"],
    ),
    "behind items, and under chapters": (
        "青岚县供水条例\n第一章 总则\n第五条 供水单位应当：\n（一）公布水质；\n（二）每日巡查。\n"
        "第二十条 县水利局应当公布名录。\n第三章 罚则\n第三十一条 擅自停水的，由县水利局处罚。\n"
        "第四十七条 阻挠检查的，给予警告。\n",
        [
            "第一章/第五条/¶1",
            "第一章/第五条/（一）",
            "第一章/第五条/（二）",
            "第一章/第二十条",
            "第三章/第三十一条",
            "第三章/第四十七条",
        ],
    ),
    "no article behind a line that goes on": (
        "青岚县供水条例\n第五条 违反本条例第四条和\n第十九条 规定的，处以警告。\n"
        "第六条 本条例自2027年起施行。\n",
        ["第五条", "第六条"],
    ),
}


@pytest.mark.parametrize(("text", "labels"), PAPERS.values(), ids=PAPERS)
def test_articles_of_an_excerpt(text: str, labels: list[str]) -> None:
    plan = parse(text.encode(), "a.txt")
    assert [clause.label for clause in plan.clauses] == labels


def test_what_is_left_out_is_doubted() -> None:
    plan = parse(PAPERS["many left out"][0].encode(), "a.txt")
    assert [doubt.line for doubt in plan.doubts if doubt.kind == "gap"] == [2, 4, 5]
